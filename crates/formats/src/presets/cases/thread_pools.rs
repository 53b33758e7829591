//! Tests that start thread pools of their own: 42 of them, in three classes, are marked to run on one worker.

use laneway_engine::dist_mode::DistMode;
use laneway_engine::generate::SuiteSpec;
use laneway_engine::session::{PerWorker, Session};
use laneway_engine::suite::Test;
use laneway_engine::time::Nanos;

use super::super::generated::mixture;
use super::super::parameter::{Value, assumed, fitted, published};
use super::super::spread::{spread, test};
use super::super::{Origin, Preset, Rule, Shelf, Sides};

/// Where both come from.
const SOURCE: &str = "a published report of crashing workers that does not name its project";

/// `-n auto --dist worksteal --max-worker-restart=3`.
pub(in super::super) fn session() -> Session {
    Session {
        dist: DistMode::WorkSteal,
        workers: 4,
        max_worker_restart: Some(3),
        startup: PerWorker::All(Nanos(1_000_000_000)),
        collection: PerWorker::All(Nanos(800_000_000)),
        restart_startup: Nanos(1_000_000_000),
        restart_collection: Nanos(800_000_000),
        ..Session::default()
    }
}

/// The same, and under `loadgroup`.
fn sessions() -> [Session; 2] {
    [session(), Session { dist: DistMode::LoadGroup, ..session() }]
}

/// Many and short.
pub(in super::super) const UNIT: Preset = Preset {
    id: "thread-pools-unit",
    title: "Case: crashing workers, unit tests",
    about: "2,508 unit tests in 9.5 s: start-up and collection are a fifth of it",
    shelf: Shelf::Case,
    durations: Origin::Generated,
    character: &[],
    parameters: &[
        published("tests", Value::Count(2_508)),
        published("session", Value::Secs(9.5)),
        published("restarts allowed", Value::Count(3)),
        assumed("workers by -n auto", Value::Count(4)),
        assumed("start-up of workers", Value::Secs(1.0)),
        assumed("collection", Value::Secs(0.8)),
        fitted("all tests together", Value::Secs(30.0)),
    ],
    source: SOURCE,
    story: "",
    rule: Rule::Spec(
        || SuiteSpec {
            tests: 2_508,
            durations: mixture(&[(0.85, 0.0023, 0.011), (0.15, 0.0415, 0.185)], 3.0),
            ..SuiteSpec::default()
        },
        0,
    ),
    sides: Sides::Sessions(sessions),
};

/// The mark counts under `loadgroup` alone.
pub(in super::super) const INTEGRATION: Preset = Preset {
    id: "thread-pools-integration",
    title: "Case: crashing workers, integration tests",
    about: "42 marked tests: worksteal spreads them over the workers as if unmarked, loadgroup runs them on one",
    shelf: Shelf::Case,
    durations: Origin::ByHand,
    character: &[],
    parameters: &[
        published("tests", Value::Count(154)),
        published("session", Value::Secs(180.0)),
        published("marked tests", Value::Count(42)),
        published("classes of marked tests", Value::Count(3)),
        published("restarts allowed", Value::Count(3)),
        published("runs that died before", Value::Words("3 to 5%")),
        assumed("workers by -n auto", Value::Count(4)),
        assumed("marked tests are integration tests", Value::Words("yes")),
        assumed("start-up of workers", Value::Secs(1.0)),
        assumed("collection", Value::Secs(0.8)),
        fitted("median of tests", Value::Secs(4.4)),
    ],
    source: SOURCE,
    story: "",
    rule: Rule::Tests(integration),
    sides: Sides::Sessions(sessions),
};

/// Each marked class, the file that it is in, and how many tests it has.
const MARKED: [(u32, &str, u32); 3] =
    [(2, "TestParallelExecutor", 16), (5, "TestThreadPool", 14), (8, "TestConcurrentPlans", 12)];

fn integration() -> Vec<Test> {
    let tests = (0..11_u32).flat_map(|file| {
        let marked = MARKED.iter().find(|(place, ..)| *place == file);
        // 112 tests are not marked: 14 in each of eight files.
        let n_tests = marked.map_or(14, |(_, _, n_tests)| *n_tests);
        (0..n_tests).map(move |i| {
            let name = marked.map_or(String::new(), |(_, class, _)| format!("{class}::"));
            let id = format!("tests/integration/test_flow_{file:02}.py::{name}test_{i}");
            let of_file = spread(file, 4.4, 0.3);
            let groups = marked.iter().map(|_| "serial_group".to_owned()).collect();
            Test { groups, ..test(&id, spread(100 + file * 20 + i, of_file, 0.4)) }
        })
    });
    tests.collect()
}
