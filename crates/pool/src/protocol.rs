//! Requests and replies between the page and a thread that simulates. Plain data; every reply names its request.

use laneway_engine::calibrate::Calibration;
use laneway_engine::dist_mode::DistMode;
use laneway_engine::modes::ModeRow;
use laneway_engine::outcome::Outcome;
use laneway_engine::session::Session;
use laneway_engine::source::Source;
use laneway_engine::study::StudySpec;
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;
use laneway_link::headline::Headline;
use laneway_pipeline::outcome::PipelineOutcome;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::place::{Place, Problem};
use laneway_pipeline::study::Figures;
use serde::{Deserialize, Serialize};

use crate::study_run::Replication;

/// Numbers requests; a later one is greater.
pub type RequestId = u64;

/// What page and thread must agree on; a kept thread of another build is told from this.
pub const BUILD: &str = env!("LANEWAY_BUILD");

/// What the page asks. The first variant stays what it is, so that builds can greet each other.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Request {
    /// Which build the thread is of.
    Hello,
    /// The suite that later requests are about, or how to make it.
    SetSource(Source),
    /// Both sides in full.
    Simulate {
        /// Names the reply.
        id: RequestId,
        /// How it is run now.
        baseline: Session,
        /// What is tried.
        candidate: Session,
    },
    /// One row of the table of modes.
    Mode {
        /// Names the reply.
        id: RequestId,
        /// The candidate; its own mode does not matter.
        session: Session,
        /// Under which mode.
        dist: DistMode,
    },
    /// The makespans of both sides with the tests of each file in another order.
    Order {
        /// Names the reply.
        id: RequestId,
        /// Which order; the same number is the same order.
        number: u64,
        /// How it is run now.
        baseline: Session,
        /// What is tried.
        candidate: Session,
    },
    /// The wall-clock times of both pipelines with the tests of each file in another order.
    PipelineOrder {
        /// Names the reply.
        id: RequestId,
        /// Which order; the same number is the same order, as that of [`Request::Order`].
        number: u64,
        /// How it is run now.
        baseline: Pipeline,
        /// What is tried.
        candidate: Pipeline,
        /// Names the luck of the run.
        seed: u64,
    },
    /// The whole scenario as the part of an address behind the `#`.
    Link {
        /// Names the reply.
        id: RequestId,
        /// How it is run now.
        baseline: Pipeline,
        /// What is tried.
        candidate: Pipeline,
        /// How both are repeated.
        study: StudySpec,
        /// How close fitted costs come.
        calibration: Option<Calibration>,
        /// In a few words.
        title: String,
        /// What its readers should know.
        note: String,
    },
    /// The headline of a link, computed anew.
    Headline {
        /// Names the reply.
        id: RequestId,
        /// How it is run now.
        baseline: Pipeline,
        /// What is tried.
        candidate: Pipeline,
        /// Its seed and noise.
        study: StudySpec,
        /// Over how many runs.
        n_runs: u32,
    },
    /// Some replications of a study.
    Replicate {
        /// Names the reply.
        id: RequestId,
        /// All that are compared.
        sessions: Vec<Session>,
        /// Its seed and noise.
        spec: StudySpec,
        /// The number of the first replication.
        first: u32,
        /// How many.
        n: u32,
    },
    /// One run of both pipelines, tests as recorded.
    Pipelines {
        /// Names the reply.
        id: RequestId,
        /// How it is run now.
        baseline: Pipeline,
        /// What is tried.
        candidate: Pipeline,
        /// Names the luck of the run.
        seed: u64,
    },
    /// Some replications of a study of pipelines.
    ReplicatePipelines {
        /// Names the reply.
        id: RequestId,
        /// All that are compared.
        pipelines: Vec<Pipeline>,
        /// Its seed and noise.
        spec: StudySpec,
        /// The number of the first replication.
        first: u32,
        /// How many.
        n: u32,
    },
    /// What is wrong with a pipeline, without what mending it would gain.
    Advise {
        /// Names the reply.
        id: RequestId,
        /// How it is run now.
        baseline: Pipeline,
        /// What is looked at.
        pipeline: Pipeline,
        /// Names the luck of the typical run.
        seed: u64,
    },
}

impl Request {
    /// Names the reply; 0: none is named.
    pub fn id(&self) -> RequestId {
        match self {
            Self::Hello | Self::SetSource(_) => 0,
            Self::Simulate { id, .. }
            | Self::Mode { id, .. }
            | Self::Order { id, .. }
            | Self::PipelineOrder { id, .. }
            | Self::Link { id, .. }
            | Self::Headline { id, .. }
            | Self::Replicate { id, .. }
            | Self::Pipelines { id, .. }
            | Self::ReplicatePipelines { id, .. }
            | Self::Advise { id, .. } => *id,
        }
    }
}

/// What a thread answers. The first variant stays what it is, so that builds can greet each other.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Reply {
    /// To [`Request::Hello`].
    Build(String),
    /// Both sides, in full.
    Sides {
        /// The request.
        id: RequestId,
        /// As it is run now.
        baseline: SideOutcome,
        /// What is tried.
        candidate: SideOutcome,
        /// The suite, where it was made from a rule, with the first reply about it.
        suite: Option<Suite>,
    },
    /// One row of the table of modes.
    Mode {
        /// The request.
        id: RequestId,
        /// The mode.
        dist: DistMode,
        /// `None`: it is too much to simulate.
        row: Option<ModeRow>,
        /// What no schedule can beat under this mode.
        floor: Nanos,
    },
    /// Makespans under another order.
    Order {
        /// The request.
        id: RequestId,
        /// Of the baseline.
        baseline: Nanos,
        /// Of the candidate.
        candidate: Nanos,
    },
    /// Wall-clock times of both pipelines under another order.
    PipelineOrder {
        /// The request.
        id: RequestId,
        /// Of the baseline.
        baseline: Nanos,
        /// Of the candidate.
        candidate: Nanos,
    },
    /// The scenario as text.
    Link {
        /// The request.
        id: RequestId,
        /// What goes behind the `#`, or is kept.
        link: String,
    },
    /// A link's headline, as it is here.
    Headline {
        /// The request.
        id: RequestId,
        /// The figures.
        headline: Headline,
    },
    /// Replications of a study.
    Replicated {
        /// The request.
        id: RequestId,
        /// The number of the first.
        first: u32,
        /// One after the other.
        replications: Vec<Replication>,
    },
    /// One run of both pipelines.
    Pipelines {
        /// The request.
        id: RequestId,
        /// As it is run now.
        baseline: PipelineAnswer,
        /// What is tried.
        candidate: PipelineAnswer,
    },
    /// Replications of a study of pipelines.
    ReplicatedPipelines {
        /// The request.
        id: RequestId,
        /// The number of the first.
        first: u32,
        /// One after the other; of each, the figures of every pipeline.
        replications: Vec<Vec<Figures>>,
    },
    /// What is wrong with a pipeline.
    Advised {
        /// The request.
        id: RequestId,
        /// What was looked for, rule by rule.
        looked_for: Vec<String>,
        /// What was found, in the order of the rules.
        findings: Vec<Advice>,
    },
    /// The suite or the session makes no sense.
    Failed {
        /// The request.
        id: RequestId,
        /// Why.
        why: String,
    },
}

/// One side of a comparison, simulated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SideOutcome {
    /// What was asked for.
    pub session: Session,
    /// What happened.
    pub outcome: Outcome,
    /// What no schedule can beat.
    pub floor: Nanos,
}

/// One run of a pipeline, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PipelineAnswer {
    /// What happened, without the decisions of schedulers; or what keeps it from being simulated.
    pub outcome: Result<PipelineOutcome, Problem>,
    /// All problems, those that a real pipeline would trip over too.
    pub problems: Vec<Problem>,
}

/// One thing that is wrong with a pipeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Advice {
    /// The id of the rule that says so: its section in `docs/advice.md`.
    pub rule: String,
    /// Where.
    pub place: Place,
    /// What is wrong, in a sentence.
    pub wrong: String,
    /// Why it matters.
    pub why: String,
    /// What to do.
    pub advice: String,
    /// The pipeline with it done; `None`: the rule knows no change that does it.
    pub fix: Option<Fix>,
}

/// A pipeline with something mended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fix {
    /// All of it.
    pub pipeline: Pipeline,
    /// What is another than before, in words; never empty.
    pub changes: Vec<String>,
}
