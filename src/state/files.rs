//! Files that are being read, or wait for a word on what they are.

use std::sync::Arc;

use laneway_engine::session::Session;
use laneway_engine::suite::Recording;
use laneway_formats::many::Together;
use laneway_formats::recorded::Told;
use laneway_pool::protocol::OpenedFiles;

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
    /// Make a suite of what was read.
    Take {
        /// What the files are to each other.
        together: Together,
        /// How the suite is run now; `None`: as before, since the files hold an order alone.
        baseline: Option<Session>,
        /// How they were recorded, with what was said where they are silent.
        recording: Recording,
        /// Costs are to be fitted to the run, of which so much is known beyond the report.
        calibrate: Option<Told>,
    },
}
