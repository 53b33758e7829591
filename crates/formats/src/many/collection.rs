//! The order of a collection, and which tests it holds, put on a suite that has the durations.

use std::collections::HashMap;

use laneway_engine::suite::{Suite, Test};
use laneway_engine::time::Nanos;

use crate::read::Warnings;

/// Why a collection cannot be put on a suite.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CollectionError {
    /// They share no test.
    #[error(
        "none of the {n_collected} collected tests has a duration: collected is `{collected}`, expected ids such as `{known}`: run both from the same folder"
    )]
    NothingShared {
        /// How many tests were collected.
        n_collected: usize,
        /// The first of them.
        collected: String,
        /// The first test with a duration.
        known: String,
    },
}

/// Puts the tests of `suite` in the order of a collection, and leaves out those that it does not hold. Tests without a
/// duration get the mean of the others, as pytest-split gives them.
///
/// # Errors
/// If they share no test; `suite` is then better left as it is.
pub fn apply_collection(suite: &Suite, collected: &Suite) -> Result<(Suite, Warnings), CollectionError> {
    let known: HashMap<&str, &Test> = suite.tests.iter().map(|test| (test.id.as_str(), test)).collect();
    let mut warnings = Warnings::default();
    let shared = || collected.tests.iter().filter_map(|test| known.get(test.id.as_str()));
    let n_shared = shared().count();
    if n_shared == 0 {
        let first = |suite: &Suite| suite.tests.first().map(|test| test.id.clone()).unwrap_or_default();
        let n_collected = collected.tests.len();
        return Err(CollectionError::NothingShared { n_collected, collected: first(collected), known: first(suite) });
    }
    let total: u128 = shared().map(|test| u128::from(test.duration.0)).sum();
    let mean = Nanos((total / n_shared as u128) as u64);
    let mut tests = Vec::with_capacity(collected.tests.len());
    for test in &collected.tests {
        let Some(found) = known.get(test.id.as_str()) else {
            let id = &test.id;
            warnings.push_without_line(format!("`{id}` has no duration; it gets the mean of the others"));
            tests.push(Test { duration: mean, ..test.clone() });
            continue;
        };
        let groups = if test.groups.is_empty() { &found.groups } else { &test.groups };
        tests.push(Test { groups: groups.clone(), ..(*found).clone() });
    }
    let n_left_out = suite.tests.len().saturating_sub(n_shared);
    if n_left_out > 0 {
        warnings.push_without_line(format!("{n_left_out} tests are not in the collection; left out"));
    }
    let mut recording = suite.recording.clone();
    recording.order = collected.recording.order;
    Ok((Suite { name: suite.name.clone(), tests, recording }, warnings))
}
