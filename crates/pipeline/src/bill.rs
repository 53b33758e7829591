//! What a run costs: minutes by runner, rounded as the service rounds them.

use laneway_engine::time::Nanos;
use serde::{Deserialize, Serialize};

use crate::runner::Runner;
use crate::service::{Plan, Service};

/// A minute in nanoseconds.
const MINUTE: u64 = 60_000_000_000;

/// Days in a month, as prices and quotas are compared: 365 / 12, rounded.
pub const DAYS_A_MONTH: f64 = 30.4;

/// What is billed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bill {
    /// How long runners were taken.
    pub used: Nanos,
    /// How long they are billed for: rounded up, times the factor, as the service does.
    pub billed: Nanos,
    /// Of that, what the plan's included minutes may be spent on.
    pub includable: Nanos,
    /// At list price, before included minutes, in millionths of a dollar.
    pub price: u64,
}

impl Bill {
    /// Of one job that took a runner for `used`.
    pub fn of_job(used: Nanos, runner: &Runner, service: Service) -> Self {
        let billed = match service {
            Service::GitHub => Nanos(used.0.div_ceil(MINUTE) * MINUTE),
            Service::GitLab => Nanos(times(used.0, u64::from(runner.factor_permille), 1000)),
            Service::Forgejo => used,
        };
        // GitLab sells minutes of the quota at one price, whatever the runner: the factor is in `billed`.
        let price = if service == Service::Forgejo { 0 } else { times(billed.0, runner.price, MINUTE) };
        Self { used, billed, includable: if runner.is_included { billed } else { Nanos::ZERO }, price }
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            used: self.used + other.used,
            billed: self.billed + other.billed,
            includable: self.includable + other.includable,
            price: self.price + other.price,
        }
    }

    /// Billed minutes.
    pub fn minutes(self) -> f64 {
        self.billed.as_secs() / 60.0
    }
}

/// What a month costs, in dollars: `per_run` is the mean bill of a run. Included minutes are spent on what they may be spent
/// on, at the mean price of those minutes.
pub fn monthly(per_run: &MeanBill, runs_per_day: f64, plan: &Plan) -> f64 {
    let n_runs = runs_per_day * DAYS_A_MONTH;
    let includable = per_run.includable_minutes * n_runs;
    let free = f64::from(plan.included_minutes).min(includable);
    let price_of_included = if includable > 0.0 { per_run.includable_dollars * n_runs / includable } else { 0.0 };
    (per_run.dollars * n_runs - free * price_of_included).max(0.0)
}

/// The mean of the bills of many runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MeanBill {
    /// Billed minutes.
    pub minutes: f64,
    /// Billed minutes that included ones may be spent on.
    pub includable_minutes: f64,
    /// Dollars at list price.
    pub dollars: f64,
    /// Of those, for the includable minutes.
    pub includable_dollars: f64,
}

/// `amount` x `by` / `per`, to the nearest whole, halves up; at most what fits.
fn times(amount: u64, by: u64, per: u64) -> u64 {
    let product = u128::from(amount) * u128::from(by) + u128::from(per / 2);
    u64::try_from(product / u128::from(per)).unwrap_or(u64::MAX)
}
