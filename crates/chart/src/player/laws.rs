//! What holds at every moment of every session.

use std::sync::Arc;

use arbtest::arbitrary::{Result, Unstructured};
use arbtest::arbtest;
use laneway_engine::dist_mode::{DIST_MODES, DistMode};
use laneway_engine::session::{Crash, CrashMode, PerWorker, Session};
use laneway_engine::simulate::{Detail, simulate};
use laneway_engine::suite::{Suite, Test};
use laneway_engine::time::Nanos;

use super::moments::What;
use super::queues::{Phase, Queues};
use super::replay::Replay;
use super::say::Teller;

fn any_suite(u: &mut Unstructured<'_>) -> Result<Suite> {
    let mut tests = Vec::new();
    for n in 0..u.int_in_range(0..=60)? {
        let (file, class) = (u.int_in_range(0..=4)?, if u.ratio(1, 3)? { "::TestIt" } else { "" });
        let groups = if u.ratio(1, 5)? { vec![format!("g{}", u.int_in_range(0..=2)?)] } else { Vec::new() };
        let duration = Nanos(if u.ratio(1, 6)? { 0 } else { u.int_in_range(0..=300)? * 1_000_000 });
        tests.push(Test { id: format!("test_{file}.py{class}::test_{n}"), duration, groups, ..Test::default() });
    }
    Ok(Suite { tests, ..Suite::default() })
}

fn any_session(u: &mut Unstructured<'_>, n_tests: u32) -> Result<Session> {
    let mut nanos = |most: u64| Ok(Nanos(if u.ratio(1, 2)? { 0 } else { u.int_in_range(0..=most)? }));
    let (latency, startup, collection) = (nanos(5_000_000)?, nanos(2_000_000_000)?, nanos(1_000_000_000)?);
    let (test_gap, controller_cost, worker_finish) = (nanos(1_000_000)?, nanos(2_000_000)?, nanos(50_000_000)?);
    let mut crashes: Vec<Crash> = Vec::new();
    for _ in 0..u.int_in_range(0..=3)? {
        let test = u.int_in_range(0..=n_tests)?;
        let mode = if u.arbitrary()? { CrashMode::First } else { CrashMode::Always };
        if test < n_tests && crashes.iter().all(|crash| crash.test != test) {
            crashes.push(Crash { test, mode, after: u.ratio(1, 3)?.then_some(Nanos(7)) });
        }
    }
    Ok(Session {
        dist: u.choose(DIST_MODES)?.mode,
        workers: u.int_in_range(0..=7)?,
        maxschedchunk: if u.ratio(1, 4)? { Some(u.int_in_range(1..=20)?) } else { None },
        loadscope_reorder: u.arbitrary()?,
        max_worker_restart: if u.ratio(1, 2)? { Some(u.int_in_range(0..=3)?) } else { None },
        latency,
        startup: PerWorker::All(startup),
        collection: PerWorker::All(collection),
        test_gap,
        controller_cost,
        worker_finish,
        restart_collection: Nanos(9),
        crashes,
        ..Session::default()
    })
}

fn check(law: fn(&mut Unstructured<'_>, Teller<'_>) -> Result<()>) {
    arbtest(|u| {
        let suite = any_suite(u)?;
        let session = any_session(u, suite.tests.len() as u32)?;
        let outcome = simulate(&suite.tests, &session, Detail::Full).expect("a session that makes sense");
        let replay = Replay::new(&suite, &session, Arc::new(outcome));
        law(u, Teller { replay: &replay, suite: &suite, session: &session })
    });
}

/// How often each test is somewhere, those that are done among them.
fn places(queues: &Queues, teller: Teller<'_>, n_started: &[u32]) -> Vec<usize> {
    let mut places = vec![0; teller.suite.tests.len()];
    let lanes = queues.lanes.iter().flat_map(|lane| lane.queue.iter().chain(&lane.sent).chain(&lane.given));
    for test in queues.held.iter().chain(&queues.blamed).chain(lanes) {
        places[*test as usize] += 1;
    }
    for run in n_started {
        places[teller.replay.outcome().runs[*run as usize].test as usize] += 1;
    }
    places
}

#[test]
fn every_test_is_in_one_place() {
    check(|_, teller| {
        let mut cursor = teller.replay.start();
        let mut done = Vec::new();
        let mut n_given_out = 0;
        for (position, moment) in teller.replay.moments().iter().enumerate() {
            teller.replay.go(&mut cursor, position + 1);
            match moment.what {
                What::Ended(run) if !teller.replay.outcome().runs[run as usize].crashed => done.push(run),
                What::Decided(decision) => {
                    n_given_out += usize::from(
                        teller.replay.outcome().decisions[decision as usize].tests.is_none()
                            && teller.say(decision).contains("runs everything"),
                    );
                }
                _ => {}
            }
            let expected = if teller.replay.dist() == DistMode::Each { n_given_out } else { 1 };
            let places = places(&cursor.queues, teller, &done);
            assert!(places.iter().all(|n| *n == expected), "{expected}, but {places:?} after {moment:?}");
            assert_eq!(cursor.queues.n_done as usize, done.len());
        }
        Ok(())
    });
}

#[test]
fn what_starts_is_first_in_its_queue() {
    check(|_, teller| {
        let mut cursor = teller.replay.start();
        for (position, moment) in teller.replay.moments().iter().enumerate() {
            teller.replay.go(&mut cursor, position + 1);
            if let What::Started(run) = moment.what {
                let run = teller.replay.outcome().runs[run as usize];
                let lane = &cursor.queues.lanes[run.worker as usize];
                assert_eq!((lane.phase, lane.current()), (Phase::Running, Some(run.test)));
                let is_last = teller.replay.dist() == DistMode::No;
                assert!(is_last || lane.queue.len() >= 2 || lane.told == super::queues::Told::Yes, "{lane:?}");
            }
        }
        Ok(())
    });
}

#[test]
fn all_that_happens_is_a_moment() {
    check(|_, teller| {
        let (moments, outcome) = (teller.replay.moments(), teller.replay.outcome());
        assert!(moments.is_sorted_by_key(|moment| moment.at));
        let decided = moments.iter().filter_map(|moment| match moment.what {
            What::Decided(decision) => Some(decision),
            _ => None,
        });
        assert!(decided.eq(0..outcome.decisions.len() as u32));
        let n_started = moments.iter().filter(|moment| matches!(moment.what, What::Started(_))).count();
        assert_eq!(n_started, outcome.runs.len());
        Ok(())
    });
}

#[test]
fn every_decision_has_a_sentence() {
    check(|_, teller| {
        for decision in 0..teller.replay.outcome().decisions.len() as u32 {
            let said = teller.say(decision);
            assert!(said.ends_with('.') && !said.contains(" 0 more"), "{said}");
        }
        Ok(())
    });
}

#[test]
fn the_way_back_is_the_way_there() {
    check(|u, teller| {
        let n_moments = teller.replay.moments().len();
        let mut there = teller.replay.start();
        let mut all = vec![there.clone()];
        for position in 1..=n_moments {
            teller.replay.go(&mut there, position);
            all.push(there.clone());
        }
        let mut cursor = teller.replay.start();
        for _ in 0..u.int_in_range(0..=20)? {
            let position = u.int_in_range(0..=n_moments)?;
            teller.replay.go(&mut cursor, position);
            assert_eq!(cursor, all[position]);
        }
        for position in (0..=n_moments).rev() {
            teller.replay.go(&mut cursor, position);
            assert_eq!(cursor, all[position]);
        }
        Ok(())
    });
}
