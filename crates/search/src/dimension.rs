//! Dimensions: the ways in which one run of tests may be changed.

use serde::{Deserialize, Serialize};

/// One way to change a run of tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dimension {
    /// `--dist`.
    Dist,
    /// `-n`, above the cores too.
    Workers,
    /// `--maxschedchunk`; counts under `load` alone.
    Maxschedchunk,
    /// `--no-loadscope-reorder`; counts under modes of scopes alone.
    Reorder,
    /// The order of collection.
    Order,
    /// What the job runs on.
    Runner,
    /// How many jobs share the tests.
    Shards,
    /// The rule by which they do.
    SplitBy,
    /// Lanes, as jobs or as parallel steps.
    Lanes,
    /// Where and with what coverage is measured.
    Coverage,
}

/// One row of [`DIMENSIONS`].
pub struct DimensionInfo {
    /// The dimension described.
    pub dimension: Dimension,
    /// What options and documents call it.
    pub flag: &'static str,
    /// What people read.
    pub words: &'static str,
    /// Whether it changes the job around the tests, and so counts where there is a pipeline.
    pub is_of_job: bool,
}

/// Every dimension, in the order in which menus and changes show them.
pub const DIMENSIONS: &[DimensionInfo] = &[
    of_session(Dimension::Dist, "dist", "dist"),
    of_session(Dimension::Workers, "workers", "workers"),
    of_session(Dimension::Maxschedchunk, "maxschedchunk", "maxschedchunk"),
    of_session(Dimension::Reorder, "reorder", "scope reordering"),
    of_session(Dimension::Order, "order", "order"),
    of_job(Dimension::Runner, "runner", "runner"),
    of_job(Dimension::Shards, "shards", "shards"),
    of_job(Dimension::SplitBy, "split-by", "splitting"),
    of_job(Dimension::Lanes, "lanes", "lanes"),
    of_job(Dimension::Coverage, "coverage", "coverage"),
];

const fn of_session(dimension: Dimension, flag: &'static str, words: &'static str) -> DimensionInfo {
    DimensionInfo { dimension, flag, words, is_of_job: false }
}

const fn of_job(dimension: Dimension, flag: &'static str, words: &'static str) -> DimensionInfo {
    DimensionInfo { dimension, flag, words, is_of_job: true }
}

impl Dimension {
    /// This dimension's row of [`DIMENSIONS`].
    pub fn info(self) -> &'static DimensionInfo {
        DIMENSIONS.iter().find(|info| info.dimension == self).expect("the table has every dimension")
    }

    /// The dimension that options call so.
    pub fn from_flag(flag: &str) -> Option<Self> {
        DIMENSIONS.iter().find(|info| info.flag == flag).map(|info| info.dimension)
    }
}
