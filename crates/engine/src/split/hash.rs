//! By hash: the SHA-256 of a test's id says which shard runs it, whatever else there is.
//!
//! Mirrors pytest-shard 0.1.2, `pytest_shard.py` (`sha256hash`, `filter_items_by_shard`), whose `--shard-id` counts from 0.

use sha2::{Digest, Sha256};

use crate::scheduler::scope::node_id;
use crate::suite::Test;

/// The shard of a test, from 0: the digest as a number, its first byte the least, modulo the number of shards.
pub(super) fn shard(test: &Test, has_suffix: bool, n_shards: u32) -> u32 {
    let digest = Sha256::digest(node_id(test, has_suffix).as_bytes());
    let n_shards = u64::from(n_shards);
    // From the greatest byte on, as one divides by hand.
    digest.iter().rev().fold(0, |rest, &byte| (rest * 256 + u64::from(byte)) % n_shards) as u32
}
