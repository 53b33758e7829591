//! A pipeline that was made of something else: of real runs, or of a workflow file.
//!
//! - [`outline()`]: it in words.

use laneway_chart::human;
use laneway_engine::session::Session;
use laneway_pipeline::job::Job;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::step::{TestRun, Work};
use serde::{Deserialize, Serialize};

use crate::command_line;
use crate::read::Warnings;

mod outline;

pub use outline::outline;

/// A pipeline to start from, and what to know about it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Imported {
    /// The pipeline; it can be simulated as it is, but for what its suite lacks.
    pub pipeline: Pipeline,
    /// Steps that run tests, as their names say, and are plain commands here: they can be turned into runs of tests.
    pub test_steps: Vec<StepPlace>,
    /// Numbers that are in no file, and were assumed.
    pub assumed: Vec<Assumed>,
    /// How many real runs it is made of; 0: none, of a workflow file.
    pub n_runs: u64,
    /// What was inferred, what was left out, and what was odd.
    pub warnings: Warnings,
}

/// A step of a pipeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepPlace {
    /// Id of its job.
    pub job: String,
    /// Its place among the job's steps, from 0.
    pub step: usize,
}

/// A number that was assumed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assumed {
    /// Id of the job.
    pub job: String,
    /// Name of the step; empty: the job itself.
    pub step: String,
    /// Which number: `takes`, `queue`.
    pub what: String,
    /// The number with its unit: `2 s`.
    pub value: String,
}

impl Imported {
    /// The pipeline with those steps that run tests as runs of the suite: all of it, in one session each. Workers and mode are
    /// those of the step's name where it is a command, as GitHub names steps without a name; else those of `session`.
    pub fn with_tests(&self, session: &Session) -> Pipeline {
        let mut pipeline = self.pipeline.clone();
        for StepPlace { job, step } in &self.test_steps {
            let step = pipeline.jobs.iter_mut().filter(|it| it.id == *job).find_map(|it| it.steps.get_mut(*step));
            if let Some(step) = step {
                let command = step.name.strip_prefix("Run ").and_then(|line| command_line::read(line).ok());
                let named = command.map(|line| line.apply(session, session.workers)).filter(|named| named.workers > 0);
                let Session { workers, dist, .. } = named.unwrap_or_else(|| session.clone());
                let session = Session { workers, dist, ..session.clone() };
                step.work = Work::Tests(Box::new(TestRun { session, ..TestRun::default() }));
            }
        }
        pipeline
    }

    /// What was kept, in short: `5 jobs of 20 runs, 2 run tests`.
    pub fn in_short(&self) -> String {
        let jobs = &self.pipeline.jobs;
        let count = |n: usize, one: &str| format!("{} {one}{}", human::count(n as u64), if n == 1 { "" } else { "s" });
        let mut text = count(jobs.len(), "job");
        if self.n_runs > 0 {
            text.push_str(&format!(" of {}", count(usize::try_from(self.n_runs).unwrap_or(usize::MAX), "run")));
        }
        let has_tests =
            |job: &&Job| job.test_runs().next().is_some() || self.test_steps.iter().any(|place| place.job == job.id);
        match jobs.iter().filter(has_tests).count() {
            0 => text.push_str(", none runs tests"),
            1 if jobs.len() == 1 => text.push_str(", it runs tests"),
            1 => text.push_str(", 1 runs tests"),
            n => text.push_str(&format!(", {n} run tests")),
        }
        text
    }
}

impl Assumed {
    /// As one line: `unit, Install: takes 30 s`.
    pub fn line(&self) -> String {
        let place = if self.step.is_empty() { self.job.clone() } else { format!("{}, {}", self.job, self.step) };
        format!("{place}: {} {}", self.what, self.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUN: &str = r#"[{"name": "unit", "run_id": 1, "conclusion": "success", "started_at": "2026-01-01T00:00:00Z",
        "completed_at": "2026-01-01T00:01:00Z", "steps": [
        {"name": "Run actions/checkout@v4", "number": 1, "conclusion": "success", "completed_at": "2026-01-01T00:00:02Z"},
        {"name": "Run pytest -n 4", "number": 2, "conclusion": "success", "completed_at": "2026-01-01T00:01:00Z"}]}]"#;

    #[test]
    fn ok_steps_that_run_tests_become_runs_of_the_suite() {
        let imported = crate::actions::read(RUN).and_then(|runs| runs.pipeline(None)).expect("a run");
        assert_eq!(imported.in_short(), "1 job of 1 run, it runs tests");
        assert_eq!(imported.pipeline.sessions().count(), 0);
        let workers = |imported: &Imported| -> Vec<u32> {
            let session = Session { workers: 2, ..Session::default() };
            imported.with_tests(&session).sessions().map(|session| session.workers).collect()
        };
        assert_eq!(workers(&imported), [4]);
        let named = RUN.replace("Run pytest -n 4", "Run the tests");
        let named = crate::actions::read(&named).and_then(|runs| runs.pipeline(None)).expect("a run");
        assert_eq!(workers(&named), [2]);
        assert_eq!(Imported::default().in_short(), "0 jobs, none runs tests");
    }
}
