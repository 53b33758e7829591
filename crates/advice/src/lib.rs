//! Advice: what is wrong with a pipeline's way to run its tests, why, what to do, and what that would gain.
//!
//! As pure as the engine. In reading order:
//!
//! - [`look`]: what rules look at: a side of a scenario, its suite, and one typical run.
//! - [`finding`]: what a rule says, and the pipeline with it mended.
//! - [`rules`]: the rules, one file each.
//! - [`gain`]: what mending would gain, over many runs.

pub mod look;

pub mod finding;

pub mod rules;

pub mod gain;

#[cfg(test)]
mod sample;
