//! What is asked of a search.

use laneway_engine::study::StudySpec;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::scenario::Scenario;
use serde::{Deserialize, Serialize};

use crate::objective::Objective;
use crate::space::Space;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// How the team runs it now.
    pub baseline: Pipeline,
    /// What the space changes.
    pub from: Pipeline,
    /// What may change.
    pub space: Space,
    /// What is wanted.
    pub objective: Objective,
    /// Noise and seed; the number of replications is the search's own.
    pub study: StudySpec,
    /// The least difference that matters, as a share of the baseline.
    pub least_share: f64,
    /// Whether costs around the tests were fitted to a real run, and so are no assumptions.
    pub is_calibrated: bool,
}

impl Question {
    /// Of a scenario: the space changes its candidate, which is held against its baseline.
    pub fn new(scenario: &Scenario, space: Space, objective: Objective) -> Self {
        Self {
            baseline: scenario.baseline.clone(),
            from: scenario.candidate.clone(),
            space,
            objective,
            study: scenario.study.clone(),
            least_share: scenario.least_share(),
            is_calibrated: scenario.calibration.is_some(),
        }
    }

    /// A choice as a pipeline.
    pub fn pipeline(&self, choice: u32) -> Pipeline {
        self.space.pipeline(&self.from, choice)
    }
}
