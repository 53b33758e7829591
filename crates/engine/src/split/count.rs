//! By count: runs of equal count, in the order of collection. Ours, for what scripts do with `split -n` and the like.

/// The shard of each test. Of n tests, each shard has n / shards, and of what is left over the first shards have one more
/// each; with fewer tests than shards the last are empty.
pub(super) fn split(n_tests: usize, n_shards: usize) -> Vec<u32> {
    let (least, n_larger) = (n_tests / n_shards, n_tests % n_shards);
    let count = |shard: usize| least + usize::from(shard < n_larger);
    (0..n_shards).flat_map(|shard| std::iter::repeat_n(shard as u32, count(shard))).collect()
}
