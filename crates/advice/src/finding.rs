//! What a rule says.

use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::place::Place;
use serde::Serialize;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// Which rule says so.
    pub rule: &'static str,
    /// Where.
    pub place: Place,
    /// What is wrong, in a sentence.
    pub wrong: String,
    /// Why it matters.
    pub why: String,
    /// What to do.
    pub advice: String,
    /// The pipeline with it done; `None`: it cannot be simulated, or is no change of the pipeline.
    #[serde(skip)]
    pub fix: Option<Pipeline>,
}
