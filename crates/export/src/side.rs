//! Which side of a scenario is exported.

use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::scenario::Scenario;
use serde::{Deserialize, Serialize};

/// One of the two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// As it runs now.
    Baseline,
    /// What is tried.
    #[default]
    Candidate,
}

impl Side {
    /// Both, in the order of a scenario.
    pub const ALL: [Self; 2] = [Self::Baseline, Self::Candidate];

    /// As documents and options call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Baseline => "baseline",
            Self::Candidate => "candidate",
        }
    }

    /// The side's pipeline.
    pub fn of(self, scenario: &Scenario) -> &Pipeline {
        match self {
            Self::Baseline => &scenario.baseline,
            Self::Candidate => &scenario.candidate,
        }
    }
}
