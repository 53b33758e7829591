//! What the threads said last. The last answer stays until a newer one is there.

use std::sync::Arc;

use laneway_chart::pipeline::side::PipelineSide;
use laneway_engine::dist_mode::{DIST_MODES, DistMode};
use laneway_engine::modes::ModeRow;
use laneway_engine::outcome::Outcome;
use laneway_engine::session::Session;
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;
use laneway_pipeline::outcome::PipelineOutcome;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::place::Problem;

use super::orders::Orders;

/// The state of the simulation.
#[derive(Clone)]
pub struct Run {
    /// Both sides, as last simulated.
    pub sides: Option<Arc<Sides>>,
    /// Every mode under the candidate's session, in the order of [`DIST_MODES`].
    pub modes: Vec<ModeAnswer>,
    /// The makespans in several orders, where the order within files is lost.
    pub orders: Orders,
    /// The wall-clock times of the pipelines, likewise.
    pub pipeline_orders: Orders,
    /// One run of both pipelines; `None` where there is nothing around the sessions.
    pub pipelines: Option<Arc<Pipelines>>,
    /// What is wrong with either pipeline, the baseline's first.
    pub problems: [Vec<Problem>; 2],
    /// Whether `pipelines` is about an older scenario: a newer answer is on its way, or there can be none.
    pub is_pipeline_stale: bool,
    /// Whether a newer answer is on its way.
    pub is_stale: bool,
    /// Why the newest session cannot be simulated.
    pub error: Option<String>,
}

impl Default for Run {
    fn default() -> Self {
        let modes = DIST_MODES.iter().map(|info| ModeAnswer { dist: info.mode, row: None, is_old: true });
        Self {
            sides: None,
            modes: modes.collect(),
            orders: Orders::default(),
            pipeline_orders: Orders::default(),
            pipelines: None,
            problems: Default::default(),
            is_pipeline_stale: false,
            is_stale: true,
            error: None,
        }
    }
}

/// Both sides of the comparison, and the suite they ran.
#[derive(Clone, PartialEq)]
pub struct Sides {
    /// The same for both.
    pub suite: Arc<Suite>,
    /// As it is run now.
    pub baseline: Side,
    /// What is tried.
    pub candidate: Side,
}

/// One side, simulated.
#[derive(Clone, PartialEq)]
pub struct Side {
    /// What was asked for.
    pub session: Session,
    /// What happened.
    pub outcome: Arc<Outcome>,
    /// What no schedule can beat.
    pub floor: Nanos,
}

impl Side {
    /// When its last test ends.
    pub fn makespan(&self) -> Nanos {
        self.outcome.summary.makespan
    }
}

/// One run of both pipelines.
#[derive(Clone, PartialEq)]
pub struct Pipelines {
    /// As it is run now.
    pub baseline: PipelineRun,
    /// What is tried.
    pub candidate: PipelineRun,
}

impl Pipelines {
    /// As the chart draws them, baseline first.
    pub fn sides(&self) -> [PipelineSide<'_>; 2] {
        [self.baseline.side("baseline"), self.candidate.side("candidate")]
    }
}

/// One run of one pipeline.
#[derive(Clone, PartialEq)]
pub struct PipelineRun {
    /// As it was when it ran.
    pub pipeline: Pipeline,
    /// What happened.
    pub outcome: PipelineOutcome,
}

impl PipelineRun {
    fn side<'a>(&'a self, name: &'a str) -> PipelineSide<'a> {
        PipelineSide { name, pipeline: &self.pipeline, outcome: &self.outcome }
    }
}

/// What is known of one mode.
#[derive(Clone, PartialEq)]
pub struct ModeAnswer {
    /// The mode.
    pub dist: DistMode,
    /// `None`: not yet simulated, or too much to be.
    pub row: Option<Arc<ModeFigures>>,
    /// Whether a newer answer is on its way.
    pub is_old: bool,
}

/// One mode, simulated.
#[derive(Clone, PartialEq)]
pub struct ModeFigures {
    /// The figures.
    pub row: ModeRow,
    /// What no schedule can beat under this mode.
    pub floor: Nanos,
}
