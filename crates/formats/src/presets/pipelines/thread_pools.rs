//! Workers that die of thread pools inside tests: what grouping those tests does, and what keeps it from doing anything.

use laneway_engine::dist_mode::DistMode;
use laneway_engine::selection::Selection;
use laneway_engine::session::Session;
use laneway_engine::suite::Test;
use laneway_pipeline::hazard::{CrashHazard, Hazards};
use laneway_pipeline::pipeline::{Pipeline, Reruns};
use laneway_pipeline::step::TestRun;

use super::super::cases::thread_pools as suites;
use super::super::parameter::{Parameter, Value, assumed, fitted, published};
use super::super::{Origin, Preset, Rule, Shelf, Sides};
use super::parts::{in_folder, job, run, set_up, tests};

/// What all three presets say.
const PARAMETERS: &[Parameter] = &[
    published("unit tests", Value::Words("2,508 in 9.5 s")),
    published("integration tests", Value::Words("154 in 3:00")),
    published("marked tests", Value::Count(42)),
    published("restarts allowed", Value::Count(3)),
    published("runs that died before", Value::Words("3 to 5%")),
    assumed("workers by -n auto", Value::Count(4)),
    assumed("marked tests are integration tests", Value::Words("yes")),
    assumed("when a worker dies", Value::Words("at the end of a marked test that ran beside another one")),
    assumed("set-up steps", Value::Secs(25.0)),
    fitted("a marked test beside another one kills its worker", Value::Percent(0.12)),
];

/// What all three have in common.
const CRASHING: Preset = Preset {
    id: "",
    title: "",
    about: "",
    shelf: Shelf::Case,
    durations: Origin::Generated,
    character: &[],
    parameters: PARAMETERS,
    source: "a published report of crashing workers that does not name its project",
    story: "",
    rule: Rule::Tests(all_tests),
    sides: Sides::Pipelines(|| [pipeline(DistMode::WorkSteal, true), pipeline(DistMode::LoadGroup, true)]),
};

/// What works.
pub(in super::super) const LOADGROUP: Preset = Preset {
    id: "thread-pools",
    title: "Case: crashing workers, grouped",
    about: "42 tests with thread pools kill workers in 3 to 5% of runs; loadgroup keeps them on one worker, and takes longer",
    story: "Under worksteal the 42 marked tests run on all workers, side by side. Under loadgroup they run on one worker, \
            one after another: no run dies of them, and the session waits for that worker. A dead worker's test is \
            reported as failed whatever restarts are left: --max-worker-restart=3 only decides whether the other tests are run.",
    ..CRASHING
};

/// What the project did.
pub(in super::super) const MARK_ALONE: Preset = Preset {
    id: "thread-pools-mark-alone",
    title: "Case: crashing workers, marked under worksteal",
    about: "The remedy of the project: xdist_group marks, and still worksteal, which does not look at marks: nothing changes",
    story: "pytest-xdist adds a test's group to its id under --dist loadgroup alone. Under worksteal the marked tests run on \
            all workers as before, and as many runs die.",
    sides: Sides::Pipelines(|| [pipeline(DistMode::WorkSteal, true), pipeline(DistMode::WorkSteal, true)]),
    ..CRASHING
};

/// What silently does not work.
pub(in super::super) const PYTEST_9_2: Preset = Preset {
    id: "thread-pools-pytest-9-2",
    title: "Case: crashing workers, grouped under pytest 9.2.0",
    about: "loadgroup with pytest 9.2.0 and pytest-xdist 3.8.0: the marks are silently ignored, and runs die as before",
    story: "With these two versions pytest-xdist's hook no longer sees the marks (its issue 1386), and every marked test is a \
            unit of its own. Nothing is printed. Worse: the schedulers of scopes can hang after a worker's death, so that a run \
            that died lasts until the job's time-out, six hours unless one is set. Pin pytest<9.2 until a release of pytest-xdist mends it.",
    sides: Sides::Pipelines(|| [pipeline(DistMode::WorkSteal, true), pipeline(DistMode::LoadGroup, false)]),
    ..CRASHING
};

fn all_tests() -> Vec<Test> {
    in_folder(suites::UNIT.made_tests(), "unit").chain(suites::INTEGRATION.made_tests()).collect()
}

fn pipeline(dist: DistMode, sees_groups: bool) -> Pipeline {
    let of = |folder: &str| {
        let session = Session { dist, sees_groups, ..suites::session() };
        let marked = Selection { marked: vec!["serial_group".to_owned()], ..Selection::default() };
        let crashes = vec![CrashHazard { tests: marked, alone: 0.0, together: 0.0012 }];
        TestRun { hazards: Hazards { crashes, ..Hazards::default() }, ..run(session, &[folder]) }
    };
    let runs = [tests("Unit tests", of("tests/unit")), tests("Integration tests", of("tests/integration"))];
    let jobs = vec![job("tests", &[], set_up(20.0).into_iter().chain(runs).collect())];
    Pipeline { jobs, required: vec!["tests".to_owned()], reruns: Reruns(2), ..Pipeline::default() }
}
