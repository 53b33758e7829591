//! What the page knows of its requests: only the newest counts, and a busy thread is not asked again before it is done.

use crate::protocol::RequestId;

/// The state of a thread that answers one kind of request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunState {
    newest: RequestId,
    in_flight: Option<RequestId>,
    is_waiting: bool,
}

impl RunState {
    /// Something changed. The id to ask under, or `None` if the thread is busy: [`Self::done`] says when to ask then.
    pub fn ask(&mut self) -> Option<RequestId> {
        if self.in_flight.is_some() {
            self.is_waiting = true;
            return None;
        }
        self.newest += 1;
        self.in_flight = Some(self.newest);
        self.in_flight
    }

    /// A reply says that its request is done. True if there is something to ask by now.
    pub fn done(&mut self, id: RequestId) -> bool {
        if self.in_flight == Some(id) {
            self.in_flight = None;
        }
        self.in_flight.is_none() && std::mem::take(&mut self.is_waiting)
    }

    /// Whether a reply is to the newest request, so that it may be shown.
    pub fn is_newest(&self, id: RequestId) -> bool {
        id == self.newest
    }

    /// Whether an answer is on its way.
    pub fn is_busy(&self) -> bool {
        self.in_flight.is_some()
    }

    /// The thread is gone: nothing is in flight any more. Ids go on.
    pub fn lost(&mut self) {
        self.in_flight = None;
        self.is_waiting = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn while_busy_only_the_last_change_is_asked() {
        let mut state = RunState::default();
        assert_eq!(state.ask(), Some(1));
        assert_eq!(state.ask(), None);
        assert_eq!(state.ask(), None);
        assert!(state.is_busy());
        assert!(state.done(1), "the changes meanwhile are to be asked, once");
        assert_eq!(state.ask(), Some(2));
        assert!(!state.is_newest(1));
        assert!(!state.done(2));
        assert!(!state.is_busy());
    }
}
