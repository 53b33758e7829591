//! Marks on a time axis, at steps that people count in.

use laneway_engine::time::Nanos;

use crate::viewport::TimeRange;

const MICRO: u64 = 1_000;
const MILLI: u64 = 1_000_000;
const SECOND: u64 = 1_000_000_000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;

/// Steps between one second and half a day; outside they are 1, 2 or 5 times a power of ten.
const CLOCK_STEPS: [u64; 16] = [
    SECOND,
    2 * SECOND,
    5 * SECOND,
    10 * SECOND,
    15 * SECOND,
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    6 * HOUR,
    12 * HOUR,
];

/// One mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Where it stands.
    pub at: Nanos,
    /// What it says: `0:30`, `2:05.4`, `0.42 s`, `1 h 03`.
    pub label: String,
}

/// The marks inside a range, at most `n_most` (0 is read as 1) and one more, all in one format.
pub fn ticks(range: TimeRange, n_most: usize) -> Vec<Tick> {
    let step = step(range.span().0 / n_most.max(1) as u64);
    let last = range.to.0;
    let mut next = range.from.0.checked_next_multiple_of(step);
    let mut ticks = Vec::new();
    while let Some(at) = next.filter(|at| *at <= last) {
        ticks.push(Tick { at: Nanos(at), label: label(at, step, last) });
        next = at.checked_add(step);
    }
    ticks
}

/// A time in the format of the axis, rounded to the first step of an axis that is not below `resolution`.
pub fn at(time: Nanos, resolution: Nanos) -> String {
    let step = step(resolution.0.max(1));
    let rounded = (time.0.saturating_add(step / 2) / step).saturating_mul(step);
    label(rounded, step, rounded)
}

/// The least step that is not below `least`.
fn step(least: u64) -> u64 {
    let clock = CLOCK_STEPS.iter().copied().find(|step| SECOND / 2 < least && least <= *step);
    clock.unwrap_or_else(|| {
        let unit = if least > 12 * HOUR { 24 * HOUR } else { 1 };
        let mut power = unit;
        loop {
            if let Some(times) = [1, 2, 5].into_iter().find(|times| least <= power.saturating_mul(*times)) {
                break power.saturating_mul(times);
            }
            power *= 10;
        }
    })
}

fn label(at: u64, step: u64, last: u64) -> String {
    if at == 0 {
        return "0".to_owned();
    }
    let small_unit = match last {
        0..MICRO => Some((1, "ns")),
        MICRO..MILLI => Some((MICRO, "\u{b5}s")),
        MILLI..SECOND if last < SECOND / 10 || step < 10 * MILLI => Some((MILLI, "ms")),
        _ => None,
    };
    if let Some((unit, name)) = small_unit {
        return format!("{:.*} {name}", decimals(step, unit), at as f64 / unit as f64);
    }
    let n = decimals(step, SECOND);
    let secs = at as f64 / SECOND as f64;
    if last < MINUTE {
        return format!("{secs:.n$} s");
    }
    if step.is_multiple_of(MINUTE) && at >= HOUR {
        return format!("{} h {:02}", at / HOUR, at % HOUR / MINUTE);
    }
    let width = if n == 0 { 2 } else { 3 + n };
    let in_minute = (at % MINUTE) as f64 / SECOND as f64;
    if at < HOUR {
        format!("{}:{in_minute:0width$.n$}", at / MINUTE)
    } else {
        format!("{}:{:02}:{in_minute:0width$.n$}", at / HOUR, at % HOUR / MINUTE)
    }
}

/// How many decimals of `unit` a multiple of `step` needs.
fn decimals(step: u64, unit: u64) -> usize {
    let needed = (0..9).find(|n| step.is_multiple_of((unit / 10_u64.pow(*n)).max(1)));
    needed.unwrap_or(9) as usize
}

#[cfg(test)]
mod tests {
    use super::{at, ticks};
    use crate::viewport::TimeRange;
    use expect_test::{Expect, expect};
    use laneway_engine::time::Nanos;

    fn check(from: f64, to: f64, expect: &Expect) {
        let nanos = |secs| Nanos::from_secs(secs).expect("a time");
        let ticks = ticks(TimeRange { from: nanos(from), to: nanos(to) }, 6);
        assert!(ticks.len() <= 7);
        expect.assert_eq(&ticks.into_iter().map(|tick| tick.label).collect::<Vec<_>>().join(" | "));
    }

    #[test]
    fn steps_are_those_people_count_in() {
        check(0.0, 170.0, &expect!["0 | 0:30 | 1:00 | 1:30 | 2:00 | 2:30"]);
        check(0.0, 40.0, &expect!["0 | 10 s | 20 s | 30 s | 40 s"]);
        check(0.0, 2.5, &expect!["0 | 0.5 s | 1.0 s | 1.5 s | 2.0 s | 2.5 s"]);
        check(0.0, 9_000.0, &expect!["0 | 30:00 | 1 h 00 | 1 h 30 | 2 h 00 | 2 h 30"]);
        check(0.0, 1e6, &expect!["0 | 48 h 00 | 96 h 00 | 144 h 00 | 192 h 00 | 240 h 00"]);
        check(0.0, 0.02, &expect!["0 | 5 ms | 10 ms | 15 ms | 20 ms"]);
    }

    #[test]
    fn zoomed_in_they_keep_the_place() {
        check(125.0, 126.0, &expect!["2:05.0 | 2:05.2 | 2:05.4 | 2:05.6 | 2:05.8 | 2:06.0"]);
        check(3_725.0, 3_755.0, &expect!["1:02:05 | 1:02:10 | 1:02:15 | 1:02:20 | 1:02:25 | 1:02:30 | 1:02:35"]);
        check(0.4212, 0.4230, &expect!["421.5 ms | 422.0 ms | 422.5 ms | 423.0 ms"]);
        check(0.0, 30e-9, &expect!["0 | 5 ns | 10 ns | 15 ns | 20 ns | 25 ns | 30 ns"]);
    }

    #[test]
    fn a_time_alone_is_as_exact_as_asked() {
        let say = |secs, resolution| at(Nanos(secs), Nanos(resolution));
        let texts = [say(79_123_456_789, 10_000_000), say(79_123_456_789, 700_000_000), say(420_400_000, 500_000)];
        assert_eq!(texts.join(" "), "1:19.12 1:19 420.5 ms");
        assert_eq!(say(3_700_000_000_000, 60_000_000_000), "1 h 02");
    }

    #[test]
    fn an_empty_range_has_at_most_one() {
        check(0.0, 0.0, &expect!["0"]);
        check(7.0, 7.0, &expect!["7.000000000 s"]);
    }
}
