//! A suite made ready for many sessions: what depends on its ids alone is worked out once.

use std::borrow::Cow;
use std::cell::OnceCell;

use crate::dist_mode::DistMode;
use crate::scheduler::scope::Scopes;
use crate::suite::Test;

/// Tests, and the units of work that they form under each dist mode, worked out at first use.
#[derive(Default)]
pub struct Prepared<'a> {
    tests: Cow<'a, [Test]>,
    by_scope: OnceCell<Scopes>,
    by_file: OnceCell<Scopes>,
    by_group: OnceCell<Scopes>,
}

impl<'a> Prepared<'a> {
    /// Of borrowed tests, or its own. Costs nothing yet.
    pub fn new(tests: impl Into<Cow<'a, [Test]>>) -> Self {
        Self { tests: tests.into(), ..Self::default() }
    }

    /// In collection order.
    pub fn tests(&self) -> &[Test] {
        &self.tests
    }

    /// The tests again; what was worked out is forgotten.
    pub fn into_tests(self) -> Vec<Test> {
        self.tests.into_owned()
    }

    pub(crate) fn scopes(&self, dist: DistMode) -> &Scopes {
        let scopes = match dist {
            DistMode::LoadScope => &self.by_scope,
            DistMode::LoadFile => &self.by_file,
            _ => &self.by_group,
        };
        scopes.get_or_init(|| Scopes::new(&self.tests, dist))
    }
}
