//! Suites made by hand. Their layouts follow what public suites look like; no duration is anyone's.

use laneway_engine::dist_mode::DistMode;
use laneway_engine::suite::Test;

use super::character::{Measure, Trait};
use super::parameter::{Value, assumed};
use super::spread::{hash, spread, test};
use super::{Origin, Preset, Rule, Shelf, Sides, two_modes};

/// What the rows have in common.
const BY_HAND: Preset = Preset {
    id: "",
    title: "",
    about: "",
    shelf: Shelf::Character,
    durations: Origin::ByHand,
    character: &[],
    parameters: &[],
    source: "the layout of public suites; no duration is anyone's",
    story: "",
    rule: Rule::Tests(Vec::new),
    sides: Sides::Sessions(|| two_modes(4, DistMode::Load, DistMode::WorkSteal)),
};

/// `load` locks the slow ones into a few chunks.
pub(super) const SLOW_FIRST: Preset = Preset {
    id: "slow-first",
    title: "10,195 unit tests, slow ones first",
    about: "204 slow tests near the beginning: load locks them into a few chunks, worksteal takes them back",
    parameters: &[
        assumed("median of slow tests", Value::Secs(3.2)),
        assumed("median of other tests", Value::Secs(0.27)),
        assumed("fixed costs", Value::Secs(0.0)),
    ],
    rule: Rule::Tests(slow_first),
    sides: Sides::Sessions(|| two_modes(32, DistMode::Load, DistMode::WorkSteal)),
    ..BY_HAND
};

pub(super) fn slow_first() -> Vec<Test> {
    let tests = (0..10_195).map(|i| {
        let is_app = (12..332).contains(&i) && hash(i, 1) % 100 < 64;
        let file = i / 26;
        if is_app {
            test(&format!("tests/unit/api/test_routes_{}.py::test_app_{i}", i / 40), spread(i, 3.2, 0.3))
        } else {
            test(&format!("tests/unit/test_part_{file:03}.py::test_case_{i}"), spread(i, 0.27, 0.5))
        }
    });
    tests.collect()
}

/// Whoever gets it ends last.
pub(super) const LATE_GIANT: Preset = Preset {
    id: "late-giant",
    title: "Command-line tool, one 80 s test late",
    about: "One test of 81 s late in the order: the worker that gets it ends last",
    character: &[Trait { measure: Measure::Longest, least: 81.0, most: 81.0 }],
    parameters: &[assumed("longest test", Value::Secs(81.0)), assumed("its place in the order", Value::Count(2_310))],
    rule: Rule::Tests(late_giant),
    sides: Sides::Sessions(|| two_modes(8, DistMode::Load, DistMode::WorkSteal)),
    ..BY_HAND
};

fn late_giant() -> Vec<Test> {
    let tests = (0..2_400).map(|i| {
        let file = i / 14;
        let secs = if i == 2_310 { 81.0 } else { spread(i, if file % 3 == 0 { 1.1 } else { 0.12 }, 0.8) };
        test(&format!("tests/func/test_command_{file:03}.py::test_run[{i}]"), secs)
    });
    tests.collect()
}

/// Modes that keep files together cannot split it.
pub(super) const MONSTER_FILE: Preset = Preset {
    id: "monster-file",
    title: "Web app, one monster file",
    about: "18 long tests in one file take most of the time: loadfile cannot split it, single tests can be shared out",
    character: &[
        Trait { measure: Measure::TopPercent, least: 65.0, most: 71.0 },
        Trait { measure: Measure::LargestFile, least: 68.0, most: 78.0 },
    ],
    parameters: &[assumed("median of long tests", Value::Secs(30.0)), assumed("long tests", Value::Count(18))],
    rule: Rule::Tests(monster_file),
    sides: Sides::Sessions(|| two_modes(8, DistMode::LoadFile, DistMode::LoadGroup)),
    ..BY_HAND
};

fn monster_file() -> Vec<Test> {
    let tests = (0..1_774).map(|i| {
        let is_monster = (600..760).contains(&i);
        let file = if is_monster {
            "apply/tests/test_workflows.py".to_owned()
        } else {
            format!("app/tests/test_{:02}.py", i / 21)
        };
        let secs = if is_monster && i % 9 == 0 { spread(i, 30.0, 0.5) } else { spread(i, 0.12, 0.7) };
        test(&format!("{file}::TestViews::test_{i}"), secs)
    });
    tests.collect()
}

/// They set the floor.
pub(super) const SCIENCE: Preset = Preset {
    id: "science",
    title: "Science, long tests",
    about: "Four tests of 220 to 920 s: no number of workers beats the longest",
    character: &[Trait { measure: Measure::Longest, least: 920.0, most: 920.0 }],
    parameters: &[assumed("shortest of the long tests", Value::Secs(220.0)), assumed("longest", Value::Secs(920.0))],
    rule: Rule::Tests(science),
    sides: Sides::Sessions(|| two_modes(4, DistMode::Load, DistMode::WorkSteal)),
    ..BY_HAND
};

fn science() -> Vec<Test> {
    const LONG: [f64; 4] = [220.0, 380.0, 610.0, 920.0];
    let tests = (0..116).map(|i| {
        let secs = if i % 29 == 17 { LONG[i as usize / 29] } else { spread(i, 2.4, 1.4) };
        test(&format!("tests/test_model_{:02}.py::test_solver[{i}]", i / 4), secs)
    });
    tests.collect()
}

/// As small as it gets.
pub(super) const FOUR_TESTS: Preset = Preset {
    id: "four-tests",
    title: "Four tests",
    about: "8, 1, 1 and 3 s on two workers: small enough to follow every decision",
    parameters: &[assumed("tests", Value::Count(4))],
    rule: Rule::Tests(four_tests),
    sides: Sides::Sessions(|| two_modes(2, DistMode::Load, DistMode::WorkSteal)),
    ..BY_HAND
};

fn four_tests() -> Vec<Test> {
    let secs = [8.0, 1.0, 1.0, 3.0];
    (1..).zip(secs).map(|(i, secs)| test(&format!("tests.py::test_{i}"), secs)).collect()
}
