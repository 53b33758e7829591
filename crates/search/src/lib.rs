//! The best of many ways to run a pipeline's tests: what may change, what is wanted, and the search for it.
//!
//! As pure as the engine: whoever drives a search simulates its batches, on as many threads or machines as there are, and
//! the answer is the same. In reading order:
//!
//! - [`space`]: what may change, and to what. [`dimension`]: the ways to change a run of tests. [`lanes`], [`measured`]:
//!   those that change jobs.
//! - [`propose`]: a space to begin with.
//! - `apply`: a configuration as a pipeline.
//! - [`objective`]: what is wanted, and what must hold. [`measure`]: what a configuration came to.
//! - [`front`]: configurations that none beats in everything.
//! - [`question`]: what is asked. `halving`: who goes on. [`batch`]: runs to simulate. [`search`]: which follow from which.
//! - [`part`]: a search in parts, on several machines.
//! - [`found`]: what it found. [`winner`]: whether one is named. [`flips`]: what would change the answer.

pub mod space;

pub mod dimension;

pub mod lanes;

pub mod measured;

pub mod propose;

mod apply;

pub mod objective;

pub mod measure;

pub mod front;

pub mod question;

mod halving;

pub mod batch;

pub mod search;

pub mod part;

pub mod found;

pub mod winner;

pub mod flips;
