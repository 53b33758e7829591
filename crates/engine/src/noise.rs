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
        let mut random = stream(seed, Purpose::Noise, replication);
        let of_job: f64 = StandardNormal.sample(&mut random);
        move |duration| {
            let of_test = if self.test > 0.0 { StandardNormal.sample(&mut random) } else { 0.0 };
            self.on(duration, of_job, of_test)
        }
    }

    /// The same numbers, drawn at once for all tests of a suite, for the jobs of one replication.
    pub fn of_run(self, seed: u64, replication: u64, n_tests: usize) -> RunNoise {
        let mut random = stream(seed, Purpose::Noise, replication);
        let of_run = StandardNormal.sample(&mut random);
        let of_tests = if self.test > 0.0 { n_tests } else { 0 };
        let of_tests = (0..of_tests).map(|_| StandardNormal.sample(&mut random)).collect();
        RunNoise { noise: self, seed, of_run, of_tests }
    }

    #[inline]
    fn on(self, duration: Nanos, of_job: f64, of_test: f64) -> Nanos {
        let nanos = duration.0 as f64 * libm::exp(self.job * of_job + self.test * of_test);
        Nanos(rounded(nanos.min(Nanos::MAX_INPUT.0 as f64)))
    }
}

/// The noise of one replication. A test sees the same in whatever job it runs; each job has a factor of its own.
pub struct RunNoise {
    noise: Noise,
    seed: u64,
    /// Standard normal, as the others.
    of_run: f64,
    of_tests: Vec<f64>,
}

impl RunNoise {
    /// What makes of a test's position in the suite and its recorded duration that of the replication: in the job of that
    /// number, or `None` for a session without jobs around it, as [`Noise::draw`].
    pub fn of_job(&self, job: Option<u64>) -> impl Fn(u32, Nanos) -> Nanos {
        let of_job =
            job.map_or(self.of_run, |job| StandardNormal.sample(&mut stream(self.seed, Purpose::JobNoise, job)));
        move |test, duration| {
            let of_test = self.of_tests.get(test as usize).copied().unwrap_or_default();
            self.noise.on(duration, of_job, of_test)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_a_run_drawn_at_once_is_the_run_drawn_test_by_test() {
        for noise in [Noise::default(), Noise { test: 0.0, job: 0.2 }] {
            let mut one_by_one = noise.draw(4, 9);
            let run = noise.of_run(4, 9, 50);
            let (alone, in_job) = (run.of_job(None), run.of_job(Some(7)));
            let ratios: Vec<f64> = (0..50)
                .map(|test| {
                    let duration = Nanos(1_000_000_000 + u64::from(test));
                    assert_eq!(alone(test, duration), one_by_one(duration));
                    in_job(test, duration).as_secs() / alone(test, duration).as_secs()
                })
                .collect();
            assert!(ratios.iter().all(|ratio| (ratio / ratios[0] - 1.0).abs() < 1e-6 && (ratio - 1.0).abs() > 1e-3));
        }
    }

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
