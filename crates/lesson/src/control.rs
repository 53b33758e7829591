//! What a reader of a lesson may change; all else is locked.

use serde::{Deserialize, Serialize};

/// A control of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Control {
    /// How many workers the candidate has (`-n`).
    Workers,
    /// Its dist mode (`--dist`).
    Dist,
    /// In which order its tests are collected.
    Order,
    /// How many tests `load` sends at once (`--maxschedchunk`).
    Chunk,
    /// Whether scopes with the most tests are dealt out first.
    Reorder,
    /// How many crashed workers are replaced.
    Restarts,
    /// The whole page: a sandbox.
    Everything,
}

impl Control {
    /// What the page calls it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Workers => "workers",
            Self::Dist => "dist mode",
            Self::Order => "order",
            Self::Chunk => "chunk at most",
            Self::Reorder => "largest first",
            Self::Restarts => "restarts at most",
            Self::Everything => "everything",
        }
    }
}
