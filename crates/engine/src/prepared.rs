//! A suite made ready for many sessions: what depends on its ids, on an order of its tests or on a choice of them, is
//! worked out once.

use std::borrow::Cow;
use std::cell::{RefCell, RefMut};
use std::collections::VecDeque;
use std::sync::Arc;

use crate::chosen::Choice;
use crate::collected::{Collected, Ordered};
use crate::conditions::{Conditions, Factor};
use crate::noise::RunNoise;
use crate::selected::Selected;
use crate::session::Session;
use crate::simulate::leap::Spare;
use crate::split::{PythonSum, Shard, SplitError, known};
use crate::suite::{Recording, Suite, Test};
use crate::time::Nanos;

/// How many choices of tests are kept, in all tests of the suite: eight orders, or shards that add up to as much. With one
/// more, those that were worked out first are forgotten.
const MAX_SUITES: usize = 8;

/// So many tests are kept in any case, since a search goes through many orders and splits: they take a few megabytes.
const MAX_KEPT: usize = 1_000_000;

/// The most choices that are kept, however small they are.
const MAX_CHOICES: usize = 512;

/// Tests and how they were recorded, with whatever sessions made of them so far.
#[derive(Default)]
pub struct Prepared<'a> {
    tests: Cow<'a, [Test]>,
    recording: Recording,
    /// What tests take instead of their own durations.
    drawn: Option<Vec<Nanos>>,
    choices: RefCell<VecDeque<(Choice, Arc<Ordered>)>>,
    spare: RefCell<Spare>,
}

impl<'a> Prepared<'a> {
    /// Of borrowed tests, or its own, of whose recording nothing is known. Costs nothing yet.
    pub fn new(tests: impl Into<Cow<'a, [Test]>>) -> Self {
        Self { tests: tests.into(), ..Self::default() }
    }

    /// Of a borrowed suite. Costs nothing yet.
    pub fn of_suite(suite: &'a Suite) -> Self {
        Self::new(&suite.tests).with_recording(suite.recording.clone())
    }

    /// The same tests, recorded so.
    #[must_use]
    pub fn with_recording(self, recording: Recording) -> Self {
        Self { recording, ..self }
    }

    /// In the suite's order.
    pub fn tests(&self) -> &[Test] {
        &self.tests
    }

    /// How they were recorded.
    pub fn recording(&self) -> &Recording {
        &self.recording
    }

    /// The tests that a session runs. Costs nothing where they were worked out before.
    ///
    /// # Errors
    /// If its split cannot be made.
    pub fn selected(&self, session: &Session) -> Result<Selected, SplitError> {
        Ok(Selected::new(self.ordered(session)?, self.tests.len()))
    }

    /// All shards of a session that has a split, this session's own among them; empty without a split. The group of the
    /// split does not matter, `sum` is the Python of the session. Costs O(n log n) each time.
    ///
    /// # Errors
    /// If the split cannot be made.
    pub fn shards(&self, session: &Session, sum: PythonSum) -> Result<Vec<Shard>, SplitError> {
        let Some(split) = &session.split else { return Ok(Vec::new()) };
        Choice::of(session).shards(&self.tests, split, sum)
    }

    /// What the rule of a session that has a split knows of durations, in seconds: each selected test, by its position, in
    /// the order of collection; `None`: the test is not in the file. Empty without a split.
    ///
    /// # Errors
    /// If numbers of the split are out of range.
    pub fn known(&self, session: &Session) -> Result<Vec<(u32, Option<f64>)>, SplitError> {
        let Some(split) = &session.split else { return Ok(Vec::new()) };
        let selected: Vec<u32> = self.selected(&Session { split: None, ..session.clone() })?.positions().collect();
        let secs = known::seconds(&self.tests, &selected, split.known)?;
        Ok(selected.into_iter().zip(secs).collect())
    }

    /// How long the tests that a session runs take under it, in its order of collection: noise as it was drawn, then its
    /// [`Conditions`]. Nothing where its split cannot be made.
    pub fn durations(&self, session: &Session) -> impl Iterator<Item = Nanos> {
        let ordered = self.ordered(session).ok();
        self.times(ordered, Conditions::new(&self.recording, session).factor())
    }

    fn times(&self, ordered: Option<Arc<Ordered>>, factor: Factor) -> impl Iterator<Item = Nanos> {
        let n_tests = ordered.as_ref().map_or(0, |ordered| ordered.n_tests(self.tests.len()) as u32);
        (0..n_tests).map(move |test| {
            let position = ordered.as_ref().map_or(test, |ordered| ordered.position(test)) as usize;
            let duration = self.drawn.as_ref().map_or_else(|| self.tests[position].duration, |drawn| drawn[position]);
            if factor.is_one() { duration } else { factor.of(duration) }
        })
    }

    /// Lets every test take another duration, which `draw` makes of its own; called in the suite's order, whatever the
    /// order of a session.
    pub fn redraw(&mut self, mut draw: impl FnMut(Nanos) -> Nanos) {
        let drawn = self.drawn.get_or_insert_with(|| Vec::with_capacity(self.tests.len()));
        drawn.clear();
        drawn.extend(self.tests.iter().map(|test| draw(test.duration)));
    }

    /// Lets the tests of one session take what they take in a job of a replication (see [`RunNoise::of_job`]); without
    /// noise their own durations. What was drawn of other tests stays.
    pub fn redraw_selected(&mut self, selected: &Selected, noise: Option<&RunNoise>, job: Option<u64>) {
        let drawn = self.drawn.get_or_insert_default();
        drawn.resize(self.tests.len(), Nanos::ZERO);
        let of_job = noise.map(|noise| noise.of_job(job));
        for position in selected.positions() {
            let own = self.tests[position as usize].duration;
            drawn[position as usize] = of_job.as_ref().map_or(own, |of_job| of_job(position, own));
        }
    }

    /// Lets a test take as many times as long as it was drawn; nothing where nothing was drawn.
    pub fn repeat(&mut self, position: u32, n_times: u32) {
        if let Some(duration) = self.drawn.as_mut().and_then(|drawn| drawn.get_mut(position as usize)) {
            *duration = Nanos(duration.0.saturating_mul(u64::from(n_times)).min(Nanos::MAX_INPUT.0));
        }
    }

    /// Lets every test take its own duration again; what was drawn instead.
    pub fn undraw(&mut self) -> Option<Vec<Nanos>> {
        self.drawn.take()
    }

    /// The same tests with durations that were drawn before, to be simulated beside others.
    pub fn drawn_as(&self, drawn: Option<Vec<Nanos>>) -> Prepared<'_> {
        Prepared {
            tests: Cow::Borrowed(&self.tests),
            recording: self.recording.clone(),
            drawn,
            choices: RefCell::new(self.choices.borrow().clone()),
            spare: RefCell::default(),
        }
    }

    /// The tests again; what was worked out is forgotten.
    pub fn into_tests(self) -> Vec<Test> {
        self.tests.into_owned()
    }

    /// As one session has it.
    pub(crate) fn collect(&self, session: &Session) -> Result<Collected<'_>, SplitError> {
        let ordered = self.ordered(session)?;
        let factor = Conditions::new(&self.recording, session).factor();
        let durations = match &self.drawn {
            Some(drawn) if factor.is_one() && ordered.is_suite() => Cow::Borrowed(drawn.as_slice()),
            None if factor.is_one() && ordered.is_suite() => self.tests.iter().map(|test| test.duration).collect(),
            _ => Cow::Owned(self.times(Some(Arc::clone(&ordered)), factor).collect()),
        };
        Ok(Collected::new(&self.tests, ordered, durations))
    }

    /// What the latest session left to the next.
    pub(crate) fn spare(&self) -> RefMut<'_, Spare> {
        self.spare.borrow_mut()
    }

    fn ordered(&self, session: &Session) -> Result<Arc<Ordered>, SplitError> {
        let mut choices = self.choices.borrow_mut();
        if let Some((_, ordered)) = choices.iter().find(|(choice, _)| choice.is_of(session)) {
            return Ok(Arc::clone(ordered));
        }
        let choice = Choice::of(session);
        let ordered = Arc::new(Ordered::new(choice.positions(&self.tests)?));
        choices.push_back((choice, Arc::clone(&ordered)));
        let n_of_suite = self.tests.len();
        let n_tests = |(_, ordered): &(Choice, Arc<Ordered>)| ordered.n_tests(n_of_suite);
        let mut n_kept: usize = choices.iter().map(n_tests).sum();
        while n_kept > (MAX_SUITES * n_of_suite).max(MAX_KEPT) || choices.len() > MAX_CHOICES {
            n_kept -= choices.pop_front().as_ref().map_or(0, n_tests);
        }
        Ok(ordered)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::Order;
    use crate::selection::Selection;
    use crate::split::{Known, Split, SplitBy};

    fn is_send<T: Send>(value: T) -> T {
        value
    }

    #[test]
    fn an_order_is_worked_out_once_and_many_seeds_are_not_kept_for_ever() {
        let tests = vec![Test::default(); MAX_KEPT / MAX_SUITES];
        let prepared = is_send(Prepared::new(&tests));
        let ordered = |order, order_seed| {
            prepared.ordered(&Session { order, order_seed, ..Session::default() }).expect("there is no split")
        };
        assert!(Arc::ptr_eq(&ordered(Order::SlowestFirst, 0), &ordered(Order::SlowestFirst, 1)));
        assert!(Arc::ptr_eq(&ordered(Order::Random, 1), &ordered(Order::Random, 1)));
        assert!(!Arc::ptr_eq(&ordered(Order::Random, 1), &ordered(Order::Random, 2)));
        (0..20).for_each(|seed| drop(ordered(Order::Random, seed)));
        assert_eq!(prepared.choices.borrow().len(), MAX_SUITES);
    }

    #[test]
    fn shards_of_several_lanes_are_kept_together() {
        let test = |number: u32| Test { id: format!("a.py::test_{number}"), ..Test::default() };
        let tests: Vec<Test> = (0..100).map(test).collect();
        let prepared = Prepared::new(&tests);
        let ordered = |group, path: &str| {
            let split = Split { splits: 40, group, by: SplitBy::Count, known: Known::Recorded };
            let selection = Selection { paths: vec![path.to_owned()], ..Selection::default() };
            prepared.ordered(&Session { split: Some(split), selection, ..Session::default() }).expect("a split")
        };
        let first: Vec<_> = (1..=40).map(|group| ordered(group, "a.py")).collect();
        (1..=40).for_each(|group| drop(ordered(group, ".")));
        assert!((1..).zip(&first).all(|(group, kept)| Arc::ptr_eq(&ordered(group, "a.py"), kept)));
    }
}
