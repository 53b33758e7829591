//! What a suite is like, in figures: where its time is.

use std::collections::BTreeMap;
use std::fmt;

use laneway_engine::suite::Test;
use serde::Serialize;

/// A figure of a suite, and within which bounds it lies, both included.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Trait {
    /// Of what.
    pub measure: Measure,
    /// In its unit.
    pub least: f64,
    /// In its unit, from the least.
    pub most: f64,
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// The share of tests under 10 ms, in percent.
    Under10Ms,
    /// The share of the time that the longest 1% of tests take (rounded down, one at least), in percent.
    TopPercent,
    /// The median of durations, in seconds.
    Median,
    /// The longest test, in seconds.
    Longest,
    /// The share of the time that the file with the most time takes, in percent.
    LargestFile,
    /// The share of tests with parameters, in percent.
    Parametrised,
    /// The share of tests with a group, in percent.
    Grouped,
}

impl Measure {
    /// The figure of a suite of one test or more, in the unit of the measure. Costs O(n log n).
    pub fn of(self, tests: &[Test]) -> f64 {
        let mut secs: Vec<f64> = tests.iter().map(|test| test.duration.as_secs()).collect();
        secs.sort_by(|one, other| other.total_cmp(one));
        let total: f64 = secs.iter().sum();
        let percent_of_tests = |n_tests: usize| 100.0 * n_tests as f64 / secs.len() as f64;
        let count = |holds: fn(&Test) -> bool| tests.iter().filter(|test| holds(test)).count();
        match self {
            Self::Under10Ms => percent_of_tests(secs.iter().filter(|secs| **secs < 0.01).count()),
            Self::TopPercent => 100.0 * secs[..(secs.len() / 100).max(1)].iter().sum::<f64>() / total,
            Self::Median => secs[secs.len() / 2],
            Self::Longest => secs[0],
            Self::LargestFile => {
                let mut files: BTreeMap<&str, f64> = BTreeMap::new();
                tests.iter().for_each(|test| *files.entry(test.file()).or_default() += test.duration.as_secs());
                100.0 * files.values().copied().fold(0.0, f64::max) / total
            }
            Self::Parametrised => percent_of_tests(count(|test| test.id.ends_with(']'))),
            Self::Grouped => percent_of_tests(count(|test| !test.groups.is_empty())),
        }
    }
}

impl fmt::Display for Trait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { measure, least, most } = self;
        let range = if least < most { format!("{least} to {most}") } else { format!("{least}") };
        match measure {
            Measure::Under10Ms => write!(f, "{range}% of tests under 10 ms"),
            Measure::TopPercent => write!(f, "the longest 1% of tests take {range}% of the time"),
            Measure::Median => write!(f, "the median test takes {range} s"),
            Measure::Longest => write!(f, "the longest test takes {range} s"),
            Measure::LargestFile => write!(f, "one file takes {range}% of the time"),
            Measure::Parametrised => write!(f, "{range}% of tests are parametrised"),
            Measure::Grouped => write!(f, "{range}% of tests are in groups"),
        }
    }
}
