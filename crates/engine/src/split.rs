//! A split: the part of the selected tests that one shard runs.
//!
//! Every shard collects all tests, works out all shards, and keeps its own. In reading order:
//!
//! - [`known`]: what a rule knows of durations.
//! - [`python_sum`]: how Python adds seconds.
//! - [`duration_based_chunks`], [`least_duration`]: the algorithms of pytest-split 0.11.0.
//! - [`count`], [`file`](mod@file): rules of our own.
//! - [`to_least`]: what two of them have in common.
//! - [`hash`]: pytest-shard 0.1.2.
//!
//! Left out of pytest-split: that it keeps the cells of a Jupyter notebook together.

pub(crate) mod known;

mod python_sum;

mod duration_based_chunks;

mod least_duration;

mod to_least;

mod count;

mod file;

mod hash;

use serde::{Deserialize, Serialize};

use crate::suite::Test;

pub use known::MAX_DRIFT;
pub use python_sum::PythonSum;

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

/// One row of [`SPLIT_RULES`].
pub struct SplitInfo {
    /// The rule described.
    pub by: SplitBy,
    /// What stands after `--splitting-algorithm`; pytest-split knows the first two.
    pub flag: &'static str,
    /// In a few words.
    pub about: &'static str,
}

/// Every rule, in the order in which menus and help show them.
pub const SPLIT_RULES: &[SplitInfo] = &[
    SplitInfo {
        by: SplitBy::DurationBasedChunks,
        flag: "duration_based_chunks",
        about: "pytest-split's default: runs of tests that take about the same time",
    },
    SplitInfo {
        by: SplitBy::LeastDuration,
        flag: "least_duration",
        about: "pytest-split's other one: longest first, each to the shard with the least",
    },
    SplitInfo { by: SplitBy::Count, flag: "count", about: "runs of equal count" },
    SplitInfo {
        by: SplitBy::File,
        flag: "file",
        about: "whole files, longest first, each to the shard with the least",
    },
    SplitInfo { by: SplitBy::Hash, flag: "hash", about: "pytest-shard: by the hash of the id" },
];

impl SplitBy {
    /// The rule that `flag` names after `--splitting-algorithm`.
    pub fn from_flag(flag: &str) -> Option<Self> {
        SPLIT_RULES.iter().find(|info| info.flag == flag).map(|info| info.by)
    }

    /// This rule's row of [`SPLIT_RULES`].
    pub fn info(self) -> &'static SplitInfo {
        SPLIT_RULES.iter().find(|info| info.by == self).expect("the table has every rule")
    }
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

/// One shard of a suite.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shard {
    /// Positions in the suite, in the order in which the shard runs them.
    pub tests: Vec<u32>,
    /// What they take by what the rule knows of durations, in seconds; the "estimated duration" that pytest-split prints.
    pub secs: f64,
}

/// Why a suite cannot be split.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SplitError {
    /// No shards, or more than [`MAX_SPLITS`].
    #[error("splits is {found}, expected 1 to {MAX_SPLITS}")]
    BadSplits {
        /// What was asked for.
        found: u32,
    },
    /// A shard that there is not. pytest itself refuses it with exit code 4.
    #[error("group is {group}, expected 1 to {splits}, as many as there are splits: the first is 1")]
    NoSuchGroup {
        /// What was asked for.
        group: u32,
        /// How many there are.
        splits: u32,
    },
    /// A number of [`Known::Stale`] is out of range.
    #[error("known durations have {key} {found}, expected 0 to {most}")]
    BadKnown {
        /// Its name.
        key: &'static str,
        /// What was asked for.
        found: String,
        /// The most that makes sense.
        most: u32,
    },
    /// pytest-split 0.11.0 fails here: all shards have their share and tests are left, as happens where the last tests, or
    /// all, take 0 seconds. Every shard's pytest ends with an internal error, exit code 3.
    #[error(
        "pytest-split fails with an IndexError: when all shards ({splits}) have their share of the time, tests are left ({n_left}, from `{first}` on); expected durations above 0: record them again, or use least_duration"
    )]
    OutOfShards {
        /// How many shards there are.
        splits: u32,
        /// How many tests are left.
        n_left: usize,
        /// The id of the first of them.
        first: String,
    },
}

impl Split {
    /// Whether the rule looks at ids, beside durations.
    pub(crate) fn looks_at_ids(&self) -> bool {
        self.by == SplitBy::Hash
    }

    /// Which of the shards it is, from 0.
    pub(crate) fn place(&self) -> Result<usize, SplitError> {
        let Self { splits, group, .. } = *self;
        self.check_splits()?;
        if group < 1 || splits < group {
            return Err(SplitError::NoSuchGroup { group, splits });
        }
        Ok(group as usize - 1)
    }

    fn check_splits(&self) -> Result<(), SplitError> {
        let is_right = (1..=MAX_SPLITS).contains(&self.splits);
        if is_right { Ok(()) } else { Err(SplitError::BadSplits { found: self.splits }) }
    }
}

/// Shares the tests at some positions of a suite out, in their order of collection; `has_suffix` if ids have those of
/// `loadgroup`. Tests are taken to have different ids. Costs O(n log n).
pub(crate) fn shards(
    tests: &[Test],
    selected: &[u32],
    split: &Split,
    has_suffix: bool,
    sum: PythonSum,
) -> Result<Vec<Shard>, SplitError> {
    split.check_splits()?;
    let secs = known::counted(known::seconds(tests, selected, split.known)?, sum);
    let n_shards = split.splits as usize;
    let shard_of = match split.by {
        SplitBy::DurationBasedChunks => duration_based_chunks::split(&secs, n_shards, sum).map_err(|n_done| {
            let first = tests[selected[n_done] as usize].id.clone();
            SplitError::OutOfShards { splits: split.splits, n_left: secs.len() - n_done, first }
        })?,
        SplitBy::LeastDuration => {
            let id = |test: usize| tests[selected[test] as usize].id.as_str();
            least_duration::split(&secs, n_shards, id)
        }
        SplitBy::Count => count::split(selected.len(), n_shards),
        SplitBy::File => {
            let files = selected.iter().map(|&position| tests[position as usize].file());
            file::split(files, &secs, n_shards)
        }
        SplitBy::Hash => {
            let test = |&position: &u32| &tests[position as usize];
            selected.iter().map(|position| hash::shard(test(position), has_suffix, split.splits)).collect()
        }
    };
    let mut shards = vec![Shard::default(); n_shards];
    for ((&position, &shard), secs) in selected.iter().zip(&shard_of).zip(&secs) {
        shards[shard as usize].tests.push(position);
        shards[shard as usize].secs += secs;
    }
    Ok(shards)
}

#[cfg(test)]
mod tests;
