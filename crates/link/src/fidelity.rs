//! How much of an imported suite a link keeps: three levels, and which names.

use std::collections::BTreeSet;

use laneway_engine::suite::Suite;
use serde::{Deserialize, Serialize};

/// How durations and order are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fidelity {
    /// All of it, to the nanosecond: for what a browser keeps for itself.
    #[default]
    Full,
    /// Order, files, classes and groups are exact. Durations are steps, each so many thousandths longer than the one
    /// before; the longest tests keep theirs.
    Ordered {
        /// 5 to 1000; 0: all durations are exact.
        step_permille: u32,
        /// How many of the longest tests are exact.
        n_exact: u32,
    },
    /// The same, with the tests of a class, or of a file without classes, sorted: the longest first.
    Shape {
        /// 5 to 1000.
        step_permille: u32,
        /// How many of the longest tests are exact.
        n_exact: u32,
    },
}

/// What a sender chooses from, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Level {
    /// Exact order, steps as fine as the answer needs: [`FINE`].
    Fine,
    /// Exact order, 10% steps.
    Steps,
    /// Files and classes in order, their tests by length.
    Shape,
}

/// One row of [`LEVELS`].
pub struct LevelInfo {
    /// The level described.
    pub level: Level,
    /// What stands after `--fidelity`.
    pub flag: &'static str,
    /// One line for menus and help.
    pub about: &'static str,
}

/// Every level, best first.
pub const LEVELS: &[LevelInfo] = &[
    LevelInfo { level: Level::Fine, flag: "fine", about: "exact order, steps as fine as the answer needs" },
    LevelInfo { level: Level::Steps, flag: "steps", about: "exact order, 10% steps" },
    LevelInfo {
        level: Level::Shape,
        flag: "shape",
        about: "files and classes in order, their tests by length, 25% steps",
    },
];

/// What [`Level::Fine`] tries, one after another, until the answer does not move.
pub const FINE: &[Fidelity] = &[ordered(50, 40), ordered(20, 80), ordered(10, 160), ordered(5, 320), ordered(0, 0)];

const STEPS: &[Fidelity] = &[ordered(100, 20)];

const SHAPE: &[Fidelity] = &[Fidelity::Shape { step_permille: 250, n_exact: 20 }];

const fn ordered(step_permille: u32, n_exact: u32) -> Fidelity {
    Fidelity::Ordered { step_permille, n_exact }
}

impl Level {
    /// The level that `flag` names.
    pub fn from_flag(flag: &str) -> Option<Self> {
        LEVELS.iter().find(|info| info.flag == flag).map(|info| info.level)
    }

    /// The level that a fidelity is of; `None`: nothing was left out.
    pub fn of(fidelity: Fidelity) -> Option<Self> {
        match fidelity {
            Fidelity::Full => None,
            Fidelity::Shape { .. } => Some(Self::Shape),
            Fidelity::Ordered { .. } if STEPS.contains(&fidelity) => Some(Self::Steps),
            Fidelity::Ordered { .. } => Some(Self::Fine),
        }
    }

    /// What is tried for it, coarsest first.
    pub fn fidelities(self) -> &'static [Fidelity] {
        match self {
            Self::Fine => FINE,
            Self::Steps => STEPS,
            Self::Shape => SHAPE,
        }
    }
}

impl Fidelity {
    /// As a sender reads it before copying: `exact order, 10% steps`.
    pub fn words(self) -> String {
        let steps = |step_permille: u32| format!("{}% steps", f64::from(step_permille) / 10.0);
        match self {
            Self::Full | Self::Ordered { step_permille: 0, .. } => "exact order, exact durations".to_owned(),
            Self::Ordered { step_permille, .. } => format!("exact order, {}", steps(step_permille)),
            Self::Shape { step_permille, .. } => format!("order of files and classes, {}", steps(step_permille)),
        }
    }
}

/// Which names of tests, files, classes, groups and marks are kept; the fewest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NamesKept {
    /// Only those that the pipelines themselves name, as paths and marks.
    None,
    /// Those too that the headline and the advice mention, and those of the longest tests.
    Mentioned,
    /// All.
    #[default]
    All,
}

/// Names with what they are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Names {
    /// See [`NamesKept::None`].
    None,
    /// The files and tests that headline and advice mention, by id or path; the [`N_LONGEST`] longest tests are added.
    Mentioned(Vec<String>),
    /// See [`NamesKept::All`].
    All,
}

/// How many of the longest tests keep their names where some do.
pub const N_LONGEST: usize = 20;

impl Names {
    /// Without the list.
    pub fn kept(&self) -> NamesKept {
        match self {
            Self::None => NamesKept::None,
            Self::Mentioned(_) => NamesKept::Mentioned,
            Self::All => NamesKept::All,
        }
    }
}

/// The tests and files of a suite that texts name between back ticks, as findings of advice do.
pub fn mentioned<'a>(texts: impl IntoIterator<Item = &'a str>, suite: &Suite) -> Vec<String> {
    let words: BTreeSet<&str> = texts.into_iter().flat_map(|text| text.split('`').skip(1).step_by(2)).collect();
    let names: BTreeSet<&str> = suite.tests.iter().flat_map(|test| [test.id.as_str(), test.file()]).collect();
    words.intersection(&names).map(|name| (*name).to_owned()).collect()
}
