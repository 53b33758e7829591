//! By file: whole files, the longest first, each to the shard that has the least so far. Ours, for what split tools do
//! that list files.

use super::to_least::to_least;
use crate::simulate::names::Names;

/// The shard of each test. Of equal files the one collected first goes first; of shards with equal sums the first takes
/// it. Inside a shard tests stay as collected. With fewer files than shards the last are empty.
pub(super) fn split<'a>(files: impl Iterator<Item = &'a str>, secs: &[f64], n_shards: usize) -> Vec<u32> {
    let mut names = Names::default();
    let file_of: Vec<u32> = files.map(|file| names.number(file)).collect();
    let mut secs_of = vec![0.0; names.into_names().len()];
    for (&file, secs) in file_of.iter().zip(secs) {
        secs_of[file as usize] += secs;
    }
    let mut order: Vec<usize> = (0..secs_of.len()).collect();
    order.sort_by(|&one, &other| secs_of[other].total_cmp(&secs_of[one]));
    let shard_of = to_least(order, &secs_of, n_shards);
    file_of.into_iter().map(|file| shard_of[file as usize]).collect()
}
