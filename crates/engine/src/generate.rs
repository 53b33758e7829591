//! Suites that look like real ones: files, classes, parametrised functions, and tests that are alike where they stand
//! together.
//!
//! Independent durations show nothing of what dist modes do: in 20 public suites the file explains 80% of the variance of
//! log durations, the parametrised function 96%. So durations are drawn from their distribution, and handed out by rank:
//! each test's rank comes from a score of its file, its function and itself (a Gaussian copula). The distribution as a
//! whole is then exactly the one asked for.
//!
//! - [`structure`]: which tests there are.
//! - [`slow_block`]: where the slow files stand in collection order.

use rand_distr::{Distribution as _, StandardNormal};
use serde::{Deserialize, Serialize};

use crate::distribution::{Distribution, DistributionError};
use crate::random::{Purpose, stream};
use crate::simulate::MAX_TESTS;
use crate::suite::{Suite, Test};
use crate::time::Nanos;

mod slow_block;

mod structure;

pub use slow_block::SlowBlock;
pub use structure::{Groups, TestsPerFile};

/// Of the variance that its file leaves open, how much a test's function explains.
const LIKENESS_IN_FUNCTION: f64 = 0.8;

/// What a suite looks like. The defaults are the middle of 20 public suites.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SuiteSpec {
    /// How many tests, 1 to [`MAX_TESTS`]. Default: 2,000.
    pub tests: usize,
    /// How long they take.
    pub durations: Distribution,
    /// How many of them a file has.
    pub tests_per_file: TestsPerFile,
    /// The share of the variance of log durations that the file explains, 0 to 1; 0: all tests are independent. Default: 0.8.
    pub likeness: f64,
    /// The share of tests that belong to parametrised functions, 0 to 1. Default: 0.39.
    pub parametrised: f64,
    /// The share of files whose tests are in classes, 0 to 1. Default: 0.3.
    pub classes: f64,
    /// Which files carry `xdist_group` marks. Default: none.
    pub groups: Groups,
    /// Where the slowest files stand. Default: wherever chance puts them.
    pub slow_block: Option<SlowBlock>,
}

impl Default for SuiteSpec {
    fn default() -> Self {
        Self {
            tests: 2_000,
            durations: Distribution::default(),
            tests_per_file: TestsPerFile::default(),
            likeness: 0.8,
            parametrised: 0.39,
            classes: 0.3,
            groups: Groups::default(),
            slow_block: None,
        }
    }
}

/// Why a suite cannot be generated.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SpecError {
    /// The durations.
    #[error("durations: {0}")]
    Durations(#[from] DistributionError),
    /// Another part.
    #[error("{field} is {found}, expected {expected}")]
    Field {
        /// As the document names it.
        field: &'static str,
        /// What it is.
        found: String,
        /// What it may be.
        expected: String,
    },
}

/// Makes a suite. Same specification and seed, same suite. Costs O(n log n).
///
/// # Errors
/// If a part of the specification is not allowed; says which, what was found, and what is expected.
pub fn generate(name: &str, spec: &SuiteSpec, seed: u64) -> Result<Suite, SpecError> {
    check(spec)?;
    let sampler = spec.durations.sampler()?;
    let places = structure::places(spec, seed);
    let mut random = stream(seed, Purpose::Durations, 0);
    let mut durations: Vec<Nanos> = places.iter().map(|_| sampler.sample(&mut random)).collect();
    durations.sort_unstable();

    let mut random = stream(seed, Purpose::Likeness, 0);
    let mut normal = || -> f64 { StandardNormal.sample(&mut random) };
    let own = 1.0 - spec.likeness;
    let (of_file, of_function, of_test) =
        (spec.likeness.sqrt(), (own * LIKENESS_IN_FUNCTION).sqrt(), (own * (1.0 - LIKENESS_IN_FUNCTION)).sqrt());
    let (mut file, mut function) = (0.0, 0.0);
    let mut scores: Vec<(f64, u32)> = Vec::with_capacity(places.len());
    for (number, place) in (0..).zip(&places) {
        if place.begins_file {
            file = normal();
        }
        if place.begins_function {
            function = normal();
        }
        scores.push((of_file * file + of_function * function + of_test * normal(), number));
    }
    scores.sort_unstable_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));

    let mut tests: Vec<Test> = places.into_iter().map(|place| place.test).collect();
    for ((_, number), duration) in scores.into_iter().zip(durations) {
        tests[number as usize].duration = duration;
    }
    if let Some(block) = &spec.slow_block {
        tests = slow_block::put(tests, block);
    }
    Ok(Suite { name: name.to_owned(), tests, ..Suite::default() })
}

impl SuiteSpec {
    /// Whether a suite can be generated from it.
    ///
    /// # Errors
    /// If a part is not allowed; says which, what was found, and what is expected. Only the first one is named.
    pub fn check(&self) -> Result<(), SpecError> {
        self.durations.shape()?;
        check(self)
    }
}

fn check(spec: &SuiteSpec) -> Result<(), SpecError> {
    let error = |field, found: String, expected: String| Err(SpecError::Field { field, found, expected });
    if !(1..=MAX_TESTS).contains(&spec.tests) {
        return error("tests", spec.tests.to_string(), format!("a number from 1 to {MAX_TESTS}"));
    }
    let TestsPerFile { median, p95 } = spec.tests_per_file;
    if !(1.0..=1e6).contains(&median) {
        return error("tests_per_file.median", median.to_string(), "a number from 1 to 1e6".to_owned());
    }
    if !(median..=1e6).contains(&p95) {
        return error("tests_per_file.p95", p95.to_string(), format!("a number from the median, {median}, to 1e6"));
    }
    let shares = [
        ("likeness", spec.likeness),
        ("parametrised", spec.parametrised),
        ("classes", spec.classes),
        ("groups.files", spec.groups.files),
        ("slow_block.at", spec.slow_block.as_ref().map_or(0.0, |block| block.at)),
    ];
    match shares.into_iter().find(|(_, share)| !(0.0..=1.0).contains(share)) {
        Some((field, share)) => error(field, share.to_string(), "a share from 0 to 1".to_owned()),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
