//! `duration_based_chunks`: in the order of collection; a shard is closed once it has reached its share of the time.
//!
//! Mirrors pytest-split 0.11.0, `algorithms.py` (`DurationBasedChunksAlgorithm`).

use super::PythonSum;

/// The shard of each test. The last shards are empty where the ones before take it all.
///
/// # Errors
/// The place of the first test that is left when the last shard has reached its share: the real one raises an `IndexError`.
/// Tests of 0 seconds at the end do that, and all tests of 0 seconds if there are as many as shards.
pub(super) fn split(secs: &[f64], n_shards: usize, sum: PythonSum) -> Result<Vec<u32>, usize> {
    let goal = sum.of(secs.iter().copied()) / n_shards as f64;
    let mut taken = 0.0;
    let mut shard = 0;
    let mut shard_of = Vec::with_capacity(secs.len());
    for (place, secs) in secs.iter().enumerate() {
        if taken >= goal {
            shard += 1;
            taken = 0.0;
            if shard == n_shards {
                return Err(place);
            }
        }
        shard_of.push(shard as u32);
        taken += secs;
    }
    Ok(shard_of)
}
