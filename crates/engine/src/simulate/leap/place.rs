//! Which of two events comes first: as in the queue of all events, by time, then by creation.
//!
//! An event follows from another one, its cause. Of two at one time, that comes first whose cause was created earlier; where
//! both causes were created at one time too, their ranks may tell.

use super::Unsure;

/// Where an event stands among all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// When it comes due, in nanoseconds.
    pub(super) at: u64,
    /// When what it follows was created: the timer that went off, or the message that arrived.
    pub(super) cause: u64,
    /// Among those at one time of one cause.
    pub(super) rank: Rank,
}

/// The order of what was created at one time: a number and its kind in one word. Two of one kind can be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank(u64);

impl Rank {
    /// Of timers that were set as other timers went off.
    pub(super) const UNKNOWN: Self = Self(u64::MAX);

    /// Of timers that were set as commands arrived, by their numbers.
    pub(super) fn timer(number: u64) -> Self {
        Self(number << 1)
    }

    /// Of commands, by their numbers.
    pub(super) fn command(number: u64) -> Self {
        Self(number << 1 | 1)
    }
}

impl Default for Place {
    fn default() -> Self {
        Self::NEVER
    }
}

impl Place {
    /// Of what does not come.
    pub(super) const NEVER: Self = Self { at: u64::MAX, cause: u64::MAX, rank: Rank::UNKNOWN };

    /// Whether this event comes before `other`.
    pub(super) fn is_before(self, other: Self) -> Result<bool, Unsure> {
        if (self.at, self.cause) != (other.at, other.cause) {
            return Ok((self.at, self.cause) < (other.at, other.cause));
        }
        let (own, others) = (self.rank, other.rank);
        let is_sure = own != others && own.0 & 1 == others.0 & 1 && own.max(others) < Rank::UNKNOWN;
        if is_sure { Ok(own < others) } else { Err(Unsure) }
    }
}
