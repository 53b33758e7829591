//! What was opened, put into a scenario that is there.
//!
//! - [`lanes`]: which run of tests a coverage report is of.
//! - [`refit`]: another suite under a pipeline, and what no longer fits it.
//! - [`costs`]: what a report says of the costs of a session.

pub mod lanes;

pub mod refit;

pub mod costs;
