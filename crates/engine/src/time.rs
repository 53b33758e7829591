//! Simulated time: whole nanoseconds, as points since the session began and as spans.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};

use serde::{Deserialize, Serialize};

/// A point or span of simulated time in whole nanoseconds, from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Nanos(pub u64);

impl Nanos {
    /// No time at all; the beginning of a session.
    pub const ZERO: Self = Self(0);

    /// The longest span that is accepted from outside: 10^9 seconds, about 31 years.
    pub const MAX_INPUT: Self = Self(1_000_000_000_000_000_000);

    /// Seconds to the nearest nanosecond, ties to even. `None` if negative, not finite, or above [`Self::MAX_INPUT`].
    pub fn from_secs(secs: f64) -> Option<Self> {
        let nanos = (secs * 1e9).round_ties_even();
        (0.0 <= nanos && nanos <= Self::MAX_INPUT.0 as f64).then_some(Self(nanos as u64))
    }

    /// Seconds, for display and for xdist's own comparisons in floating point.
    pub fn as_secs(self) -> f64 {
        self.0 as f64 / 1e9
    }
}

/// Ends at the end of the clock, 584 years: sessions and pipelines that would come near it are refused.
impl Add for Nanos {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Nanos {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Nanos {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Sum for Nanos {
    fn sum<I: Iterator<Item = Self>>(spans: I) -> Self {
        spans.fold(Self::ZERO, Add::add)
    }
}
