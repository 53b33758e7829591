//! An order of one session is the same as a suite in that order: laws on random sessions, crashes and all.

use arbtest::arbitrary::{Result, Unstructured};
use arbtest::arbtest;
use laneway_engine::bounds::floor;
use laneway_engine::contention::Contention;
use laneway_engine::dist_mode::DIST_MODES;
use laneway_engine::noise::Noise;
use laneway_engine::order::{ORDERS, Order, positions};
use laneway_engine::outcome::{Ending, Outcome};
use laneway_engine::prepared::Prepared;
use laneway_engine::session::{Crash, CrashMode, Delay, Fixtures, PerWorker, ScopeCost, Session};
use laneway_engine::simulate::{Detail, simulate_prepared};
use laneway_engine::study::{Study, StudySpec};
use laneway_engine::suite::{Recording, Suite, Test};
use laneway_engine::time::Nanos;

fn any_suite(from: &mut Unstructured<'_>) -> Result<Suite> {
    let n_tests = from.int_in_range(1..=50)?;
    let test = |number: u32, from: &mut Unstructured<'_>| {
        let (file, class) = (from.int_in_range(0..=4)?, if from.ratio(1, 3)? { "::TestIt" } else { "" });
        let groups = if from.ratio(1, 5)? { vec![format!("g{}", from.int_in_range(0..=2)?)] } else { Vec::new() };
        // Few durations, so that orders have ties.
        let duration = Nanos(from.int_in_range(0..=6)? * 40_000_001);
        Ok(Test { id: format!("test_{file}.py{class}::test_{number}"), duration, groups, ..Test::default() })
    };
    let recording = Recording {
        workers: Some(from.int_in_range(0..=8)?),
        cores: Some(from.int_in_range(1..=4)?),
        coverage: from.arbitrary()?,
        coverage_permille: if from.ratio(1, 2)? { Some(from.int_in_range(0..=2_000)?) } else { None },
        ..Recording::default()
    };
    let tests = (0..n_tests).map(|number| test(number, from)).collect::<Result<_>>()?;
    Ok(Suite { tests, recording, ..Suite::default() })
}

fn any_session(from: &mut Unstructured<'_>, n_tests: usize) -> Result<Session> {
    let mut nanos = |most: u64| from.int_in_range(0..=most).map(Nanos);
    let (latency, startup, overhead, fixture) = (nanos(3_000_000)?, nanos(90_000_000)?, nanos(9_000)?, nanos(50_000)?);
    let contention = Contention { cores: from.int_in_range(1..=6)?, ..Contention::default() };
    let mut crashes = Vec::new();
    for _ in 0..from.int_in_range(0..=2)? {
        let test = from.int_in_range(0..=n_tests as u32 - 1)?;
        if crashes.iter().all(|crash: &Crash| crash.test != test) {
            let mode = if from.arbitrary()? { CrashMode::First } else { CrashMode::Always };
            crashes.push(Crash { test, mode, after: from.ratio(1, 2)?.then_some(Nanos(7_000)) });
        }
    }
    let delayed = Delay { test: from.int_in_range(0..=n_tests as u32 - 1)?, by: Nanos(from.int_in_range(0..=90_000)?) };
    Ok(Session {
        delays: if from.ratio(1, 3)? { vec![delayed] } else { Vec::new() },
        dist: from.choose(DIST_MODES)?.mode,
        workers: from.int_in_range(0..=9)?,
        max_worker_restart: Some(from.int_in_range(0..=4)?),
        loadscope_reorder: from.arbitrary()?,
        latency,
        startup: PerWorker::All(startup),
        test_overhead: overhead,
        fixtures: Fixtures { session: fixture, module: ScopeCost::All(fixture), class: ScopeCost::All(fixture) },
        crashes,
        contention: from.ratio(1, 2)?.then_some(contention),
        order: from.choose(ORDERS)?.order,
        order_seed: from.int_in_range(0..=5)?,
        speed_permille: if from.ratio(1, 2)? { from.int_in_range(100..=4_000)? } else { 1_000 },
        coverage_permille: if from.ratio(1, 2)? { from.int_in_range(0..=2_000)? } else { 0 },
        ..Session::default()
    })
}

fn run(suite: &Suite, session: &Session) -> Outcome {
    let outcome = simulate_prepared(&Prepared::of_suite(suite), session, Detail::Full);
    outcome.expect("a session that makes sense")
}

/// The outcome of a suite in another order, its tests numbered as in the suite: `positions` says where they stand there.
fn renumbered(outcome: Outcome, positions: &[u32]) -> Outcome {
    let mut outcome = outcome;
    let rename = |test: &mut u32| *test = positions[*test as usize];
    outcome.runs.iter_mut().for_each(|run| rename(&mut run.test));
    outcome.decisions.iter_mut().filter_map(|decision| decision.tests.as_mut()).flatten().for_each(rename);
    outcome.summary.not_completed.iter_mut().for_each(rename);
    outcome.summary.not_completed.sort_unstable();
    if let Ending::InternalError(error) = &mut outcome.ending
        && let Some((before, rest)) = error.split_once("with test ")
        && let Some((number, after)) = rest.split_once(' ')
    {
        let position = positions[number.parse::<usize>().expect("a number")];
        *error = format!("{before}with test {position} {after}");
    }
    outcome
}

#[test]
fn a_session_in_an_order_is_a_plain_session_of_the_suite_in_that_order() {
    arbtest(|from| {
        let suite = any_suite(from)?;
        let session = any_session(from, suite.tests.len())?;
        let positions = positions(&suite.tests, session.order, session.order_seed);
        let place = |test: u32| positions.iter().position(|position| *position == test).expect("a test") as u32;
        let tests = positions.iter().map(|position| suite.tests[*position as usize].clone()).collect();
        let crashes = session.crashes.iter().map(|crash| Crash { test: place(crash.test), ..*crash }).collect();
        let delays = session.delays.iter().map(|delay| Delay { test: place(delay.test), ..*delay }).collect();
        let plain = Session { order: Order::Collected, crashes, delays, ..session.clone() };
        let of_plain = renumbered(run(&Suite { tests, ..suite.clone() }, &plain), &positions);
        assert_eq!(run(&suite, &session), of_plain);
        Ok(())
    });
}

#[test]
fn no_order_on_no_machine_beats_the_floor() {
    arbtest(|from| {
        let suite = any_suite(from)?;
        let session = Session { crashes: Vec::new(), ..any_session(from, suite.tests.len())? };
        let floor = floor(&Prepared::of_suite(&suite), &session);
        assert!(floor <= run(&suite, &session).summary.makespan);
        Ok(())
    });
}

/// One worker runs everything, in whatever order; so all orders take the same time, if noise belongs to the tests and not
/// to their places.
#[test]
fn noise_belongs_to_tests_whatever_their_order() {
    let test = |number: u64| Test {
        id: format!("a.py::test_{number}"),
        duration: Nanos(1 + number * number % 89 * 1_000_000),
        groups: Vec::new(),
        ..Test::default()
    };
    let suite = Suite { tests: (0..200).map(test).collect(), ..Suite::default() };
    let sessions: Vec<Session> = ORDERS
        .iter()
        .map(|info| Session { workers: 1, order: info.order, order_seed: 5, ..Session::default() })
        .collect();
    let spec = StudySpec { noise: Noise { test: 0.5, job: 0.1 }, ..StudySpec::default() };
    let mut study = Study::new(&suite, &sessions, &spec);
    for number in 0..20 {
        let makespans = study.replicate(number).expect("sessions that make sense");
        assert!(makespans.iter().all(|makespan| *makespan == makespans[0]), "{makespans:?}");
    }
}

#[test]
fn a_machine_is_applied_to_noise_that_both_sides_share() {
    let suite = Suite {
        tests: vec![Test { id: "a".to_owned(), duration: Nanos(1_000_000_000), ..Test::default() }],
        ..Suite::default()
    };
    let sessions = [1000, 2000].map(|speed_permille| Session { workers: 1, speed_permille, ..Session::default() });
    let mut study = Study::new(&suite, &sessions, &StudySpec::default());
    for number in 0..20 {
        let makespans = study.replicate(number).expect("sessions that make sense");
        let [slow, fast] = [0, 1].map(|side: usize| makespans[side].expect("a makespan").0);
        assert_eq!(slow.div_ceil(2), fast);
    }
}
