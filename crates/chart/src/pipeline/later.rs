//! What would end later: jobs, workers and tests of the candidate that end after those of the baseline, the most delayed
//! first.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use laneway_engine::outcome::Outcome;
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;

use super::side::PipelineSide;
use crate::human;
use crate::study::table::Table;

/// One thing that both sides have, and when it ends in each: since the trigger, or since the session's start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Later {
    /// Its name: that of a job, `gw3`, the test's id.
    pub name: String,
    /// In the baseline.
    pub before: Nanos,
    /// In the candidate; later.
    pub after: Nanos,
}

/// Things of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kind {
    /// `jobs`, `workers`, `tests`.
    pub kind: &'static str,
    /// How many both sides have.
    pub n_both: usize,
    /// Those that end later, the most delayed first; ties in the order of the names.
    pub later: Vec<Later>,
}

/// Jobs by their names, then tests, each by its last end in any job; the tests only where the outcomes have their runs. Cost:
/// O(n log n) of jobs and runs.
pub fn of_pipelines(suite: &Suite, [before, after]: [&PipelineSide<'_>; 2]) -> Vec<Kind> {
    let jobs = [before, after].map(|side| {
        let ran = side.outcome.jobs.iter().enumerate().filter(|(_, job)| job.started.is_some());
        ran.map(|(place, job)| (side.title(place), job.ended)).collect()
    });
    let tests = [before, after].map(|side| {
        let runs = side.outcome.jobs.iter().flat_map(|job| job.runs.iter().map(move |run| (job, run)));
        let started =
            runs.map(|(job, run)| (job.spans.get(run.span).map_or(job.ready, |span| span.start), &run.outcome));
        ends_of_tests(started)
    });
    kinds([("jobs", jobs), ("tests", tests.map(|ends| named(suite, ends)))])
}

/// Workers by their numbers, then tests.
pub fn of_sessions(suite: &Suite, [before, after]: [&Outcome; 2]) -> Vec<Kind> {
    let workers = [before, after].map(|outcome| {
        let mut ends: BTreeMap<u32, Nanos> = BTreeMap::new();
        for run in &outcome.runs {
            let end = ends.entry(run.worker).or_default();
            *end = (*end).max(run.end.unwrap_or(run.start));
        }
        ends.into_iter().map(|(worker, end)| (format!("gw{worker}"), end)).collect()
    });
    let tests = [before, after].map(|outcome| named(suite, ends_of_tests(std::iter::once((Nanos::ZERO, outcome)))));
    kinds([("workers", workers), ("tests", tests)])
}

/// When each test ended last, by its place in the suite.
fn ends_of_tests<'a>(sessions: impl Iterator<Item = (Nanos, &'a Outcome)>) -> BTreeMap<u32, Nanos> {
    let mut ends: BTreeMap<u32, Nanos> = BTreeMap::new();
    for (start, outcome) in sessions {
        for run in outcome.runs.iter().filter(|run| !run.crashed) {
            let Some(end) = run.end else { continue };
            let last = ends.entry(run.test).or_default();
            *last = (*last).max(start + end);
        }
    }
    ends
}

fn named(suite: &Suite, ends: BTreeMap<u32, Nanos>) -> Vec<(String, Nanos)> {
    let name = |test: u32| suite.tests.get(test as usize).map(|test| test.id.clone());
    ends.into_iter().filter_map(|(test, end)| Some((name(test)?, end))).collect()
}

/// Names and ends, of the baseline, then of the candidate.
type Ends = [Vec<(String, Nanos)>; 2];

/// Kinds that both sides have something of.
fn kinds(all: [(&'static str, Ends); 2]) -> Vec<Kind> {
    let kind = |(kind, [before, after]): (&'static str, Ends)| {
        let before: BTreeMap<String, Nanos> = before.into_iter().collect();
        let both = after.into_iter().filter_map(|(name, after)| {
            let before = *before.get(&name)?;
            Some(Later { name, before, after })
        });
        let both: Vec<Later> = both.collect();
        let n_both = both.len();
        let mut later: Vec<Later> = both.into_iter().filter(|it| it.after > it.before).collect();
        later.sort_by(|one, other| (Reverse(one.delay()), &one.name).cmp(&(Reverse(other.delay()), &other.name)));
        Kind { kind, n_both, later }
    };
    all.into_iter().map(kind).filter(|kind| kind.n_both > 0).collect()
}

impl Later {
    /// By how much.
    pub fn delay(&self) -> Nanos {
        Nanos(self.after.0.saturating_sub(self.before.0))
    }
}

impl Kind {
    /// `2 of 3 jobs would end later`, or that none would.
    pub fn words(&self) -> String {
        let (n_both, kind) = (human::count(self.n_both as u64), self.kind);
        let one = kind.trim_end_matches('s');
        match self.later.len() {
            0 if self.n_both == 1 => format!("the one {one} would not end later"),
            0 => format!("none of the {n_both} {kind} would end later"),
            _ if self.n_both == 1 => format!("the one {one} would end later"),
            n => format!("{} of {n_both} {kind} would end later", human::count(n as u64)),
        }
    }

    /// The first `most`, a row each.
    pub fn table(&self, most: usize) -> Table {
        let mut table = Table::new(&["", "baseline", "candidate", "later by"]);
        let row = |it: &Later| {
            vec![it.name.clone(), human::time(it.before), human::time(it.after), human::difference(it.before, it.after)]
        };
        table.rows = self.later.iter().take(most).map(row).collect();
        table
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use laneway_engine::dist_mode::DistMode;

    use super::*;
    use crate::sample::{outcome, suite};

    fn text(kinds: &[Kind]) -> String {
        kinds.iter().map(|kind| format!("{}\n{}", kind.words(), kind.table(2).sketch())).collect()
    }

    #[test]
    fn workers_and_tests_of_a_session() {
        let suite = suite(&[9, 1, 1, 1, 1, 1, 1, 1], 2);
        let [before, after] = [DistMode::WorkSteal, DistMode::LoadFile].map(|dist| outcome(&suite, 2, dist));
        expect![[r#"
            1 of 2 workers would end later
             | baseline | candidate | later by
            gw0 | 12 s | 14 s | +2 s
            2 of 8 tests would end later
             | baseline | candidate | later by
            c.py::test_4 | 3 s | 13 s | +10 s
            c.py::test_5 | 4 s | 14 s | +10 s
        "#]]
        .assert_eq(&text(&of_sessions(&suite, [&before, &after])));
    }

    #[test]
    fn the_same_run_has_nothing_later() {
        let suite = suite(&[3, 1], 1);
        let outcome = outcome(&suite, 2, DistMode::Load);
        let kinds = of_sessions(&suite, [&outcome, &outcome]);
        assert!(kinds.iter().all(|kind| kind.later.is_empty()), "{}", text(&kinds));
        assert_eq!(kinds[1].words(), "none of the 2 tests would end later");
        assert_eq!(Kind { n_both: 1, ..kinds[1].clone() }.words(), "the one test would not end later");
    }
}
