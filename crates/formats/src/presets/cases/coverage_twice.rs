//! Coverage by running all tests again: a job of 13:05 after quick ones, 12 minutes of it in one nox session.

use laneway_engine::dist_mode::DistMode;
use laneway_engine::generate::SuiteSpec;
use laneway_engine::session::{PerWorker, Session};
use laneway_engine::time::Nanos;

use super::super::generated::mixture;
use super::super::parameter::{Value, assumed, fitted, published};
use super::super::{Origin, Preset, Rule, Shelf, Sides};

/// The serial run again, and what a run on workers would take.
pub(in super::super) const PRESET: Preset = Preset {
    id: "coverage-twice",
    title: "Case: all tests again for coverage",
    about: "The coverage job runs every test again, serially, for 12 minutes; on four workers it would be a third of that",
    shelf: Shelf::Case,
    durations: Origin::Generated,
    character: &[],
    parameters: &[
        published("coverage job", Value::Secs(785.0)),
        published("nox session of it", Value::Secs(720.0)),
        assumed("a fresh environment, as start-up of the session", Value::Secs(90.0)),
        assumed("tests", Value::Count(3_400)),
        assumed("workers of the unit tests", Value::Count(4)),
        fitted("all tests together", Value::Secs(630.0)),
    ],
    source: "cleveragents-core, issue 8335",
    story: "",
    rule: Rule::Spec(
        || SuiteSpec {
            tests: 3_400,
            durations: mixture(&[(0.6, 0.011, 0.073), (0.4, 0.255, 1.45)], 30.0),
            ..SuiteSpec::default()
        },
        0,
    ),
    sides: Sides::Sessions(|| {
        let startup = PerWorker::All(Nanos(90_000_000_000));
        let baseline = Session { dist: DistMode::No, workers: 0, startup, ..Session::default() };
        let candidate = Session { dist: DistMode::WorkSteal, workers: 4, ..baseline.clone() };
        [baseline, candidate]
    }),
};
