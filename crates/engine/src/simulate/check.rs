//! What a session must fulfil before it is simulated.

use crate::collected::Collected;
use crate::contention::{MAX_CORES, WHOLE};
use crate::dist_mode::DistMode;
use crate::session::{MAX_COVERAGE, MAX_SPEED, MAX_WORKERS, PerWorker, ScopeCost, Session};
use crate::split::SplitError;
use crate::time::Nanos;

/// The most tests a suite may have.
pub const MAX_TESTS: usize = 16_000_000;

/// The most runs that `each`, which runs every test on every worker, may come to.
pub const MAX_EACH_RUNS: u64 = 20_000_000;

/// The most sessions that share one machine.
pub const MAX_TOGETHER: usize = 1_000;

/// Why a session cannot be simulated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SessionError {
    /// More workers than [`MAX_WORKERS`].
    #[error("workers is {found}, expected 0 to {MAX_WORKERS}: choose fewer")]
    TooManyWorkers {
        /// What was asked for.
        found: u32,
    },
    /// More tests than [`MAX_TESTS`].
    #[error("the suite has {found} tests, expected at most {MAX_TESTS}: split it")]
    TooManyTests {
        /// How many there are.
        found: usize,
    },
    /// `each` with more than [`MAX_EACH_RUNS`] runs.
    #[error("dist is each with {found} runs, expected at most {MAX_EACH_RUNS}: choose fewer workers")]
    TooManyRuns {
        /// Tests times workers.
        found: u64,
    },
    /// A list with an entry per worker has another length.
    #[error("{key} has {found} entries, expected one for each of {workers} workers, or one number for all")]
    WrongLength {
        /// `startup` or `collection`.
        key: &'static str,
        /// Its length.
        found: usize,
        /// How many workers there are.
        workers: u32,
    },
    /// A crash or delay of a test that does not exist.
    #[error("{key} names test {test}, expected 0 to {}: the suite has {n_tests} tests", n_tests.saturating_sub(1))]
    NoSuchTest {
        /// `crash` or `delay`.
        key: &'static str,
        /// What was named.
        test: u32,
        /// How many tests there are.
        n_tests: usize,
    },
    /// Two crashes or delays of one test.
    #[error("{key} names test {test} twice, expected at most one entry a test: merge them")]
    TestTwice {
        /// `crash` or `delay`.
        key: &'static str,
        /// The test.
        test: u32,
    },
    /// A number of [`crate::contention::Contention`] is out of range.
    #[error("contention has {key} {found}, expected {least} to {most}: {way_out}")]
    BadContention {
        /// Its name.
        key: &'static str,
        /// What was asked for.
        found: u32,
        /// The least that makes sense.
        least: u32,
        /// The most that makes sense.
        most: u32,
        /// What to do.
        way_out: &'static str,
    },
    /// A number of the session itself is out of range.
    #[error("{key} is {found}, expected {least} to {most}: {way_out}")]
    OutOfRange {
        /// Its name.
        key: &'static str,
        /// What was asked for.
        found: u32,
        /// The least that makes sense.
        least: u32,
        /// The most that makes sense.
        most: u32,
        /// What it means.
        way_out: &'static str,
    },
    /// Its split cannot be made.
    #[error(transparent)]
    Split(#[from] SplitError),
    /// More sessions at the same time than one machine can have here.
    #[error("{found} sessions run together, expected at most {MAX_TOGETHER}: give them machines of their own")]
    TooManyTogether {
        /// How many.
        found: usize,
    },
    /// The session would outlast the clock.
    #[error("the times add up to more than {} years, expected less: check that they are in seconds", CLOCK_YEARS)]
    TooLong,
    /// Workers crash without end.
    #[error("more than {limit} workers were made, expected fewer: lower max_worker_restart or the crashes")]
    TooManyRestarts {
        /// How many may be made.
        limit: usize,
    },
}

/// The same in years of 365 days.
pub const CLOCK_YEARS: u64 = 100;

/// When the clock ends: no session and no pipeline may last so long.
pub const CLOCK_END: Nanos = Nanos(CLOCK_YEARS * 365 * 86_400 * 1_000_000_000);

/// Looks at everything that could go wrong later, in a session that has its machine to itself.
pub(super) fn check(collected: &Collected<'_>, session: &Session) -> Result<(), SessionError> {
    let n_a_core = match session.contention {
        Some(contention) if contention.slows_down(session.workers) => session.workers.div_ceil(contention.cores.max(1)),
        _ => 1,
    };
    check_among(collected, session, n_a_core, Nanos::ZERO)
}

/// Likewise, where so many at most compute on one core, and the session begins at `start`.
pub(super) fn check_among(
    collected: &Collected<'_>,
    session: &Session,
    n_a_core: u32,
    start: Nanos,
) -> Result<(), SessionError> {
    let n_tests = collected.n_tests();
    if session.workers > MAX_WORKERS {
        return Err(SessionError::TooManyWorkers { found: session.workers });
    }
    if n_tests > MAX_TESTS {
        return Err(SessionError::TooManyTests { found: n_tests });
    }
    let n_runs = n_tests as u64 * u64::from(session.workers);
    if session.dist == DistMode::Each && n_runs > MAX_EACH_RUNS {
        return Err(SessionError::TooManyRuns { found: n_runs });
    }
    for (key, spans) in [("startup", &session.startup), ("collection", &session.collection)] {
        let PerWorker::Each(spans) = spans else {
            continue;
        };
        let is_plain = session.workers == 0 && spans.len() <= 1;
        if spans.len() != session.workers as usize && !is_plain {
            return Err(SessionError::WrongLength { key, found: spans.len(), workers: session.workers });
        }
    }
    let n_tests = collected.n_of_suite();
    check_names("crash", session.crashes.iter().map(|crash| crash.test).collect(), n_tests)?;
    check_names("delay", session.delays.iter().map(|delay| delay.test).collect(), n_tests)?;
    check_contention(session)?;
    check_conditions(session)?;
    let end = u128::from(start.0) + u128::from(n_a_core) * longest(collected, session);
    if end < u128::from(CLOCK_END.0) { Ok(()) } else { Err(SessionError::TooLong) }
}

fn check_names(key: &'static str, mut named: Vec<u32>, n_tests: usize) -> Result<(), SessionError> {
    named.sort_unstable();
    if let Some(&test) = named.iter().find(|&&test| test as usize >= n_tests) {
        return Err(SessionError::NoSuchTest { key, test, n_tests });
    }
    match named.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(SessionError::TestTwice { key, test: pair[0] }),
        None => Ok(()),
    }
}

fn check_contention(session: &Session) -> Result<(), SessionError> {
    let Some(contention) = session.contention else {
        return Ok(());
    };
    let thousandths = "give a share in thousandths";
    for (key, found, least, most, way_out) in [
        ("cores", contention.cores, 1, MAX_CORES, "give the cores that the workers share"),
        ("cpu_permille", contention.cpu_permille, 0, WHOLE, thousandths),
        ("boot_cpu_permille", contention.boot_cpu_permille, 0, WHOLE, thousandths),
    ] {
        if found < least || most < found {
            return Err(SessionError::BadContention { key, found, least, most, way_out });
        }
    }
    Ok(())
}

fn check_conditions(session: &Session) -> Result<(), SessionError> {
    for (key, found, least, most, way_out) in [
        ("speed_permille", session.speed_permille, 1, MAX_SPEED, "1000 is as fast as the recorded machine"),
        ("coverage_permille", session.coverage_permille, 0, MAX_COVERAGE, "300 is 30 % on top"),
    ] {
        if found < least || most < found {
            return Err(SessionError::OutOfRange { key, found, least, most, way_out });
        }
    }
    Ok(())
}

/// Longer than the session can last while nobody waits for a core: everything one after another, and again for each restart
/// that can matter.
fn longest(collected: &Collected<'_>, session: &Session) -> u128 {
    let nanos = |span: Nanos| u128::from(span.0);
    let scope = |cost: &ScopeCost| match cost {
        ScopeCost::All(cost) => nanos(*cost),
        ScopeCost::By(costs) => costs.values().copied().map(nanos).max().unwrap_or(0),
    };
    let slowest = |spans: &PerWorker| match spans {
        PerWorker::All(span) => nanos(*span),
        PerWorker::Each(spans) => spans.iter().copied().map(nanos).max().unwrap_or(0),
    };
    let fixtures = &session.fixtures;
    let per_test = nanos(session.test_overhead)
        + nanos(session.test_gap)
        + 8 * nanos(session.latency)
        + nanos(session.controller_cost)
        + nanos(fixtures.session)
        + scope(&fixtures.module)
        + scope(&fixtures.class);
    let n_tests = collected.n_tests() as u128;
    let once = collected.durations().iter().copied().map(nanos).sum::<u128>()
        + session.delays.iter().map(|delay| nanos(delay.by)).sum::<u128>()
        + per_test * (n_tests + 8);
    let restart = nanos(session.restart_startup) + nanos(session.restart_collection) + nanos(session.restart_block);
    let n_restarts = match session.crashes.len() {
        0 => 0,
        _ => session.max_worker_restart.unwrap_or(4 * i64::from(session.workers)).clamp(0, 200_000) as u128 + 1,
    };
    let ends = slowest(&session.startup) + slowest(&session.collection) + nanos(session.ramp);
    let messages = u128::from(session.workers) * 16 * (nanos(session.latency) + nanos(session.controller_cost));
    ends + messages
        + nanos(session.worker_finish)
        + once
        + n_restarts * (restart + 8 * nanos(session.latency))
        + n_restarts.min(64) * once
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::contention::Contention;
    use crate::prepared::Prepared;
    use crate::session::{Crash, CrashMode, Delay};
    use crate::suite::Test;

    fn err(change: impl FnOnce(&mut Vec<Test>, &mut Session), expect: Expect) {
        let mut tests = vec![Test::default(); 3];
        let mut session = Session::default();
        change(&mut tests, &mut session);
        let prepared = Prepared::new(&tests);
        let collected = prepared.collect(&session).expect("there is no split");
        expect.assert_eq(&check(&collected, &session).expect_err("an error").to_string());
    }

    #[test]
    fn err_too_many_workers() {
        err(
            |_, session| session.workers = 1_000_000_000,
            expect!["workers is 1000000000, expected 0 to 10000: choose fewer"],
        );
    }

    #[test]
    fn err_startup_of_some_workers() {
        err(
            |_, session| session.startup = PerWorker::Each(vec![Nanos(1)]),
            expect!["startup has 1 entries, expected one for each of 4 workers, or one number for all"],
        );
    }

    #[test]
    fn err_crash_of_no_test() {
        let crash = Crash { test: 3, mode: CrashMode::First, after: None };
        err(
            |_, session| session.crashes.push(crash),
            expect!["crash names test 3, expected 0 to 2: the suite has 3 tests"],
        );
    }

    #[test]
    fn err_crash_twice() {
        let crash = Crash { test: 1, mode: CrashMode::First, after: None };
        err(
            |_, session| session.crashes.extend([crash, crash]),
            expect!["crash names test 1 twice, expected at most one entry a test: merge them"],
        );
    }

    #[test]
    fn err_delay_of_no_test() {
        err(
            |_, session| session.delays.push(Delay { test: 7, by: Nanos(1) }),
            expect!["delay names test 7, expected 0 to 2: the suite has 3 tests"],
        );
    }

    #[test]
    fn err_contention_out_of_range() {
        let contention =
            |contention| move |_: &mut Vec<Test>, session: &mut Session| session.contention = Some(contention);
        err(
            contention(Contention { cores: 0, ..Contention::default() }),
            expect!["contention has cores 0, expected 1 to 1024: give the cores that the workers share"],
        );
        err(
            contention(Contention { cpu_permille: 1001, ..Contention::default() }),
            expect!["contention has cpu_permille 1001, expected 0 to 1000: give a share in thousandths"],
        );
    }

    #[test]
    fn err_conditions_out_of_range() {
        err(
            |_, session| session.speed_permille = 0,
            expect!["speed_permille is 0, expected 1 to 100000: 1000 is as fast as the recorded machine"],
        );
        err(
            |_, session| session.speed_permille = 100_001,
            expect!["speed_permille is 100001, expected 1 to 100000: 1000 is as fast as the recorded machine"],
        );
        err(
            |_, session| session.coverage_permille = 10_001,
            expect!["coverage_permille is 10001, expected 0 to 10000: 300 is 30 % on top"],
        );
    }

    #[test]
    fn err_longer_than_the_clock_on_a_slow_machine() {
        err(
            |tests, session| {
                tests[0].duration = Nanos::MAX_INPUT;
                session.speed_permille = 1;
            },
            expect!["the times add up to more than 100 years, expected less: check that they are in seconds"],
        );
    }

    #[test]
    fn err_longer_than_the_clock() {
        err(
            |tests, _| tests.iter_mut().for_each(|test| test.duration = Nanos(2 * Nanos::MAX_INPUT.0)),
            expect!["the times add up to more than 100 years, expected less: check that they are in seconds"],
        );
    }
}
