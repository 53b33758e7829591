//! What was in files that were opened, in short.

use laneway_engine::dist_mode::DistMode;
use laneway_engine::suite::Recording;
use laneway_engine::time::Nanos;
use laneway_formats::many::Together;
use laneway_formats::many::others::{CoverageFile, PipelineFile};
use laneway_formats::measured::Measured;
use serde::{Deserialize, Serialize};

/// What was in the files that were opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenedFiles {
    /// The reports of tests, in order.
    pub reports: Vec<Report>,
    /// What the reports probably are to each other.
    pub together: Together,
    /// Pipelines: of workflow files, and of real runs.
    pub pipelines: Vec<PipelineFile>,
    /// Coverage reports.
    pub coverage: Vec<CoverageFile>,
    /// How long real runs took: those of the reports that know, then runs of whole pipelines.
    pub measured: Vec<Measured>,
    /// Files that are none of these, beside others that may be: the name of each, and a note.
    pub skipped: Vec<(String, String)>,
    /// Files that could not be read: the name of each, and why.
    pub refused: Vec<(String, String)>,
}

/// One report, in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The file's name.
    pub name: String,
    /// How many tests it has.
    pub n_tests: u64,
    /// All durations together.
    pub total: Nanos,
    /// Whether it knows durations; `--collect-only` does not.
    pub has_durations: bool,
    /// Whether it knows when each test ran, so that costs can be fitted to its run.
    pub has_times: bool,
    /// Under which mode it ran, where it says so.
    pub dist: Option<DistMode>,
    /// How it was recorded.
    pub recording: Recording,
}
