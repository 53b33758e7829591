//! What a rule knows of durations when it splits: pytest-split's `.test_durations`, fresh, old, or not there.
//!
//! Mirrors pytest-split 0.11.0, `algorithms.py` (`_get_items_with_durations`): tests that the file does not know count as
//! the mean of those among the collected ones that it knows; if it knows none, each counts as 1.

use rand::RngExt;
use rand_distr::{Distribution as _, StandardNormal};

use super::{Known, PythonSum, SplitError};
use crate::random::{Purpose, stream};
use crate::suite::Test;

/// The most that durations may have drifted.
pub const MAX_DRIFT: f64 = 2.0;

/// What the file has of each selected test, in seconds; `None`: the test is missing.
pub(crate) fn seconds(tests: &[Test], selected: &[u32], known: Known) -> Result<Vec<Option<f64>>, SplitError> {
    let recorded = |position: &u32| tests[*position as usize].duration.as_secs();
    match known {
        Known::Recorded => Ok(selected.iter().map(|position| Some(recorded(position))).collect()),
        Known::Nothing => Ok(vec![None; selected.len()]),
        Known::Stale { missing, drift } => {
            for (key, found, most) in [("missing", missing, 1.0), ("drift", drift, MAX_DRIFT)] {
                if !(0.0..=most).contains(&found) {
                    return Err(SplitError::BadKnown { key, found: found.to_string(), most: most as u32 });
                }
            }
            let old = |position: &u32| Some(recorded(position) * stale(*position, missing, drift)?);
            Ok(selected.iter().map(old).collect())
        }
    }
}

/// What each test counts.
pub(super) fn counted(secs: Vec<Option<f64>>, sum: PythonSum) -> Vec<f64> {
    let known = || secs.iter().flatten().copied();
    let n_known = known().count();
    let mean = if n_known == 0 { 1.0 } else { sum.of(known()) / n_known as f64 };
    secs.into_iter().map(|secs| secs.unwrap_or(mean)).collect()
}

/// What a test took when the file was written, as a share of what it takes; `None` if it is missing. There is one old file:
/// all shards, whatever they select, see the same.
fn stale(position: u32, missing: f64, drift: f64) -> Option<f64> {
    let mut random = stream(0, Purpose::StaleDurations, u64::from(position));
    let luck: f64 = random.random();
    let normal: f64 = StandardNormal.sample(&mut random);
    (luck >= missing).then(|| libm::exp(drift * normal))
}
