//! A CI pipeline around pytest-xdist sessions: what one run would take, cost, and say.
//!
//! As pure as the engine: no clock, file, environment, browser or unseeded randomness. In reading order:
//!
//! - [`scenario`]: a suite, the pipeline now, the pipeline tried.
//! - [`pipeline`], [`job`], [`step`]: what is configured. [`matrix`]: one job becomes many. [`shards`]: how they share tests.
//! - [`runner`], [`service`]: what jobs run on, and whose rules hold. [`timing`]: how long things take.
//! - [`hazard`]: flaky tests, dying workers. [`coverage`]: what lanes cover, and who looks.
//! - [`outcome`]: what happened. [`bill`]: what it cost.

pub mod scenario;

pub mod pipeline;

pub mod job;

pub mod step;

pub mod matrix;

pub mod shards;

pub mod runner;

pub mod service;

pub mod timing;

pub mod hazard;

pub mod coverage;

pub mod outcome;

pub mod bill;
