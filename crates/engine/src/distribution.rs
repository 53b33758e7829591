//! How long tests take: named families of durations, entered the way people know them.
//!
//! Seconds throughout. Real suites are mixtures: fast tests, slow tests, and a tail; a single lognormal, gamma or Weibull
//! fits none of them well.
//!
//! - [`check`]: what parameters are allowed, and what is said of others.
//! - [`sampler`]: draws, by `rand_distr`. [`shape`]: the law that they follow; `gamma`: the function that one of them needs.
//! - [`entry`]: the other way to enter some of them: mean and sd, or median and p95.
//! - [`families`]: the menu, and how one family becomes another.

use serde::{Deserialize, Serialize};

use crate::time::Nanos;

mod check;

mod sampler;

mod shape;

mod gamma;

mod entry;

mod families;

pub use check::DistributionError;
pub use entry::Entry;
pub use families::{FAMILIES, Family, FamilyInfo};
pub use sampler::Sampler;
pub use shape::Shape;

/// The 95th percentile of the standard normal distribution.
pub(crate) const Z_95: f64 = 1.644_853_626_951_472_7;

/// The most parts of a mixture.
pub const MAX_PARTS: usize = 3;

/// A distribution of durations. All parameters are seconds unless they say otherwise, from 0 to 10^9.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Distribution {
    /// Two or three lognormals; fast and slow tests, and a tail. Weights are shares and sum to 1.
    Mixture {
        /// Each with its weight.
        parts: Vec<Part>,
        /// Nothing takes longer.
        cap: Option<f64>,
    },
    /// Recorded values, each as likely as the others.
    Empirical {
        /// At least one.
        values: Vec<Nanos>,
    },
    /// Always the same.
    Constant {
        /// How long.
        secs: f64,
    },
    /// Anything between two bounds, each value as likely.
    Uniform {
        /// The least.
        least: f64,
        /// The most.
        most: f64,
    },
    /// Without memory: many short, few long.
    Exponential {
        /// The mean, above 0.
        mean: f64,
    },
    /// A bell, drawn again where it is below 0.
    Normal {
        /// The mean before that.
        mean: f64,
        /// Standard deviation; at most 5 times the mean.
        sd: f64,
    },
    /// A bell on a logarithmic scale.
    Lognormal {
        /// Half of the tests are shorter; above 0.
        median: f64,
        /// 95 of 100 are shorter; not below the median.
        p95: f64,
        /// Nothing takes longer.
        cap: Option<f64>,
    },
    /// Sums of exponential steps.
    Gamma {
        /// The mean, above 0.
        mean: f64,
        /// Standard deviation, above 0.
        sd: f64,
    },
    /// A stretched exponential.
    Weibull {
        /// Half of the tests are shorter; above 0.
        median: f64,
        /// 95 of 100 are shorter; above the median.
        p95: f64,
    },
    /// A power law: the tail of many suites, with an index of about 0.6. Never without a cap.
    Pareto {
        /// The least, above 0.
        least: f64,
        /// How fast the tail thins, above 0; no unit.
        index: f64,
        /// Nothing takes longer; above the least.
        cap: f64,
    },
}

/// One lognormal of a mixture.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its share, above 0.
    pub weight: f64,
    /// Half of its tests are shorter; above 0.
    pub median: f64,
    /// 95 of 100 are shorter; not below the median.
    pub p95: f64,
}

impl Default for Distribution {
    /// The middle of 20 public suites: 43% in fast files around 4 ms, the others around 250 ms with a long tail.
    fn default() -> Self {
        let parts =
            vec![Part { weight: 0.43, median: 0.004, p95: 0.035 }, Part { weight: 0.57, median: 0.25, p95: 2.3 }];
        Self::Mixture { parts, cap: Some(60.0) }
    }
}

impl Distribution {
    /// What nothing takes longer than, seconds, where it has such a parameter and it is set.
    pub fn cap(&self) -> Option<f64> {
        match self {
            Self::Mixture { cap, .. } | Self::Lognormal { cap, .. } => *cap,
            Self::Pareto { cap, .. } => Some(*cap),
            _ => None,
        }
    }

    /// Ready to draw from.
    ///
    /// # Errors
    /// If a parameter is not allowed; says which, what was found, and what is expected.
    pub fn sampler(&self) -> Result<Sampler, DistributionError> {
        check::check(self)?;
        Sampler::new(self)
    }
}
