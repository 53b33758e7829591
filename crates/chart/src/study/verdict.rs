//! What a study says of a candidate and its baseline, in one sentence or a few words.

use laneway_engine::dist_mode::DistMode;
use laneway_engine::session::Session;
use laneway_engine::statistics::{Mean, Verdict};
use laneway_engine::study::summary::Row;

use crate::{human, interval, side};

/// What was repeated, and what came of it.
#[derive(Clone, Copy, Debug)]
pub struct Judged<'a> {
    /// As it is run now.
    pub baseline: (&'a Session, &'a Row),
    /// What is tried.
    pub candidate: (&'a Session, &'a Row),
    /// The least difference that matters, as a share of the baseline.
    pub least_share: f64,
}

/// The verdict in a few words, for a table; none where nothing is compared.
pub fn words(verdict: Option<Verdict>, difference: Option<&Mean>) -> &'static str {
    match verdict {
        Some(Verdict::Faster) => "faster",
        Some(Verdict::Slower) => "slower",
        Some(Verdict::TooCloseToCall) if difference.is_some_and(Mean::is_nothing) => "the same in each run",
        Some(Verdict::TooCloseToCall) => "too close to call",
        Some(Verdict::TooSmallToMatter) => "too small to matter",
        None => "",
    }
}

/// The mean difference with its interval; in a few words where no side is ahead, and nothing where none is compared.
pub fn figure(verdict: Option<Verdict>, difference: Option<&Mean>) -> String {
    match (verdict, difference) {
        (Some(Verdict::Faster | Verdict::Slower), Some(mean)) => {
            format!("mean, 95 %: {}", interval::of_difference(mean))
        }
        (verdict, difference) => words(verdict, difference).to_owned(),
    }
}

/// The verdict with its interval. No winner without an interval that excludes 0 and a difference that matters.
pub fn sentence(judged: &Judged<'_>) -> String {
    let Judged { baseline: (baseline, before), candidate: (candidate, after), least_share } = judged;
    let n = after.spread.n + after.n_failed;
    let failing = [("baseline", before), ("candidate", after)].into_iter().find(|(_, row)| row.n_failed > 0);
    if let Some((name, row)) = failing {
        let plural = if n == 1 { "" } else { "s" };
        let (n_failed, n) = (human::count(row.n_failed as u64), human::count(n as u64));
        return format!("No verdict: the {name} would hang or fail in {n_failed} of {n} run{plural}.");
    }
    let [new, old] = names(candidate, baseline);
    let single = interval::range(after.spread.p5, after.spread.p95);
    let takes = format!("{new} would take {single} in 9 of 10 runs");
    let Some((difference, verdict)) = after.difference.zip(after.verdict) else { return format!("{takes}.") };
    let by = || interval::amount(&difference);
    let between = interval::of_difference(&difference);
    match verdict {
        Verdict::Faster => format!("{takes}, and beat {old} by {} on average, 95 % sure.", by()),
        Verdict::Slower => format!("{takes}, and lose to {old} by {} on average, 95 % sure.", by()),
        Verdict::TooCloseToCall if difference.is_nothing() => {
            format!("No difference: {takes}, the same as {old} in each.")
        }
        Verdict::TooCloseToCall => {
            format!("Too close to call: {takes}, on average {between} against {old}. That range holds 0.")
        }
        Verdict::TooSmallToMatter => {
            let least = human::percent(*least_share);
            format!(
                "Too close to call: {takes}, on average {between} against {old}; under {least} of it nothing is claimed."
            )
        }
    }
}

/// Each by what tells it from the other: by mode, by workers, or by both; `the candidate`, where neither does.
fn names(candidate: &Session, baseline: &Session) -> [String; 2] {
    let sides = [candidate, baseline];
    let [new, old] = sides.map(side::detail);
    let is_process = |session: &Session| session.dist == DistMode::No || session.workers == 0;
    if new == old {
        ["The candidate".to_owned(), "the baseline".to_owned()]
    } else if sides.into_iter().any(is_process)
        || (candidate.dist != baseline.dist && candidate.workers != baseline.workers)
    {
        [new, old]
    } else if candidate.dist == baseline.dist {
        [new, format!("{} workers", human::count(baseline.workers.into()))]
    } else {
        sides.map(|session| session.dist.flag().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use laneway_engine::study::summary::summarize;
    use laneway_engine::time::Nanos;

    use super::*;

    fn check(candidate: impl Fn(u64) -> Option<u64>, expect: Expect) {
        let nanos = |tenths: u64| Nanos(tenths * 100_000_000);
        let all: Vec<_> = (0..100)
            .map(|i| vec![Some(nanos(1_700 + i % 40)), candidate(i).map(|tenths| nanos(tenths + i % 40))])
            .collect();
        let rows = summarize(&all, 0.02);
        let session = |dist| Session { dist, workers: 8, ..Session::default() };
        let [load, steal] = [DistMode::Load, DistMode::WorkSteal].map(session);
        let judged = Judged { baseline: (&load, &rows[0]), candidate: (&steal, &rows[1]), least_share: 0.02 };
        expect.assert_eq(&sentence(&judged));
    }

    #[test]
    fn a_sure_difference_that_matters_has_a_winner() {
        check(
            |i| Some(1_250 + i % 7),
            expect![
                "worksteal would take 2:05 to 2:09 in 9 of 10 runs, and beat load by 44.66 to 44.75 s on average, 95 % sure."
            ],
        );
        check(
            |i| Some(1_900 + i % 7),
            expect![
                "worksteal would take 3:10 to 3:14 in 9 of 10 runs, and lose to load by 20.25 to 20.34 s on average, 95 % sure."
            ],
        );
    }

    #[test]
    fn others_have_none() {
        check(
            |i| Some(1_690 + i % 21),
            expect![
                "Too close to call: worksteal would take 2:49 to 2:54 in 9 of 10 runs, on average −0.2 to 0.1 s against load. That range holds 0."
            ],
        );
        check(
            |i| Some(1_690 + i % 3),
            expect![
                "Too close to call: worksteal would take 2:49 to 2:53 in 9 of 10 runs, on average −0.92 to −0.88 s against load; under 2 % of it nothing is claimed."
            ],
        );
        check(
            |_| Some(1_700),
            expect!["No difference: worksteal would take 2:50 to 2:54 in 9 of 10 runs, the same as load in each."],
        );
        check(|i| (i != 3).then_some(1_250), expect!["No verdict: the candidate would hang or fail in 1 of 100 runs."]);
    }

    #[test]
    fn a_figure_has_an_interval_where_it_has_a_winner() {
        let mean = Mean { secs: -2.0, half_width: 0.5 };
        let figure = |verdict| figure(verdict, Some(&mean));
        assert_eq!(figure(Some(Verdict::Faster)), "mean, 95 %: \u{2212}2.5 to \u{2212}1.5 s");
        assert_eq!(figure(Some(Verdict::TooCloseToCall)), "too close to call");
        assert_eq!(figure(Some(Verdict::TooSmallToMatter)), "too small to matter");
        assert_eq!(figure(None), "");
    }
}
