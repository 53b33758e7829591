//! A pipeline that was made of something else: of real runs, or of a workflow file.
//!
//! - [`outline()`]: it in words.

use laneway_pipeline::pipeline::Pipeline;
use serde::{Deserialize, Serialize};

use crate::read::Warnings;

mod outline;

pub use outline::outline;

/// A pipeline to start from, and what to know about it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Imported {
    /// The pipeline; it can be simulated as it is, but for what its suite lacks.
    pub pipeline: Pipeline,
    /// Steps that run tests, as their names say, and are plain commands here: they can be turned into runs of tests.
    pub test_steps: Vec<StepPlace>,
    /// Numbers that are in no file, and were assumed.
    pub assumed: Vec<Assumed>,
    /// How many real runs it is made of; 0: none, of a workflow file.
    pub n_runs: u64,
    /// What was inferred, what was left out, and what was odd.
    pub warnings: Warnings,
}

/// A step of a pipeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepPlace {
    /// Id of its job.
    pub job: String,
    /// Its place among the job's steps, from 0.
    pub step: usize,
}

/// A number that was assumed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assumed {
    /// Id of the job.
    pub job: String,
    /// Name of the step; empty: the job itself.
    pub step: String,
    /// Which number: `takes`, `queue`.
    pub what: String,
    /// The number with its unit: `2 s`.
    pub value: String,
}
