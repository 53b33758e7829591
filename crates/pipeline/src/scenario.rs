//! The scenario: a suite, the pipeline that runs it now, and the one that is tried. The one input; what is saved and shared.

use laneway_engine::calibrate::Calibration;
use laneway_engine::source::Source;
use laneway_engine::study::StudySpec;
use serde::{Deserialize, Serialize};

use crate::pipeline::Pipeline;

/// The schema of the document that this version writes.
pub const SCHEMA: u32 = 1;

/// All that is simulated.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The tests, the same for both sides; sessions select of them.
    pub source: Source,
    /// How the team runs it now.
    pub baseline: Pipeline,
    /// What it tries.
    pub candidate: Pipeline,
    /// How both are repeated.
    #[serde(default)]
    pub study: StudySpec,
    /// How close costs that were fitted to a real run come to it; `None`: costs were not fitted.
    #[serde(default)]
    pub calibration: Option<Calibration>,
}

impl Scenario {
    /// The least difference that matters, as a share of the baseline: what is worthwhile, or the model's own error.
    pub fn least_share(&self) -> f64 {
        let error = self.calibration.as_ref().map_or(0.0, Calibration::model_error);
        self.study.worthwhile.max(error)
    }

    /// Whether both sides are one session and nothing around it.
    pub fn is_bare(&self) -> bool {
        self.baseline.is_bare() && self.candidate.is_bare()
    }
}
