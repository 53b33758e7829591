//! Sessions that share a machine: laws on random ones, and a few by hand.

use arbtest::arbitrary::{Result, Unstructured};
use arbtest::arbtest;
use laneway_engine::contention::Contention;
use laneway_engine::dist_mode::{DIST_MODES, DistMode};
use laneway_engine::outcome::{Ending, Outcome};
use laneway_engine::prepared::Prepared;
use laneway_engine::selection::Selection;
use laneway_engine::session::{Crash, CrashMode, Fixtures, PerWorker, ScopeCost, Session};
use laneway_engine::simulate::{Detail, SessionError, simulate_prepared, simulate_together};
use laneway_engine::suite::Test;
use laneway_engine::time::Nanos;

const SECOND: u64 = 1_000_000_000;

fn any_tests(from: &mut Unstructured<'_>) -> Result<Vec<Test>> {
    let test = |number: u32, from: &mut Unstructured<'_>| {
        let (file, class) = (from.int_in_range(0..=4)?, if from.ratio(1, 3)? { "::TestIt" } else { "" });
        // Few durations, so that much happens at the same nanosecond.
        let duration = Nanos(from.int_in_range(0..=6)? * 40_000_001);
        Ok(Test { id: format!("test_{file}.py{class}::test_{number}"), duration, ..Test::default() })
    };
    let n_tests = from.int_in_range(0..=40)?;
    (0..n_tests).map(|number| test(number, from)).collect()
}

fn any_session(from: &mut Unstructured<'_>, n_tests: usize) -> Result<Session> {
    let mut nanos = |most: u64| Ok(if from.ratio(1, 3)? { Nanos::ZERO } else { Nanos(from.int_in_range(0..=most)?) });
    let (latency, startup, collection) = (nanos(3_000_000)?, nanos(90_000_000)?, nanos(50_000_000)?);
    let (test_gap, worker_finish, controller_cost) = (nanos(2_000_000)?, nanos(40_000_000)?, nanos(1_000_000)?);
    let (fixture, restart_startup) = (nanos(50_000_000)?, nanos(30_000_000)?);
    let contention = Contention {
        cores: 1,
        cpu_permille: *from.choose(&[0, 300, 1000])?,
        boot_cpu_permille: *from.choose(&[0, 1000])?,
    };
    let mut crashes = Vec::new();
    if n_tests > 0 && from.ratio(1, 3)? {
        let mode = if from.arbitrary()? { CrashMode::First } else { CrashMode::Always };
        let after = from.ratio(1, 2)?.then_some(Nanos(7_000_000));
        crashes.push(Crash { test: from.int_in_range(0..=n_tests as u32 - 1)?, mode, after });
    }
    Ok(Session {
        dist: from.choose(DIST_MODES)?.mode,
        workers: from.int_in_range(0..=6)?,
        max_worker_restart: Some(from.int_in_range(0..=3)?),
        latency,
        startup: PerWorker::All(startup),
        collection: PerWorker::All(collection),
        test_gap,
        worker_finish,
        controller_cost,
        restart_startup,
        fixtures: Fixtures { session: fixture, module: ScopeCost::All(fixture), class: ScopeCost::default() },
        crashes,
        contention: from.ratio(3, 4)?.then_some(contention),
        ..Session::default()
    })
}

/// As it runs on a machine of its own.
fn alone(tests: &[Test], session: &Session, cores: u32) -> Outcome {
    let contention = session.contention.map(|contention| Contention { cores, ..contention });
    let session = Session { contention, ..session.clone() };
    simulate_prepared(&Prepared::new(tests), &session, Detail::Full).expect("a session that makes sense")
}

/// Whether a session computes.
fn computes(session: &Session) -> bool {
    session.contention.is_some_and(|contention| contention.cpu_permille > 0 || contention.boot_cpu_permille > 0)
}

#[test]
fn one_session_alone_is_as_it_always_was() {
    arbtest(|from| {
        let tests = any_tests(from)?;
        let session = any_session(from, tests.len())?;
        let cores = from.int_in_range(1..=5)?;
        let start = Nanos(from.int_in_range(0..=SECOND)?);
        let outcomes = simulate_together(&[(start, &Prepared::new(&tests), &session)], cores, Detail::Full);
        assert_eq!(outcomes.expect("a session that makes sense"), [alone(&tests, &session, cores)]);
        Ok(())
    });
}

#[test]
fn who_does_not_compute_neither_slows_nor_is_slowed() {
    arbtest(|from| {
        let tests = any_tests(from)?;
        let cores = from.int_in_range(1..=4)?;
        let one = any_session(from, tests.len())?;
        let other = Session { contention: None, ..any_session(from, tests.len())? };
        let starts = [from.int_in_range(0..=SECOND)?, from.int_in_range(0..=SECOND)?].map(Nanos);
        let prepared = Prepared::new(&tests);
        let both =
            simulate_together(&[(starts[0], &prepared, &one), (starts[1], &prepared, &other)], cores, Detail::Full);
        assert_eq!(both.expect("sessions that make sense"), [alone(&tests, &one, cores), alone(&tests, &other, cores)]);
        Ok(())
    });
}

#[test]
fn sessions_one_after_the_other_do_not_meet() {
    arbtest(|from| {
        let tests = any_tests(from)?;
        let sessions = [any_session(from, tests.len())?, any_session(from, tests.len())?];
        let cores = from.int_in_range(1..=4)?;
        let prepared = Prepared::new(&tests);
        let expected = sessions.each_ref().map(|session| alone(&tests, session, cores));
        // Workers that a session leaves behind compute no more.
        let starts = [Nanos::ZERO, expected[0].summary.session_end];
        let both = [0, 1].map(|place: usize| (starts[place], &prepared, &sessions[place]));
        assert_eq!(simulate_together(&both, cores, Detail::Full).expect("sessions that make sense"), expected);
        Ok(())
    });
}

/// What runs of tests that ended well have computed is no more than the cores can do from the first start to the last end.
#[test]
fn cores_never_do_more_than_they_can() {
    arbtest(|from| {
        let tests = any_tests(from)?;
        let cores = from.int_in_range(1..=3)?;
        let n_sessions = from.int_in_range(1..=4)?;
        let prepared = Prepared::new(&tests);
        let some = (0..n_sessions).map(|_| any_session(from, tests.len())).collect::<Result<Vec<_>>>()?;
        let together: Vec<_> = some.iter().map(|session| (Nanos(SECOND / 10), &prepared, session)).collect();
        let outcomes = simulate_together(&together, cores, Detail::Full).expect("sessions that make sense");
        let mut served = 0;
        for (session, outcome) in some.iter().zip(&outcomes).filter(|(session, _)| computes(session)) {
            let contention = session.contention.expect("it computes");
            let ended = outcome.runs.iter().filter(|run| run.end.is_some() && !run.crashed);
            let own = |run: &laneway_engine::outcome::Run| run.fixtures + tests[run.test as usize].duration;
            served += ended.map(|run| contention.test_cpu(own(run)).0).sum::<u64>();
        }
        let end = outcomes.iter().map(|outcome| outcome.summary.session_end.0).max().unwrap_or_default();
        assert!(served <= u64::from(cores) * end, "{served} on {cores} cores by {end}");
        Ok(())
    });
}

#[test]
fn company_never_ends_a_plain_session_sooner() {
    arbtest(|from| {
        let tests = any_tests(from)?;
        let cores = from.int_in_range(1..=2)?;
        let one = Session { dist: DistMode::No, ..any_session(from, tests.len())? };
        let other = any_session(from, tests.len())?;
        let prepared = Prepared::new(&tests);
        let both = [(Nanos::ZERO, &prepared, &one), (Nanos::ZERO, &prepared, &other)];
        let outcomes = simulate_together(&both, cores, Detail::Full).expect("sessions that make sense");
        let expected = alone(&tests, &one, cores);
        assert!(outcomes[0].summary.session_end >= expected.summary.session_end);
        let order = |outcome: &Outcome| outcome.runs.iter().map(|run| run.test).collect::<Vec<_>>();
        assert_eq!(order(&outcomes[0]), order(&expected));
        Ok(())
    });
}

/// Two processes compute on one core: the shorter one is done when both have had its second; the other then has the core.
#[test]
fn two_processes_share_a_core() {
    let tests =
        [1, 3].map(|secs| Test { id: format!("{secs}.py::test"), duration: Nanos(secs * SECOND), ..Test::default() });
    let contention = Some(Contention { cores: 1, cpu_permille: 1000, boot_cpu_permille: 1000 });
    let session = |path: &str| Session {
        selection: Selection { paths: vec![path.to_owned()], ..Selection::default() },
        dist: DistMode::No,
        contention,
        ..Session::default()
    };
    let (short, long) = (session("1.py"), session("3.py"));
    let prepared = Prepared::new(&tests[..]);
    let ends = |starts: [u64; 2], cores| {
        let both = [(Nanos(starts[0] * SECOND), &prepared, &short), (Nanos(starts[1] * SECOND), &prepared, &long)];
        let outcomes = simulate_together(&both, cores, Detail::Summary).expect("sessions that make sense");
        outcomes.iter().map(|outcome| outcome.summary.makespan.as_secs()).collect::<Vec<_>>()
    };
    assert_eq!(format!("{:?}", ends([0, 0], 1)), "[2.0, 4.0]");
    assert_eq!(format!("{:?}", ends([0, 0], 2)), "[1.0, 3.0]");
    // The long one has a second to itself, then they share for two, then it has the rest.
    assert_eq!(format!("{:?}", ends([1, 0], 1)), "[2.0, 4.0]");
    assert_eq!(format!("{:?}", ends([0, 1], 1)), "[1.0, 3.0]");
}

#[test]
fn a_session_that_breaks_off_leaves_the_others_alone() {
    let tests = vec![Test { id: "a.py::test".to_owned(), duration: Nanos(SECOND), ..Test::default() }; 4];
    let crashes = vec![Crash { test: 0, mode: CrashMode::Always, after: None }];
    let contention = Some(Contention { cores: 2, cpu_permille: 1000, boot_cpu_permille: 1000 });
    let prepared = Prepared::new(&tests);
    let red = Session { workers: 2, crashes, max_worker_restart: Some(0), contention, ..Session::default() };
    let plain = Session { dist: DistMode::No, contention, ..Session::default() };
    let both = [(Nanos::ZERO, &prepared, &red), (Nanos::ZERO, &prepared, &plain)];
    let outcomes = simulate_together(&both, 2, Detail::Full).expect("sessions that make sense");
    assert!(!outcomes[0].summary.not_completed.is_empty());
    assert_eq!((&outcomes[1].ending, outcomes[1].summary.not_completed.len()), (&Ending::Ok, 0));
}

#[test]
fn err_machines_and_sessions_that_make_no_sense() {
    let tests = vec![Test::default(); 2];
    let (prepared, session) = (Prepared::new(&tests), Session::default());
    let error =
        |sessions: &[_], cores| simulate_together(sessions, cores, Detail::Summary).expect_err("an error").to_string();
    let one = [(Nanos::ZERO, &prepared, &session)];
    assert_eq!(error(&one, 0), "contention has cores 0, expected 1 to 1024: give the cores of the machine");
    assert_eq!(
        error(&one.repeat(1_001), 2),
        "1001 sessions run together, expected at most 1000: give them machines of their own"
    );
    let late = [(Nanos(u64::MAX), &prepared, &session)];
    assert_eq!(simulate_together(&late, 2, Detail::Summary), Err(SessionError::TooLong));
    assert_eq!(simulate_together(&[], 2, Detail::Summary), Ok(Vec::new()));
}
