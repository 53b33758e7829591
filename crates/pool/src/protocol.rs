//! Requests and replies between the page and a thread. Plain data; every reply names its request.

use laneway_engine::modes::ModeRow;
use laneway_engine::outcome::Outcome;
use laneway_engine::session::Session;
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;
use laneway_formats::many::Opened;
use serde::{Deserialize, Serialize};

/// Numbers requests; a later one is greater.
pub type RequestId = u64;

/// What page and thread must agree on; a cached thread of another build is told from this.
pub const BUILD: &str = concat!(env!("CARGO_PKG_VERSION"), "-1");

/// What the page asks.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Request {
    /// Which build the thread is of.
    Hello,
    /// The suite that later requests are about.
    SetSuite(Suite),
    /// Both sides in full, then every mode in figures.
    Simulate {
        /// Names the replies.
        id: RequestId,
        /// How it is run now.
        baseline: Session,
        /// What is tried.
        candidate: Session,
    },
    /// A file begins; its bytes follow.
    BeginFile {
        /// What messages call it.
        name: String,
    },
    /// The next bytes of the file begun last.
    FileBytes(Vec<u8>),
    /// All files are there: read them.
    ReadFiles {
        /// Names the replies.
        id: RequestId,
    },
}

/// What a thread answers.
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
    },
    /// Every mode under the candidate's session; the request is done.
    Modes {
        /// The request.
        id: RequestId,
        /// In the order of menus.
        rows: Vec<ModeRow>,
    },
    /// The session makes no sense; the request is done.
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
        /// So far.
        n_bytes: u64,
    },
    /// What the files hold; the request is done.
    Opened {
        /// The request.
        id: RequestId,
        /// Readings, and files that were refused.
        opened: Opened,
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
