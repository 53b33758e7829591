//! What a report says of its run beyond durations: phases, workers, markers, and how tests ended.

use std::collections::BTreeMap;

use laneway_engine::dist_mode::DistMode;
use laneway_engine::time::Nanos;
use serde::{Deserialize, Serialize};

/// What a report says of its run; what it does not say is empty, `None`, or 0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// One entry for each test of the suite, in its order, or none at all.
    pub phases: Vec<Phases>,
    /// The processes that ran the tests.
    pub workers: Vec<WorkerFacts>,
    /// Which of `workers` ran each test; one entry for each test of the suite, or none at all.
    pub ran_on: Vec<Option<u32>>,
    /// When each test ran, from the beginning of its set-up to the end of its teardown; one entry for each test of the
    /// suite, or none at all. Since the session began, or, if `is_whole` is false, since the first test began.
    pub spans: Vec<Option<(Nanos, Nanos)>>,
    /// Whether `wall` and all times are since the session began.
    pub is_whole: bool,
    /// `--dist`, where the report says it.
    pub dist: Option<DistMode>,
    /// CPU time of all tests, where it was measured of each.
    pub cpu: Option<Nanos>,
    /// Positions of the tests that carry a marker, ascending, by its name. Markers that all tests carry are left out.
    pub markers: BTreeMap<String, Vec<u32>>,
    /// Tests whose last run failed, in any phase.
    pub n_failed: u32,
    /// Tests whose last run was skipped, or failed as expected.
    pub n_skipped: u32,
    /// Runs that were not the last one of their test.
    pub n_reruns: u32,
    /// The wall-clock time of the whole run, or of its tests where the report knows no more.
    pub wall: Option<Nanos>,
}

/// How a test's duration divides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phases {
    /// Fixtures before the test.
    pub setup: Nanos,
    /// The test itself.
    pub call: Nanos,
    /// Fixtures after it.
    pub teardown: Nanos,
}

/// What a report says of a worker. Times are since the run began.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkerFacts {
    /// `gw0`, `gw1`, ...
    pub name: String,
    /// When its process was begun.
    pub started: Option<Nanos>,
    /// When it was ready to collect.
    pub ready: Option<Nanos>,
    /// When it had collected.
    pub collected: Option<Nanos>,
    /// When it ended.
    pub down: Option<Nanos>,
}

impl Facts {
    /// How long each worker took from its beginning until it was ready; empty unless known for all.
    pub fn startups(&self) -> Vec<Nanos> {
        self.spans(|worker| Some(Nanos(worker.ready?.0.saturating_sub(worker.started?.0))))
    }

    /// How long each worker collected; empty unless known for all.
    pub fn collections(&self) -> Vec<Nanos> {
        self.spans(|worker| Some(Nanos(worker.collected?.0.saturating_sub(worker.ready?.0))))
    }

    fn spans(&self, span: impl Fn(&WorkerFacts) -> Option<Nanos>) -> Vec<Nanos> {
        self.workers.iter().map(span).collect::<Option<_>>().unwrap_or_default()
    }
}
