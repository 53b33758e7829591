//! A session: one `pytest` invocation with its workers, dist mode, and costs around the tests.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::contention::{Contention, WHOLE};
use crate::dist_mode::DistMode;
use crate::order::Order;
use crate::selection::Selection;
use crate::split::Split;
use crate::time::Nanos;

/// The most workers a session may have (`-n`).
pub const MAX_WORKERS: u32 = 10_000;

/// The most that coverage may add to a test, in thousandths: ten times its duration.
pub const MAX_COVERAGE: u32 = 10_000;

/// The fastest that a machine may be, in thousandths: 100 times the recorded one.
pub const MAX_SPEED: u32 = 100_000;

/// What is configured and assumed about one session. The defaults are xdist's own, with all costs 0.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Session {
    /// Which tests of the suite it runs. Default: all.
    pub selection: Selection,
    /// Which part of those, where shards share them out; `None`: all.
    pub split: Option<Split>,
    /// `--dist`.
    pub dist: DistMode,
    /// `-n`, 0 to [`MAX_WORKERS`]; 0 is one plain process, as with [`DistMode::No`]. Default: 4.
    pub workers: u32,
    /// `--maxschedchunk`: how many tests `load` sends at most at once; `None`: the number of tests.
    pub maxschedchunk: Option<i64>,
    /// False with `--no-loadscope-reorder`: scopes keep collection order. Default: true, largest first.
    pub loadscope_reorder: bool,
    /// `--max-worker-restart`; `None`: xdist's default, 4 x workers.
    pub max_worker_restart: Option<i64>,
    /// One way, both ways, between controller and worker.
    pub latency: Nanos,
    /// From the start of the session until a worker is ready.
    pub startup: PerWorker,
    /// How long a worker collects.
    pub collection: PerWorker,
    /// `--ramp` (after 3.8.0): worker i starts its first test floor(`ramp` x i / workers) later.
    pub ramp: Nanos,
    /// Added to every test's duration.
    pub test_overhead: Nanos,
    /// Between two tests of a worker.
    pub test_gap: Nanos,
    /// From a worker's last test until it reports that it has finished.
    pub worker_finish: Nanos,
    /// `startup` of a replacement worker.
    pub restart_startup: Nanos,
    /// `collection` of a replacement worker.
    pub restart_collection: Nanos,
    /// The controller's work for each completed test; above 0 it serves one message at a time.
    pub controller_cost: Nanos,
    /// How long the controller is blocked while it makes a replacement.
    pub restart_block: Nanos,
    /// Tests that kill their worker; at most one entry a test.
    pub crashes: Vec<Crash>,
    /// Tests that take longer than recorded; at most one entry a test.
    pub delays: Vec<Delay>,
    /// What fixtures of wider scope cost.
    pub fixtures: Fixtures,
    /// How workers slow each other down; `None`: not at all, each has a core to itself.
    pub contention: Option<Contention>,
    /// In which order tests are collected, as a plugin that knows the recorded durations would have it; ties and
    /// [`Order::Collected`] are as the suite has them. Everything that names tests by position, here and in the outcome,
    /// means their position in the suite.
    pub order: Order,
    /// Names the order where it is [`Order::Random`]. Default: 0.
    pub order_seed: u64,
    /// How fast the machine runs tests, in thousandths of the one they were recorded on, 1 to [`MAX_SPEED`]: tests' own
    /// durations are divided by it. All other spans of a session (start-up, collection, overhead, fixtures, latency, when
    /// a crash comes) are those of the machine at hand, and stay. Default: 1000, as fast.
    pub speed_permille: u32,
    /// What measuring coverage adds to tests' own durations, in thousandths, 0 to [`MAX_COVERAGE`]. Default: 0, it is not
    /// measured.
    pub coverage_permille: u32,
    /// Whether `loadgroup` sees `xdist_group` marks. Default: true; false with pytest 9.2.0 and pytest-xdist 3.8.0, which
    /// silently spread marked tests as if they had none (xdist issue 1386).
    pub sees_groups: bool,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            selection: Selection::default(),
            split: None,
            dist: DistMode::default(),
            workers: 4,
            maxschedchunk: None,
            loadscope_reorder: true,
            max_worker_restart: None,
            latency: Nanos::ZERO,
            startup: PerWorker::default(),
            collection: PerWorker::default(),
            ramp: Nanos::ZERO,
            test_overhead: Nanos::ZERO,
            test_gap: Nanos::ZERO,
            worker_finish: Nanos::ZERO,
            restart_startup: Nanos::ZERO,
            restart_collection: Nanos::ZERO,
            controller_cost: Nanos::ZERO,
            restart_block: Nanos::ZERO,
            crashes: Vec::new(),
            delays: Vec::new(),
            fixtures: Fixtures::default(),
            contention: None,
            order: Order::default(),
            order_seed: 0,
            speed_permille: WHOLE,
            coverage_permille: 0,
            sees_groups: true,
        }
    }
}

/// One span for all workers, or one for each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PerWorker {
    /// The same for every worker.
    All(Nanos),
    /// One per original worker, in order; as many as there are workers.
    Each(Vec<Nanos>),
}

impl Default for PerWorker {
    fn default() -> Self {
        Self::All(Nanos::ZERO)
    }
}

impl PerWorker {
    /// The shortest of all; no schedule starts a test before a worker is ready.
    pub fn least(&self) -> Nanos {
        match self {
            Self::All(span) => *span,
            Self::Each(spans) => spans.iter().copied().min().unwrap_or_default(),
        }
    }
}

/// A test that kills its worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crash {
    /// Position of the test in the suite.
    pub test: u32,
    /// On which of its runs.
    pub mode: CrashMode,
    /// How long after its start (fixtures included) the worker dies; `None`, or later than the end: at the end. Under
    /// contention this is time with a core to itself: the test is as one of this duration, and is stretched likewise.
    pub after: Option<Nanos>,
}

/// A test that takes longer than it was recorded to: it hangs, or waits for something slow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delay {
    /// Position of the test in the suite.
    pub test: u32,
    /// By how much, on every run of it; a span of the machine at hand, as an overhead is.
    pub by: Nanos,
}

/// On which runs of a test its worker dies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CrashMode {
    /// Only the first run of the test anywhere.
    First,
    /// Every run.
    #[default]
    Always,
}

/// Costs of fixtures wider than a function, paid whenever a worker enters their scope anew.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fixtures {
    /// At a worker's first test.
    pub session: Nanos,
    /// When the module differs from that of the worker's previous test.
    pub module: ScopeCost,
    /// When the class differs likewise; plain functions pay none.
    pub class: ScopeCost,
}

/// What entering a scope costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ScopeCost {
    /// The same for every scope.
    All(Nanos),
    /// By module path or class id; absent ones cost 0.
    By(BTreeMap<String, Nanos>),
}

impl Default for ScopeCost {
    fn default() -> Self {
        Self::All(Nanos::ZERO)
    }
}
