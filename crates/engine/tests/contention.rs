//! Contention: laws on random sessions, and the stretch of a long session beside what is taken out of a recording.

use arbtest::arbitrary::{Result, Unstructured};
use arbtest::arbtest;
use laneway_engine::bounds::floor;
use laneway_engine::contention::{Contention, factor_in};
use laneway_engine::dist_mode::DistMode;
use laneway_engine::outcome::Outcome;
use laneway_engine::prepared::Prepared;
use laneway_engine::session::{Crash, CrashMode, PerWorker, Session};
use laneway_engine::simulate::{Detail, simulate};
use laneway_engine::suite::{Recording, Test};
use laneway_engine::time::Nanos;

const MODES: [DistMode; 3] = [DistMode::Load, DistMode::WorkSteal, DistMode::LoadFile];

fn any_tests(from: &mut Unstructured<'_>, most: u32) -> Result<Vec<Test>> {
    let n_tests = from.int_in_range(1..=most)?;
    let test = |number: u32, from: &mut Unstructured<'_>| {
        let duration = Nanos(from.int_in_range(0..=3_000_000)?);
        Ok(Test {
            id: format!("test_{}.py::test_{number}", number % 7),
            duration,
            groups: Vec::new(),
            ..Test::default()
        })
    };
    (0..n_tests).map(|number| test(number, from)).collect()
}

/// Several workers, with every cost that contention may touch, and a crash now and then.
fn any_session(from: &mut Unstructured<'_>, tests: &[Test], contention: Contention) -> Result<Session> {
    let mut nanos = |most: u64| from.int_in_range(0..=most).map(Nanos);
    let (latency, startup, collection) = (nanos(5_000)?, nanos(2_000_000)?, nanos(1_000_000)?);
    let (test_overhead, test_gap, worker_finish, ramp) = (nanos(10_000)?, nanos(1_000)?, nanos(9_000)?, nanos(90_000)?);
    let restart = nanos(1_000_000)?;
    let crash = Crash { test: 0, mode: CrashMode::First, after: Some(nanos(tests[0].duration.0 + 1)?) };
    Ok(Session {
        dist: *from.choose(&MODES)?,
        workers: from.int_in_range(2..=9)?,
        latency,
        startup: PerWorker::All(startup),
        collection: PerWorker::All(collection),
        ramp,
        test_overhead,
        test_gap,
        worker_finish,
        restart_startup: restart,
        restart_collection: restart,
        crashes: if from.ratio(1, 3)? { vec![crash] } else { Vec::new() },
        contention: Some(contention),
        ..Session::default()
    })
}

fn any_contention(from: &mut Unstructured<'_>) -> Result<Contention> {
    Ok(Contention {
        cores: from.int_in_range(1..=6)?,
        cpu_permille: from.int_in_range(0..=1000)?,
        boot_cpu_permille: from.int_in_range(0..=1000)?,
    })
}

fn run(tests: &[Test], session: &Session) -> Outcome {
    simulate(tests, session, Detail::Full).expect("a session that makes sense")
}

#[test]
fn without_computing_or_with_cores_enough_nothing_changes() {
    arbtest(|from| {
        let (tests, contention) = (any_tests(from, 60)?, any_contention(from)?);
        let mut session = any_session(from, &tests, contention)?;
        session.contention = None;
        let without = run(&tests, &session);
        session.contention = Some(Contention { cpu_permille: 0, boot_cpu_permille: 0, ..contention });
        assert_eq!(run(&tests, &session), without);
        session.contention = Some(Contention { cores: session.workers, ..contention });
        assert_eq!(run(&tests, &session), without);
        Ok(())
    });
}

/// Contention is at work here, but there are never more tests than cores.
#[test]
fn as_long_as_no_core_is_short_nothing_changes() {
    arbtest(|from| {
        let contention = Contention { boot_cpu_permille: 0, ..any_contention(from)? };
        let tests = any_tests(from, contention.cores)?;
        let mut session = any_session(from, &tests, contention)?;
        let with = run(&tests, &session);
        session.contention = None;
        assert_eq!(run(&tests, &session), with);
        Ok(())
    });
}

#[test]
fn a_test_waits_as_if_alone_and_computes_no_slower_than_with_all_workers() {
    arbtest(|from| {
        let tests = any_tests(from, 60)?;
        let contention = any_contention(from)?;
        let session = any_session(from, &tests, contention)?;
        for run in run(&tests, &session).runs.iter().filter(|run| !run.crashed) {
            let alone = session.test_overhead + tests[run.test as usize].duration;
            let cpu = contention.test_cpu(alone);
            let (workers, cores) = (u64::from(session.workers), u64::from(contention.cores));
            let slowest = (alone - cpu).0 + (cpu.0 * workers.max(cores)).div_ceil(cores) + 1;
            let took = (run.end.expect("it ended") - run.start).0;
            assert!(alone.0 <= took && took <= slowest, "{} <= {took} <= {slowest}", alone.0);
        }
        Ok(())
    });
}

/// On `each` all workers are in step, so the cores are never idle; a test ends at a whole nanosecond.
#[test]
fn all_that_is_computed_takes_the_cores_as_long_as_it_should() {
    arbtest(|from| {
        let tests = any_tests(from, 60)?;
        let cores = from.int_in_range(1..=6)?;
        let contention = Contention { cores, cpu_permille: 1000, ..Contention::default() };
        let workers = from.int_in_range(cores..=9)?;
        let session = Session { dist: DistMode::Each, workers, contention: Some(contention), ..Session::default() };
        let (makespan, floor) = (run(&tests, &session).summary.makespan.0, floor(&Prepared::new(&tests), &session).0);
        assert!(floor <= makespan && makespan < floor + tests.len() as u64, "{floor} <= {makespan}");
        Ok(())
    });
}

/// What a recording with contention is shrunk by is what a session with contention stretches by.
#[test]
fn a_long_session_is_stretched_as_much_as_a_recording_is_shrunk() {
    for (workers, cores, cpu_permille) in [(4, 2, 500), (8, 2, 300), (8, 4, 700), (16, 2, 150), (3, 2, 900)] {
        let mut state = 1_u64;
        let mut test = |number| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let duration = Nanos(1_000_000 + (state >> 33) % 500_000_000);
            Test { id: format!("test_a.py::test_{number}"), duration, groups: Vec::new(), ..Test::default() }
        };
        let tests: Vec<Test> = (0..20_000).map(&mut test).collect();
        let contention = Contention { cores, cpu_permille, ..Contention::default() };
        let session = Session { workers, contention: Some(contention), ..Session::default() };
        let busy: Nanos = run(&tests, &session).summary.busy.iter().copied().sum();
        let work: Nanos = tests.iter().map(|test| test.duration).sum();
        let recording = Recording { workers: Some(workers), cores: Some(cores), ..Recording::default() };
        let (found, expected) = (busy.0 as f64 / work.0 as f64, f64::from(factor_in(&recording, &contention)) / 1e3);
        assert!((found / expected - 1.0).abs() < 0.01, "{workers} on {cores}: {found} and {expected}");
    }
}
