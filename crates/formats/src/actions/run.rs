//! Runs of a workflow, as they went. Times are milliseconds since 1970.

/// One attempt of one run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// Its number; 0 where the document has none.
    pub id: u64,
    /// From 1.
    pub attempt: u64,
    /// What the workflow is called; empty where the document does not say.
    pub workflow: String,
    /// When it began.
    pub began: Option<i64>,
    /// In the order of the document.
    pub jobs: Vec<JobRun>,
}

/// One job of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JobRun {
    /// With the values of its matrix, as GitHub writes them: `test (3.12, ubuntu-24.04)`.
    pub name: String,
    /// How it ended.
    pub ended: Ended,
    /// When it could run.
    pub created: Option<i64>,
    /// When a runner took it.
    pub started: Option<i64>,
    /// When it was over.
    pub completed: Option<i64>,
    /// `runs-on`.
    pub labels: Vec<String>,
    /// By number.
    pub steps: Vec<StepRun>,
}

/// How a job or a step ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ended {
    /// `success`.
    Success,
    /// `skipped`, before it began.
    Skipped,
    /// Anything else, or nothing yet.
    #[default]
    Otherwise,
}

/// One step of a job.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StepRun {
    /// `Run actions/checkout@v4`.
    pub name: String,
    /// Its place, from 1; gaps are usual.
    pub number: u64,
    /// Whether it was skipped.
    pub is_skipped: bool,
    /// When it was over.
    pub completed: Option<i64>,
}

impl JobRun {
    /// How long it ran, in milliseconds, if it succeeded.
    pub fn took(&self) -> Option<u64> {
        let span = self.completed?.checked_sub(self.started?)?;
        (self.ended == Ended::Success).then_some(u64::try_from(span).unwrap_or(0))
    }
}
