//! What was fitted, ready to be put on any session of the same suite on a machine of the same kind.

use serde::{Deserialize, Serialize};

use crate::contention::Contention;
use crate::outcome::Summary;
use crate::session::{Fixtures, PerWorker, Session};
use crate::time::Nanos;

/// The costs of sessions as they were fitted. `None` where they could not be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FittedCosts {
    /// From the session's beginning until all workers are ready; under contention, with a core for each.
    pub startup: Option<Nanos>,
    /// From then until the first test is sent, likewise.
    pub collection: Option<Nanos>,
    /// One way between controller and worker. Assumed, never fitted.
    pub latency: Nanos,
    /// What a test takes beyond its phases.
    pub test_overhead: Nanos,
    /// Between two tests of a worker.
    pub test_gap: Nanos,
    /// From a worker's last test until it has finished.
    pub worker_finish: Option<Nanos>,
    /// From the last worker's finish until the session's end; under contention, with a core for each worker.
    pub ending: Option<Nanos>,
    /// What the command takes around what was measured; the same for any number of workers.
    pub outside: Option<Nanos>,
    /// What fixtures of wider scope cost.
    pub fixtures: Fixtures,
    /// The cores, if they are known, and how much of the time is computing.
    pub contention: Option<Contention>,
}

impl FittedCosts {
    /// `session` with these costs. What could not be fitted stays as it is there; the machine is the recorded one.
    pub fn apply(&self, session: &Session) -> Session {
        let or = |span: Option<Nanos>, own: &PerWorker| span.map_or_else(|| own.clone(), PerWorker::All);
        Session {
            startup: or(self.startup, &session.startup),
            collection: or(self.collection, &session.collection),
            latency: self.latency,
            test_overhead: self.test_overhead,
            test_gap: self.test_gap,
            worker_finish: self.worker_finish.unwrap_or(session.worker_finish),
            fixtures: self.fixtures.clone(),
            contention: self.contention.or(session.contention),
            ..session.clone()
        }
    }

    /// When a simulated session ends for whoever waits for pytest's own end; `None` if start-up or end are not known.
    pub fn session_end(&self, summary: &Summary, session: &Session) -> Option<Nanos> {
        self.startup?;
        let cores = session.contention.map(|contention| contention.cores);
        Some(summary.session_end + stretched(self.ending?, session.workers, cores))
    }
}

/// How long computing takes that every worker does at the same time.
pub(super) fn stretched(span: Nanos, workers: u32, cores: Option<u32>) -> Nanos {
    let (workers, cores) = ratio(workers, cores);
    Nanos((u128::from(span.0) * workers / cores) as u64)
}

/// How long it would take with a core for each.
pub(super) fn unstretched(span: Nanos, workers: u32, cores: Option<u32>) -> Nanos {
    let (workers, cores) = ratio(workers, cores);
    Nanos((u128::from(span.0) * cores / workers) as u64)
}

/// Workers to cores, at least 1 to 1.
fn ratio(workers: u32, cores: Option<u32>) -> (u128, u128) {
    let cores = cores.unwrap_or(workers).max(1);
    (workers.max(cores).into(), cores.into())
}
