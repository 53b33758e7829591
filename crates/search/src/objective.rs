//! What is wanted of a configuration, and what must hold.

use std::cmp::Ordering;

use laneway_engine::time::Nanos;
use serde::{Deserialize, Serialize};

use crate::measure::{Measure, Metric};

/// What is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Objective {
    /// What is to be least.
    pub least: Least,
    /// Which time counts, for `least` and for `within`.
    pub quantile: Quantile,
    /// Dollars a month at most; `None`: whatever it costs.
    pub budget: Option<f64>,
    /// A run takes no longer; `None`: however long.
    pub within: Option<Nanos>,
    /// How probably a run may be red, 0 to 1; `None`: no more probably than the baseline's runs may be, 95% sure.
    pub at_most_red: Option<f64>,
}

/// What is to be least.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Least {
    /// The wall-clock time of a run.
    #[default]
    Time,
    /// Dollars a month; where nothing is paid for, billed minutes.
    Cost,
    /// The probability of a red run.
    Risk,
}

/// Which of many times counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quantile {
    /// Half of all runs are quicker.
    #[default]
    P50,
    /// 95 of 100 are.
    P95,
}

/// How good a configuration is; less is better.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rank([f64; 5]);

impl Rank {
    /// The better one first.
    pub fn compare(&self, other: &Self) -> Ordering {
        let pairs = self.0.iter().zip(&other.0);
        pairs.map(|(one, other)| one.total_cmp(other)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }

    /// Whether all that must hold does.
    pub fn is_within_limits(&self) -> bool {
        self.0[0] <= 0.0
    }
}

impl Objective {
    /// How good a configuration is beside a baseline: within the limits or by how much not, then what is wanted, then time,
    /// cost and risk.
    pub fn rank(&self, measure: &Measure, baseline: &Measure) -> Rank {
        let time = self.time(measure).as_secs();
        let red = measure.red.share;
        let beyond = |found: f64, limit: Option<f64>| {
            limit.map_or(0.0, |limit| ((found - limit) / limit.max(f64::MIN_POSITIVE)).clamp(0.0, 1e9))
        };
        let limits = beyond(measure.monthly, self.budget)
            + beyond(time, self.within.map(Nanos::as_secs))
            + beyond(red, Some(self.at_most_red.unwrap_or(baseline.red.most)));
        let (cost, minutes) = (measure.monthly, measure.minutes);
        Rank(match self.least {
            Least::Time => [limits, time, cost, minutes, red],
            Least::Cost => [limits, cost, minutes, time, red],
            Least::Risk => [limits, red, time, cost, minutes],
        })
    }

    /// The time that counts.
    pub fn time(&self, measure: &Measure) -> Nanos {
        match self.quantile {
            Quantile::P50 => measure.p50,
            Quantile::P95 => measure.p95,
        }
    }

    /// What two configurations are told apart by, run by run. `is_paid`: whether any runner has a price.
    pub fn metric(&self, is_paid: bool) -> Metric {
        match self.least {
            Least::Time => Metric::WallClock,
            Least::Cost if is_paid => Metric::Dollars,
            Least::Cost => Metric::Minutes,
            Least::Risk => Metric::Red,
        }
    }
}
