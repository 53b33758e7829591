//! Suites to start from, each with the sessions that show what it is about. Made by rule: no two visits differ.
//!
//! Their layouts follow what public suites look like; no duration is anyone's.

use laneway_engine::dist_mode::DistMode;
use laneway_engine::session::Session;
use laneway_engine::study::StudySpec;
use laneway_engine::suite::{Suite, Test};
use laneway_engine::time::Nanos;

use crate::state::scenario::Scenario;

/// One entry of the menu.
pub struct Example {
    /// What the menu says.
    pub title: &'static str,
    /// Makes it.
    pub make: fn() -> Scenario,
}

/// The menu; the first is what a new visitor sees.
pub const EXAMPLES: &[Example] = &[
    Example { title: "10,195 unit tests, slow ones first", make: slow_block },
    Example { title: "Command-line tool, one 80 s test late", make: late_giant },
    Example { title: "Web app, one monster file", make: monster_file },
    Example { title: "Science, long tests", make: science },
    Example { title: "Four tests", make: four_tests },
];

/// 204 app tests near the beginning, the rest short: `load` locks the slow ones into a few chunks.
fn slow_block() -> Scenario {
    let tests = (0..10_195).map(|i| {
        let is_app = (12..332).contains(&i) && hash(i, 1) % 100 < 64;
        let file = i / 26;
        if is_app {
            test(&format!("tests/unit/api/test_routes_{}.py::test_app_{i}", i / 40), spread(i, 3.2, 0.3))
        } else {
            test(&format!("tests/unit/test_part_{file:03}.py::test_case_{i}"), spread(i, 0.27, 0.5))
        }
    });
    compare("10,195 unit tests, slow ones first", tests, 32, DistMode::Load, DistMode::WorkSteal)
}

/// One long test near the end: whoever gets it ends last.
fn late_giant() -> Scenario {
    let tests = (0..2_400).map(|i| {
        let file = i / 14;
        let secs = if i == 2_310 { 81.0 } else { spread(i, if file % 3 == 0 { 1.1 } else { 0.12 }, 0.8) };
        test(&format!("tests/func/test_command_{file:03}.py::test_run[{i}]"), secs)
    });
    compare("Command-line tool, one 80 s test late", tests, 8, DistMode::Load, DistMode::WorkSteal)
}

/// One file holds most of the time: modes that keep files together cannot split it.
fn monster_file() -> Scenario {
    let tests = (0..1_774).map(|i| {
        let is_monster = (600..760).contains(&i);
        let file = if is_monster {
            "apply/tests/test_workflows.py".to_owned()
        } else {
            format!("app/tests/test_{:02}.py", i / 21)
        };
        test(&format!("{file}::TestViews::test_{i}"), spread(i, if is_monster { 2.6 } else { 0.12 }, 0.7))
    });
    compare("Web app, one monster file", tests, 8, DistMode::LoadFile, DistMode::LoadGroup)
}

/// A few very long tests set the floor.
fn science() -> Scenario {
    let tests = (0..116).map(|i| {
        let secs = if i % 29 == 17 { 220.0 + 70.0 * f64::from(i / 29) } else { spread(i, 2.4, 1.4) };
        test(&format!("tests/test_model_{:02}.py::test_solver[{i}]", i / 4), secs)
    });
    compare("Science, long tests", tests, 4, DistMode::Load, DistMode::WorkSteal)
}

/// As small as it gets.
fn four_tests() -> Scenario {
    let secs = [8.0, 1.0, 1.0, 3.0];
    let tests = (1..).zip(secs).map(|(i, secs)| test(&format!("tests.py::test_{i}"), secs));
    compare("Four tests", tests, 2, DistMode::Load, DistMode::WorkSteal)
}

fn compare(name: &str, tests: impl Iterator<Item = Test>, workers: u32, now: DistMode, tried: DistMode) -> Scenario {
    let suite = Suite { name: name.to_owned(), tests: tests.collect(), ..Suite::default() };
    let baseline = Session { dist: now, workers, ..Session::default() };
    let candidate = Session { dist: tried, ..baseline.clone() };
    Scenario { source: suite.into(), baseline, candidate, study: StudySpec::default(), calibration: None }
}

fn test(id: &str, secs: f64) -> Test {
    Test { id: id.to_owned(), duration: Nanos::from_secs(secs).unwrap_or_default(), groups: Vec::new() }
}

/// A duration around `median` seconds: the larger `width`, the further apart. A sum of four even draws is nearly a bell.
fn spread(number: u32, median: f64, width: f64) -> f64 {
    let draws = (2..6).map(|salt| f64::from(hash(number, salt) % 10_000) / 10_000.0);
    let bell = (draws.sum::<f64>() - 2.0) * 1.73;
    // Milliseconds, so that what is shown is what is simulated.
    (median * (bell * width).exp() * 1000.0).round().max(1.0) / 1000.0
}

/// Bits that look random, the same everywhere.
fn hash(number: u32, salt: u32) -> u32 {
    let mut bits = number.wrapping_mul(0x9e37_79b9) ^ salt.wrapping_mul(0x85eb_ca6b);
    bits = (bits ^ (bits >> 16)).wrapping_mul(0x7feb_352d);
    bits = (bits ^ (bits >> 15)).wrapping_mul(0x846c_a68b);
    bits ^ (bits >> 16)
}
