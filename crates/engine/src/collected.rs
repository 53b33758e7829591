//! A suite as one session has it: tests in its order of collection, with their durations under its conditions.
//!
//! Within a session tests are numbered as they are collected, as xdist does; outcomes number them as the suite does.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use crate::dist_mode::DistMode;
use crate::order::{Order, positions};
use crate::outcome::Outcome;
use crate::scheduler::scope::Scopes;
use crate::suite::Test;
use crate::time::Nanos;

/// An order of a suite's tests, and the units of work that they then form under each dist mode, worked out at first use.
#[derive(Default)]
pub(crate) struct Ordered {
    /// Positions in the suite, as collected; `None`: the suite's own order.
    positions: Option<Vec<u32>>,
    by_scope: OnceLock<Scopes>,
    by_file: OnceLock<Scopes>,
    by_group: OnceLock<Scopes>,
}

impl Ordered {
    /// Costs O(n log n), and nothing for the suite's own order.
    pub(crate) fn new(tests: &[Test], order: Order, seed: u64) -> Self {
        let positions = (order != Order::Collected).then(|| positions(tests, order, seed));
        Self { positions, ..Self::default() }
    }

    /// What the suite's tests have, as collected.
    pub(crate) fn apply<T: Clone>(&self, of_suite: Vec<T>) -> Vec<T> {
        match &self.positions {
            None => of_suite,
            Some(positions) => positions.iter().map(|&position| of_suite[position as usize].clone()).collect(),
        }
    }
}

/// One session's suite.
pub(crate) struct Collected<'a> {
    /// In the suite's order.
    tests: &'a [Test],
    ordered: Arc<Ordered>,
    durations: Cow<'a, [Nanos]>,
}

impl<'a> Collected<'a> {
    /// `durations` as collected.
    pub(crate) fn new(tests: &'a [Test], ordered: Arc<Ordered>, durations: Cow<'a, [Nanos]>) -> Self {
        Self { tests, ordered, durations }
    }

    pub(crate) fn n_tests(&self) -> usize {
        self.tests.len()
    }

    /// As collected.
    pub(crate) fn tests(&self) -> impl Iterator<Item = &Test> {
        (0..self.tests.len() as u32).map(|test| &self.tests[self.position(test) as usize])
    }

    /// As collected, under the session's conditions.
    pub(crate) fn durations(&self) -> &[Nanos] {
        &self.durations
    }

    pub(crate) fn scopes(&self, dist: DistMode) -> &Scopes {
        let scopes = match dist {
            DistMode::LoadScope => &self.ordered.by_scope,
            DistMode::LoadFile => &self.ordered.by_file,
            _ => &self.ordered.by_group,
        };
        scopes.get_or_init(|| Scopes::new(self.tests(), dist))
    }

    /// What the suite's tests have, as collected.
    pub(crate) fn order<T: Clone>(&self, of_suite: Vec<T>) -> Vec<T> {
        self.ordered.apply(of_suite)
    }

    /// Where in the suite a collected test stands.
    pub(crate) fn position(&self, test: u32) -> u32 {
        self.ordered.positions.as_ref().map_or(test, |positions| positions[test as usize])
    }

    /// Numbers the tests of an outcome as the suite does.
    pub(crate) fn number_as_suite(&self, outcome: &mut Outcome) {
        if self.ordered.positions.is_none() {
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
