//! A suite made ready for many sessions: what depends on its ids alone is worked out once.

use std::borrow::Cow;
use std::cell::OnceCell;

use crate::dist_mode::DistMode;
use crate::scheduler::scope::Scopes;
use crate::suite::Test;
use crate::time::Nanos;

/// Tests, and the units of work that they form under each dist mode, worked out at first use.
#[derive(Default)]
pub struct Prepared<'a> {
    tests: Cow<'a, [Test]>,
    /// What tests take instead of their own durations.
    durations: Option<Vec<Nanos>>,
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

    /// How long test `test` takes.
    pub fn duration(&self, test: usize) -> Nanos {
        self.durations.as_ref().map_or_else(|| self.tests[test].duration, |durations| durations[test])
    }

    /// How long the tests take, in collection order.
    pub fn durations(&self) -> impl Iterator<Item = Nanos> {
        (0..self.tests.len()).map(|test| self.duration(test))
    }

    /// Lets every test take another duration, which `draw` makes of its own; called in the tests' order.
    pub fn redraw(&mut self, mut draw: impl FnMut(Nanos) -> Nanos) {
        let durations = self.durations.get_or_insert_with(|| Vec::with_capacity(self.tests.len()));
        durations.clear();
        durations.extend(self.tests.iter().map(|test| draw(test.duration)));
    }

    /// Lets every test take its own duration again.
    pub fn undraw(&mut self) {
        self.durations = None;
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
