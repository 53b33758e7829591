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
    /// Of the price, what those minutes cost beyond the included ones, in millionths of a dollar.
    pub includable_price: u64,
    /// At list price, before included minutes, in millionths of a dollar.
    pub price: u64,
}

impl Bill {
    /// Of one job that took a runner for `used`.
    pub fn of_job(used: Nanos, runner: &Runner, service: Service) -> Self {
        let billed = match service {
            Service::GitHub => Nanos(used.0.div_ceil(MINUTE).saturating_mul(MINUTE)),
            Service::GitLab => Nanos(times(used.0, u64::from(runner.factor_permille), 1000)),
            Service::Forgejo => used,
        };
        // GitLab sells minutes of the quota at one price, whatever the runner: the factor is in `billed`.
        let price = if service == Service::Forgejo { 0 } else { times(billed.0, runner.price, MINUTE) };
        let (includable, includable_price) = if runner.is_included { (billed, price) } else { (Nanos::ZERO, 0) };
        Self { used, billed, includable, includable_price, price }
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            used: self.used + other.used,
            billed: self.billed + other.billed,
            includable: self.includable + other.includable,
            includable_price: self.includable_price.saturating_add(other.includable_price),
            price: self.price.saturating_add(other.price),
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

#[cfg(test)]
#[allow(clippy::float_cmp)]
mod tests {
    use super::*;

    const SECOND: u64 = 1_000_000_000;

    fn bill(secs: u64, price: u64, service: Service) -> Bill {
        let runner = Runner { price, factor_permille: 2_000, ..Runner::default() };
        Bill::of_job(Nanos(secs * SECOND), &runner, service)
    }

    #[test]
    fn ok_github_rounds_every_job_up_to_whole_minutes() {
        let minutes = |secs| bill(secs, 6_000, Service::GitHub).minutes();
        assert_eq!([minutes(0), minutes(1), minutes(60), minutes(61)], [0.0, 1.0, 1.0, 2.0]);
        assert_eq!(bill(61, 6_000, Service::GitHub).price, 12_000);
    }

    #[test]
    fn ok_gitlab_counts_seconds_times_the_factor() {
        assert_eq!(bill(90, 10_000, Service::GitLab).minutes(), 3.0);
        assert_eq!(bill(90, 10_000, Service::GitLab).price, 30_000);
        assert_eq!(bill(90, 10_000, Service::Forgejo).price, 0);
    }

    #[test]
    fn ok_included_minutes_are_free() {
        let per_run = MeanBill { minutes: 20.0, includable_minutes: 10.0, dollars: 0.16, includable_dollars: 0.06 };
        let plan = |included_minutes| Plan { included_minutes, ..Plan::default() };
        let cents = |included, runs| (monthly(&per_run, runs, &plan(included)) * 100.0).round();
        // 304 runs a month: 3,040 minutes that may be included.
        assert_eq!(
            [cents(0, 10.0), cents(3_000, 10.0), cents(50_000, 10.0), cents(0, 0.0)],
            [4864.0, 3064.0, 3040.0, 0.0]
        );
    }
}
