//! Coverage: where it is measured, what lanes cover together, and who holds it against the threshold.
//!
//! - [`lines`]: lines that were executed, file by file; the union of several reports is exact.
//! - [`union`]: the union of percentages, within its bounds.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub mod lines;

pub mod union;

pub use lines::LineReport;

/// What the project asks: `[tool.coverage.report]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rules {
    /// `fail_under`, percent, 0 to 100; `None`: nothing is asked.
    pub fail_under: Option<f64>,
    /// `precision`: digits behind the point, 0 to 10. Default: 0.
    pub precision: u32,
    /// How far lanes cover the same lines, where no reports say: 0, as little as can be; 1, one lane covers all that another
    /// does. Default: 0.5.
    pub overlap: f64,
}

impl Default for Rules {
    fn default() -> Self {
        Self { fail_under: None, precision: 0, overlap: 0.5 }
    }
}

/// How a run of tests measures coverage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Collect {
    /// With what.
    pub tool: Tool,
    /// `--cov-branch`, `branch = true`.
    pub branch: bool,
    /// What it covers, with all tests of the job; a shard covers less.
    pub covers: Covered,
    /// `COVERAGE_FILE`: the name of the data file. Default: `.coverage`.
    pub data_file: String,
    /// Who holds the lane's own coverage against the threshold.
    pub lane_check: LaneCheck,
    /// Whether the lane prints a report before it uploads: coverage from 7.14 on then combines, and deletes the parts.
    pub reports_first: bool,
}

impl Default for Collect {
    fn default() -> Self {
        Self {
            tool: Tool::CTrace,
            branch: false,
            covers: Covered::Percent(0.0),
            data_file: ".coverage".to_owned(),
            lane_check: LaneCheck::FromRules,
            reports_first: false,
        }
    }
}

/// What measures coverage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tool {
    /// coverage.py's C tracer.
    #[default]
    CTrace,
    /// coverage.py on `sys.monitoring`.
    SysMon,
    /// slipcover; writes no data that coverage.py could combine.
    Slipcover,
}

impl Tool {
    /// What it adds to time spent in measured Python code, in thousandths of that time, with and without branches. Estimates
    /// from runs of coverage.py 7.17 and slipcover on several programs: a single program may lie far off.
    pub fn weight_permille(self, branch: bool) -> u32 {
        match self {
            Self::CTrace if branch => 1_200,
            Self::CTrace => 1_000,
            Self::SysMon => 150,
            Self::Slipcover => 100,
        }
    }
}

/// What a run covers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Covered {
    /// Percent of all lines, 0 to 100.
    Percent(f64),
    /// Exactly these lines, from a report.
    Lines(Arc<LineReport>),
}

impl Covered {
    /// Percent.
    pub fn percent(&self) -> f64 {
        match self {
            Self::Percent(percent) => *percent,
            Self::Lines(report) => report.percent(),
        }
    }
}

/// Who holds a lane's own coverage against a threshold: pytest-cov does, unless it is told not to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LaneCheck {
    /// pytest-cov, against the project's `fail_under`.
    #[default]
    FromRules,
    /// Nobody: `--cov-fail-under=0`, or no report in the lane.
    Off,
    /// pytest-cov, against its own threshold, percent.
    At(f64),
}
