//! What may go wrong in a run of tests beside the tests themselves: flaky tests, dying workers.

use laneway_engine::selection::Selection;
use serde::{Deserialize, Serialize};

/// What may go wrong.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Hazards {
    /// Tests that fail now and then.
    pub flaky: Flaky,
    /// Tests that kill their worker.
    pub crashes: Vec<CrashHazard>,
}

/// Tests that fail now and then without a change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Flaky {
    /// The share of tests that are flaky, 0 to 1; which ones stays the same from run to run.
    pub share: f64,
    /// Probability that one run of such a test fails, 0 to 1.
    pub fails: f64,
    /// `--reruns`: how many times a failed test is run again at once, 0 to 100. Every run takes its time.
    pub reruns: u32,
}

/// Tests that kill their worker now and then.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CrashHazard {
    /// Which tests.
    pub tests: Selection,
    /// Probability that a run of one kills its worker, whatever runs beside it, 0 to 1.
    pub alone: f64,
    /// Probability that it does where another of them runs at the same time on another worker, 0 to 1.
    pub together: f64,
}
