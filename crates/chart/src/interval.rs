//! Ranges and intervals in words: both ends with as many digits as tell them apart, the unit once.

use laneway_engine::statistics::Mean;
use laneway_engine::time::Nanos;

use crate::human;

/// `2:01 to 2:10`; one time where both are said alike.
pub fn range(least: Nanos, most: Nanos) -> String {
    let (least, most) = (human::time(least), human::time(most));
    match (least.rsplit_once(' '), most.rsplit_once(' ')) {
        _ if least == most => most,
        (Some((number, unit)), Some((_, other))) if unit == other && !number.contains(' ') => {
            format!("{number} to {most}")
        }
        _ => format!("{least} to {most}"),
    }
}

/// The interval of a mean difference, its lower end first: `−48 to −42 s`, `−6:52 to −6:50`.
pub fn of_difference(mean: &Mean) -> String {
    if mean.is_nothing() {
        return "0 s".to_owned();
    }
    if !mean.half_width.is_finite() {
        let (text, unit) = number(mean.secs, 2);
        return format!("{text}{unit}");
    }
    ends(mean.secs - mean.half_width, mean.secs + mean.half_width)
}

/// The interval of a mean difference of another unit, its lower end first: `−3.1 to −1.2 points`, `−$0.12 to −$0.10`.
/// `before` stands before each number, `after` once behind the last.
pub fn of_amounts(mean: &Mean, before: &str, after: &str) -> String {
    let n_decimals = if mean.half_width.is_finite() && mean.half_width > 0.0 { n_decimals(mean.half_width) } else { 2 };
    let number = |amount: f64| {
        let text = format!("{:.n_decimals$}", amount.abs());
        let is_nothing = text.chars().all(|c| matches!(c, '0' | '.'));
        let sign = if amount < 0.0 && !is_nothing { "\u{2212}" } else { "" };
        if is_nothing { format!("{before}0") } else { format!("{sign}{before}{text}") }
    };
    let half = if mean.half_width.is_finite() { mean.half_width } else { 0.0 };
    let [low, high] = [mean.secs - half, mean.secs + half].map(number);
    if low == high { format!("{high}{after}") } else { format!("{low} to {high}{after}") }
}

/// By how much, without a sign: `42 to 48 s`, for a difference whose interval does not hold 0.
pub fn amount(mean: &Mean) -> String {
    let (one, other) = ((mean.secs - mean.half_width).abs(), (mean.secs + mean.half_width).abs());
    ends(one.min(other), one.max(other))
}

/// A mean with half of its interval: `12.3 ± 0.4 s`, `2:05.3 ± 0.4 s`.
pub fn plus_minus(mean: &Mean) -> String {
    if mean.half_width.is_finite() && mean.half_width > 0.0 {
        let n_decimals = n_decimals(mean.half_width);
        format!("{} \u{b1} {:.n_decimals$} s", number(mean.secs, n_decimals).0, mean.half_width)
    } else {
        human::time(Nanos::from_secs(mean.secs.max(0.0)).unwrap_or_default())
    }
}

/// From one to another difference, in seconds: `−48 to −42 s`.
pub fn ends(low: f64, high: f64) -> String {
    let n_decimals = n_decimals((high - low) / 2.0);
    let [(low, unit), (high, other)] = [low, high].map(|end| number(end, n_decimals));
    match (low == high, unit == other) {
        (true, _) => format!("{high}{other}"),
        (false, true) => format!("{low} to {high}{other}"),
        (false, false) => format!("{low}{unit} to {high}{other}"),
    }
}

/// So many that half of the interval has one or two digits; at most 4, and 2 where there is no interval.
fn n_decimals(half_width: f64) -> usize {
    if half_width < 1e-6 {
        return 2;
    }
    let first = (-half_width.max(1e-9).log10()).ceil();
    (first.max(0.0) as usize).min(4)
}

/// The number and its unit: seconds, from a minute on `m:ss`, which needs none. With a true minus sign, and no sign before
/// nothing.
fn number(secs: f64, n_decimals: usize) -> (String, &'static str) {
    // Rounded before it is split, so that 59.96 is not 0:60.
    let scale = 10_f64.powi(n_decimals as i32);
    let rounded = (secs.abs() * scale).round() / scale;
    let (text, unit) = if rounded < 60.0 {
        (format!("{rounded:.n_decimals$}"), " s")
    } else {
        let minutes = (rounded / 60.0).floor();
        let width = if n_decimals > 0 { n_decimals + 3 } else { 2 };
        (format!("{minutes}:{:0width$.n_decimals$}", rounded - minutes * 60.0), "")
    };
    (if secs < 0.0 && rounded > 0.0 { format!("\u{2212}{text}") } else { text }, unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(secs: f64, half_width: f64) -> Mean {
        Mean { secs, half_width }
    }

    #[test]
    fn ends_are_told_apart_and_no_more() {
        assert_eq!(of_difference(&mean(-45.2, 3.1)), "\u{2212}48 to \u{2212}42 s");
        assert_eq!(of_difference(&mean(-0.52, 0.034)), "\u{2212}0.55 to \u{2212}0.49 s");
        assert_eq!(of_difference(&mean(0.5, 2.5)), "\u{2212}2 to 3 s");
        assert_eq!(of_difference(&mean(-0.2, 0.9)), "\u{2212}1.1 to 0.7 s");
        assert_eq!(of_difference(&mean(0.0, 0.0)), "0 s");
        assert_eq!(of_difference(&mean(-411.1, 0.8)), "\u{2212}6:51.9 to \u{2212}6:50.3");
        assert_eq!(of_difference(&mean(-60.2, 2.0)), "\u{2212}1:02 to \u{2212}58 s");
        assert_eq!(amount(&mean(-45.2, 3.1)), "42 to 48 s");
        assert_eq!(plus_minus(&mean(125.34, 0.43)), "2:05.3 \u{b1} 0.4 s");
    }

    #[test]
    fn amounts_have_their_unit_once() {
        assert_eq!(of_amounts(&mean(-0.11, 0.012), "$", ""), "\u{2212}$0.12 to \u{2212}$0.10");
        assert_eq!(of_amounts(&mean(1.5, 0.9), "", " points"), "0.6 to 2.4 points");
        assert_eq!(of_amounts(&mean(0.0, 0.0), "", " points"), "0 points");
        assert_eq!(of_amounts(&mean(3.0, f64::INFINITY), "", " points"), "3.00 points");
    }

    #[test]
    fn a_range_says_its_unit_once() {
        let secs = |secs: f64| Nanos::from_secs(secs).expect("a time");
        assert_eq!(range(secs(121.0), secs(130.0)), "2:01 to 2:10");
        assert_eq!(range(secs(1.2), secs(1.9)), "1.2 to 1.9 s");
        assert_eq!(range(secs(0.05), secs(1.9)), "50 ms to 1.9 s");
        assert_eq!(range(secs(3.0), secs(3.0)), "3 s");
        assert_eq!(range(secs(3700.0), secs(7300.0)), "1 h 02 to 2 h 02");
    }
}
