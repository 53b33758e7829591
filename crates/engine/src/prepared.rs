//! A suite made ready for many sessions: what depends on its ids, or on an order of its tests, is worked out once.

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::Arc;

use crate::collected::{Collected, Ordered};
use crate::conditions::{Conditions, Factor};
use crate::order::Order;
use crate::session::Session;
use crate::suite::{Recording, Suite, Test};
use crate::time::Nanos;

/// How many orders are kept; one more, and the one that was worked out first is forgotten.
const MAX_ORDERS: usize = 8;

/// Tests and how they were recorded, with whatever sessions made of them so far.
#[derive(Default)]
pub struct Prepared<'a> {
    tests: Cow<'a, [Test]>,
    recording: Recording,
    /// What tests take instead of their own durations.
    drawn: Option<Vec<Nanos>>,
    orders: RefCell<Vec<(Order, u64, Arc<Ordered>)>>,
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

    /// How long the tests take under a session, in the suite's order: noise as it was drawn, then its [`Conditions`].
    pub fn durations(&self, session: &Session) -> impl Iterator<Item = Nanos> {
        self.times(Conditions::new(&self.recording, session).factor())
    }

    fn times(&self, factor: Factor) -> impl Iterator<Item = Nanos> {
        let duration = |test: usize| self.drawn.as_ref().map_or_else(|| self.tests[test].duration, |drawn| drawn[test]);
        (0..self.tests.len()).map(move |test| if factor.is_one() { duration(test) } else { factor.of(duration(test)) })
    }

    /// Lets every test take another duration, which `draw` makes of its own; called in the suite's order, whatever the
    /// order of a session.
    pub fn redraw(&mut self, mut draw: impl FnMut(Nanos) -> Nanos) {
        let drawn = self.drawn.get_or_insert_with(|| Vec::with_capacity(self.tests.len()));
        drawn.clear();
        drawn.extend(self.tests.iter().map(|test| draw(test.duration)));
    }

    /// Lets every test take its own duration again.
    pub fn undraw(&mut self) {
        self.drawn = None;
    }

    /// The tests again; what was worked out is forgotten.
    pub fn into_tests(self) -> Vec<Test> {
        self.tests.into_owned()
    }

    /// As one session has it.
    pub(crate) fn collect(&self, session: &Session) -> Collected<'_> {
        let ordered = self.ordered(session);
        let factor = Conditions::new(&self.recording, session).factor();
        let durations = match &self.drawn {
            Some(drawn) if factor.is_one() && session.order == Order::Collected => Cow::Borrowed(drawn.as_slice()),
            _ => Cow::Owned(ordered.apply(self.times(factor).collect())),
        };
        Collected::new(&self.tests, ordered, durations)
    }

    fn ordered(&self, session: &Session) -> Arc<Ordered> {
        let order = session.order;
        let seed = if order == Order::Random { session.order_seed } else { 0 };
        let mut orders = self.orders.borrow_mut();
        if let Some((_, _, ordered)) = orders.iter().find(|(of, with, _)| (*of, *with) == (order, seed)) {
            return Arc::clone(ordered);
        }
        let ordered = Arc::new(Ordered::new(&self.tests, order, seed));
        if orders.len() == MAX_ORDERS {
            orders.remove(0);
        }
        orders.push((order, seed, Arc::clone(&ordered)));
        ordered
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_send<T: Send>(value: T) -> T {
        value
    }

    #[test]
    fn an_order_is_worked_out_once_and_many_seeds_are_not_kept_for_ever() {
        let tests = vec![Test::default(); 100];
        let prepared = is_send(Prepared::new(&tests));
        let ordered = |order, order_seed| prepared.ordered(&Session { order, order_seed, ..Session::default() });
        assert!(Arc::ptr_eq(&ordered(Order::SlowestFirst, 0), &ordered(Order::SlowestFirst, 1)));
        assert!(Arc::ptr_eq(&ordered(Order::Random, 1), &ordered(Order::Random, 1)));
        assert!(!Arc::ptr_eq(&ordered(Order::Random, 1), &ordered(Order::Random, 2)));
        (0..100).for_each(|seed| drop(ordered(Order::Random, seed)));
        assert_eq!(prepared.orders.borrow().len(), MAX_ORDERS);
    }
}
