//! Requests and replies between the page and a thread. Plain data; every reply names its request.
//!
//! - `opened`: what was in files.

use laneway_engine::calibrate::{Calibration, FittedCosts};
use laneway_engine::dist_mode::DistMode;
use laneway_engine::modes::ModeRow;
use laneway_engine::outcome::Outcome;
use laneway_engine::session::Session;
use laneway_engine::source::Source;
use laneway_engine::study::StudySpec;
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;
use laneway_export::bundle::ExportFile;
use laneway_export::foretold::Foretold;
use laneway_export::offer::{Offer, Wish};
use laneway_formats::many::Together;
use laneway_formats::measured::Measured;
use laneway_formats::read::Reading;
use laneway_formats::recorded::Told;
use laneway_lesson::lesson::Lesson;
use laneway_link::answer::Offer as LinkOffer;
use laneway_link::fidelity::NamesKept;
use laneway_link::headline::Headline;
use laneway_link::shared::Shared;
use laneway_pipeline::outcome::PipelineOutcome;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::place::{Place, Problem};
use laneway_pipeline::scenario::Scenario;
use laneway_pipeline::study::Figures;
use serde::{Deserialize, Serialize};

use crate::study_run::Replication;

mod opened;

pub use opened::{OpenedFiles, Report};

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
    /// Every link that can be made of the suite under the pipelines of what is shared.
    Offers {
        /// Names the reply.
        id: RequestId,
        /// All but where the tests come from.
        shared: Box<Shared>,
        /// Which names are to be kept.
        names: NamesKept,
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
    /// A scenario's document, as a file has it.
    ReadScenario {
        /// Names the reply.
        id: RequestId,
        /// The file.
        bytes: Vec<u8>,
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
    /// A file begins; its bytes follow.
    BeginFile {
        /// What messages call it; of a file in a folder, its path.
        name: String,
    },
    /// The next bytes of the file begun last.
    FileBytes(Vec<u8>),
    /// All files are there: read them.
    ReadFiles {
        /// Names the replies.
        id: RequestId,
    },
    /// Make one suite of what was read.
    Take {
        /// Names the reply.
        id: RequestId,
        /// What the files are to each other.
        together: Together,
        /// The suite that a collection without durations is put on.
        onto: Option<Suite>,
        /// Costs are to be fitted to the run, of which so much is known beyond the report.
        calibrate: Option<Told>,
    },
    /// The files of one side.
    Export {
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
        /// Which side, and how.
        wish: Box<Wish>,
        /// Whether both sides are repeated first, so that the report predicts something.
        has_figures: bool,
    },
    /// Both sides as a comment on a pull request.
    Comment {
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
        /// The address that a link stands behind.
        base: String,
        /// Real runs that it is held against; none: what would change.
        measured: Vec<Measured>,
        /// Which job of the candidate reports of tests are of, by its id; `None`: there is one alone.
        job: Option<String>,
    },
    /// Files as one zip.
    Archive {
        /// Names the reply.
        id: RequestId,
        /// What goes in.
        files: Vec<ExportFile>,
    },
    /// A lesson.
    Lesson {
        /// Names the reply.
        id: RequestId,
        /// Which.
        asked: AskedLesson,
    },
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
    /// The scenario as text.
    Link {
        /// The request.
        id: RequestId,
        /// What goes behind the `#`, or is kept.
        link: String,
    },
    /// Every link that can be made, best level first.
    Offered {
        /// The request.
        id: RequestId,
        /// Without their scenarios.
        offers: Vec<LinkOffer>,
        /// Files and tests that the links name as the suite does; not all, where there are many.
        names: Vec<String>,
        /// How many these are in all.
        n_names: u64,
    },
    /// A link's headline, as it is here.
    Headline {
        /// The request.
        id: RequestId,
        /// The figures.
        headline: Headline,
    },
    /// What a scenario's document says.
    Scenario {
        /// The request.
        id: RequestId,
        /// All of it.
        scenario: Scenario,
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
    /// How many bytes of the files have been read.
    Progress {
        /// The request.
        id: RequestId,
        /// So far; files in a zip count unpacked.
        n_bytes: u64,
    },
    /// What the files hold.
    Opened {
        /// The request.
        id: RequestId,
        /// In short; the thread keeps the rest for [`Request::Take`].
        files: OpenedFiles,
    },
    /// One suite of all files.
    Taken {
        /// The request.
        id: RequestId,
        /// The suite, or why there is none.
        reading: Result<Reading, String>,
        /// Costs that were fitted, or why not; they are taken out of the suite's durations. `None`: nobody asked.
        fit: Option<Result<Fit, String>>,
    },
    /// The files of one side, and what they do not say.
    Exported {
        /// The request.
        id: RequestId,
        /// The files.
        offer: Offer,
    },
    /// Both sides as a comment on a pull request.
    Commented {
        /// The request.
        id: RequestId,
        /// The comment, in Markdown.
        text: String,
        /// What was predicted beside what was measured; none: nothing was.
        foretold: Vec<Foretold>,
        /// The address that opens the scenario; `None`: no link is short enough.
        address: Option<String>,
    },
    /// Files as one zip.
    Archived {
        /// The request.
        id: RequestId,
        /// The zip.
        bytes: Vec<u8>,
    },
    /// A lesson.
    Lesson {
        /// The request.
        id: RequestId,
        /// The part of an address behind the `#` that opens it.
        link: String,
        /// The lesson, or why there is none.
        lesson: Result<Lesson, String>,
    },
}

/// Which lesson.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AskedLesson {
    /// One of Laneway's own, by its id.
    Own(String),
    /// One in an address, all that stands behind the `#`.
    Link(String),
    /// A document.
    Document(String),
}

/// Costs that were fitted to a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fit {
    /// The costs.
    pub costs: FittedCosts,
    /// How close they come.
    pub calibration: Calibration,
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
