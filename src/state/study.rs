//! How sure the answer is: what the threads of the study said last. It stays until newer answers are there.

use std::sync::Arc;

use laneway_engine::session::Session;
use laneway_engine::statistics::Verdict;
use laneway_engine::study::summary::Row;
use laneway_engine::time::Nanos;
use laneway_pipeline::study::summary::PipelineRow;

/// The state of the study.
#[derive(Clone, Default)]
pub struct Study {
    /// Baseline, candidate, and, when the study is looked at, the candidate under the other modes.
    pub sides: Option<Arc<Compared>>,
    /// Both pipelines, where there is something around the sessions.
    pub pipelines: Option<Arc<ComparedPipelines>>,
    /// The candidate under every mode and worker count.
    pub sweep: Option<Arc<Swept>>,
    /// What is under way.
    pub progress: Option<Progress>,
    /// Whether what is shown is about an older scenario.
    pub is_old: bool,
}

impl Study {
    /// What it says of the candidate's session; `None` until it says something of the newest scenario.
    pub fn of_sessions(&self) -> Option<Verdict> {
        let said = self.sides.as_deref().filter(|_| !self.is_old)?;
        said.rows.get(1)?.verdict
    }

    /// What it says of the candidate's pipeline, likewise.
    pub fn of_pipelines(&self) -> Option<Verdict> {
        let said = self.pipelines.as_deref().filter(|_| !self.is_old)?;
        said.rows.get(1)?.verdict
    }
}

/// What the threads are to do about the study.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StudyErrand {
    /// All of it: as often as was asked for, all modes, all worker counts.
    Run,
    /// Give up; what is there stays.
    Stop,
}

/// Sessions that were repeated. The first is the baseline, the second the candidate.
#[derive(Clone, PartialEq)]
pub struct Compared {
    /// What was repeated.
    pub sessions: Vec<Session>,
    /// How often.
    pub n_replications: u32,
    /// The figures of each session.
    pub rows: Vec<Row>,
    /// The makespans of each, ascending.
    pub times: Vec<Vec<Nanos>>,
}

/// Pipelines that were repeated: the baseline, then the candidate.
#[derive(Clone, PartialEq)]
pub struct ComparedPipelines {
    /// How often.
    pub n_replications: u32,
    /// The figures of each.
    pub rows: Vec<PipelineRow>,
    /// What single runs of each took, ascending.
    pub wall_clocks: [Vec<Nanos>; 2],
    /// Likewise from the trigger until green; runs that never become green are left out.
    pub until_green: [Vec<Nanos>; 2],
}

/// The candidate under every sharing mode (rows) and worker count (columns).
#[derive(Clone, PartialEq)]
pub struct Swept {
    /// The candidate.
    pub session: Session,
    /// The columns.
    pub counts: Vec<u32>,
    /// How often each was repeated.
    pub n_replications: u32,
    /// Row by row.
    pub cells: Vec<SweptCell>,
}

/// One mode at one worker count.
#[derive(Clone, PartialEq)]
pub struct SweptCell {
    /// Percentiles; `None` if it ever hangs or fails.
    pub percentiles: Option<[Nanos; 3]>,
    /// Whether it cannot be told from the best.
    pub is_too_close: bool,
}

/// How far a study is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// Whether it is the sweep; else the comparison.
    pub is_sweep: bool,
    /// Replications that are done.
    pub n_done: u32,
    /// Replications in all; fewer if they are sure enough before.
    pub n_all: u32,
    /// Seconds that are left, as far as can be told.
    pub secs_left: Option<f64>,
}
