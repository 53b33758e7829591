//! Runs of CI pipelines as pictures, as a table, and in words. Pure: outcomes in, shapes and texts out.
//!
//! - [`side`]: what is drawn: one run of one pipeline; its rows.
//! - [`mod@lay_out`]: sides and viewport to scene, both sides on one time axis. [`mark`]: what its shapes mean.
//! - [`mod@hit_test`]: which lane stands under a point.
//! - [`mod@table`]: job by job, in figures. [`figures`]: many runs in figures; [`changes`]: what the candidate changes;
//!   [`later`]: what would end later. [`reason`]: why a job did not succeed. [`mod@why`]: what the time hangs on.

pub mod side;

pub mod mark;

pub mod lay_out;

mod spans;

mod connectors;

pub mod hit_test;

pub mod table;

pub mod figures;

pub mod changes;

pub mod later;

pub mod reason;

mod share;

pub mod why;

#[cfg(test)]
mod sample;

#[cfg(test)]
mod pictures;
