//! Files that are being read, or wait for a word on what they are.

use std::sync::Arc;

use laneway_engine::session::Session;
use laneway_engine::suite::Recording;
use laneway_formats::many::Together;
use laneway_formats::recorded::Told;
use laneway_formats::taken::lanes::Lane;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pool::scribe::protocol::OpenedFiles;

use super::notice::Notice;
use crate::browser::files::Source;

/// Where opening files has come to.
#[derive(Clone, Default)]
pub enum Files {
    /// Nothing is being opened.
    #[default]
    None,
    /// They are being read; the share that is done, 0 to 1.
    Reading(f64),
    /// They are read, and wait.
    Opened(Arc<OpenedFiles>),
}

/// What the threads are to do about files.
#[derive(Clone)]
pub enum Errand {
    /// Read these.
    Read(Vec<Source>),
    /// Give up, and forget what was read.
    Stop,
    /// Put what was read into the scenario.
    Take(Box<Taking>),
}

/// What becomes of what was read.
#[derive(Clone, Default)]
pub struct Taking {
    /// Of the reports of tests; `None`: there are none.
    pub tests: Option<TestsTaking>,
    /// Pipelines in place of those that are there, the baseline's first; `None`: as it is.
    pub pipelines: [Option<Pipeline>; 2],
    /// Coverage reports, each with the lane that it is of.
    pub coverage: Vec<Covering>,
    /// What is to be said when it is done.
    pub notices: Vec<Notice>,
}

/// What becomes of reports of tests.
#[derive(Clone)]
pub struct TestsTaking {
    /// What the files are to each other.
    pub together: Together,
    /// What the suite is put under.
    pub under: Under,
    /// How they were recorded, with what was said where they are silent.
    pub recording: Recording,
    /// Costs are to be fitted to the run, of which so much is known beyond the report.
    pub calibrate: Option<Told>,
}

/// What a suite is put under.
#[derive(Clone)]
pub enum Under {
    /// It is an order alone, for the suite that is there.
    Order,
    /// One session, as the suite is run now, in place of all that is there.
    Session(Box<Session>),
    /// The pipelines: those that are there, or that come with it.
    Pipelines,
}

/// A coverage report, and whose it is.
#[derive(Clone)]
pub struct Covering {
    /// Whether it is the baseline's, and the candidate's.
    pub sides: [bool; 2],
    /// Of which run of tests.
    pub lane: Lane,
    /// Which of the coverage reports that were read.
    pub report: usize,
}
