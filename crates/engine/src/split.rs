//! A split: the part of the selected tests that one shard runs.

use serde::{Deserialize, Serialize};

/// The most shards that a suite is split into.
pub const MAX_SPLITS: u32 = 10_000;

/// One shard of several.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Split {
    /// `--splits`: how many shards there are, 1 to [`MAX_SPLITS`].
    pub splits: u32,
    /// `--group`: which one this is, from 1.
    pub group: u32,
    /// The rule.
    #[serde(default)]
    pub by: SplitBy,
    /// What the rule knows of durations.
    #[serde(default)]
    pub known: Known,
}

/// How tests are shared out between shards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SplitBy {
    /// pytest-split 0.11.0's default: a shard is closed when its durations have reached their share. The last may be empty.
    #[default]
    DurationBasedChunks,
    /// pytest-split 0.11.0: longest first, each to the shard with the least so far.
    LeastDuration,
    /// Runs of equal count, in the order of collection.
    Count,
    /// Whole files, longest first, each to the shard with the least so far.
    File,
    /// pytest-shard 0.1.2: SHA-256 of the id.
    Hash,
}

/// What a rule knows of durations, when it splits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Known {
    /// Those of the suite, before noise.
    #[default]
    Recorded,
    /// None: every test counts the same.
    Nothing,
    /// An old file: some tests are not in it, the others took another time then.
    Stale {
        /// The share of tests that are missing, 0 to 1; they count as the mean of the others.
        missing: f64,
        /// Standard deviation of the log of what a test took then, 0 to 2, around what it takes now.
        drift: f64,
    },
}
