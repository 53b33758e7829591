//! What a reader changed in a scenario that somebody sent, in words: `Your scenario, but workers 8 → 6`.

use laneway_chart::human;
use laneway_engine::time::Nanos;
use laneway_formats::changes::changes;
use laneway_pipeline::scenario::Scenario;

use crate::headline::Headline;

/// How many changes are said one by one.
const MOST_SAID: usize = 4;

/// What is another in `now` than in `sent`, in one sentence without its full stop; `None`: nothing is. Changes of the
/// candidate need no name, since it is what is tried; of many the first are said, and how many more there are.
pub fn reply(sent: &Scenario, now: &Scenario) -> Option<String> {
    let of_baseline = changes(&sent.baseline, &now.baseline);
    let of_candidate = changes(&sent.candidate, &now.candidate);
    let is_on_both = |line: &String| of_baseline.contains(line);
    let candidate =
        of_candidate.iter().map(|line| if is_on_both(line) { format!("{line} on both sides") } else { line.clone() });
    let baseline = of_baseline.iter().filter(|line| !of_candidate.contains(line));
    let mut all: Vec<String> = candidate.chain(baseline.map(|line| format!("in the baseline {line}"))).collect();
    if !sent.source.is_same(&now.source) && sent.source != now.source {
        all.push("other tests".to_owned());
    }
    let [was, is] = [&sent.study, &now.study];
    if was.seed != is.seed {
        all.push(format!("seed {} \u{2192} {}", was.seed, is.seed));
    }
    if was.noise != is.noise {
        all.push("another noise".to_owned());
    }
    if (was.replications, was.until, was.worthwhile) != (is.replications, is.until, is.worthwhile) {
        all.push("repeated otherwise".to_owned());
    }
    let n_more = all.len().saturating_sub(MOST_SAID);
    let more = match n_more {
        0 => None,
        1 => Some("1 change more".to_owned()),
        n => Some(format!("{n} changes more")),
    };
    all.truncate(MOST_SAID);
    all.extend(more);
    let last = all.pop()?;
    let changed = if all.is_empty() { last } else { format!("{} and {last}", all.join(", ")) };
    Some(format!("Your scenario, but {changed}"))
}

/// The same with what comes of it, where both sides simulated: the candidate's mean wall-clock time.
pub fn with_figures(sentence: &str, sent: Option<&Headline>, now: Option<&Headline>) -> String {
    let mean = |headline: &Headline| human::time(Nanos::from_secs(headline.wall_clock[1].value).unwrap_or_default());
    match sent.zip(now) {
        Some((sent, now)) => format!("{sentence}: {} instead of {}", mean(now), mean(sent)),
        None => sentence.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use laneway_engine::dist_mode::DistMode;
    use laneway_engine::session::Session;
    use laneway_engine::source::Source;
    use laneway_pipeline::pipeline::Pipeline;

    use super::*;

    fn side(dist: DistMode, workers: u32) -> Pipeline {
        Pipeline::bare(Session { dist, workers, ..Session::default() })
    }

    fn check(change: impl FnOnce(&mut Scenario), expect: Expect) {
        let sent = Scenario {
            baseline: side(DistMode::Load, 8),
            candidate: side(DistMode::WorkSteal, 8),
            ..Scenario::default()
        };
        let mut now = sent.clone();
        change(&mut now);
        expect.assert_eq(&reply(&sent, &now).unwrap_or_default());
    }

    #[test]
    fn ok_nothing_changed_is_no_reply() {
        check(|_| {}, expect![""]);
    }

    #[test]
    fn ok_a_change_of_the_candidate() {
        check(|it| it.candidate = side(DistMode::WorkSteal, 6), expect!["Your scenario, but workers 8 → 6"]);
    }

    #[test]
    fn ok_the_baseline_and_both_sides_are_named() {
        check(
            |it| {
                it.baseline = side(DistMode::LoadFile, 6);
                it.candidate = side(DistMode::WorkSteal, 6);
            },
            expect!["Your scenario, but workers 8 → 6 on both sides and in the baseline dist load → loadfile"],
        );
    }

    #[test]
    fn ok_figures_stand_behind_it_where_there_are_any() {
        let of = |secs| {
            let mut headline = Headline::default();
            headline.wall_clock[1].value = secs;
            headline
        };
        let said = |now: Option<&Headline>| with_figures("But 6", Some(&of(125.0)), now);
        assert_eq!(
            (said(Some(&of(140.0))), said(None)),
            ("But 6: 2:20 instead of 2:05".to_owned(), "But 6".to_owned())
        );
    }

    #[test]
    fn ok_of_many_changes_the_first_are_said() {
        check(
            |it| {
                it.baseline = side(DistMode::LoadFile, 5);
                it.candidate = side(DistMode::LoadGroup, 6);
                it.source = Source::Preset("four-tests".to_owned());
                it.study.seed = 7;
                it.study.replications = 3;
            },
            expect![
                "Your scenario, but dist worksteal → loadgroup, workers 8 → 6, in the baseline dist load → loadfile, in the baseline workers 8 → 5 and 3 changes more"
            ],
        );
    }
}
