//! A suite as one session has it: the tests that it runs, as collected, with their durations under its conditions.
//!
//! Within a session tests are numbered as they are collected, as xdist does; outcomes number them as the suite does.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use crate::dist_mode::DistMode;
use crate::outcome::Outcome;
use crate::scheduler::scope::Scopes;
use crate::session::Session;
use crate::suite::Test;
use crate::time::Nanos;

/// The tests of a suite that a session runs, in its order, and the units of work that they form under each dist mode,
/// worked out at first use.
#[derive(Default)]
pub(crate) struct Ordered {
    /// Positions in the suite, as collected; `None`: all of the suite, in its own order.
    positions: Option<Vec<u32>>,
    /// The same, ascending; worked out at first use.
    ascending: OnceLock<Vec<u32>>,
    by_scope: OnceLock<Scopes>,
    by_file: OnceLock<Scopes>,
    by_group: OnceLock<Scopes>,
    /// Under a `loadgroup` that does not see groups.
    by_id: OnceLock<Scopes>,
}

impl Ordered {
    /// Of positions as [`crate::chosen`] has them.
    pub(crate) fn new(positions: Option<Vec<u32>>) -> Self {
        Self { positions, ..Self::default() }
    }

    /// How many tests there are, out of a suite of so many.
    pub(crate) fn n_tests(&self, n_of_suite: usize) -> usize {
        self.positions.as_ref().map_or(n_of_suite, Vec::len)
    }

    /// Whether it is the suite as it is.
    pub(crate) fn is_suite(&self) -> bool {
        self.positions.is_none()
    }

    /// Positions in the suite, ascending; none for the suite as it is.
    pub(crate) fn ascending(&self) -> &[u32] {
        self.ascending.get_or_init(|| {
            let mut positions = self.positions.clone().unwrap_or_default();
            positions.sort_unstable();
            positions
        })
    }

    /// Where in the suite a collected test stands.
    pub(crate) fn position(&self, test: u32) -> u32 {
        self.positions.as_ref().map_or(test, |positions| positions[test as usize])
    }
}

/// One session's suite.
pub(crate) struct Collected<'a> {
    /// Of the whole suite, in its order.
    tests: &'a [Test],
    ordered: Arc<Ordered>,
    durations: Cow<'a, [Nanos]>,
}

impl<'a> Collected<'a> {
    /// `durations` as collected.
    pub(crate) fn new(tests: &'a [Test], ordered: Arc<Ordered>, durations: Cow<'a, [Nanos]>) -> Self {
        Self { tests, ordered, durations }
    }

    /// How many tests the session runs.
    pub(crate) fn n_tests(&self) -> usize {
        self.durations.len()
    }

    /// How many tests the suite has.
    pub(crate) fn n_of_suite(&self) -> usize {
        self.tests.len()
    }

    /// As collected.
    pub(crate) fn tests(&self) -> impl Iterator<Item = &Test> {
        (0..self.n_tests() as u32).map(|test| self.test(test))
    }

    /// A test by its number as collected.
    pub(crate) fn test(&self, test: u32) -> &Test {
        &self.tests[self.position(test) as usize]
    }

    /// As collected, under the session's conditions.
    pub(crate) fn durations(&self) -> &[Nanos] {
        &self.durations
    }

    /// The units of work of a session that hands out whole ones.
    pub(crate) fn scopes(&self, session: &Session) -> &Scopes {
        let scopes = match session.dist {
            DistMode::LoadScope => &self.ordered.by_scope,
            DistMode::LoadFile => &self.ordered.by_file,
            _ if session.sees_groups => &self.ordered.by_group,
            _ => &self.ordered.by_id,
        };
        scopes.get_or_init(|| Scopes::new(self.tests(), session.dist, session.sees_groups))
    }

    /// What the suite's tests have, as collected.
    pub(crate) fn order<T: Clone>(&self, of_suite: Vec<T>) -> Vec<T> {
        if self.ordered.is_suite() {
            return of_suite;
        }
        (0..self.n_tests() as u32).map(|test| of_suite[self.position(test) as usize].clone()).collect()
    }

    /// Where in the suite a collected test stands.
    pub(crate) fn position(&self, test: u32) -> u32 {
        self.ordered.position(test)
    }

    /// Numbers the tests of an outcome as the suite does.
    pub(crate) fn number_as_suite(&self, outcome: &mut Outcome) {
        if self.ordered.is_suite() {
            return;
        }
        let named = outcome.decisions.iter_mut().filter_map(|decision| decision.tests.as_mut()).flatten();
        let run = outcome.runs.iter_mut().map(|run| &mut run.test);
        for test in run.chain(named).chain(&mut outcome.summary.not_completed) {
            *test = self.position(*test);
        }
        outcome.summary.not_completed.sort_unstable();
    }
}
