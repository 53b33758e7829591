//! What happened in one run of a pipeline.

use laneway_engine::outcome::Outcome;
use laneway_engine::session::Session;
use laneway_engine::time::Nanos;
use serde::{Deserialize, Serialize};

use crate::bill::Bill;

/// The whole account of one run, times since its trigger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PipelineOutcome {
    /// Every job of every matrix, in the order of the pipeline, then of cells, then of shards.
    pub jobs: Vec<JobOutcome>,
    /// When the last job was over.
    pub wall_clock: Nanos,
    /// Whether the run is green.
    pub is_green: bool,
    /// Places in `jobs` of those that the wall-clock time hangs on, first to last.
    pub critical: Vec<usize>,
    /// What the gate said, where one ran.
    pub gate: Option<GateOutcome>,
    /// What it cost.
    pub bill: Bill,
    /// What a merge would do.
    pub merge: Merge,
}

impl PipelineOutcome {
    /// How long workers waited while their sessions ran, summed over workers; starting up and collecting is no waiting.
    pub fn idle(&self) -> Nanos {
        self.jobs.iter().flat_map(|job| &job.runs).map(|run| idle(&run.outcome)).sum()
    }
}

fn idle(outcome: &Outcome) -> Nanos {
    let end = outcome.summary.session_end;
    let workers = outcome.workers.iter().zip(&outcome.summary.busy);
    let of_worker = workers.filter_map(|(life, busy)| {
        let until = life.died.unwrap_or(end).min(end);
        Some(Nanos(until.0.saturating_sub(life.collected?.0).saturating_sub(busy.0)))
    });
    of_worker.sum()
}

/// One job, after its matrix.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobOutcome {
    /// Place of its job in the pipeline.
    pub job: usize,
    /// Values of its cell joined by commas, as the service writes them; empty without a matrix.
    pub cell: String,
    /// From 1, with the number of shards; `None` without shards.
    pub shard: Option<(u32, u32)>,
    /// When all it needs was over.
    pub ready: Nanos,
    /// When a runner took it; `None`: never.
    pub started: Option<Nanos>,
    /// When it was over. Of a skipped job, when that was clear.
    pub ended: Nanos,
    /// How it ended.
    pub conclusion: Conclusion,
    /// Why it did not succeed, the first reason.
    pub reason: Option<Reason>,
    /// What it did, by start.
    pub spans: Vec<JobSpan>,
    /// Its runs of tests, in order.
    pub runs: Vec<RunOutcome>,
    /// How much later it could have ended without the run ending later; 0 on the critical path.
    pub slack: Nanos,
    /// What is billed for it.
    pub bill: Bill,
}

impl JobOutcome {
    /// From the runner that took it to its end; `None`: it never began.
    pub fn took(&self) -> Option<Nanos> {
        Some(Nanos(self.ended.0.saturating_sub(self.started?.0)))
    }
}

/// How a job ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Conclusion {
    /// Green.
    Success,
    /// Red.
    Failure,
    /// Cancelled: by a failure beside it in its matrix, or by its time-out.
    Cancelled,
    /// It did not run.
    Skipped,
}

/// Why a job or a step did not succeed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// A test failed: pytest exits with 1.
    TestsFailed {
        /// How many.
        n: u32,
        /// Whether the change itself broke them; flaky ones may pass when run again.
        is_broken: bool,
    },
    /// A worker died: the test is reported as failed, and pytest exits with 1.
    WorkersCrashed {
        /// How many died.
        n: u32,
    },
    /// xdist raised; pytest exits with 3.
    InternalError(String),
    /// The run hung until the time-out.
    Hang,
    /// It took longer than its time-out.
    TimedOut,
    /// No test was selected: pytest exits with 5.
    NoTests,
    /// pytest-split fails where tests are left and all shards have their share
    /// ([`laneway_engine::split::SplitError::OutOfShards`]): pytest exits with 3.
    SplitFailed,
    /// pytest-cov held the lane's own coverage against a threshold: pytest exits with 1.
    LaneUnder {
        /// Percent.
        covered: f64,
        /// Percent.
        threshold: f64,
    },
    /// Another job had stored an artifact of this name.
    ArtifactTaken(String),
    /// No files were found to store, and that is an error.
    NoFiles(String),
    /// There is no artifact of this name.
    NoArtifact(String),
    /// The gate found nothing to combine: `coverage combine` exits with 1.
    NothingToCombine,
    /// Data with branches cannot be combined with data without: exit 1.
    MixedBranches,
    /// The gate has no sources to report on: exit 1.
    NoSources,
    /// The gate's coverage is below the threshold: `coverage report` exits with 2.
    GateUnder {
        /// Percent.
        covered: f64,
        /// Percent.
        threshold: f64,
    },
    /// Another job of its matrix failed, and `fail-fast` is on.
    FailFast,
    /// A job that it needs did not succeed.
    Needs(String),
    /// It runs only if something before it fails, and nothing did.
    NothingFailed,
    /// Its condition is never true.
    SwitchedOff,
}

/// A part of a job's time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobSpan {
    /// What kind.
    pub kind: SpanKind,
    /// What people read.
    pub name: String,
    /// Which of several side by side; 0 for what runs alone.
    pub lane: u32,
    /// Since the trigger.
    pub start: Nanos,
    /// Since the trigger.
    pub end: Nanos,
    /// Why it failed.
    pub reason: Option<Reason>,
}

/// The kinds of [`JobSpan`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SpanKind {
    /// It waited for a slot or a runner.
    Queue,
    /// Containers.
    Container,
    /// A command, a check-out, a cache.
    SetUp,
    /// pytest.
    Tests,
    /// An artifact stored.
    Upload,
    /// An artifact fetched.
    Download,
    /// Coverage combined and reported.
    Gate,
    /// Post steps.
    Post,
}

/// One run of tests of a job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunOutcome {
    /// Which of the job's runs, from 0, as [`crate::job::Job::test_runs`] has them.
    pub run: usize,
    /// Place of its span in the job's `spans`.
    pub span: usize,
    /// As it was run: shard, cores and speed of the runner worked in.
    pub session: Session,
    /// What happened; times since the session's start.
    pub outcome: Outcome,
    /// What pytest exits with; `None`: it was stopped before.
    pub exit_code: Option<u8>,
    /// Percent that it covers.
    pub covered: Option<f64>,
}

/// What a gate said.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GateOutcome {
    /// Percent, as the model has it.
    pub covered: f64,
    /// Percent: not less, whatever the overlap.
    pub least: f64,
    /// Percent: not more.
    pub most: f64,
    /// Percent; `None`: nothing is asked.
    pub threshold: Option<f64>,
    /// Whether it is green.
    pub is_green: bool,
    /// Whether `covered` comes from reports, line by line.
    pub is_exact: bool,
}

/// What a merge would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Merge {
    /// Nothing is required.
    Unguarded,
    /// All required checks passed, and the run is green.
    Allowed,
    /// A required check failed, was cancelled or never reported: these jobs.
    Blocked(Vec<String>),
    /// All required checks passed or were skipped, which counts as passed, but the run is red: these jobs.
    AllowedThoughRed(Vec<String>),
}
