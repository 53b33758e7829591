//! The document of the page: one suite, the session as it is run now, and the session that is tried.

use serde::{Deserialize, Serialize};

use crate::calibrate::Calibration;
use crate::session::Session;
use crate::source::Source;
use crate::study::StudySpec;

/// The one input of the page: what is saved, undone and shared.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// The tests, the same for both sides.
    pub source: Source,
    /// How the team runs it now.
    pub baseline: Session,
    /// What it tries.
    pub candidate: Session,
    /// How both are repeated.
    #[serde(default)]
    pub study: StudySpec,
    /// How close costs that were fitted to a real run come to it; `None`: costs were not fitted.
    #[serde(default)]
    pub calibration: Option<Calibration>,
}
