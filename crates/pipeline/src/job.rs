//! A job: one runner, its services, its steps.

use laneway_engine::distribution::Distribution;
use laneway_engine::session::Session;
use laneway_engine::time::Nanos;
use serde::{Deserialize, Serialize};

use crate::matrix::Matrix;
use crate::runner::Runner;
use crate::step::{Step, TestRun, Work};
use crate::timing::constant;

/// GitHub's default time-out of a job: six hours.
pub const DEFAULT_TIMEOUT: Nanos = Nanos(360 * 60 * 1_000_000_000);

/// The longest id of a job, in bytes: as on GitHub.
pub const MAX_ID: usize = 100;

/// One job of a pipeline, before its matrix.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Job {
    /// What `needs` calls it: a letter or `_`, then letters, digits, `_` and `-`.
    pub id: String,
    /// What people read; empty: the id.
    pub name: String,
    /// Ids of the jobs that must be over before.
    pub needs: Vec<String>,
    /// Whether it runs, given how those ended.
    pub condition: Condition,
    /// Whether those that need it see success whatever it was.
    pub continue_on_error: bool,
    /// It is cancelled when it has run so long, above 0. Default: [`DEFAULT_TIMEOUT`].
    pub timeout: Nanos,
    /// What it runs on.
    pub runner: Runner,
    /// The jobs that it becomes.
    pub matrix: Matrix,
    /// Containers beside it, started one after another before its steps.
    pub containers: Vec<Container>,
    /// One after another.
    pub steps: Vec<Step>,
    /// After the steps, whatever became of them: what `Post` steps and `Complete job` take.
    pub post: Distribution,
}

impl Default for Job {
    fn default() -> Self {
        Self {
            id: String::new(),
            name: String::new(),
            needs: Vec::new(),
            condition: Condition::Success,
            continue_on_error: false,
            timeout: DEFAULT_TIMEOUT,
            runner: Runner::default(),
            matrix: Matrix::default(),
            containers: Vec::new(),
            steps: Vec::new(),
            post: constant(0.0),
        }
    }
}

/// Whether a job or a step runs, given what came before: the status functions of `if`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// `success()`, as without `if`: nothing before it, however far up, failed, was cancelled or skipped.
    #[default]
    Success,
    /// `always()`: in any case.
    Always,
    /// `!cancelled()`: unless the run was cancelled.
    NotCancelled,
    /// `failure()`: something before it failed.
    Failure,
    /// Skipped in any case, as by a variable of the repository.
    Never,
}

/// A service container, or anything else that must be healthy before the steps begin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Container {
    /// `postgres`.
    pub name: String,
    /// From the pull of its image until it runs.
    pub start: Distribution,
    /// From then until it would answer a health check.
    pub ready: Distribution,
    /// `--health-interval`: Docker looks first after one interval, then after each next one; 0: it is not looked at, and
    /// steps begin at once. Default: 10 s, as most examples have it (Docker's own is 30 s).
    pub health_interval: Nanos,
}

impl Default for Container {
    fn default() -> Self {
        Self { name: String::new(), start: constant(0.0), ready: constant(0.0), health_interval: Nanos(10_000_000_000) }
    }
}

impl Job {
    /// One session and nothing around it.
    pub fn bare(session: Session) -> Self {
        let tests = Step::new("Test", Work::Tests(Box::new(TestRun { session, ..TestRun::default() })));
        Self { id: "tests".to_owned(), runner: Runner::bare(), steps: vec![tests], ..Self::default() }
    }

    /// What people read.
    pub fn title(&self) -> &str {
        if self.name.is_empty() { &self.id } else { &self.name }
    }

    /// All its runs of tests, those in parallel steps too, in the order of the file.
    pub fn test_runs(&self) -> impl Iterator<Item = &TestRun> {
        self.steps.iter().flat_map(Step::test_runs)
    }

    /// The same, to be changed.
    pub fn test_runs_mut(&mut self) -> impl Iterator<Item = &mut TestRun> {
        self.steps.iter_mut().flat_map(Step::test_runs_mut)
    }
}
