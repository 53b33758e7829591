//! Where a suite comes from: it is given, or made by rule.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::generate::SuiteSpec;
use crate::suite::Suite;

/// A suite, or how to make it. What is made by rule is a few numbers in a document, and the same suite wherever it is
/// made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Source {
    /// Recorded, typed, or changed by hand.
    Given(Arc<Suite>),
    /// A preset, by its id. Its suite never changes, and is made by whoever knows presets.
    Preset(String),
    /// Made to look like real ones.
    Generated {
        /// What it looks like.
        spec: SuiteSpec,
        /// Names its random numbers.
        seed: u64,
    },
    /// Whole files drawn from another suite ([`resample`](crate::resample::resample)).
    Resampled {
        /// What they are drawn from; not drawn itself.
        from: Box<Source>,
        /// How many tests there are, exactly.
        n_tests: usize,
        /// Names its random numbers.
        seed: u64,
    },
}

impl Source {
    /// The suite, if it need not be made.
    pub fn given(&self) -> Option<&Arc<Suite>> {
        match self {
            Self::Given(suite) => Some(suite),
            Self::Preset(_) | Self::Generated { .. } | Self::Resampled { .. } => None,
        }
    }

    /// Whether it is the same suite for sure: equal rules, or the very same tests. Costs nothing, so tests that are
    /// equal without being the same ones count as others.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Given(one), Self::Given(other)) => Arc::ptr_eq(one, other),
            (Self::Given(_), _) | (_, Self::Given(_)) => false,
            (
                Self::Resampled { from: one, n_tests, seed },
                Self::Resampled { from: other, n_tests: other_n_tests, seed: other_seed },
            ) => one.is_same(other) && (n_tests, seed) == (other_n_tests, other_seed),
            (one, other) => one == other,
        }
    }
}

impl Default for Source {
    fn default() -> Self {
        Self::Given(Arc::default())
    }
}

impl From<Suite> for Source {
    fn from(suite: Suite) -> Self {
        Self::Given(Arc::new(suite))
    }
}
