//! Contention: more workers than cores, so that their computing shares the cores while their waiting does not.
//!
//! An activity of a worker (start-up, collection, a test with its overhead and the fixtures it enters) takes the time
//! that is given for it if it has a core to itself whenever it computes. A share of that time is computing; it comes
//! after the waiting. While k workers compute on C cores, each advances at rate min(1, C/k): processor sharing, as a
//! fair scheduler of an operating system comes to over more than its time slice.
//!
//! Left out: the controller's own computing, threads and processes that tests start, and that two hardware threads of
//! one core are slower than two cores. Latency, ramp, gaps and the end of a worker are waiting.

use serde::{Deserialize, Serialize};

use crate::session::MAX_WORKERS;
use crate::suite::{Recording, Test};
use crate::time::Nanos;

/// The most cores that a session may have.
pub const MAX_CORES: u32 = 1024;

/// All of an activity, in the unit of shares.
pub const WHOLE: u32 = 1000;

/// What the workers of a session share. It has no effect with as many cores as workers, or with both shares 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contention {
    /// How many cores the workers share, 1 to [`MAX_CORES`]. Default: 2, the fewest that hosted runners have.
    pub cores: u32,
    /// The computing share of tests, overhead and fixtures, 0 to 1000. Default: 500.
    pub cpu_permille: u32,
    /// The computing share of start-up and collection, replacements included, 0 to 1000. Default: 1000.
    pub boot_cpu_permille: u32,
}

impl Default for Contention {
    fn default() -> Self {
        Self { cores: 2, cpu_permille: 500, boot_cpu_permille: WHOLE }
    }
}

impl Contention {
    /// Whether `workers` workers can ever be slowed down.
    pub fn slows_down(&self, workers: u32) -> bool {
        workers > self.cores && (self.cpu_permille > 0 || self.boot_cpu_permille > 0)
    }

    /// The computing part of a test's span.
    pub fn test_cpu(&self, span: Nanos) -> Nanos {
        share_of(span, self.cpu_permille)
    }

    /// The computing part of a span of start-up or collection.
    pub fn boot_cpu(&self, span: Nanos) -> Nanos {
        share_of(span, self.boot_cpu_permille)
    }
}

/// A share of a span, to the nearest nanosecond, halves up.
fn share_of(span: Nanos, permille: u32) -> Nanos {
    let (permille, whole) = (u64::from(permille), u64::from(WHOLE));
    Nanos(span.0 / whole * permille + (span.0 % whole * permille + whole / 2) / whole)
}

/// By how much contention stretched the tests of a recording, in thousandths, on average: 1000 is not at all. So it is
/// too where the workers or the cores of the recording are not known. `contention` gives the computing share; its cores
/// are those of the session to come, and do not matter. More than [`MAX_WORKERS`] count as that many.
///
/// Workers that wait now and then leave their cores to the others, so the stretch is less than computing x workers /
/// cores, and more than if they never met. It is that of the machine-repairman model (k workers alternate between
/// waiting and C shared cores): for processor sharing it is exact in the long run, whatever the distribution of
/// durations, as long as the workers are not in step.
///
/// Cost: O(workers). It only adds, multiplies and divides, so it is the same on every machine.
pub fn factor_in(recording: &Recording, contention: &Contention) -> u32 {
    let (Some(workers), Some(cores)) = (recording.workers, recording.cores) else {
        return WHOLE;
    };
    let (workers, cores) = (workers.min(MAX_WORKERS), cores.max(1));
    if workers <= cores || contention.cpu_permille == 0 {
        return WHOLE;
    }
    if contention.cpu_permille >= WHOLE {
        return (f64::from(workers) / f64::from(cores) * f64::from(WHOLE)).round() as u32;
    }
    let computing = f64::from(contention.cpu_permille) / f64::from(WHOLE);
    let waiting = 1.0 - computing;
    // The weight of the state in which n workers compute; only ratios count, so large ones are brought down together.
    let (mut weight, mut sum, mut served) = (1.0, 1.0, 0.0);
    for n in 1..=workers {
        let in_service = f64::from(n.min(cores));
        weight *= f64::from(workers - n + 1) * computing / (waiting * in_service);
        sum += weight;
        served += weight * in_service;
        if sum > 1e200 {
            (weight, sum, served) = (weight / 1e200, sum / 1e200, served / 1e200);
        }
    }
    // So many workers with a core each would get as much done.
    let at_full_speed = served / sum / computing;
    (f64::from(workers) / at_full_speed * f64::from(WHOLE)).round().max(f64::from(WHOLE)) as u32
}

/// The tests as they would have been recorded with a core for each worker: every duration divided by [`factor_in`], to
/// the nearest nanosecond. What a session with contention then adds is charged once.
pub fn without_stretch(tests: &[Test], recording: &Recording, contention: &Contention) -> Vec<Test> {
    let factor = factor_in(recording, contention);
    tests.iter().map(|test| Test { duration: shrink(test.duration, factor), ..test.clone() }).collect()
}

/// A span divided by a factor in thousandths, to the nearest nanosecond.
pub(crate) fn shrink(span: Nanos, factor: u32) -> Nanos {
    let factor = u128::from(factor);
    Nanos(((u128::from(span.0) * u128::from(WHOLE) + factor / 2) / factor) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(workers: impl Into<Option<u32>>, cores: impl Into<Option<u32>>, cpu_permille: u32, expected: u32) {
        let recording = Recording { workers: workers.into(), cores: cores.into(), ..Recording::default() };
        assert_eq!(factor_in(&recording, &Contention { cpu_permille, ..Contention::default() }), expected);
    }

    #[test]
    fn ok_nothing_is_stretched_with_cores_enough_or_unknown() {
        check(None, 2, 500, 1000);
        check(8, None, 500, 1000);
        check(0, 1, 1000, 1000);
        check(4, 4, 1000, 1000);
        check(8, 2, 0, 1000);
    }

    #[test]
    fn ok_all_computing_is_stretched_by_workers_a_core() {
        check(4, 2, 1000, 2000);
        check(3, 2, 1000, 1500);
        check(10_000, 1, 1000, 10_000_000);
    }

    /// 4 workers, 2 cores, as much waiting as computing: the states weigh 1, 4, 6, 6 and 3, so 1.7 cores are busy, and
    /// a test of 1 s takes 4 x 0.5 / 1.7 s.
    #[test]
    fn ok_waiting_leaves_the_cores_to_others() {
        check(4, 2, 500, 1176);
        check(2, 1, 500, 1250);
        check(1_000, 100, 500, 5000);
        check(10_000, 1, 999, 9_990_000);
        check(u32::MAX, 1, 500, 5_000_000);
    }

    #[test]
    fn ok_shares_are_rounded_to_the_nearest_nanosecond() {
        for (span, permille, expected) in
            [(3, 500, 2), (1, 499, 0), (1_001, 999, 1_000), (u64::MAX, 1000, u64::MAX), (7, 0, 0)]
        {
            assert_eq!(share_of(Nanos(span), permille), Nanos(expected));
        }
    }
}
