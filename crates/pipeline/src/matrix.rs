//! A matrix: the jobs that one job becomes, by cell and by shard.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::runner::Runner;

/// The most jobs that one matrix makes on GitHub.
pub const MAX_MATRIX: usize = 256;

/// The most axes of a matrix.
pub const MAX_AXES: usize = 20;

/// The jobs that one job becomes: every combination of its axes, less those excluded, with those included, times the shards.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Matrix {
    /// In the order of the file; none: one cell.
    pub axes: Vec<Axis>,
    /// Combinations that are left out: those that agree with all pairs of an entry.
    pub exclude: Vec<BTreeMap<String, String>>,
    /// Pairs that are added: to every combination of the axes where they overwrite none of their values, else as a
    /// combination of their own (GitHub's rule).
    pub include: Vec<BTreeMap<String, String>>,
    /// What a value of an axis changes.
    pub effects: Vec<Effect>,
    /// How many shards each cell's tests are split into, 1 to [`MAX_MATRIX`]. Default: 1.
    pub shards: u32,
    /// Whether the first failure cancels the others. Default: true.
    pub fail_fast: bool,
    /// How many run at once at most; `None`: all.
    pub max_parallel: Option<u32>,
}

impl Default for Matrix {
    fn default() -> Self {
        Self {
            axes: Vec::new(),
            exclude: Vec::new(),
            include: Vec::new(),
            effects: Vec::new(),
            shards: 1,
            fail_fast: true,
            max_parallel: None,
        }
    }
}

/// One axis of a matrix.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Axis {
    /// `python-version`.
    pub name: String,
    /// As text.
    pub values: Vec<String>,
}

/// What a value of an axis changes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Effect {
    /// Which axis.
    pub axis: String,
    /// Which value.
    pub value: String,
    /// The runner instead of the job's.
    pub runner: Option<Runner>,
    /// How fast tests run, in thousandths of what the runner does, 1 to 100,000; `None`: 1000.
    pub speed_permille: Option<u32>,
}
