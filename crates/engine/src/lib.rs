//! The engine: what one pytest-xdist session would do, to the nanosecond.
//!
//! It is pure: no clock, file, environment, browser or unseeded randomness. In reading order:
//!
//! - [`time`]: simulated time, whole nanoseconds.
//! - [`dist_mode`]: how pytest-xdist distributes tests.
//! - [`suite`]: the tests, and how their durations were recorded.
//! - [`random`]: a stream of random numbers for each purpose. [`order`]: other orders of a suite.
//! - [`distribution`]: how long tests take, by family. [`mod@generate`]: suites that look like real ones.
//! - [`mod@resample`]: a suite of another size, drawn from a recorded one file by file.
//! - [`source`]: a suite, or how to make it.
//! - [`contention`]: more workers than cores.
//! - [`selection`], [`split`]: the tests that one session runs.
//! - [`session`]: one pytest invocation: workers, mode, costs around the tests.
//! - [`outcome`]: what happened. [`reason`]: why the controller decided what it did.
//! - [`unit`]: which tests scopes keep together.
//! - [`mod@simulate`]: session to outcome.
//! - [`conditions`]: what stands between recorded durations and those of a session: contention, coverage, the machine.
//! - [`prepared`]: a suite made ready for many sessions. [`chosen`], [`collected`], [`selected`]: a suite as one session has it.
//! - [`scheduler`], [`nodes`], [`roster`], [`spans`]: the schedulers of pytest-xdist, and the lists that they keep.
//! - [`modes`]: all dist modes side by side.
//! - [`bounds`]: what no schedule can beat.
//! - [`sweep`]: worker counts and modes, and why more workers stop to pay.
//! - [`study`]: many replications. [`noise`]: what differs between them. [`statistics`]: what they say.
//! - [`mod@calibrate`]: costs fitted to a real run.

pub mod time;

pub mod dist_mode;

pub mod suite;

pub mod random;

pub mod order;

pub mod distribution;

pub mod generate;

pub mod resample;

pub mod source;

pub mod contention;

pub mod selected;

pub mod selection;

pub mod split;

pub mod session;

pub mod outcome;

pub mod reason;

pub mod unit;

pub mod simulate;

pub mod conditions;

pub mod prepared;

mod chosen;

mod collected;

mod scheduler;

mod nodes;

mod roster;

mod spans;

pub mod modes;

pub mod bounds;

pub mod sweep;

pub mod noise;

pub mod statistics;

pub mod study;

pub mod calibrate;
