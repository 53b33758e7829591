//! A suite made ready for many sessions: what depends on its ids alone is worked out once.

use std::cell::OnceCell;

use crate::dist_mode::DistMode;
use crate::scheduler::scope::Scopes;
use crate::suite::Test;

/// Tests, and the units of work that they form under each dist mode, worked out at first use.
pub struct Prepared<'a> {
    tests: &'a [Test],
    by_scope: OnceCell<Scopes>,
    by_file: OnceCell<Scopes>,
    by_group: OnceCell<Scopes>,
}

impl<'a> Prepared<'a> {
    /// Costs nothing yet.
    pub fn new(tests: &'a [Test]) -> Self {
        Self { tests, by_scope: OnceCell::new(), by_file: OnceCell::new(), by_group: OnceCell::new() }
    }

    /// In collection order.
    pub fn tests(&self) -> &'a [Test] {
        self.tests
    }

    pub(crate) fn scopes(&self, dist: DistMode) -> &Scopes {
        let scopes = match dist {
            DistMode::LoadScope => &self.by_scope,
            DistMode::LoadFile => &self.by_file,
            _ => &self.by_group,
        };
        scopes.get_or_init(|| Scopes::new(self.tests, dist))
    }
}
