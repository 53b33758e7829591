//! What comes out of a report: a suite, what else is known of its run, and what was odd.

use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;
use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::warnings::Warnings;

/// A report that was read, or several that were joined.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The tests, and how they were recorded.
    pub suite: Suite,
    /// What else is known of the run.
    pub facts: Facts,
    /// What was odd.
    pub warnings: Warnings,
    /// Whether the report knows durations; `--collect-only` knows order alone, and its durations are all 0.
    pub has_durations: bool,
    /// Every duration seen of each test, ascending, in the order of the suite, where repeated runs were joined; else empty.
    pub samples: Vec<Vec<Nanos>>,
}
