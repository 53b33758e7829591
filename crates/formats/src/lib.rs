//! Text to everything and back. Only this crate knows a file format.
//!
//! - [`dropped`]: what a file is.
//! - [`read`]: reports of real runs, as a suite.
//! - [`recorded`]: a report, as what a calibration needs of it. [`measured`]: how long a real run took.
//! - [`calibrated`]: what a calibration writes.
//! - [`many`]: several files at once, folders and zips.
//! - [`coverage`]: coverage reports, line by line.
//! - [`actions`]: real runs of GitHub Actions, as a pipeline; [`workflow`]: a workflow file as one; [`imported`]: what comes
//!   with it.
//! - [`taken`]: what was opened, put into a scenario that is there.
//! - [`typed`]: a suite typed by hand.
//! - [`command_line`]: a pytest command line or ini section, as a session.
//! - [`addopts`]: a session as pytest options.
//! - [`space_text`]: what a search may change, as people type it.
//! - [`search_command`]: a search as a command line.
//! - [`presets`]: suites to start from, with sessions.
//! - [`source`]: a suite from where it comes from.
//! - [`replay`]: one session as a case, and what it came to.
//! - [`changes`]: what differs between two pipelines, in words.
//! - [`scenario_json`]: the scenario as a document. [`recent`]: the list of those that a browser keeps; [`candidates`]:
//!   candidates under names.
//! - [`svg`]: a picture as SVG.
//! - [`suite_csv`]: a suite as CSV.
//! - [`runs_csv`]: the runs of a picture as CSV; [`table_csv`]: the table of one; [`outcome_json`]: one run. [`trace`]: a run
//!   as Perfetto reads it.

#![cfg_attr(
    test,
    allow(
        clippy::needless_pass_by_value,
        clippy::needless_raw_string_hashes,
        reason = "expectations are written and passed as expect-test has them"
    )
)]

pub mod dropped;

pub mod read;

pub mod recorded;

pub mod measured;

pub mod calibrated;

pub mod many;

pub mod coverage;

pub mod imported;

pub mod actions;

pub mod workflow;

pub mod taken;

pub mod typed;

pub mod command_line;

pub mod addopts;

pub mod space_text;

pub mod search_command;

pub mod presets;

pub mod source;

pub mod replay;

pub mod changes;

pub mod scenario_json;

pub mod recent;

pub mod candidates;

pub mod svg;

pub mod suite_csv;

pub mod runs_csv;

pub mod table_csv;

pub mod trace;

pub mod outcome_json;
