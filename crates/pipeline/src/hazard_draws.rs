//! What goes wrong in one run of tests: drawn by test, so that it does not depend on where or when a test runs.

use laneway_engine::outcome::Run;
use laneway_engine::random::{Purpose, stream};
use laneway_engine::selection::Selection;
use laneway_engine::session::{Crash, CrashMode};
use laneway_engine::suite::Test;
use laneway_engine::time::Nanos;
use rand::RngExt as _;

use crate::draws::Draws;
use crate::hazard::{CrashHazard, Flaky};

/// How flaky each test of a suite is, from 0 to below 1: with a share s of flaky tests, those below s are. The same in every
/// run.
pub(crate) fn flakiness(n_tests: usize, seed: u64) -> Vec<f64> {
    let mut random = stream(seed, Purpose::FlakyTests, 0);
    (0..n_tests).map(|_| random.random()).collect()
}

/// How many times in a row each flaky test fails in one run: its position, and at most one time more than it is run again.
pub(crate) fn flakes(flaky: &Flaky, flakiness: &[f64], draws: Draws, names: &[&str]) -> Vec<(usize, u32)> {
    if flaky.share <= 0.0 || flaky.fails <= 0.0 || draws.is_typical() {
        return Vec::new();
    }
    let mut random = draws.stream(Purpose::Flakes, names);
    let of_test = |(test, _): (usize, &f64)| {
        let luck: f64 = random.random();
        let mut least = flaky.fails;
        let mut n = 0;
        while luck < least && n <= flaky.reruns {
            least *= flaky.fails;
            n += 1;
        }
        (test, n)
    };
    let all = flakiness.iter().enumerate().filter(|(_, it)| **it < flaky.share);
    all.map(of_test).filter(|(_, n)| *n > 0).collect()
}

/// Which tests would kill their worker: position, and whether only with another of them beside it.
pub(crate) fn crashes(hazard: &CrashHazard, tests: &[Test], draws: Draws, names: &[&str]) -> Vec<(u32, bool)> {
    if draws.is_typical() {
        return Vec::new();
    }
    let mut random = draws.stream(Purpose::Crashes, names);
    // One number for each test of the hazard, whether it is selected or not.
    let endangered = tests.iter().zip(0..).filter(|(test, _)| hazard.tests.has(test));
    let together = hazard.alone + (1.0 - hazard.alone) * hazard.together;
    let crash = |(_, test)| {
        let luck: f64 = random.random();
        (luck < together).then_some((test, luck >= hazard.alone))
    };
    endangered.filter_map(crash).collect()
}

/// Whether a test runs while another of the selected ones runs on another worker.
pub(crate) fn overlaps(runs: &[Run], tests: &[Test], selection: &Selection, test: u32) -> bool {
    let end = |run: &Run| run.end.unwrap_or(Nanos(u64::MAX));
    runs.iter().filter(|run| run.test == test).any(|own| {
        runs.iter().any(|other| {
            other.worker != own.worker
                && other.start < end(own)
                && own.start < end(other)
                && selection.has(&tests[other.test as usize])
        })
    })
}

/// A worker dies at the end of that test's first run: the test is then failed, and not run again.
pub(crate) fn crash(test: u32) -> Crash {
    Crash { test, mode: CrashMode::First, after: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAWS: Draws = Draws { seed: 3, replication: 0, attempt: 0 };

    #[test]
    fn ok_flaky_tests_fail_as_often_as_they_should() {
        let flakiness = flakiness(100_000, 3);
        let n = |flaky: Flaky, least: u32| {
            flakes(&flaky, &flakiness, DRAWS, &["job"]).iter().filter(|(_, n)| *n >= least).count()
        };
        let flaky = Flaky { share: 0.5, fails: 0.2, reruns: 1 };
        assert!((9_700..10_300).contains(&n(flaky, 1)), "{}", n(flaky, 1));
        assert!((1_870..2_130).contains(&n(flaky, 2)), "{}", n(flaky, 2));
        assert_eq!(n(flaky, 3), 0);
        assert_eq!(n(Flaky { share: 0.0, ..flaky }, 1), 0);
    }

    #[test]
    fn ok_only_tests_of_the_hazard_crash() {
        let test = |i: u32| Test { id: format!("{}/test.py::test_{i}", ["a", "b"][i as usize % 2]), ..Test::default() };
        let tests: Vec<Test> = (0..10_000).map(test).collect();
        let selection = Selection { paths: vec!["a".to_owned()], ..Selection::default() };
        let hazard = CrashHazard { tests: selection, alone: 0.1, together: 0.5 };
        let crashes = crashes(&hazard, &tests, DRAWS, &["job"]);
        assert!(crashes.iter().all(|(test, _)| test % 2 == 0));
        let n_together = crashes.iter().filter(|(_, needs_other)| *needs_other).count();
        assert!((430..570).contains(&(crashes.len() - n_together)), "{}", crashes.len());
        assert!((2_100..2_400).contains(&n_together), "{n_together}");
    }
}
