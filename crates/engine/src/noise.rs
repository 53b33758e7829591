//! Noise: no two runs of one suite take the same time.

use rand_distr::{Distribution as _, StandardNormal};
use serde::{Deserialize, Serialize};

use crate::random::{Purpose, stream};
use crate::time::Nanos;

/// How durations differ from run to run: lognormal around what was recorded, so that the median stays.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Noise {
    /// Standard deviation of the log of each test, 0 to 2, independent of the others. Default: 0.08, the middle of what
    /// was measured of slow tests (0.06 to 0.10).
    pub test: f64,
    /// Standard deviation of the log of a whole job, 0 to 2: one factor for all its tests. Default: 0.03 (0.015 to 0.047).
    pub job: f64,
}

impl Default for Noise {
    fn default() -> Self {
        Self { test: 0.08, job: 0.03 }
    }
}

/// `f64::round` of a number from 0 to 10^18, quicker where that is a call.
fn rounded(number: f64) -> u64 {
    let below = number as i64;
    // Exact: from 2^52 on there is nothing behind the point.
    let is_half_or_more = number - below as f64 >= 0.5;
    below as u64 + u64::from(is_half_or_more)
}

/// The most that a standard deviation may be.
pub const MAX_NOISE: f64 = 2.0;

impl Noise {
    /// What makes of each recorded duration that of one replication, called in the tests' order. The same numbers whatever
    /// is simulated with them, so that two sessions see the same run.
    pub fn draw(self, seed: u64, replication: u64) -> impl FnMut(Nanos) -> Nanos {
        self.draw_for(seed, replication, None)
    }

    /// The same of one job of several: the tests' numbers are those of [`Self::draw`], so that a test sees the same noise in
    /// whatever job it runs; the job's own factor is named by `job`.
    pub fn draw_in_job(self, seed: u64, replication: u64, job: u64) -> impl FnMut(Nanos) -> Nanos {
        let of_job = StandardNormal.sample(&mut stream(seed, Purpose::JobNoise, job));
        self.draw_for(seed, replication, Some(of_job))
    }

    fn draw_for(self, seed: u64, replication: u64, of_job: Option<f64>) -> impl FnMut(Nanos) -> Nanos {
        let mut random = stream(seed, Purpose::Noise, replication);
        let own: f64 = StandardNormal.sample(&mut random);
        let of_job = self.job * of_job.unwrap_or(own);
        move |duration| {
            let of_test: f64 = if self.test > 0.0 { StandardNormal.sample(&mut random) } else { 0.0 };
            let nanos = duration.0 as f64 * libm::exp(of_job + self.test * of_test);
            Nanos(rounded(nanos.min(Nanos::MAX_INPUT.0 as f64)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_is_that_of_the_language() {
        let halves =
            [0.0, 0.25, 0.5, 1.5, 2.5, 0.499_999_999_999_999_94, 4_503_599_627_370_495.5, 4_503_599_627_370_497.0];
        let many = (0..1_000).map(|number| 1e18 / 1.07_f64 / f64::from(number + 1) / f64::from(number * number + 1));
        for number in halves.into_iter().chain(many).chain([9_007_199_254_740_993.0, 1e18]) {
            assert_eq!(rounded(number), number.round() as u64, "{number}");
        }
    }
}
