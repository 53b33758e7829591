//! Laws that hold of every session without crashes, on random ones.

use arbtest::arbitrary::{Result, Unstructured};
use arbtest::arbtest;
use laneway_engine::bounds::floor;
use laneway_engine::contention::Contention;
use laneway_engine::dist_mode::{DIST_MODES, DistMode};
use laneway_engine::outcome::{Ending, Outcome};
use laneway_engine::prepared::Prepared;
use laneway_engine::session::{PerWorker, Session};
use laneway_engine::simulate::{Detail, simulate};
use laneway_engine::suite::Test;
use laneway_engine::time::Nanos;

use crate::any::any_tests;

fn any_session(from: &mut Unstructured<'_>) -> Result<Session> {
    let mut nanos = |most: u64| from.int_in_range(0..=most).map(Nanos);
    let (latency, startup, collection) = (nanos(5_000_000)?, nanos(2_000_000_000)?, nanos(1_000_000_000)?);
    let (test_overhead, test_gap) = (nanos(10_000_000)?, nanos(1_000_000)?);
    let contention = Contention {
        cores: from.int_in_range(1..=6)?,
        cpu_permille: from.int_in_range(0..=1000)?,
        boot_cpu_permille: from.int_in_range(0..=1000)?,
    };
    Ok(Session {
        dist: from.choose(DIST_MODES)?.mode,
        workers: from.int_in_range(1..=9)?,
        maxschedchunk: if from.ratio(1, 4)? { Some(from.int_in_range(2..=20)?) } else { None },
        loadscope_reorder: from.arbitrary()?,
        latency,
        startup: PerWorker::All(startup),
        collection: PerWorker::All(collection),
        test_overhead,
        test_gap,
        contention: from.ratio(2, 3)?.then_some(contention),
        ..Session::default()
    })
}

fn check(law: fn(&[Test], &Session, &Outcome)) {
    arbtest(|from| {
        let (tests, session) = (any_tests(from, 60, 5, Nanos(3_000_000_000))?, any_session(from)?);
        let outcome = simulate(&tests, &session, Detail::Full).expect("a session that makes sense");
        law(&tests, &session, &outcome);
        Ok(())
    });
}

#[test]
fn every_test_runs_as_often_as_it_should() {
    check(|tests, session, outcome| {
        let mut n_runs = vec![0; tests.len()];
        outcome.runs.iter().for_each(|run| n_runs[run.test as usize] += 1);
        let expected = if session.dist == DistMode::Each { session.workers } else { 1 };
        assert!(n_runs.iter().all(|runs| *runs == expected), "{n_runs:?}");
        assert_eq!((&outcome.ending, outcome.summary.not_completed.len()), (&Ending::Ok, 0));
    });
}

#[test]
fn no_schedule_beats_the_floor() {
    check(|tests, session, outcome| assert!(outcome.summary.makespan >= floor(&Prepared::new(tests), session)));
}

#[test]
fn nor_where_several_tests_have_one_id() {
    arbtest(|from| {
        let (mut tests, session) = (any_tests(from, 30, 3, Nanos(3_000_000_000))?, any_session(from)?);
        for place in 0..tests.len() {
            let other = from.choose_index(tests.len())?;
            tests[place].id = tests[other].id.clone();
        }
        let outcome = simulate(&tests, &session, Detail::Full).expect("a session that makes sense");
        let floor = floor(&Prepared::new(&tests), &session);
        assert!(outcome.summary.makespan >= floor || outcome.ending != Ending::Ok, "{floor:?} {:?}", outcome.summary);
        Ok(())
    });
}

#[test]
fn a_worker_runs_one_test_at_a_time() {
    check(|_, _, outcome| {
        let mut free_at = vec![Nanos::ZERO; outcome.workers.len()];
        for run in &outcome.runs {
            let free_at = &mut free_at[run.worker as usize];
            assert!(*free_at <= run.start);
            *free_at = run.end.expect("without crashes, every run ends");
        }
    });
}

#[test]
fn one_session_one_outcome_and_a_summary_is_the_same_without_the_account() {
    check(|tests, session, outcome| {
        assert_eq!(&simulate(tests, session, Detail::Full).expect("as before"), outcome);
        assert_eq!(simulate(tests, session, Detail::Summary).expect("as before").summary, outcome.summary);
    });
}
