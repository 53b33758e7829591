//! Marks on a logarithmic time axis, at times that people know by name.

use laneway_engine::time::Nanos;

use crate::human;
use crate::ticks::{Tick, ticks};
use crate::viewport::TimeRange;

const SECOND: u64 = 1_000_000_000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// From a second to half a day: every mark, then fewer and fewer of them.
const CLOCK: [&[u64]; 3] = [
    &[
        SECOND,
        2 * SECOND,
        5 * SECOND,
        10 * SECOND,
        20 * SECOND,
        30 * SECOND,
        MINUTE,
        2 * MINUTE,
        5 * MINUTE,
        10 * MINUTE,
        20 * MINUTE,
        30 * MINUTE,
        HOUR,
        2 * HOUR,
        6 * HOUR,
        12 * HOUR,
    ],
    &[SECOND, 3 * SECOND, 10 * SECOND, 30 * SECOND, MINUTE, 3 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 4 * HOUR],
    &[SECOND, 10 * SECOND, MINUTE, 10 * MINUTE, HOUR, 6 * HOUR],
];

/// The marks inside a range, the finest that are at most `n_most` (0 is read as 1) or, where none are that few, one in
/// so many of the coarsest. A range too short for two of them has those of a linear axis.
pub(super) fn log_ticks(range: TimeRange, n_most: usize) -> Vec<Tick> {
    let n_most = n_most.max(1);
    let marks = |level: usize| -> Vec<u64> {
        let times: &[u64] = [&[1, 2, 5][..], &[1, 3], &[1]][level];
        let decimal = |unit: u64, most: u64| {
            let powers = std::iter::successors(Some(unit), move |power| power.checked_mul(10));
            powers
                .flat_map(|power| times.iter().map(move |times| power.saturating_mul(*times)))
                .take_while(move |at| *at < most)
        };
        let all = decimal(1, SECOND).chain(CLOCK[level].iter().copied()).chain(decimal(DAY, u64::MAX));
        all.filter(|at| range.from.0 <= *at && *at <= range.to.0).collect()
    };
    let levels = [marks(0), marks(1), marks(2)];
    if levels[0].len() < 2 {
        let mut linear = ticks(range, n_most);
        linear.truncate(n_most);
        return linear;
    }
    let chosen = levels.iter().find(|level| level.len() <= n_most).unwrap_or(&levels[2]);
    let every = chosen.len().div_ceil(n_most).max(1);
    let label = |at: u64| if at < 1_000 { format!("{at} ns") } else { human::time(Nanos(at)) };
    let tick = |at: &u64| Tick { at: Nanos(*at), label: label(*at) };
    chosen.iter().step_by(every).map(tick).collect()
}

#[cfg(test)]
mod tests {
    use super::log_ticks;
    use crate::viewport::TimeRange;
    use expect_test::{Expect, expect};
    use laneway_engine::time::Nanos;

    fn check(from: f64, to: f64, n_most: usize, expect: &Expect) {
        let nanos = |secs| Nanos::from_secs(secs).expect("a time");
        let ticks = log_ticks(TimeRange { from: nanos(from), to: nanos(to) }, n_most);
        assert!(ticks.len() <= n_most.max(1));
        expect.assert_eq(&ticks.into_iter().map(|tick| tick.label).collect::<Vec<_>>().join(" | "));
    }

    #[test]
    fn marks_are_times_with_a_name() {
        check(0.001, 100.0, 8, &expect!["1 ms | 10 ms | 0.1 s | 1 s | 10 s | 1:00"]);
        check(20.0, 4_000.0, 12, &expect!["20 s | 30 s | 1:00 | 2:00 | 5:00 | 10:00 | 20:00 | 30:00 | 1 h 00"]);
        check(20.0, 4_000.0, 4, &expect!["1:00 | 10:00 | 1 h 00"]);
        check(1e-9, 1e9, 5, &expect!["1 ns | 10 µs | 0.1 s | 10:00 | 240 h 00"]);
        check(3.1, 4.9, 5, &expect!["3.5 s | 4.0 s | 4.5 s"]);
    }
}
