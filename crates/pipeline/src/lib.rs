//! A CI pipeline around pytest-xdist sessions: what one run would take, cost, and say.
//!
//! As pure as the engine: no clock, file, environment, browser or unseeded randomness. In reading order:
//!
//! - [`scenario`]: a suite, the pipeline now, the pipeline tried.
//! - [`pipeline`], [`job`], [`step`]: what is configured. [`matrix`]: one job becomes many. [`shards`]: how they share tests.
//! - [`runner`], [`service`]: what jobs run on, and whose rules hold. [`prices`]: what hosted runners cost. [`timing`]: how
//!   long things take.
//! - [`hazard`]: flaky tests, dying workers. [`coverage`]: what lanes cover, and who looks. `overhead`: what measuring adds.
//! - [`assignment`]: which tests run where, and how they are given to runs.
//! - [`check`], [`place`]: what is wrong with a pipeline, and where. `instance`: the jobs after their matrices.
//! - `draws`: named random numbers. [`session_run`]: one run of tests, with its luck. `containers`, `step_times`, `files`,
//!   `gate`, `hazard_draws`: the parts of a job's time.
//! - [`mod@simulate`]: one run of a pipeline. `critical`: what its end hangs on.
//! - [`study`]: many runs. [`compare`]: both sides of a scenario, once and many times. [`outcome`]: what happened. [`bill`]:
//!   what it cost. [`mod@by_order`]: what a lost order may come to.

pub mod scenario;

pub mod pipeline;

pub mod job;

pub mod step;

pub mod matrix;

pub mod shards;

pub mod runner;

pub mod service;

pub mod prices;

pub mod timing;

pub mod hazard;

pub mod coverage;

mod overhead;

pub mod assignment;

pub mod place;

pub mod check;

pub mod instance;

pub mod draws;

mod step_times;

mod containers;

mod hazard_draws;

pub mod session_run;

mod files;

mod gate;

mod critical;

pub mod simulate;

pub mod study;

pub mod compare;

pub mod by_order;

pub mod outcome;

pub mod bill;
