//! Requests and replies between the page and a scribe. Plain data; every reply names its request.
//!
//! - `opened`: what was in files.

use laneway_engine::calibrate::{Calibration, FittedCosts};
use laneway_engine::source::Source;
use laneway_engine::study::StudySpec;
use laneway_engine::suite::Suite;
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
use laneway_link::shared::Shared;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::scenario::Scenario;
use serde::{Deserialize, Serialize};

use crate::protocol::RequestId;

mod opened;

pub use opened::{OpenedFiles, Report};

/// What the page asks a scribe. The first variant stays what it is, so that builds can greet each other.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Request {
    /// Which build the thread is of.
    Hello,
    /// The suite that later requests are about, or how to make it.
    SetSource(Source),
    /// Every link that can be made of the suite under the pipelines of what is shared.
    Offers {
        /// Names the reply.
        id: RequestId,
        /// All but where the tests come from.
        shared: Box<Shared>,
        /// Which names are to be kept.
        names: NamesKept,
    },
    /// A scenario's document, as a file has it.
    ReadScenario {
        /// Names the reply.
        id: RequestId,
        /// The file.
        bytes: Vec<u8>,
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

/// What a scribe answers. The first variant stays what it is, so that builds can greet each other.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Reply {
    /// To [`Request::Hello`].
    Build(String),
    /// It cannot be done.
    Failed {
        /// The request.
        id: RequestId,
        /// Why.
        why: String,
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
    /// What a scenario's document says.
    Scenario {
        /// The request.
        id: RequestId,
        /// All of it.
        scenario: Scenario,
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
