//! What happens next: one queue of events, ordered by time, then by creation.
//!
//! Messages travel with one constant latency, so they come due in the order in which they were sent: a plain queue
//! holds them. Each worker, and the controller, has at most one timer; a small heap holds those. Cost: O(log workers).

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use super::message::Message;

/// Whose timer it is: a worker's number, or [`CONTROLLER`].
pub(super) const CONTROLLER: u32 = u32::MAX;

/// An event that has come due.
pub(super) enum Event {
    /// The timer of a worker or of the [`CONTROLLER`].
    Timer(u32),
    /// A message to or from a worker.
    Message(u32, Message),
}

struct Post {
    at: u64,
    created: u64,
    worker: u32,
    message: Message,
}

/// All events to come.
#[derive(Default)]
pub(super) struct Agenda {
    n_created: u64,
    timers: BinaryHeap<Reverse<(u64, u64, u32)>>,
    posts: VecDeque<Post>,
}

impl Agenda {
    /// Sets the timer of `owner`.
    pub(super) fn set_timer(&mut self, at: u64, owner: u32) {
        self.n_created += 1;
        self.timers.push(Reverse((at, self.n_created, owner)));
    }

    /// Posts a message. `at` must not lie before that of an earlier post.
    pub(super) fn post(&mut self, at: u64, worker: u32, message: Message) {
        self.n_created += 1;
        self.posts.push_back(Post {
            at,
            created: self.n_created,
            worker,
            message,
        });
    }

    /// The next event with its time; `None` when the queue runs dry.
    pub(super) fn next(&mut self) -> Option<(u64, Event)> {
        let timer = self
            .timers
            .peek()
            .map(|Reverse((at, created, _))| (*at, *created));
        let post = self.posts.front().map(|post| (post.at, post.created));
        let timer_is_first = match (timer, post) {
            (None, None) => return None,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (Some(timer), Some(post)) => timer < post,
        };
        if timer_is_first {
            let Reverse((at, _, owner)) = self.timers.pop()?;
            Some((at, Event::Timer(owner)))
        } else {
            let post = self.posts.pop_front()?;
            Some((post.at, Event::Message(post.worker, post.message)))
        }
    }
}
