//! Sides of scenarios, parted into a file and command lines.

use expect_test::{Expect, expect};
use laneway_engine::dist_mode::DistMode;
use laneway_engine::selection::Selection;
use laneway_engine::session::{Crash, CrashMode, Delay, Session};
use laneway_engine::split::{Known, Split, SplitBy};
use laneway_engine::suite::Test;
use laneway_formats::presets;
use laneway_pipeline::coverage::{Collect, Tool};
use laneway_pipeline::job::Job;
use laneway_pipeline::step::{Step, TestRun, Work};

use super::*;

fn job(id: &str, run: TestRun) -> Job {
    Job { id: id.to_owned(), steps: vec![Step::new("Test", Work::Tests(Box::new(run)))], ..Job::default() }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn check(pipeline: &Pipeline, suite: &Suite, expected: Expect) {
    let Configured { settings, commands, cannot } = configure(pipeline, suite, &SettingsOptions::default());
    let addopts = join(settings.addopts.iter().flat_map(PytestOption::words));
    let mut text = format!("addopts {addopts}\ntestpaths {:?}\nmarkers {:?}\n", settings.testpaths, settings.markers);
    text.extend(commands.iter().map(|command| format!("{}: {}\n", command.lane, command.shell())));
    text.extend(cannot.iter().map(|cannot| format!("{cannot}\n")));
    expected.assert_eq(&text);
}

fn of(sessions: &[(&str, Session)]) -> Pipeline {
    let run = |session: &Session| TestRun { session: session.clone(), ..TestRun::default() };
    Pipeline { jobs: sessions.iter().map(|(id, session)| job(id, run(session))).collect(), ..Pipeline::default() }
}

#[test]
fn one_run_goes_to_the_file() {
    let selection = Selection { paths: words(&["tests"]), unmarked: words(&["slow"]), ..Selection::default() };
    let session = Session { dist: DistMode::LoadScope, selection, max_worker_restart: Some(0), ..Session::default() };
    check(
        &of(&[("tests", session)]),
        &Suite::default(),
        expect![[r#"
            addopts -n 4 --dist loadscope --max-worker-restart=0 -m 'not slow'
            testpaths ["tests"]
            markers ["slow"]
            tests: python -m pytest
        "#]],
    );
}

#[test]
fn what_all_share_goes_to_the_file_and_the_rest_to_each() {
    let of_path = |path: &str, chunk| {
        let selection = Selection { paths: words(&[path]), ..Selection::default() };
        Session { selection, maxschedchunk: chunk, ..Session::default() }
    };
    let pipeline = of(&[("unit", of_path("tests/unit", Some(2))), ("heavy", of_path("tests/heavy", None))]);
    check(
        &pipeline,
        &Suite::default(),
        expect![[r#"
        addopts -n 4 --dist load
        testpaths []
        markers []
        unit: python -m pytest --maxschedchunk=2 tests/unit
        heavy: python -m pytest tests/heavy
    "#]],
    );
}

#[test]
fn a_mode_is_never_in_the_file_without_workers() {
    let of = |workers| Session { workers, dist: DistMode::LoadFile, ..Session::default() };
    check(
        &self::of(&[("a", of(2)), ("b", of(4))]),
        &Suite::default(),
        expect![[r#"
        addopts 
        testpaths []
        markers []
        a: python -m pytest -n 2 --dist loadfile
        b: python -m pytest -n 4 --dist loadfile
    "#]],
    );
}

#[test]
fn lanes_of_a_preset_keep_the_threshold_for_the_gate() {
    let preset = presets::find("lane-split").expect("a preset");
    let [_, candidate] = preset.pipelines();
    check(
        &candidate,
        &presets::suite(preset.id).expect("its suite"),
        expect![[r#"
        addopts 
        testpaths []
        markers []
        unit: COVERAGE_FILE=.coverage.unit python -m pytest -n 4 --dist load --cov --cov-fail-under=0 tests/unit
        heavy: COVERAGE_FILE=.coverage.heavy python -m pytest -n 0 --cov --cov-fail-under=0 tests/contract tests/integration
    "#]],
    );
}

#[test]
fn what_cannot_be_said_is_named() {
    let test = |id: &str, groups: &[&str]| Test { id: id.to_owned(), groups: words(groups), ..Test::default() };
    let suite = Suite { tests: vec![test("a.py::test_1", &["db"]), test("a.py::test_12", &[])], ..Suite::default() };
    let selection = Selection {
        paths: words(&["a\0b"]),
        without: words(&["a.py::test_1"]),
        marked: words(&["db", "x or y"]),
        unmarked: words(&["not"]),
    };
    let everything = Selection { without: words(&["a.py::test_1"]), ..Selection::default() };
    let split = Some(Split { splits: 2, group: 1, by: SplitBy::File, known: Known::Recorded });
    let sessions = [
        ("a", Session { selection, split, ..Session::default() }),
        ("b", Session { selection: everything, ..Session::default() }),
    ];
    let mut pipeline = of(&sessions);
    let tools = [(Tool::Slipcover, false), (Tool::SysMon, true)];
    for (job, (tool, branch)) in pipeline.jobs.iter_mut().zip(tools) {
        let collect = Collect { tool, branch, ..Collect::default() };
        job.test_runs_mut().for_each(|run| run.coverage = Some(collect.clone()));
    }
    check(
        &pipeline,
        &suite,
        expect![[r#"
            addopts -n 4 --dist load --deselect=a.py::test_1
            testpaths []
            markers ["db"]
            a: python -m pytest
            b: COVERAGE_FILE=.coverage python -m pytest --cov
            a: no plugin of pytest splits by file, expected duration_based_chunks, least_duration or hash: choose one of these, or list the tests of each shard by `laneway split`
            `db` is the name of an xdist_group, and `-m` finds marks alone: mark those tests with `@pytest.mark.db` too
            `-m` cannot name the mark `x or y`, expected letters, digits and `_`: rename the mark; no run that selects by it has `-m`
            `-m` cannot name the mark `not`, expected letters, digits and `_`: rename the mark; no run that selects by it has `-m`
            a: the path "a\0b" has a zero byte, which no file name or command line can hold: rename it
            b: `--deselect=a.py::test_1` leaves out `a.py::test_12` too, since pytest compares beginnings of ids: rename one, or move it
            a: slipcover writes no data that `coverage combine` reads, and has no settings in these files: run it by hand
            sysmon measures branches from Python 3.14 on alone; before, coverage warns and takes its slower C core: run 3.14
        "#]],
    );
    check(
        &Pipeline::default(),
        &Suite::default(),
        expect![[r#"
        addopts 
        testpaths []
        markers []
        the pipeline runs no tests, expected a job with a run of tests: there is nothing to configure
    "#]],
    );
}

#[test]
fn what_is_tried_out_alone_is_told() {
    let delays = [3, 4].map(|test| Delay { test, by: Nanos(1) }).to_vec();
    let session = Session { workers: 2, delays, ..Session::default() };
    let crashes = vec![Crash { test: 1, mode: CrashMode::Always, after: None }];
    let killed = Session { crashes, ..session.clone() };
    let suite = presets::suite("late-giant").expect("its suite");
    let cannot = configure(&of(&[("a", session), ("b", killed)]), &suite, &SettingsOptions::default()).cannot;
    expect![[r#"
        a: simulated with what no file makes happen: 2 × delayed test
        b: simulated with what no file makes happen: 2 × delayed test, 1 × crash of a worker
    "#]]
    .assert_eq(&cannot.iter().map(|cannot| format!("{cannot}\n")).collect::<String>());
}
