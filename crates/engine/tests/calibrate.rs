//! Calibration on simulated runs: what a session was made with comes out again.

#![allow(clippy::needless_pass_by_value, reason = "expectations are passed as expect-test has them")]

use std::collections::BTreeMap;

use expect_test::{Expect, expect};
use laneway_engine::calibrate::{Computing, Fit, Recorded, TestRun, WorkerTimes, calibrate, guess_dist, take_out};
use laneway_engine::contention::Contention;
use laneway_engine::dist_mode::{DIST_MODES, DistMode};
use laneway_engine::outcome::Outcome;
use laneway_engine::session::{Fixtures, PerWorker, ScopeCost, Session};
use laneway_engine::simulate::{Detail, simulate};
use laneway_engine::suite::Test;
use laneway_engine::time::Nanos;

const SET_UP: Nanos = Nanos(1_000_000);

fn ms(millis: u64) -> Nanos {
    Nanos(millis * 1_000_000)
}

/// Four modules of functions and a class each; durations from 20 to 56 ms.
fn suite(n_of_each: u64) -> Vec<Test> {
    let test = |id: String, number: u64| Test {
        id,
        duration: ms(20 + number * 7 % 37),
        groups: Vec::new(),
        ..Test::default()
    };
    let mut tests = Vec::new();
    for module in ["a", "b", "c", "d"] {
        tests.extend((0..n_of_each).map(|number| test(format!("{module}.py::test_{number}"), number)));
        tests.extend((0..n_of_each).map(|number| test(format!("{module}.py::TestC::test_{number}"), number + 3)));
    }
    tests
}

fn session(dist: DistMode, workers: u32) -> Session {
    let by = [("a.py".to_owned(), ms(300)), ("c.py".to_owned(), ms(40))];
    Session {
        dist,
        workers,
        latency: Nanos(500_000),
        startup: PerWorker::All(ms(400)),
        collection: PerWorker::All(ms(90)),
        test_overhead: ms(2),
        test_gap: ms(1),
        worker_finish: ms(5),
        fixtures: Fixtures {
            session: ms(150),
            module: ScopeCost::By(BTreeMap::from(by)),
            class: ScopeCost::All(ms(60)),
        },
        ..Session::default()
    }
}

/// What a report would say of a simulated run: what tests took with their fixtures, and when.
struct Report {
    tests: Vec<Test>,
    runs: Vec<Option<TestRun>>,
    workers: Vec<WorkerTimes>,
    ended: Nanos,
}

impl Report {
    fn new(tests: &[Test], session: &Session) -> Self {
        let outcome: Outcome = simulate(tests, session, Detail::Full).expect("a session that makes sense");
        let mut tests = tests.to_vec();
        let mut runs = vec![None; tests.len()];
        for run in &outcome.runs {
            let stop = run.end.expect("it ended");
            let fixtures = Some((SET_UP + run.fixtures, SET_UP));
            tests[run.test as usize].duration = stop - run.start - session.test_overhead;
            runs[run.test as usize] = Some(TestRun { worker: run.worker, start: run.start, stop, fixtures });
        }
        // The controller learns of it a message later.
        let known = |at: Option<Nanos>| at.map(|at| at + session.latency);
        let workers = outcome.workers.iter().map(|life| WorkerTimes {
            started: Some(life.created),
            ready: known(life.ready),
            collected: known(life.collected),
            down: known(life.finished),
        });
        Self { tests, runs, workers: workers.collect(), ended: outcome.summary.session_end + ms(80) }
    }

    fn recorded(&self, session: &Session) -> Recorded<'_> {
        Recorded {
            tests: &self.tests,
            runs: self.runs.clone(),
            workers: self.workers.clone(),
            dist: session.dist,
            n_workers: session.workers,
            ended: Some(self.ended),
            ..Recorded::default()
        }
    }
}

fn describe(fit: &Fit) -> String {
    let mut text = String::new();
    for fitted in &fit.calibration.fitted {
        let secs = [fitted.value, fitted.p5, fitted.p95].map(|span| format!("{:.4}", span.as_secs())).join(" ");
        text += &format!("{:?} n={} {secs}\n", fitted.what, fitted.n);
    }
    for left in &fit.calibration.left_alone {
        text += &format!("{:?}: {}\n", left.what, left.why);
    }
    for compared in [Some(fit.calibration.tests), fit.calibration.session].into_iter().flatten() {
        let (modelled, measured) = (compared.modelled.as_secs(), compared.measured.as_secs());
        text += &format!("modelled {modelled:.4}, measured {measured:.4} ({:+.2} %)\n", compared.error() * 100.0);
    }
    text
}

fn check(recorded: &Recorded<'_>, expect: Expect) {
    expect.assert_eq(&describe(&calibrate(recorded).expect("a fit")));
}

#[test]
fn ok_what_a_session_was_made_with_comes_out_again() {
    let session = session(DistMode::WorkSteal, 3);
    let report = Report::new(&suite(20), &session);
    check(
        &report.recorded(&session),
        expect![[r#"
            TestOverhead n=160 0.0020 0.0020 0.0020
            TestGap n=154 0.0010 0.0010 0.0010
            Startup n=3 0.4000 0.4005 0.4005
            Collection n=3 0.0900 0.0900 0.0900
            WorkerFinish n=3 0.0050 0.0050 0.0050
            Ending n=1 0.0800 0.0800 0.0800
            SessionFixtures n=1 0.1500 0.1500 0.1500
            ModuleFixtures n=2 0.0400 0.0400 0.3000
            ClassFixtures n=4 0.0600 0.0600 0.0600
            Outside: no report has the time of the whole command; `--took` tells it
            Latency: messages are not in reports; 0.5 ms is what real runs showed
            Computing: the report does not say how many cores there were; without them start-up is the same for any number of workers
            modelled 2.5726, measured 2.5720 (+0.02 %)
            modelled 3.1491, measured 3.1485 (+0.02 %)
        "#]],
    );
    let fit = calibrate(&report.recorded(&session)).expect("a fit");
    assert_eq!(fit.costs.fixtures, session.fixtures);
    assert_eq!(fit.tests, suite(20));
    let again = fit.costs.apply(&Session { dist: session.dist, workers: 3, ..Session::default() });
    // One gap of 154 is a wait for stolen tests.
    assert!(again.test_gap.0.abs_diff(session.test_gap.0) < 20_000, "{:?}", again.test_gap);
    assert_eq!(Session { test_gap: session.test_gap, ..again }, session);
}

#[test]
fn ok_without_the_times_of_workers_the_tests_alone_are_fitted() {
    let session = session(DistMode::Load, 2);
    let report = Report::new(&suite(10), &session);
    let recorded = Recorded { workers: Vec::new(), ended: None, ..report.recorded(&session) };
    check(
        &recorded,
        expect![[r#"
            TestOverhead n=80 0.0020 0.0020 0.0020
            TestGap n=76 0.0010 0.0010 0.0010
            SessionFixtures n=1 0.4500 0.4500 0.4500
            ModuleFixtures n=1 0.0400 0.0400 0.0400
            ClassFixtures n=3 0.0600 0.0600 0.0600
            Startup: the report does not say when workers began; set it yourself, or record with pytest-timing
            Collection: likewise
            WorkerFinish: the report does not say when workers ended
            Ending: the report does not say when the session began and ended
            Outside: no report has the time of the whole command; `--took` tells it
            Latency: messages are not in reports; 0.5 ms is what real runs showed
            Computing: the report does not say how many cores there were; without them start-up is the same for any number of workers
            modelled 2.3490, measured 2.3490 (+0.00 %)
        "#]],
    );
}

#[test]
fn ok_without_phases_durations_stay_as_they_are() {
    let session = session(DistMode::LoadFile, 2);
    let mut report = Report::new(&suite(6), &session);
    for (run, test) in report.runs.iter_mut().flatten().zip(&mut report.tests) {
        run.fixtures = None;
        test.duration = Nanos(run.stop.0 - run.start.0);
    }
    check(
        &report.recorded(&session),
        expect![[r#"
            TestGap n=44 0.0010 0.0010 0.0010
            Startup n=2 0.4000 0.4005 0.4005
            Collection n=2 0.0900 0.0900 0.0900
            WorkerFinish n=2 0.0050 0.0050 0.0050
            Ending n=1 0.0800 0.0800 0.0800
            Outside: no report has the time of the whole command; `--took` tells it
            TestOverhead: the report has no phases; it is in the durations
            Latency: messages are not in reports; 0.5 ms is what real runs showed
            Computing: the report does not say how many cores there were; without them start-up is the same for any number of workers
            SessionFixtures: the report has no phases; it is in the durations
            ModuleFixtures: the report has no phases; it is in the durations
            ClassFixtures: the report has no phases; it is in the durations
            modelled 1.5710, measured 1.5710 (+0.00 %)
            modelled 2.1475, measured 2.1475 (+0.00 %)
        "#]],
    );
    let fit = calibrate(&report.recorded(&session)).expect("a fit");
    assert_eq!((fit.tests, fit.costs.fixtures), (report.tests, Fixtures::default()));
}

#[test]
fn ok_the_mode_is_the_one_that_gives_workers_the_tests_they_had() {
    for dist in [DistMode::Load, DistMode::WorkSteal, DistMode::LoadScope, DistMode::LoadFile] {
        let session = session(dist, 3);
        let report = Report::new(&suite(20), &session);
        let guesses = guess_dist(&report.recorded(&Session { dist: DistMode::Load, ..session })).expect("guesses");
        assert_eq!((guesses[0].dist, guesses[0].agreement_permille), (dist, 1000));
        assert!(guesses[1].agreement_permille < 1000, "{dist:?}: {guesses:?}");
        assert_eq!(guesses.len(), DIST_MODES.len() - 2);
    }
}

/// Recorded by 4 workers on 1 core, foretold for 2, which are not as slow.
#[test]
fn ok_start_up_is_carried_to_other_numbers_of_workers_by_contention() {
    let contention = Contention { cores: 1, cpu_permille: 0, ..Contention::default() };
    let made = Session { contention: Some(contention), ..session(DistMode::Load, 4) };
    let report = Report::new(&suite(10), &made);
    let recorded = Recorded { cores: Some(1), computing: Computing::Permille(0), ..report.recorded(&made) };
    let fit = calibrate(&recorded).expect("a fit");
    let of = |session: &Session| {
        let summary = simulate(&fit.tests, session, Detail::Summary).expect("a session that makes sense").summary;
        (summary.first_start, fit.costs.session_end(&summary, session).map(|end| end - summary.session_end))
    };
    let two = fit.costs.apply(&Session { workers: 2, ..made.clone() });
    assert_eq!(of(&two), (ms(981), Some(ms(40))));
    let four = fit.costs.apply(&made);
    assert_eq!(of(&four), (ms(1961), Some(ms(80))));
}

/// On each of two workers: `a` is set up for 60 ms and torn down for 30, `b` for 40 and 20, a session for 100 and 50.
fn recorded_fixtures(tests: &[Test]) -> Vec<Option<TestRun>> {
    let run = |(position, test): (usize, &Test)| {
        let (worker, place) = (position / 7, position % 7);
        let (set_up, torn_down) = [(160, 0), (0, 30), (40, 0), (0, 20), (60, 0), (0, 0), (0, 80)][place];
        let start = ms(place as u64 * 1_000);
        let fixtures = Some((SET_UP + ms(set_up), SET_UP + ms(torn_down)));
        Some(TestRun { worker: worker as u32, start, stop: start + test.duration, fixtures })
    };
    tests.iter().enumerate().map(run).collect()
}

#[test]
fn ok_what_fixtures_take_at_their_end_is_charged_at_their_beginning() {
    let ids = [
        "a.py::test_1",
        "a.py::test_2",
        "b.py::test_1",
        "b.py::test_2",
        "a.py::test_3",
        "a.py::test_4",
        "a.py::test_5",
    ];
    let test = |id: &&str| Test { id: (*id).to_owned(), duration: ms(300), groups: Vec::new(), ..Test::default() };
    let mut tests: Vec<Test> = ids.iter().chain(&ids).map(test).collect();
    for (position, test) in tests.iter_mut().enumerate() {
        test.id = test.id.replace("test_", &format!("test_{}", position / 7));
    }
    let runs = recorded_fixtures(&tests);
    let recorded = Recorded { tests: &tests, runs, dist: DistMode::LoadFile, n_workers: 2, ..Recorded::default() };
    let fit = calibrate(&recorded).expect("a fit");
    let module = ScopeCost::By(BTreeMap::from([("a.py".to_owned(), ms(90)), ("b.py".to_owned(), ms(60))]));
    assert_eq!(fit.costs.fixtures, Fixtures { session: ms(150), module, ..Fixtures::default() });
    let durations: Vec<u64> = fit.tests.iter().map(|test| test.duration.0 / 1_000_000).collect();
    assert_eq!(durations[..7], [140, 270, 260, 280, 240, 300, 220]);
}

/// A test whose own set-up is long costs no module anything, as long as others tell.
#[test]
fn ok_no_more_is_taken_out_than_fixtures_took() {
    let session = session(DistMode::Load, 2);
    let report = Report::new(&suite(10), &session);
    let recorded = report.recorded(&session);
    let dear = Fixtures { module: ScopeCost::All(ms(10_000)), ..session.fixtures };
    let least = take_out(&recorded, &dear).into_iter().map(|test| test.duration).min();
    assert_eq!(least, Some(ms(20)));
    assert_eq!(take_out(&recorded, &Fixtures::default()), report.tests);
}

#[test]
fn err_runs_that_cannot_be_fitted() {
    let tests = suite(1);
    let runs = vec![None; tests.len()];
    let recorded = Recorded { tests: &tests, runs, n_workers: 2, ..Recorded::default() };
    let error = calibrate(&recorded).err().map(|error| error.to_string()).unwrap_or_default();
    expect!["the report does not say when each test ran, expected times: record it with `--report-log=report.jsonl` (pytest-reportlog) or `--timing-json` (pytest-timing)"].assert_eq(&error);
    let session = session(DistMode::Load, 2);
    let report = Report::new(&tests, &session);
    let each = Recorded { dist: DistMode::Each, ..report.recorded(&session) };
    let error = calibrate(&each).err().map(|error| error.to_string()).unwrap_or_default();
    expect!["dist is each, expected a mode that runs every test once: record a run under another mode"]
        .assert_eq(&error);
}
