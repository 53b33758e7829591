//! Where and with what a run of tests measures coverage.

use laneway_pipeline::coverage::Tool;
use serde::{Deserialize, Serialize};

/// A way to measure coverage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Measured {
    /// Where.
    pub at: Where,
    /// With what.
    pub tool: Tool,
}

/// Where coverage is measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Where {
    /// While the tests run.
    #[default]
    SameRun,
    /// In a job beside that runs them all again.
    OwnJob,
    /// Not at all. A gate then has nothing to combine.
    Nowhere,
}
