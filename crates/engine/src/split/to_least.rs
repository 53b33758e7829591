//! One after another, each to the shard that has the least so far.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The shard of each of the things that take `secs`, from 0 up, given out in `order`; of shards with equal sums the first
/// takes it. Costs O(n log shards).
pub(super) fn to_least(order: impl IntoIterator<Item = usize>, secs: &[f64], n_shards: usize) -> Vec<u32> {
    // Seconds from 0 up are in the order of their bits.
    let empty = |shard: u32| Reverse((0.0_f64.to_bits(), shard));
    let mut heap: BinaryHeap<_> = (0..n_shards as u32).map(empty).collect();
    let mut shard_of = vec![0; secs.len()];
    for thing in order {
        if let Some(mut least) = heap.peek_mut() {
            let Reverse((taken, shard)) = &mut *least;
            shard_of[thing] = *shard;
            *taken = (f64::from_bits(*taken) + secs[thing]).to_bits();
        }
    }
    shard_of
}
