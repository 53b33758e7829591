//! What a configuration came to over some replications, in the few numbers that an objective looks at.

use laneway_engine::statistics::Mean;
use laneway_engine::time::Nanos;
use laneway_pipeline::bill::{MeanBill, monthly};
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::study::Figures;
use laneway_pipeline::study::summary::{Probability, mean_bill};
use serde::{Deserialize, Serialize};

/// What a configuration came to.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// In how many replications.
    pub n: usize,
    /// Half of all runs take no longer.
    pub p50: Nanos,
    /// 95 of 100 runs take no longer.
    pub p95: Nanos,
    /// Minutes that are billed for a run, re-runs included.
    pub minutes: f64,
    /// Dollars a month, less what the plan includes.
    pub monthly: f64,
    /// How probably a run is red.
    pub red: Probability,
    /// What the gate saw on average, percent.
    pub covered: Option<f64>,
}

impl Measure {
    /// Of the figures of at least one replication.
    pub fn new(figures: &[Figures], pipeline: &Pipeline) -> Self {
        let mut times: Vec<Nanos> = figures.iter().map(|figures| figures.wall_clock).collect();
        times.sort_unstable();
        let at = |percent: usize| times[(times.len() * percent).div_ceil(100).max(1) - 1];
        let bill: MeanBill = mean_bill(figures.iter().copied());
        let covered: Vec<f64> = figures.iter().filter_map(|figures| figures.covered).collect();
        Self {
            n: figures.len(),
            p50: at(50),
            p95: at(95),
            minutes: bill.minutes,
            monthly: monthly(&bill, pipeline.traffic.runs_per_day, &pipeline.plan),
            red: Probability::new(figures.iter().filter(|figures| !figures.is_green).count(), figures.len()),
            covered: (!covered.is_empty()).then(|| covered.iter().sum::<f64>() / covered.len() as f64),
        }
    }
}

/// One thing that figures say of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Metric {
    /// Seconds from the trigger to the end.
    WallClock,
    /// Billed minutes, re-runs included.
    Minutes,
    /// Dollars at list price, re-runs included.
    Dollars,
    /// 1 where it is red, else 0.
    Red,
}

impl Metric {
    /// Of one run.
    pub fn of(self, figures: &Figures) -> f64 {
        match self {
            Self::WallClock => figures.wall_clock.as_secs(),
            Self::Minutes => figures.bill_until_green.minutes(),
            Self::Dollars => figures.bill_until_green.price as f64 / 1e6,
            Self::Red => f64::from(u8::from(!figures.is_green)),
        }
    }

    /// The mean over some runs.
    pub fn mean(self, figures: &[Figures]) -> f64 {
        figures.iter().map(|figures| self.of(figures)).sum::<f64>() / figures.len() as f64
    }

    /// The mean of the paired differences, `other` less `one`, of at least one replication.
    pub fn difference(self, one: &[Figures], other: &[Figures]) -> Mean {
        let differences: Vec<f64> = one.iter().zip(other).map(|(one, other)| self.of(other) - self.of(one)).collect();
        Mean::new(&differences)
    }
}
