//! What happens next: one queue of events, ordered by time, then by creation.
//!
//! Messages travel with one constant latency, so they come due in the order in which they were sent: a plain queue
//! holds them. Each worker, and the controller, has at most one timer; a small heap holds those. Cost: O(log workers).

use std::cmp::Reverse;
use std::collections::binary_heap::PeekMut;
use std::collections::{BinaryHeap, VecDeque};

use super::message::Message;

/// Whose timer it is: a worker's number, or [`CONTROLLER`].
pub(super) const CONTROLLER: u32 = (1 << OWNER_BITS) - 1;

/// Enough for every worker that a session may make.
const OWNER_BITS: u32 = 20;

/// An event that has come due.
pub(super) enum Event {
    /// The timer of a worker or of the [`CONTROLLER`].
    Timer(u32),
    /// A message to or from a worker.
    Message(u32, Message),
}

struct Post {
    place: Place,
    worker: u32,
    message: Message,
}

/// Where an event stands in the order of all: time, creation number, and, to fill the word, whose timer it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    at: u64,
    created: u64,
}

impl Place {
    fn new(at: u64, created: u64, owner: u32) -> Self {
        Self { at, created: created << OWNER_BITS | u64::from(owner) }
    }

    fn at(self) -> u64 {
        self.at
    }

    fn owner(self) -> u32 {
        self.created as u32 & CONTROLLER
    }
}

/// All events to come.
#[derive(Default)]
pub(super) struct Agenda {
    n_created: u64,
    timers: BinaryHeap<Reverse<Place>>,
    /// The top of `timers` has come due; whoever sets the next timer takes its place, which is cheaper than a removal.
    top_is_due: bool,
    posts: VecDeque<Post>,
}

impl Agenda {
    /// The creation number of one more event.
    pub(super) fn number(&mut self) -> u64 {
        self.n_created += 1;
        self.n_created
    }

    /// Sets the timer of `owner`.
    pub(super) fn set_timer(&mut self, at: u64, owner: u32) {
        let created = self.number();
        self.set_timer_as(at, created, owner);
    }

    /// Sets the timer of `owner` as an event that was created before.
    #[inline]
    pub(super) fn set_timer_as(&mut self, at: u64, created: u64, owner: u32) {
        let place = Reverse(Place::new(at, created, owner));
        if std::mem::take(&mut self.top_is_due)
            && let Some(mut top) = self.timers.peek_mut()
        {
            *top = place;
        } else {
            self.timers.push(place);
        }
    }

    /// Posts a message. `at` must not lie before that of an earlier post.
    pub(super) fn post(&mut self, at: u64, worker: u32, message: Message) {
        let created = self.number();
        self.posts.push_back(Post { place: Place::new(at, created, 0), worker, message });
    }

    /// Takes the first message off, come due or not: when it is due, its creation number, and the worker that it is to or from.
    pub(super) fn take_post(&mut self) -> Option<(u64, u64, u32, Message)> {
        let Post { place, worker, message } = self.posts.pop_front()?;
        Some((place.at, place.created >> OWNER_BITS, worker, message))
    }

    /// The time of the next event; `None` when the queue runs dry.
    pub(super) fn next_at(&mut self) -> Option<u64> {
        self.drop_due();
        let timer = self.timers.peek().map(|Reverse(place)| place.at());
        match (timer, self.posts.front().map(|post| post.place.at())) {
            (Some(timer), Some(post)) => Some(timer.min(post)),
            (timer, post) => timer.or(post),
        }
    }

    /// The next event with its time; `None` when the queue runs dry.
    #[inline]
    pub(super) fn next(&mut self) -> Option<(u64, Event)> {
        self.drop_due();
        let timer = self.timers.peek().map(|Reverse(place)| *place);
        let timer_is_first = match (timer, self.posts.front()) {
            (Some(timer), Some(post)) => timer < post.place,
            (timer, _) => timer.is_some(),
        };
        if let Some(timer) = timer.filter(|_| timer_is_first) {
            self.top_is_due = true;
            return Some((timer.at(), Event::Timer(timer.owner())));
        }
        let post = self.posts.pop_front()?;
        Some((post.place.at(), Event::Message(post.worker, post.message)))
    }

    #[inline]
    fn drop_due(&mut self) {
        if std::mem::take(&mut self.top_is_due) {
            self.timers.peek_mut().map(PeekMut::pop);
        }
    }
}
