//! Laws that hold of every session, with crashes, restarts, fixtures and delays too, on random ones.

use arbtest::arbitrary::{Result, Unstructured};
use arbtest::arbtest;
use laneway_engine::dist_mode::{DIST_MODES, DistMode};
use laneway_engine::outcome::{Ending, Outcome};
use laneway_engine::session::{Crash, CrashMode, Delay, PerWorker, Session};
use laneway_engine::simulate::{Detail, simulate};
use laneway_engine::suite::Test;
use laneway_engine::time::Nanos;

use crate::any::any_tests;

/// Without contention, so that no fraction of a nanosecond is rounded.
fn any_session(from: &mut Unstructured<'_>, n_tests: usize) -> Result<Session> {
    let mut nanos = |most: u64| from.int_in_range(0..=most).map(Nanos);
    let (latency, startup, collection) = (nanos(5_000_000)?, nanos(2_000_000_000)?, nanos(1_000_000_000)?);
    let (test_overhead, test_gap, worker_finish) = (nanos(10_000_000)?, nanos(1_000_000)?, nanos(1_000_000)?);
    let (restart_startup, restart_collection) = (nanos(2_000_000_000)?, nanos(1_000_000_000)?);
    let mut session = Session {
        dist: from.choose(DIST_MODES)?.mode,
        workers: from.int_in_range(0..=8)?,
        maxschedchunk: if from.ratio(1, 4)? { Some(from.int_in_range(2..=20)?) } else { None },
        loadscope_reorder: from.arbitrary()?,
        max_worker_restart: if from.ratio(1, 2)? { Some(from.int_in_range(0..=6)?) } else { None },
        latency,
        startup: PerWorker::All(startup),
        collection: PerWorker::All(collection),
        test_overhead,
        test_gap,
        worker_finish,
        restart_startup,
        restart_collection,
        ..Session::default()
    };
    for test in 0..n_tests as u32 {
        if from.ratio(1, 12)? {
            let mode = if from.arbitrary()? { CrashMode::First } else { CrashMode::Always };
            let after = if from.arbitrary()? { Some(Nanos(from.int_in_range(0..=2_000_000_000)?)) } else { None };
            session.crashes.push(Crash { test, mode, after });
        }
        if from.ratio(1, 20)? {
            session.delays.push(Delay { test, by: Nanos(from.int_in_range(0..=3_000_000_000)?) });
        }
    }
    Ok(session)
}

fn check(law: fn(&[Test], &Session, &Outcome)) {
    arbtest(|from| {
        let tests = any_tests(from, 40, 4, Nanos(2_000_000_000))?;
        let session = any_session(from, tests.len())?;
        let outcome = simulate(&tests, &session, Detail::Full).expect("a session that makes sense");
        law(&tests, &session, &outcome);
        Ok(())
    });
}

/// How often each test ran to its end.
fn completed(tests: &[Test], outcome: &Outcome) -> Vec<u32> {
    let mut n_runs = vec![0; tests.len()];
    let whole = outcome.runs.iter().filter(|run| !run.crashed && run.end.is_some());
    whole.for_each(|run| n_runs[run.test as usize] += 1);
    n_runs
}

#[test]
fn every_test_runs_to_its_end_once_or_is_accounted_for() {
    check(|tests, session, outcome| {
        let n_runs = completed(tests, outcome);
        let most = if session.dist == DistMode::Each { session.workers.max(1) + outcome.summary.crashes } else { 1 };
        assert!(n_runs.iter().all(|runs| *runs <= most), "{n_runs:?}");
        let missing: Vec<u32> = (0..tests.len() as u32).filter(|test| n_runs[*test as usize] == 0).collect();
        assert_eq!(outcome.summary.not_completed, missing);
        // Only a worker that dies, or a session that ends badly, leaves a test over.
        let is_good = outcome.ending == Ending::Ok && outcome.summary.crashes == 0 && session.crashes.is_empty();
        assert!(missing.is_empty() || !is_good, "{missing:?}");
        assert_eq!(outcome.summary.worker_tests.iter().sum::<u32>(), n_runs.iter().sum());
    });
}

#[test]
fn a_worker_runs_one_test_at_a_time_and_none_once_it_is_dead() {
    check(|_, _, outcome| {
        let mut free_at = vec![Some(Nanos::ZERO); outcome.workers.len()];
        for run in &outcome.runs {
            let (worker, life) = (run.worker as usize, &outcome.workers[run.worker as usize]);
            assert!(free_at[worker].is_some_and(|free_at| free_at <= run.start), "{run:?}");
            assert!(life.died.is_none_or(|died| run.start <= died && run.end.is_none_or(|end| end <= died)), "{run:?}");
            // What kills its worker, or lasts longer than the session, is the worker's last.
            free_at[worker] = run.end.filter(|_| !run.crashed);
        }
    });
}

/// While a test is left, one runs, or a message is on its way, or a worker starts. Each test costs at most eight messages one
/// after another: its result, the answer to it, and what is stolen for it.
#[test]
fn no_session_takes_longer_than_its_tests_one_after_another_and_their_messages() {
    check(|tests, session, outcome| {
        if !session.crashes.is_empty() || session.dist == DistMode::Each {
            return;
        }
        let delays: Nanos = session.delays.iter().map(|delay| delay.by).sum();
        let own: Nanos = tests.iter().map(|test| test.duration + session.test_overhead + session.test_gap).sum();
        let (PerWorker::All(startup), PerWorker::All(collection)) = (&session.startup, &session.collection) else {
            panic!("one number for all");
        };
        let n_messages = 8 * (tests.len() as u64 + u64::from(outcome.summary.steals) + 1);
        let most = *startup + *collection + own + delays + Nanos(n_messages * session.latency.0);
        assert!(outcome.summary.makespan <= most, "{:?} is over {most:?}", outcome.summary.makespan);
    });
}

#[test]
fn latency_never_changes_which_tests_run() {
    check(|tests, session, _| {
        let run = |latency: Nanos| {
            let session = Session { latency, crashes: Vec::new(), ..session.clone() };
            completed(tests, &simulate(tests, &session, Detail::Full).expect("as before"))
        };
        let expected = run(session.latency);
        for latency in [Nanos::ZERO, Nanos(1), Nanos(700_000_000), Nanos(60_000_000_000)] {
            assert_eq!(run(latency), expected, "{latency:?}");
        }
    });
}

/// More workers or shorter tests may make a session longer (Graham's anomalies), but a clock that goes half as fast changes
/// nothing else. Not under `load`, which knows a span of its own: after a test of a tenth of a second it sends no more.
#[test]
fn twice_as_long_in_everything_is_twice_as_long() {
    check(|tests, session, outcome| {
        if session.dist == DistMode::Load {
            return;
        }
        let twice = |span: Nanos| span + span;
        let of_all = |spans: &PerWorker| match spans {
            PerWorker::All(span) => PerWorker::All(twice(*span)),
            PerWorker::Each(spans) => PerWorker::Each(spans.iter().copied().map(twice).collect()),
        };
        let slow_tests: Vec<Test> =
            tests.iter().map(|test| Test { duration: twice(test.duration), ..test.clone() }).collect();
        let slow = Session {
            latency: twice(session.latency),
            startup: of_all(&session.startup),
            collection: of_all(&session.collection),
            test_overhead: twice(session.test_overhead),
            test_gap: twice(session.test_gap),
            worker_finish: twice(session.worker_finish),
            restart_startup: twice(session.restart_startup),
            restart_collection: twice(session.restart_collection),
            crashes: session.crashes.iter().map(|it| Crash { after: it.after.map(twice), ..*it }).collect(),
            delays: session.delays.iter().map(|it| Delay { by: twice(it.by), ..*it }).collect(),
            ..session.clone()
        };
        let slow = simulate(&slow_tests, &slow, Detail::Full).expect("as before");
        let of = |outcome: &Outcome, by: u64| -> Vec<_> {
            outcome
                .runs
                .iter()
                .map(|run| (run.test, run.worker, run.start.0 * by, run.end.map(|end| end.0 * by)))
                .collect()
        };
        assert_eq!(of(&slow, 1), of(outcome, 2));
        assert_eq!(slow.summary.session_end, twice(outcome.summary.session_end));
    });
}

#[test]
fn one_session_one_outcome() {
    check(|tests, session, outcome| {
        assert_eq!(&simulate(tests, session, Detail::Full).expect("as before"), outcome);
        assert_eq!(simulate(tests, session, Detail::Summary).expect("as before").summary, outcome.summary);
    });
}
