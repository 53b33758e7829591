//! How shards share a suite out.

use laneway_engine::split::{Known, SplitBy};
use serde::{Deserialize, Serialize};

/// How shards share a suite out: the rule, and what is known of durations.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Splitter {
    /// The rule.
    pub by: SplitBy,
    /// What it knows of durations.
    pub known: Known,
}
