//! What mending something would gain, in words.

use laneway_advice::gain::Gain;
use laneway_engine::statistics::Mean;

use crate::{human, interval};

/// One sentence: time, bill and risk, each only where it is sure; or that nothing is. A session without jobs around it has no
/// bill.
pub fn gain(gain: &Gain, has_bill: bool) -> String {
    let mut parts = Vec::new();
    if gain.wall_clock.excludes_zero() {
        let word = if gain.wall_clock.secs < 0.0 { "less" } else { "more" };
        parts.push(format!("take {} {word}", interval::amount(&gain.wall_clock)));
    }
    if has_bill && gain.minutes.excludes_zero() {
        let word = if gain.minutes.secs < 0.0 { "less" } else { "more" };
        let secs = Mean { secs: gain.minutes.secs * 60.0, half_width: gain.minutes.half_width * 60.0 };
        parts.push(format!("be billed for {} {word}", interval::amount(&secs)));
    }
    if gain.changes_risk() {
        parts.push(format!(
            "be red in {} of runs instead of {}",
            human::percent(gain.red_then.share),
            human::percent(gain.red_now.share)
        ));
    }
    match parts.as_slice() {
        [] if has_bill => "Mended, a run would take, cost and risk as much as now, as far as can be told.".to_owned(),
        [] => "Mended, a run would take and risk as much as now, as far as can be told.".to_owned(),
        [one] => format!("Mended, a run would {one}, 95 % sure."),
        [first @ .., last] => format!("Mended, a run would {} and {last}, 95 % sure.", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use laneway_pipeline::study::summary::Probability;

    use super::*;

    fn check(wall_clock: f64, minutes: f64, n_red: usize, expected: &str) {
        let mean = |secs, half_width| Mean { secs, half_width };
        let it = Gain {
            wall_clock: mean(wall_clock, 3.0),
            minutes: mean(minutes, 0.1),
            red_now: Probability::new(40, 100),
            red_then: Probability::new(n_red, 100),
        };
        assert_eq!(gain(&it, true), expected);
    }

    #[test]
    fn ok_what_has_no_bill_is_not_billed_for_less() {
        let mean = |secs| Mean { secs, half_width: 0.1 };
        let risk = Probability::new(0, 100);
        let of = |secs| Gain { wall_clock: mean(secs), minutes: mean(secs / 60.0), red_now: risk, red_then: risk };
        assert_eq!(gain(&of(-60.0), false), "Mended, a run would take 59.9 s to 1:00.1 less, 95 % sure.");
        assert_eq!(gain(&of(0.0), false), "Mended, a run would take and risk as much as now, as far as can be told.");
    }

    #[test]
    fn ok_only_what_is_sure_is_said() {
        check(-45.0, 0.0, 40, "Mended, a run would take 42 to 48 s less, 95 % sure.");
        check(1.0, 0.0, 35, "Mended, a run would take, cost and risk as much as now, as far as can be told.");
        check(
            -45.0,
            1.0,
            0,
            "Mended, a run would take 42 to 48 s less, be billed for 54 s to 1:06 more and be red in 0 % of runs instead of 40 %, 95 % sure.",
        );
    }
}
