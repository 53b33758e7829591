//! What the page asks a thread next. Only the newest scenario counts, and a busy thread is not asked again before it is done.

use std::collections::VecDeque;

use laneway_engine::dist_mode::{DIST_MODES, DistMode};
use laneway_engine::order::N_ORDERS;

use crate::protocol::RequestId;

/// One thing to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Both sides, in full.
    Simulate,
    /// One run of both pipelines.
    Pipelines,
    /// One row of the table of modes.
    Mode(DistMode),
    /// Both makespans under another order.
    Order(u64),
    /// The wall-clock times of both pipelines under another order.
    PipelineOrder(u64),
    /// The scenario as text.
    Link,
}

impl Ask {
    /// Whether it is better asked when the hand rests: the thread is busy with it for longer than a slider's next step takes
    /// to come.
    fn can_wait(self) -> bool {
        matches!(self, Self::Mode(_) | Self::Order(_) | Self::PipelineOrder(_))
    }
}

/// What there is to ask, and whether an answer is on its way. Long work goes in small pieces, so that a change never waits
/// for more than one.
#[derive(Clone, Debug, Default)]
pub struct RunState {
    newest: RequestId,
    is_busy: bool,
    is_changed: bool,
    rest: VecDeque<Ask>,
    /// What was asked last.
    asked: Option<Ask>,
}

impl RunState {
    /// The scenario is another: what was to be asked about the old one no longer matters.
    pub fn changed(&mut self) {
        self.is_changed = true;
        self.rest.clear();
    }

    /// The scenario rests: it is worth keeping.
    pub fn rested(&mut self) {
        self.rest.push_back(Ask::Link);
    }

    /// Both sides are there: next come the pipelines, where there is something around the sessions, all modes, and other
    /// orders where the order is lost.
    pub fn simulated(&mut self, has_pipelines: bool, is_order_lost: bool) {
        if self.is_changed {
            return;
        }
        if has_pipelines {
            self.rest.push_front(Ask::Pipelines);
        }
        let n_orders = if is_order_lost { N_ORDERS } else { 0 };
        self.rest.extend(DIST_MODES.iter().map(|info| Ask::Mode(info.mode)));
        self.rest.extend((1..=n_orders).map(Ask::Order));
    }

    /// Both pipelines are there: other orders of them come before those of their sessions, where the order is lost.
    pub fn pipelines_ran(&mut self, is_order_lost: bool) {
        if self.is_changed || !is_order_lost {
            return;
        }
        let n_before = self.rest.iter().take_while(|ask| !matches!(ask, Ask::Order(_))).count();
        let orders = self.rest.split_off(n_before);
        self.rest.extend((1..=N_ORDERS).map(Ask::PipelineOrder).chain(orders));
    }

    /// What to ask now, and under which id; `None` while the thread is busy, or when there is nothing to ask. While the hand does
    /// not rest, modes and orders wait, so that the next change does not have to.
    pub fn next_ask(&mut self, is_at_rest: bool) -> Option<(RequestId, Ask)> {
        if self.is_busy {
            return None;
        }
        let ask = if std::mem::take(&mut self.is_changed) {
            self.newest += 1;
            Ask::Simulate
        } else {
            let ask = *self.rest.front()?;
            if ask.can_wait() && !is_at_rest {
                return None;
            }
            self.rest.pop_front();
            ask
        };
        self.is_busy = true;
        self.asked = Some(ask);
        Some((self.newest, ask))
    }

    /// An answer has come. True if it is about the newest scenario that was asked about, so that it may be shown.
    pub fn answered(&mut self, id: RequestId) -> bool {
        self.is_busy = false;
        id == self.newest
    }

    /// Whether both sides are still to come.
    pub fn is_changed(&self) -> bool {
        self.is_changed
    }

    /// The thread is gone, and with it whatever it was asked. Ids go on.
    pub fn lost(&mut self) {
        self.is_busy = false;
        self.rest.clear();
    }

    /// The thread is gone, and another one is asked all of it again: the newest scenario, and to keep it if that was not
    /// done yet.
    pub fn replaced(&mut self) {
        let is_being_kept = self.is_busy && self.asked == Some(Ask::Link);
        let is_due = is_being_kept || self.rest.contains(&Ask::Link);
        self.is_busy = false;
        self.changed();
        if is_due {
            self.rested();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn while_busy_only_the_last_change_is_asked() {
        let mut state = RunState::default();
        assert_eq!(state.next_ask(true), None);
        state.changed();
        assert_eq!(state.next_ask(true), Some((1, Ask::Simulate)));
        state.changed();
        state.changed();
        assert_eq!(state.next_ask(true), None, "the thread is busy");
        assert!(state.answered(1));
        assert_eq!(state.next_ask(true), Some((2, Ask::Simulate)));
        assert!(state.answered(2));
        assert_eq!(state.next_ask(true), None);
    }

    #[test]
    fn another_thread_is_asked_what_the_one_that_died_had_not_done() {
        let mut state = RunState::default();
        state.changed();
        state.rested();
        assert_eq!(state.next_ask(true), Some((1, Ask::Simulate)));
        state.replaced();
        assert_eq!(state.next_ask(true), Some((2, Ask::Simulate)));
        assert!(!state.answered(1), "nobody waits for the thread that died");
        assert_eq!(state.next_ask(true), Some((2, Ask::Link)));
        state.replaced();
        let asked: Vec<_> = std::iter::from_fn(|| {
            let (id, ask) = state.next_ask(true)?;
            state.answered(id).then_some(ask)
        })
        .collect();
        assert_eq!(asked, [Ask::Simulate, Ask::Link], "it died before the scenario was kept");
        state.replaced();
        state.next_ask(true);
        state.answered(4);
        assert_eq!(state.next_ask(true), None, "it was kept");
    }

    #[test]
    fn a_change_comes_before_what_is_left_of_the_old_scenario() {
        let mut state = RunState::default();
        state.changed();
        state.next_ask(true);
        state.answered(1);
        state.simulated(true, true);
        let asked = std::iter::from_fn(|| {
            let (id, ask) = state.next_ask(true)?;
            state.answered(id).then_some(ask)
        });
        assert_eq!(asked.count(), 1 + DIST_MODES.len() + N_ORDERS as usize);
        state.simulated(true, true);
        assert_eq!(state.next_ask(true), Some((1, Ask::Pipelines)));
        state.answered(1);
        state.pipelines_ran(true);
        let asked = std::iter::from_fn(|| {
            let (id, ask) = state.next_ask(true)?;
            state.answered(id).then_some(ask)
        });
        let orders: Vec<Ask> = asked.skip(DIST_MODES.len()).collect();
        let expected = (1..=N_ORDERS).map(Ask::PipelineOrder).chain((1..=N_ORDERS).map(Ask::Order));
        assert_eq!(orders, expected.collect::<Vec<_>>());
        state.simulated(false, false);
        assert_eq!(state.next_ask(true), Some((1, Ask::Mode(DistMode::Load))));
        state.changed();
        state.simulated(false, false);
        assert!(state.answered(1), "the newest that was asked about");
        assert_eq!(state.next_ask(true), Some((2, Ask::Simulate)));
        assert!(!state.answered(1), "too late");
        assert_eq!(state.next_ask(true), None);
    }

    #[test]
    fn until_the_hand_rests_only_what_cannot_wait_is_asked() {
        let mut state = RunState::default();
        state.changed();
        assert_eq!(state.next_ask(false), Some((1, Ask::Simulate)));
        state.answered(1);
        state.simulated(true, true);
        assert_eq!(state.next_ask(false), Some((1, Ask::Pipelines)));
        state.answered(1);
        assert_eq!(state.next_ask(false), None);
        assert_eq!(state.next_ask(true), Some((1, Ask::Mode(DistMode::Load))));
    }
}
