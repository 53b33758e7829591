//! What happened in one simulated session.

use serde::{Deserialize, Serialize};

use crate::reason::Reason;
use crate::time::Nanos;

/// The whole account of a session.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// How the session ended.
    pub ending: Ending,
    /// Every time a worker took up a test, in that order. Empty if only a summary was asked for.
    pub runs: Vec<Run>,
    /// Everything the controller decided, in order. Empty if only a summary was asked for.
    pub decisions: Vec<Decision>,
    /// The life of every worker, replacements included, numbered as created.
    pub workers: Vec<WorkerLife>,
    /// The numbers.
    pub summary: Summary,
}

/// The figures of a session; all that the table of modes needs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The latest end of a run, crashed runs included; 0 if none.
    pub makespan: Nanos,
    /// When the first test was taken up; 0 if none.
    pub first_start: Nanos,
    /// Time of the last event handled.
    pub session_end: Nanos,
    /// Tests of the session without a run that ended without a crash, ascending.
    pub not_completed: Vec<u32>,
    /// Per worker, over runs that ended without a crash: from start to end, waiting for a core included.
    pub busy: Vec<Nanos>,
    /// Per worker, how many such runs.
    pub worker_tests: Vec<u32>,
    /// How many `steal` commands were sent.
    pub steals: u32,
    /// How many workers died.
    pub crashes: u32,
}

impl Summary {
    /// Whether there was no test to run: none was selected, or the shard is empty. Workers start, collect and end
    /// nonetheless, and pytest exits with 5, which a job takes for a failure.
    pub fn has_no_tests(&self) -> bool {
        self.not_completed.is_empty() && self.worker_tests.iter().all(|n_tests| *n_tests == 0)
    }
}

/// How a session ended.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ending {
    /// All workers finished.
    #[default]
    Ok,
    /// The real controller would raise; the text names the exception.
    InternalError(String),
    /// Every worker waits and nothing is under way: the real session hangs.
    Deadlock,
}

/// One test on one worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Position of the test in the suite.
    pub test: u32,
    /// The worker's number.
    pub worker: u32,
    /// When it was taken up.
    pub start: Nanos,
    /// When it ended; `None` if that lies after the end of the session.
    pub end: Option<Nanos>,
    /// How much of it went into fixtures of wider scope, as if no core was ever short.
    pub fixtures: Nanos,
    /// Whether the worker died in it.
    pub crashed: bool,
}

/// One thing the controller sent or learned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// When.
    pub at: Nanos,
    /// What.
    pub kind: DecisionKind,
    /// Which worker it concerns.
    pub worker: u32,
    /// Tests, for the kinds that name tests.
    pub tests: Option<Vec<u32>>,
    /// Why.
    pub why: Reason,
}

/// The kinds of [`Decision`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionKind {
    /// Tests were sent to a worker.
    #[serde(rename = "runtests")]
    RunTests,
    /// A worker was told to run everything.
    #[serde(rename = "runtests_all")]
    RunTestsAll,
    /// A worker was asked to give tests back.
    Steal,
    /// A worker was told to finish after what it has.
    Shutdown,
    /// A worker's answer to `steal` was handled; an empty list means it kept them.
    Unscheduled,
    /// A worker's death was handled.
    #[serde(rename = "errordown")]
    ErrorDown,
    /// The test blamed for a death.
    #[serde(rename = "crashitem")]
    CrashItem,
}

/// When one worker did what. `None`: never.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkerLife {
    /// When its process was started.
    pub created: Nanos,
    /// When it was ready and began to collect.
    pub ready: Option<Nanos>,
    /// When it had collected.
    pub collected: Option<Nanos>,
    /// When it was done.
    pub finished: Option<Nanos>,
    /// When it died.
    pub died: Option<Nanos>,
}
