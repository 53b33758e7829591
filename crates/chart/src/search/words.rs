//! The answer of a search in words: who wins and what it costs, or why nobody does; and what would change that.

use laneway_engine::statistics::Mean;
use laneway_engine::time::Nanos;
use laneway_search::flips::{Assumption, Flip, Turn};
use laneway_search::found::{Change, Finalist, Found};
use laneway_search::measure::{Measure, Metric};
use laneway_search::objective::Objective;
use laneway_search::winner::{Gain, Ruling};

use crate::{human, interval};

/// Changes in a line: `dist load → worksteal, workers 4 → 8`. With jobs where they are of several.
pub fn changes(changes: &[Change]) -> String {
    if changes.is_empty() {
        return "as it is".to_owned();
    }
    let has_several = changes.iter().any(|change| change.job != changes[0].job);
    let of = |change: &Change| {
        let job = if has_several { format!("{}: ", change.job) } else { String::new() };
        format!("{job}{} {} \u{2192} {}", change.dimension.info().words, change.from, change.to)
    };
    changes.iter().map(of).collect::<Vec<_>>().join(", ")
}

/// Dollars, or minutes.
pub(super) fn cost(amount: f64, is_dollars: bool) -> String {
    if is_dollars {
        return human::dollars((amount * 1e6).round() as u64);
    }
    human::time(Nanos::from_secs(amount * 60.0).unwrap_or_default())
}

/// The answer: first who wins, or why nobody does; then what it costs beside its gain; then what the answer rests on.
pub fn answer(found: &Found, objective: &Objective) -> Vec<String> {
    let mut sentences = vec![ruling(found)];
    if let Some(best) = best(found).filter(|_| found.answer.ruling == Ruling::Wins) {
        sentences.push(price(best, found, objective));
    }
    let n_equal = found.answer.equals.len();
    if n_equal > 0 && found.answer.ruling == Ruling::Wins {
        let others = if n_equal == 1 { "One other is".to_owned() } else { format!("{n_equal} others are") };
        sentences.push(format!("{others} as good as it; it changes the least."));
    }
    sentences.extend(found.flips.iter().flat_map(|flip| turns(flip, found)));
    let holds: Vec<&str> =
        found.flips.iter().filter(|flip| flip.turns.is_empty()).map(|flip| flip.assumption.info().words).collect();
    if !holds.is_empty() {
        sentences.push(format!("It stays the best whatever is assumed of the {}.", all_of(&holds)));
    }
    sentences
}

fn best(found: &Found) -> Option<&Finalist> {
    found.answer.favourite.map(|place| &found.finalists[place])
}

fn ruling(found: &Found) -> String {
    let n = human::count(found.n_configurations as u64);
    let of_all = if found.n_configurations == 1 {
        "the one configuration".to_owned()
    } else {
        format!("the best of {n} configurations")
    };
    let Some((best, gain)) = best(found).zip(found.answer.difference) else {
        let closest = found.finalists.first().map(|finalist| changes(&finalist.changes)).unwrap_or_default();
        return format!("No winner: none of {n} configurations is within the limits. Closest: {closest}.");
    };
    let name = changes(&best.changes);
    let metric = found.answer.metric;
    match found.answer.ruling {
        Ruling::Wins => {
            format!("The winner: {name}. {}, 95 % sure.", less(metric, gain, found.answer.baseline))
        }
        Ruling::TooCloseToCall => {
            format!("No winner: {of_all}, {name}, cannot be told from the baseline ({}).", difference(metric, gain))
        }
        Ruling::TooSmallToMatter => format!(
            "No winner: {of_all}, {name}, differs from the baseline by too little to matter ({}).",
            difference(metric, gain)
        ),
        Ruling::BaselineIsBetter => {
            format!("No winner: the baseline is better than {of_all}, {name} ({}).", difference(metric, gain))
        }
        Ruling::NothingWithinLimits => "No winner: nothing is within the limits.".to_owned(),
    }
}

/// `It would take 42 to 48 s less than 2:50 now`, for a difference below 0.
fn less(metric: Metric, gain: Gain, now: f64) -> String {
    let (least, most) = (-gain.mean - gain.half_width, -gain.mean + gain.half_width);
    match metric {
        Metric::WallClock => {
            let now = human::time(Nanos::from_secs(now).unwrap_or_default());
            format!("It would take {} less than {now} now", interval::amount(&mean(gain)))
        }
        Metric::Minutes => {
            let [least, most, now] = [least, most, now].map(|minutes| cost(minutes, false));
            format!("It would be billed for {least} to {most} less than {now} now")
        }
        Metric::Dollars => {
            let [least, most, now] = [least, most, now].map(|dollars| cost(dollars, true));
            format!("It would cost {least} to {most} less than {now} a run now")
        }
        Metric::Red => {
            let [least, most] = [least, most].map(|share| format!("{:.1}", share * 100.0));
            format!("Its runs would be red in {least} to {most} of 100 fewer, of {:.1} now", now * 100.0)
        }
    }
}

fn difference(metric: Metric, gain: Gain) -> String {
    if metric == Metric::WallClock {
        return interval::of_difference(&mean(gain));
    }
    let signed = |value: f64| {
        let sign = if value < 0.0 { "\u{2212}" } else { "" };
        format!("{sign}{}", amount(metric, value.abs()))
    };
    format!("{} to {}", signed(gain.mean - gain.half_width), signed(gain.mean + gain.half_width))
}

fn amount(metric: Metric, value: f64) -> String {
    match metric {
        Metric::WallClock => human::time(Nanos::from_secs(value).unwrap_or_default()),
        Metric::Minutes => format!("{} billed", cost(value, false)),
        Metric::Dollars => format!("{} a run", cost(value, true)),
        Metric::Red => format!("{:.1} of 100 runs red", value * 100.0),
    }
}

fn mean(gain: Gain) -> Mean {
    Mean { secs: gain.mean, half_width: gain.half_width }
}

/// What the winner comes to beside what was wanted of it.
fn price(best: &Finalist, found: &Found, objective: &Objective) -> String {
    let (now, then) = (&found.baseline, &best.measure);
    let mut parts = Vec::new();
    if found.answer.metric != Metric::WallClock {
        parts.push(format!("{} instead of {}", human::time(objective.time(then)), human::time(objective.time(now))));
    }
    parts.push(bill(now, then));
    parts.push(if then.red.most < now.red.least || then.red.least > now.red.most {
        format!("red in {} of runs instead of {}", human::percent(then.red.share), human::percent(now.red.share))
    } else {
        "no more or less red as far as can be told".to_owned()
    });
    format!("Beside that: {}.", parts.join(", "))
}

fn bill(now: &Measure, then: &Measure) -> String {
    let is_paid = now.monthly > 0.0 || then.monthly > 0.0;
    let (before, after) = if is_paid { (now.monthly, then.monthly) } else { (now.minutes, then.minutes) };
    let [before, after] = [before, after].map(|amount| cost(amount, is_paid));
    let unit = if is_paid { "a month" } else { "billed a run" };
    if before == after { format!("still {after} {unit}") } else { format!("{after} {unit} instead of {before}") }
}

/// Where another would be better.
fn turns(flip: &Flip, found: &Found) -> Vec<String> {
    let say = |turn: &Turn| {
        let info = flip.assumption.info();
        let side = if turn.at < flip.now { "below" } else { "above" };
        let other = match turn.to {
            None => "the baseline".to_owned(),
            Some(place) => changes(&found.finalists[place].changes),
        };
        format!(
            "Were the {} {side} about {}, {other} would be better (assumed: {}).",
            info.words,
            value(flip.assumption, turn.at),
            value(flip.assumption, flip.now)
        )
    };
    flip.turns.iter().map(say).collect()
}

fn value(assumption: Assumption, value: f64) -> String {
    let unit = assumption.info().unit;
    if unit.is_empty() {
        return human::percent(value);
    }
    let text = format!("{value:.3}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    format!("{text} {unit}")
}

fn all_of(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::search::sample::found;

    fn check(found: &Found, expected: &Expect) {
        expected.assert_eq(&answer(found, &Objective::default()).join("\n"));
    }

    #[test]
    fn ok_a_winner_says_what_it_costs_and_what_it_rests_on() {
        check(
            &found(),
            &expect![[r#"
                The winner: dist load → worksteal, workers 4 → 8. It would take 42 to 48 s less than 2:50 now, 95 % sure.
                Beside that: $40.00 a month instead of $30.00, no more or less red as far as can be told.
                One other is as good as it; it changes the least.
                Were the computing share of tests above about 83 %, dist load → worksteal would be better (assumed: 50 %).
                Were the cost of session fixtures above about 12.25 s a worker, the baseline would be better (assumed: 0 s a worker).
                It stays the best whatever is assumed of the cost of module fixtures and start-up of a worker."#]],
        );
    }

    #[test]
    fn ok_without_a_winner_it_says_why() {
        let with = |ruling, mean| {
            let mut found = found();
            found.answer.ruling = ruling;
            found.answer.difference = Some(Gain { mean, half_width: 1.5 });
            found.flips.clear();
            found
        };
        check(
            &with(Ruling::TooCloseToCall, -0.5),
            &expect![
                "No winner: the best of 240 configurations, dist load → worksteal, workers 4 → 8, cannot be told from the baseline (−2 to 1 s)."
            ],
        );
        check(
            &with(Ruling::TooSmallToMatter, -2.0),
            &expect![
                "No winner: the best of 240 configurations, dist load → worksteal, workers 4 → 8, differs from the baseline by too little to matter (−4 to −1 s)."
            ],
        );
        check(
            &with(Ruling::BaselineIsBetter, 9.0),
            &expect![
                "No winner: the baseline is better than the best of 240 configurations, dist load → worksteal, workers 4 → 8 (8 to 11 s)."
            ],
        );
        let mut none = found();
        none.answer.ruling = Ruling::NothingWithinLimits;
        (none.answer.favourite, none.answer.difference) = (None, None);
        none.flips.clear();
        check(
            &none,
            &expect![
                "No winner: none of 240 configurations is within the limits. Closest: dist load → worksteal, workers 4 → 8."
            ],
        );
    }

    #[test]
    fn ok_each_metric_has_its_unit() {
        let with = |metric, mean, half_width, baseline| {
            let mut found = found();
            found.flips.clear();
            found.answer.equals.clear();
            (found.answer.metric, found.answer.baseline) = (metric, baseline);
            found.answer.difference = Some(Gain { mean, half_width });
            found
        };
        check(
            &with(Metric::Minutes, -3.0, 0.25, 9.0),
            &expect![[r#"
                The winner: dist load → worksteal, workers 4 → 8. It would be billed for 2:45 to 3:15 less than 9:00 now, 95 % sure.
                Beside that: 2:05 instead of 2:50, $40.00 a month instead of $30.00, no more or less red as far as can be told."#]],
        );
        check(
            &with(Metric::Dollars, -0.02, 0.001, 0.054),
            &expect![[r#"
                The winner: dist load → worksteal, workers 4 → 8. It would cost $0.019 to $0.021 less than $0.054 a run now, 95 % sure.
                Beside that: 2:05 instead of 2:50, $40.00 a month instead of $30.00, no more or less red as far as can be told."#]],
        );
        check(
            &with(Metric::Red, -0.03, 0.01, 0.04),
            &expect![[r#"
                The winner: dist load → worksteal, workers 4 → 8. Its runs would be red in 2.0 to 4.0 of 100 fewer, of 4.0 now, 95 % sure.
                Beside that: 2:05 instead of 2:50, $40.00 a month instead of $30.00, no more or less red as far as can be told."#]],
        );
    }
}
