//! How long a real run took by the clock, for whoever holds a prediction against it.

use laneway_engine::time::Nanos;
use serde::{Deserialize, Serialize};

use crate::actions::History;
use crate::actions::run::{Ended, Run};
use crate::read::Reading;

/// A real run, by the clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measured {
    /// What people call it: `run 1234`, or the file.
    pub name: String,
    /// From when to when.
    pub clock: Clock,
    /// How long.
    pub took: Nanos,
    /// Of whole runs, the jobs that succeeded: names as GitHub writes them, each from its runner's start to its end.
    pub jobs: Vec<(String, Nanos)>,
}

/// From when to when a run was clocked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Clock {
    /// A run of a whole pipeline: from its trigger to the end of its last job.
    Pipeline,
    /// A session: from its beginning to its end.
    Session,
    /// Its tests: from the start of the first to the end of the last.
    Tests,
}

/// What a report of tests says of the time its run took; `None`: nothing.
pub fn of_reading(reading: &Reading) -> Option<Measured> {
    let facts = &reading.facts;
    let spans = || facts.spans.iter().flatten();
    let of_tests = || Some(spans().map(|span| span.1).max()? - spans().map(|span| span.0).min()?);
    let whole = facts.wall.map(|wall| (Clock::Session, wall));
    let is_of_session = facts.is_whole || facts.spans.is_empty();
    let found = whole.filter(|_| is_of_session).or_else(|| of_tests().map(|took| (Clock::Tests, took)));
    let (clock, took) = found.filter(|(_, took)| *took > Nanos::ZERO)?;
    Some(Measured { name: reading.suite.name.clone(), clock, took, jobs: Vec::new() })
}

/// Every run whose times are known, in the order of the document.
pub fn of_history(history: &History) -> Vec<Measured> {
    history.runs.iter().filter_map(of_run).collect()
}

fn of_run(run: &Run) -> Option<Measured> {
    let ran = || run.jobs.iter().filter(|job| job.ended != Ended::Skipped);
    let began = run.began.into_iter().chain(ran().filter_map(|job| job.created.or(job.started))).min()?;
    let ended = ran().filter_map(|job| job.completed).max()?;
    let took = u64::try_from(ended.checked_sub(began)?).ok()?;
    let jobs = ran().filter_map(|job| Some((job.name.clone(), of_millis(job.took()?))));
    let attempt = if run.attempt > 1 { format!(", attempt {}", run.attempt) } else { String::new() };
    let name = if run.id == 0 { "run".to_owned() } else { format!("run {}{attempt}", run.id) };
    Some(Measured { name, clock: Clock::Pipeline, took: of_millis(took), jobs: jobs.collect() })
}

fn of_millis(millis: u64) -> Nanos {
    Nanos(millis.saturating_mul(1_000_000)).min(Nanos::MAX_INPUT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions;
    use crate::read::read;

    fn check(name: &str, report: &str, expected: Option<(Clock, u64)>) {
        let reading = read(name, report.as_bytes(), &mut |_| {}).expect("a report");
        let found = of_reading(&reading).map(|it| (it.clock, it.took.0 / 1_000_000));
        assert_eq!(found, expected, "{name}");
    }

    #[test]
    fn ok_junit_knows_the_session() {
        let report = r#"<testsuites><testsuite name="pytest" tests="1" time="12.5"><testcase classname="a" name="b" time="2"/></testsuite></testsuites>"#;
        check("report.xml", report, Some((Clock::Session, 12_500)));
    }

    #[test]
    fn ok_durations_alone_know_nothing() {
        check(".test_durations", r#"{"a.py::b": 1.5}"#, None);
    }

    #[test]
    fn ok_a_run_is_from_its_trigger_to_its_last_job() {
        let jobs = r#"{"jobs": [
            {"id": 1, "run_id": 7, "run_attempt": 1, "name": "unit", "conclusion": "success",
             "created_at": "2026-01-01T00:00:00Z", "started_at": "2026-01-01T00:00:10Z", "completed_at": "2026-01-01T00:02:10Z"},
            {"id": 2, "run_id": 7, "run_attempt": 1, "name": "gate", "conclusion": "failure",
             "created_at": "2026-01-01T00:02:11Z", "started_at": "2026-01-01T00:02:20Z", "completed_at": "2026-01-01T00:03:00Z"},
            {"id": 3, "run_id": 7, "run_attempt": 1, "name": "deploy", "conclusion": "skipped",
             "created_at": "2026-01-01T00:09:00Z", "started_at": "2026-01-01T00:09:00Z", "completed_at": "2026-01-01T00:09:00Z"}]}"#;
        let measured = of_history(&actions::read(jobs).expect("jobs"));
        let secs = |secs: u64| Nanos(secs * 1_000_000_000);
        let jobs = vec![("unit".to_owned(), secs(120))];
        assert_eq!(measured, [Measured { name: "run 7".to_owned(), clock: Clock::Pipeline, took: secs(180), jobs }]);
    }
}
