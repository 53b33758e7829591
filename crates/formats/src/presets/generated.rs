//! Suites of real character, by [`laneway_engine::generate`]: what was measured of 20 public suites, one kind a row.

use laneway_engine::contention::Contention;
use laneway_engine::dist_mode::DistMode;
use laneway_engine::distribution::{Distribution, Part};
use laneway_engine::generate::{Groups, SuiteSpec, TestsPerFile};
use laneway_engine::order::Order;
use laneway_engine::session::{Fixtures, PerWorker, ScopeCost, Session};
use laneway_engine::time::Nanos;

use super::character::{Measure, Trait};
use super::parameter::{Value, assumed, measured};
use super::{Origin, Preset, Rule, Shelf, Sides, two_modes};

/// What the rows have in common.
const GENERATED: Preset = Preset {
    id: "",
    title: "",
    about: "",
    shelf: Shelf::Character,
    durations: Origin::Generated,
    character: &[],
    parameters: &[],
    source: "what was measured of 20 public suites",
    story: "",
    rule: Rule::Spec(SuiteSpec::default, 0),
    sides: Sides::Sessions(|| two_modes(8, DistMode::Load, DistMode::WorkSteal)),
};

/// A mixture of lognormals by weight, median and 95th percentile, in seconds.
pub(super) fn mixture(parts: &[(f64, f64, f64)], cap: f64) -> Distribution {
    let part = |(weight, median, p95): &(f64, f64, f64)| Part { weight: *weight, median: *median, p95: *p95 };
    Distribution::Mixture { parts: parts.iter().map(part).collect(), cap: Some(cap) }
}

/// Most tests are over at once, a few take most of the time.
pub(super) const UNIT_LIBRARY: Preset = Preset {
    id: "unit-library",
    title: "Unit library, few slow tests",
    about: "Most tests are over at once and a few take most of the time: chunks of equal count are not equal work",
    character: &[
        Trait { measure: Measure::Under10Ms, least: 75.0, most: 82.0 },
        Trait { measure: Measure::TopPercent, least: 55.0, most: 78.0 },
    ],
    parameters: &[
        measured("tests under 10 ms", Value::Words("75 to 82%")),
        measured("longest 1% of tests", Value::Words("55 to 78% of the time")),
        assumed("tests", Value::Count(4_800)),
    ],
    rule: Rule::Spec(
        || SuiteSpec {
            tests: 4_800,
            durations: mixture(&[(0.79, 0.0012, 0.006), (0.19, 0.04, 0.4), (0.02, 2.0, 12.0)], 60.0),
            ..SuiteSpec::default()
        },
        0,
    ),
    ..GENERATED
};

/// Every test takes its time.
pub(super) const WEB_DATABASE: Preset = Preset {
    id: "web-database",
    title: "Web app with a database",
    about: "Every test takes its time and none takes long: all modes come close to the floor, more workers help",
    character: &[
        Trait { measure: Measure::Median, least: 0.2, most: 1.0 },
        Trait { measure: Measure::TopPercent, least: 16.0, most: 20.0 },
    ],
    parameters: &[
        measured("median test", Value::Words("0.2 to 1.0 s")),
        measured("longest 1% of tests", Value::Words("16 to 20% of the time")),
        assumed("tests", Value::Count(3_200)),
    ],
    rule: Rule::Spec(
        || SuiteSpec {
            tests: 3_200,
            durations: mixture(&[(0.12, 0.02, 0.1), (0.88, 0.45, 4.2)], 90.0),
            ..SuiteSpec::default()
        },
        0,
    ),
    sides: Sides::Sessions(|| {
        let baseline = Session { workers: 4, ..Session::default() };
        let candidate = Session { workers: 8, ..baseline.clone() };
        [baseline, candidate]
    }),
    ..GENERATED
};

/// Two heaps and nothing between.
pub(super) const SERVICES: Preset = Preset {
    id: "services",
    title: "Services, fast or slow and nothing between",
    about: "Tests take 2 to 5 ms or 1.3 to 2.6 s: the slow files are what loadscope shares out badly",
    character: &[
        Trait { measure: Measure::Under10Ms, least: 55.0, most: 70.0 },
        Trait { measure: Measure::Median, least: 0.002, most: 0.005 },
        Trait { measure: Measure::TopPercent, least: 2.0, most: 6.0 },
    ],
    parameters: &[
        measured("fast tests", Value::Words("2 to 5 ms")),
        measured("slow tests", Value::Words("1.3 to 2.6 s")),
        assumed("share of slow tests", Value::Percent(38.0)),
    ],
    rule: Rule::Spec(
        || SuiteSpec {
            tests: 1_400,
            durations: mixture(&[(0.62, 0.003, 0.0048), (0.38, 1.8, 2.6)], 60.0),
            parametrised: 0.2,
            ..SuiteSpec::default()
        },
        2,
    ),
    sides: Sides::Sessions(|| two_modes(8, DistMode::LoadScope, DistMode::WorkSteal)),
    ..GENERATED
};

/// Thousands of tests, few functions.
pub(super) const PARAMETRISED: Preset = Preset {
    id: "parametrised",
    title: "12,000 parametrised tests",
    about: "Few functions with many parameters in large files: files are too coarse to share out",
    character: &[
        Trait { measure: Measure::Parametrised, least: 90.0, most: 99.0 },
        Trait { measure: Measure::LargestFile, least: 25.0, most: 40.0 },
    ],
    parameters: &[
        measured("parametrised tests", Value::Words("up to 97%")),
        assumed("tests", Value::Count(12_000)),
        assumed("tests per file, median", Value::Count(40)),
    ],
    rule: Rule::Spec(
        || SuiteSpec {
            tests: 12_000,
            durations: mixture(&[(0.7, 0.004, 0.03), (0.3, 0.12, 1.0)], 30.0),
            tests_per_file: TestsPerFile { median: 40.0, p95: 600.0 },
            likeness: 0.5,
            parametrised: 0.97,
            ..SuiteSpec::default()
        },
        1,
    ),
    sides: Sides::Sessions(|| two_modes(8, DistMode::LoadFile, DistMode::WorkSteal)),
    ..GENERATED
};

/// What groups cost where they count.
pub(super) const GROUPS: Preset = Preset {
    id: "groups",
    title: "Most tests in xdist groups",
    about: "Five groups hold most tests: worksteal does not look at them, loadgroup runs each on one worker, and waits",
    character: &[Trait { measure: Measure::Grouped, least: 65.0, most: 80.0 }],
    parameters: &[assumed("groups", Value::Count(5)), assumed("files in groups", Value::Percent(70.0))],
    rule: Rule::Spec(
        || SuiteSpec {
            tests: 1_800,
            durations: mixture(&[(0.3, 0.01, 0.06), (0.7, 0.35, 2.5)], 60.0),
            groups: Groups { files: 0.7, number: 5 },
            ..SuiteSpec::default()
        },
        0,
    ),
    sides: Sides::Sessions(|| two_modes(8, DistMode::WorkSteal, DistMode::LoadGroup)),
    ..GENERATED
};

/// A fixture that every worker pays for again.
pub(super) const MODULE_FIXTURES: Preset = Preset {
    id: "module-fixtures",
    title: "Costly module fixtures",
    about: "Each module sets up for 6 s: whatever splits a file between workers pays for that again",
    parameters: &[assumed("set-up of a module", Value::Secs(6.0)), assumed("tests", Value::Count(600))],
    rule: Rule::Spec(
        || SuiteSpec {
            tests: 600,
            durations: mixture(&[(0.5, 0.01, 0.06), (0.5, 0.12, 0.6)], 30.0),
            tests_per_file: TestsPerFile { median: 30.0, p95: 50.0 },
            ..SuiteSpec::default()
        },
        2,
    ),
    sides: Sides::Sessions(|| {
        let module = ScopeCost::All(Nanos(6_000_000_000));
        two_modes(4, DistMode::LoadGroup, DistMode::LoadFile)
            .map(|session| Session { fixtures: Fixtures { module: module.clone(), ..Fixtures::default() }, ..session })
    }),
    ..GENERATED
};

/// Workers that wait for cores.
pub(super) const CROWDED_CORES: Preset = Preset {
    id: "crowded-cores",
    title: "16 workers on 4 cores",
    about: "Four workers for every core: each starts and collects in turn, and none runs sooner for it",
    parameters: &[
        assumed("cores", Value::Count(4)),
        assumed("share of computing", Value::Percent(80.0)),
        assumed("start-up and collection of a worker alone", Value::Secs(2.5)),
    ],
    rule: Rule::Spec(
        || SuiteSpec {
            tests: 400,
            durations: mixture(&[(0.5, 0.02, 0.1), (0.5, 0.15, 0.8)], 10.0),
            ..SuiteSpec::default()
        },
        0,
    ),
    sides: Sides::Sessions(|| {
        let baseline = Session {
            dist: DistMode::WorkSteal,
            workers: 16,
            startup: PerWorker::All(Nanos(1_000_000_000)),
            collection: PerWorker::All(Nanos(1_500_000_000)),
            contention: Some(Contention { cores: 4, cpu_permille: 800, ..Contention::default() }),
            ..Session::default()
        };
        let candidate = Session { workers: 4, ..baseline.clone() };
        [baseline, candidate]
    }),
    ..GENERATED
};

/// What benchmarks often are.
pub(super) const INDEPENDENT: Preset = Preset {
    id: "independent",
    title: "Independent durations, as no real suite has them",
    about: "The same durations as anywhere, but no two tests of a file alike: the modes hardly differ",
    parameters: &[assumed("variance that files explain", Value::Percent(0.0)), assumed("tests", Value::Count(2_000))],
    rule: Rule::Spec(|| SuiteSpec { likeness: 0.0, parametrised: 0.0, ..SuiteSpec::default() }, 2),
    sides: Sides::Sessions(|| two_modes(4, DistMode::Load, DistMode::WorkSteal)),
    ..GENERATED
};

/// The order that users ask for.
pub(super) const SLOWEST_FIRST: Preset = Preset {
    id: "slowest-first",
    title: "Slowest tests first",
    about: "The worst order there is for load, whose first chunks then hold all the work; the best for loadgroup",
    parameters: &[assumed("tests", Value::Count(2_000)), assumed("order", Value::Words("longest first"))],
    sides: Sides::Sessions(|| {
        two_modes(8, DistMode::Load, DistMode::LoadGroup)
            .map(|session| Session { order: Order::SlowestFirst, ..session })
    }),
    ..GENERATED
};
