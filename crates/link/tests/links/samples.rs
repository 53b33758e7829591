//! What there may be in a link: every preset, changes to presets, sessions, pipelines, suites of each fidelity.

use std::sync::Arc;

use laneway_engine::calibrate::Calibration;
use laneway_engine::dist_mode::DistMode;
use laneway_engine::distribution::{Distribution, Part};
use laneway_engine::generate::SuiteSpec;
use laneway_engine::session::{Crash, CrashMode, Delay, Fixtures, PerWorker, ScopeCost, Session};
use laneway_engine::source::Source;
use laneway_engine::split::{Known, Split, SplitBy};
use laneway_engine::suite::{OrderKnown, Recording, SourceKind, Suite};
use laneway_engine::time::Nanos;
use laneway_formats::presets::{self, PRESETS};
use laneway_formats::{scenario_json, typed};
use laneway_link::answer::offered;
use laneway_link::fidelity::{Fidelity, LEVELS, Names};
use laneway_link::headline::{Figure, Headline};
use laneway_link::shared::Shared;
use laneway_pipeline::job::Job;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::scenario::Scenario;

/// All of them, by name.
pub(crate) fn all() -> Vec<(String, Shared)> {
    let mut all: Vec<(String, Shared)> = PRESETS
        .iter()
        .map(|preset| (format!("preset {}", preset.id), Shared::from(presets::scenario(preset))))
        .collect();
    all.extend(rest().into_iter().map(|(name, shared)| (name.to_owned(), shared)));
    let imported = imported();
    for names in [Names::None, Names::Mentioned(vec!["tests/db/test_a.py".to_owned()]), Names::All] {
        for info in LEVELS {
            for (number, fidelity) in info.level.fidelities().iter().enumerate() {
                let name = format!("suite {} {number} names {:?}", info.flag, names.kept());
                all.push((name, offered(&imported, *fidelity, &names)));
            }
        }
    }
    all.push(("suite in full".to_owned(), imported));
    all
}

/// A preset and a session that is not its own.
pub(crate) fn preset_with_change() -> Shared {
    let mut scenario = presets::scenario(presets::find("lane-split").expect("a preset"));
    let run = scenario.candidate.jobs.iter_mut().flat_map(Job::test_runs_mut).next().expect("a run");
    run.session.workers = 6;
    run.session.dist = DistMode::WorkSteal;
    Shared {
        title: "What if we used six workers?".to_owned(),
        note: "Six cores come at the price of four.".to_owned(),
        view: "study".to_owned(),
        headline: Some(headline()),
        ..Shared::from(scenario)
    }
}

/// One session of each side with costs, and its tests by rule.
pub(crate) fn one_session() -> Shared {
    let baseline = Session {
        workers: 8,
        startup: PerWorker::All(Nanos(1_400_000_000)),
        collection: PerWorker::All(Nanos(3_250_000_000)),
        ..Session::default()
    };
    let candidate = Session { dist: DistMode::LoadScope, maxschedchunk: Some(2), ..baseline.clone() };
    let spec = SuiteSpec { tests: 5_000, ..SuiteSpec::default() };
    let [baseline, candidate] = [baseline, candidate].map(Pipeline::bare);
    let scenario = Scenario { source: Source::Generated { spec, seed: 7 }, baseline, candidate, ..Scenario::default() };
    Shared { title: "Scopes together?".to_owned(), headline: Some(headline()), ..Shared::from(scenario) }
}

fn headline() -> Headline {
    let figure = |value: f64| Figure { value, least: value - 1.25, most: value + 1.25 };
    Headline {
        replications: 1_000,
        typical: [182.4, 121.1],
        wall_clock: [figure(183.5), figure(122.25)],
        gain: figure(-61.25),
        red: [Figure { value: 0.031, least: 0.021, most: 0.044 }; 2],
        dollars: [412.5, 318.0],
    }
}

/// A suite as one imports it: folders, classes, parameters, groups, marks, and a selection by each of these.
pub(crate) fn imported() -> Shared {
    let text = "tests/unit/test_a.py: 8 1.25 0.013 0.0131 0.0129 login=1 / tests/db/test_a.py@db: 3.5 200ms 0.7 0 0 \
                / tests/unit/test_b.py: 1m30 0.002 0.002 0.002 0.002 4 / tests/e2e/test_c.py: 12 11 13 12.5";
    let mut suite = typed::read(text).expect("a suite");
    for (place, test) in suite.tests.iter_mut().enumerate() {
        test.duration = Nanos(test.duration.0 / 1_001 * 997);
        if place % 5 == 2 {
            test.id = test.id.replacen("::", "::TestClass::", 1);
        }
        if place % 3 == 1 {
            test.id.push_str("[a::b-é]");
        }
        if place % 4 == 0 {
            test.marks = vec!["slow".to_owned(), "unused".to_owned()];
        }
    }
    "report.xml".clone_into(&mut suite.name);
    suite.recording = Recording {
        source: SourceKind::JunitXml,
        date: Some("2026-05-04T10:11:12+00:00".to_owned()),
        workers: Some(4),
        order: OrderKnown::Finished,
        ..Recording::default()
    };
    let mut scenario = presets::scenario(presets::find("lane-split").expect("a preset"));
    for (place, run) in scenario.candidate.jobs.iter_mut().flat_map(Job::test_runs_mut).enumerate() {
        run.session.crashes = vec![Crash { test: 7, mode: CrashMode::First, after: Some(Nanos(15)) }];
        run.session.selection.paths = vec![["tests/unit", "./tests/db/"][place % 2].to_owned()];
        run.session.selection.unmarked = vec!["slow".to_owned()];
        let module = [("tests/unit/test_a.py".to_owned(), Nanos(1_234_567_891)), ("gone.py".to_owned(), Nanos(5))];
        run.session.fixtures = Fixtures { module: ScopeCost::By(module.into()), ..Fixtures::default() };
    }
    scenario.source = Source::Given(Arc::new(suite));
    Shared::from(scenario)
}

fn rest() -> Vec<(&'static str, Shared)> {
    let with = |change: &dyn Fn(&mut Scenario)| {
        let mut scenario = presets::scenario(presets::find("four-tests").expect("a preset"));
        change(&mut scenario);
        Shared::from(scenario)
    };
    let of_session = |session: Session| with(&|scenario| scenario.candidate = Pipeline::bare(session.clone()));
    vec![
        ("nothing", Shared::default()),
        ("preset with change", preset_with_change()),
        ("one session", one_session()),
        (
            "drawn files",
            with(&|scenario| {
                let from = Box::new(Source::Preset("attrs".to_owned()));
                scenario.source = Source::Resampled { from, n_tests: 12_345, seed: u64::MAX };
            }),
        ),
        (
            "distributions",
            with(&|scenario| {
                let part = |weight, median| Part { weight, median, p95: median * 3.7 };
                let durations =
                    Distribution::Mixture { parts: vec![part(0.1, 1e-9), part(0.9, 0.3)], cap: Some(300.0) };
                scenario.source = Source::Generated { spec: SuiteSpec { durations, ..SuiteSpec::default() }, seed: 1 };
            }),
        ),
        (
            "everything of a session",
            of_session(Session {
                split: Some(Split {
                    splits: 4,
                    group: 3,
                    by: SplitBy::Hash,
                    known: Known::Stale { missing: 0.1, drift: 0.15 },
                }),
                maxschedchunk: Some(-1),
                max_worker_restart: Some(0),
                startup: PerWorker::Each(vec![Nanos(1), Nanos(u64::MAX)]),
                crashes: vec![Crash { test: 3, mode: CrashMode::Always, after: None }],
                sees_groups: false,
                loadscope_reorder: false,
                ..Session::default()
            }),
        ),
        (
            "a delayed test",
            of_session(Session { delays: vec![Delay { test: 2, by: Nanos(60_000_000_000) }], ..Session::default() }),
        ),
        ("a billion workers", of_session(Session { workers: 1_000_000_000, ..Session::default() })),
        (
            "hostile texts",
            Shared {
                title: "<script>alert(1)</script> ${{ secrets.TOKEN }} \u{202e}\u{0}\u{1b}[2J".to_owned(),
                note: "]]> `rm -rf /` \r\n\r\n# heading".to_owned(),
                view: "../../etc/passwd".to_owned(),
                ..with(&|scenario| {
                    scenario.source = Suite { name: "'; DROP TABLE tests; --".to_owned(), ..Suite::default() }.into();
                    "${{ github.token }}\n!!python/object".clone_into(&mut scenario.candidate.jobs[0].name);
                })
            },
        ),
        (
            "calibrated",
            with(&|scenario| {
                let json = r#"{"dist": "worksteal", "workers": 8, "tests": {"modelled": 61000000001, "measured": 60500000000},
                "session": null, "fitted": [{"what": "test-gap", "value": 1200345, "n": 99, "p5": 1, "p95": 20000000}],
                "left_alone": [{"what": "computing", "why": "nothing says how many cores there were"}]}"#;
                let calibration: Calibration = serde_json::from_str(json).expect("a calibration");
                scenario.calibration = Some(calibration);
            }),
        ),
        ("coverage line by line", coverage()),
    ]
}

/// Reports of two lanes, with branches.
fn coverage() -> Shared {
    let json = r#"{"schema": 1, "source": {"preset": "lane-split"}, "candidate": {}, "baseline": {"jobs": [{"id": "a",
        "steps": [{"name": "Test", "work": {"tests": {"coverage": {"covers": {"lines": {"files": {
            "src/a.py": {"statements": [[1, 9], [12, 40]], "executed": [[1, 3], [12, 12]],
                "branches": {"3": {"n": 2, "missing": ["exit", "9"]}}},
            "src/b/c.py": {"statements": [[1, 1]], "executed": []}}}}}}}}]}]}}"#;
    Shared { fidelity: Fidelity::Full, ..Shared::from(scenario_json::read(json.as_bytes()).expect("a scenario")) }
}
