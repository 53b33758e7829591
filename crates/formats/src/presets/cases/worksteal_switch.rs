//! From `load` to `worksteal`: 10,195 unit tests on 32 workers, 170 s before and 125 s after.

use laneway_engine::dist_mode::DistMode;
use laneway_engine::generate::{SlowBlock, SuiteSpec};
use laneway_engine::session::{PerWorker, Session};
use laneway_engine::time::Nanos;

use super::super::generated::mixture;
use super::super::parameter::{Value, assumed, fitted, published};
use super::super::{Origin, Preset, Rule, Shelf, Sides, two_modes};

/// `tests/unit/api` comes first in the order, and its tests each build the whole app.
pub(in super::super) const PRESET: Preset = Preset {
    id: "worksteal-switch",
    title: "Case: from load to worksteal",
    about: "10,195 unit tests on 32 workers: 170 s by load, 125 s by worksteal, since the slow tests come first",
    shelf: Shelf::Case,
    durations: Origin::Generated,
    character: &[],
    parameters: &[
        published("tests", Value::Count(10_195)),
        published("workers", Value::Count(32)),
        published("session by load", Value::Secs(170.0)),
        published("session by worksteal", Value::Secs(125.0)),
        published("longest a test may take", Value::Secs(10.0)),
        assumed("start-up of workers", Value::Secs(10.0)),
        assumed("collection by each worker", Value::Secs(15.0)),
        fitted("slow tests", Value::Percent(2.0)),
        fitted("median of slow tests", Value::Secs(2.4)),
        fitted("median of other tests", Value::Secs(0.152)),
        fitted("tests in the block of slow files", Value::Count(480)),
    ],
    source: "synthorg, pull request 750",
    story: "load hands out runs of neighbours, and the slow tests of one folder are neighbours: a worker that gets a chunk of \
            them is still at it when the others are done. worksteal takes them away again. Tried and rejected there: \
            --import-mode=importlib (a little slower), -p no:cacheprovider (1 s), API fixtures of module scope (they need \
            loadscope or loadfile, which balance worse). --dist alone does nothing: it takes -n too. Coverage was taken out \
            of local runs (it adds 20 to 40%), and is still enforced in CI.",
    rule: Rule::Spec(spec, 1),
    sides: Sides::Sessions(|| {
        two_modes(32, DistMode::Load, DistMode::WorkSteal).map(|session| Session {
            startup: PerWorker::All(Nanos(10_000_000_000)),
            collection: PerWorker::All(Nanos(15_000_000_000)),
            ..session
        })
    }),
};

fn spec() -> SuiteSpec {
    SuiteSpec {
        tests: 10_195,
        durations: mixture(&[(0.98, 0.152, 0.7), (0.02, 2.4, 4.2)], 10.0),
        classes: 0.5,
        slow_block: Some(SlowBlock { tests: 480, at: 0.0 }),
        ..SuiteSpec::default()
    }
}
