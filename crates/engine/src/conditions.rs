//! Conditions: what stands between the durations of a recording and those of a session, so that nothing is charged twice.
//!
//! A duration is divided by what contention added to it when it was recorded (if the session has contention of its own)
//! and by what coverage added; then it is multiplied by what coverage adds in the session, and divided by the speed of
//! its machine. All of it is one fraction of whole numbers, the same on every machine.

use crate::contention::{WHOLE, factor_in};
use crate::session::{MAX_COVERAGE, Session};
use crate::suite::Recording;
use crate::time::Nanos;

/// What coverage added to a recording that had it, where it is not known how much, in thousandths: teams and projects say
/// 20 to 40%.
pub const USUAL_COVERAGE: u32 = 300;

/// How a recording and a session differ, as far as it changes tests' own durations. All in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conditions {
    /// How long contention made the recorded tests, [`WHOLE`] if not at all; that too if the session has no contention,
    /// since then it stays in.
    pub recorded_stretch: u32,
    /// What coverage added to the recorded tests; 0 if it is not known to have been on.
    pub recorded_coverage: u32,
    /// What coverage adds in the session.
    pub coverage: u32,
    /// How fast the machine of the session is.
    pub speed: u32,
}

impl Conditions {
    /// Of tests that were recorded so, under a session. Numbers out of range count as the nearest that is in it.
    /// Cost: O(workers of the recording).
    pub fn new(recording: &Recording, session: &Session) -> Self {
        Self {
            recorded_stretch: session.contention.map_or(WHOLE, |contention| factor_in(recording, &contention)),
            recorded_coverage: recorded_coverage(recording),
            coverage: session.coverage_permille.min(MAX_COVERAGE),
            speed: session.speed_permille.max(1),
        }
    }

    /// All of it in one.
    pub fn factor(&self) -> Factor {
        let with = |coverage: u32| u64::from(WHOLE + coverage);
        let whole = u64::from(WHOLE);
        let times = whole * whole * with(self.coverage);
        let by = u64::from(self.recorded_stretch.max(1)) * with(self.recorded_coverage) * u64::from(self.speed);
        let common = greatest_common_divisor(times, by);
        Factor { times: times / common, by: by / common }
    }
}

/// What durations are multiplied by: a fraction in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Factor {
    times: u64,
    by: u64,
}

impl Factor {
    /// The longest that a span becomes: longer than any session may last, with room for sums of a few.
    pub const LONGEST: Nanos = Nanos(u64::MAX / 4);

    /// Whether it leaves every span as it is.
    pub fn is_one(self) -> bool {
        self.times == self.by
    }

    /// For display.
    pub fn as_f64(self) -> f64 {
        self.times as f64 / self.by as f64
    }

    /// The span times the factor, to the nearest nanosecond, halves up; at most [`Self::LONGEST`].
    #[inline]
    pub fn of(self, span: Nanos) -> Nanos {
        let half = self.by / 2;
        // The usual case is much quicker.
        if let Some(product) = span.0.checked_mul(self.times).and_then(|product| product.checked_add(half)) {
            return Nanos(product / self.by).min(Self::LONGEST);
        }
        let product = u128::from(span.0) * u128::from(self.times) + u128::from(half);
        u64::try_from(product / u128::from(self.by)).map_or(Self::LONGEST, |nanos| Nanos(nanos).min(Self::LONGEST))
    }
}

/// What coverage added to the tests of a recording, in thousandths; 0 if it is not known to have been on.
pub fn recorded_coverage(recording: &Recording) -> u32 {
    match recording.coverage {
        Some(true) => recording.coverage_permille.unwrap_or(USUAL_COVERAGE).min(MAX_COVERAGE),
        Some(false) | None => 0,
    }
}

fn greatest_common_divisor(one: u64, other: u64) -> u64 {
    let (mut one, mut other) = (one, other);
    while other > 0 {
        (one, other) = (other, one % other);
    }
    one
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contention::Contention;

    fn factor(recording: Recording, session: Session) -> (u64, u64) {
        let Factor { times, by } = Conditions::new(&recording, &session).factor();
        (times, by)
    }

    fn session(coverage_permille: u32, speed_permille: u32) -> Session {
        Session { speed_permille, coverage_permille, ..Session::default() }
    }

    fn covered(coverage: Option<bool>, coverage_permille: Option<u32>) -> Recording {
        Recording { coverage, coverage_permille, ..Recording::default() }
    }

    #[test]
    fn ok_as_it_was_recorded_it_is_exactly_one() {
        let whole = Conditions::new(&Recording::default(), &Session::default()).factor();
        assert!(whole.is_one());
        assert_eq!(whole.of(Nanos(u64::MAX / 4)), Nanos(u64::MAX / 4));
        assert_eq!(factor(covered(Some(true), None), session(300, 1000)), (1, 1));
        assert_eq!(factor(covered(Some(true), Some(250)), session(250, 1000)), (1, 1));
    }

    #[test]
    fn ok_coverage_comes_out_and_goes_in() {
        assert_eq!(factor(covered(Some(true), None), session(0, 1000)), (10, 13));
        assert_eq!(factor(covered(Some(true), Some(600)), session(200, 1000)), (3, 4));
        assert_eq!(factor(covered(Some(false), Some(600)), session(200, 1000)), (6, 5));
        assert_eq!(factor(covered(None, Some(600)), session(0, 1000)), (1, 1));
        assert_eq!(factor(covered(Some(true), Some(u32::MAX)), session(u32::MAX, 1000)), (1, 1));
    }

    #[test]
    fn ok_a_fast_machine_divides() {
        assert_eq!(factor(Recording::default(), session(0, 1300)), (10, 13));
        assert_eq!(factor(Recording::default(), session(0, 1)), (1000, 1));
        assert_eq!(factor(Recording::default(), session(0, 0)), (1000, 1));
    }

    #[test]
    fn ok_contention_of_the_recording_comes_out_where_the_session_has_its_own() {
        let recording = Recording { workers: Some(3), cores: Some(2), ..Recording::default() };
        let contention = Some(Contention { cpu_permille: 1000, ..Contention::default() });
        assert_eq!(factor(recording.clone(), Session { contention, ..Session::default() }), (2, 3));
        assert_eq!(factor(recording.clone(), Session::default()), (1, 1));
        let recording = Recording { coverage: Some(true), coverage_permille: Some(500), ..recording };
        assert_eq!(factor(recording, Session { contention, ..session(0, 2000) }), (2, 9));
    }

    #[test]
    fn ok_spans_are_rounded_to_the_nearest_nanosecond_and_end_somewhere() {
        let two_thirds = Factor { times: 2, by: 3 };
        assert_eq!([0, 1, 2, 1_500_000_000].map(|nanos| two_thirds.of(Nanos(nanos)).0), [0, 1, 1, 1_000_000_000]);
        assert_eq!(Factor { times: 1, by: 2 }.of(Nanos(3)), Nanos(2));
        assert_eq!(Factor { times: 11, by: 1 }.of(Nanos::MAX_INPUT), Factor::LONGEST);
        assert_eq!(Factor { times: 11_000, by: 1 }.of(Nanos::MAX_INPUT), Factor::LONGEST);
        let slow = Factor { times: 999_983, by: 1_000_003 };
        assert_eq!(slow.of(Nanos::MAX_INPUT), Nanos(999_980_000_059_999_820));
    }
}
