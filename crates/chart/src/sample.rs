//! Suites and outcomes for the tests of this crate.

use laneway_engine::dist_mode::DistMode;
use laneway_engine::outcome::Outcome;
use laneway_engine::session::{PerWorker, Session};
use laneway_engine::simulate::{Detail, simulate};
use laneway_engine::suite::{Suite, Test};
use laneway_engine::time::Nanos;

/// A whole number of seconds.
pub(crate) fn secs(secs: u64) -> Nanos {
    Nanos(secs * 1_000_000_000)
}

/// Tests that take whole seconds, so many to a file: `a.py::test_0`, `a.py::test_1`, `b.py::test_2`.
pub(crate) fn suite(durations: &[u64], n_per_file: usize) -> Suite {
    let test = |(n, duration): (usize, &u64)| {
        let file = char::from(b'a' + (n / n_per_file % 26) as u8).to_string().repeat(1 + n / n_per_file / 26);
        Test { id: format!("{file}.py::test_{n}"), duration: secs(*duration), groups: Vec::new(), ..Test::default() }
    };
    Suite { name: "sample".to_owned(), tests: durations.iter().enumerate().map(test).collect(), ..Suite::default() }
}

/// A session with a second of start-up and a second of collection.
pub(crate) fn session(workers: u32, dist: DistMode) -> Session {
    let all = |n| PerWorker::All(secs(n));
    Session { workers, dist, startup: all(1), collection: all(1), ..Session::default() }
}

/// What [`session`] would do with a suite.
pub(crate) fn outcome(suite: &Suite, workers: u32, dist: DistMode) -> Outcome {
    simulate(&suite.tests, &session(workers, dist), Detail::Full).expect("a valid session")
}
