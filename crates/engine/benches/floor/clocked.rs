//! How long the engine and the bare loop take on one suite.

use std::hint::black_box;
use std::time::Instant;

use laneway_engine::dist_mode::DistMode;
use laneway_engine::noise::Noise;
use laneway_engine::prepared::Prepared;
use laneway_engine::session::Session;
use laneway_engine::simulate::{Detail, simulate_prepared};
use laneway_engine::study::{Study, StudySpec};
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;

use crate::bare;

/// One way between controller and worker.
const LATENCY: Nanos = Nanos(500_000);

/// A figure rests on sessions one after another for at least so many seconds.
const LEAST_SECS: f64 = 0.1;

/// A suite that is simulated again and again.
pub(crate) struct Clocked<'a> {
    suite: &'a Suite,
    prepared: Prepared<'a>,
}

impl<'a> Clocked<'a> {
    pub(crate) fn new(suite: &'a Suite) -> Self {
        Self { suite, prepared: Prepared::of_suite(suite) }
    }

    /// Sessions with the durations as they are: the makespan, and seconds a session.
    pub(crate) fn fixed(&self, dist: DistMode, workers: u32) -> (Nanos, f64) {
        let session = session(dist, workers);
        let run = || simulate_prepared(&self.prepared, &session, Detail::Summary);
        repeat(|| run().expect("the session makes sense").summary.makespan)
    }

    /// Replications of a study, durations drawn anew in each.
    pub(crate) fn noisy(&self, dist: DistMode, workers: u32) -> (Nanos, f64) {
        let mut study = Study::new(self.suite, &[session(dist, workers)], &StudySpec::default());
        let mut replication = 0;
        repeat(|| {
            replication += 1;
            study.replicate(replication).expect("the session makes sense")[0].expect("the session ends well")
        })
    }

    /// The bare loop, on the same draws.
    pub(crate) fn bare(&self, workers: u32) -> (Nanos, f64) {
        let mut replication = 0;
        repeat(|| {
            replication += 1;
            bare::run(&self.suite.tests, workers, Noise::default().draw(0, replication))
        })
    }
}

fn session(dist: DistMode, workers: u32) -> Session {
    Session { dist, workers, latency: LATENCY, ..Session::default() }
}

/// Once to warm up, then for a while; the last makespan, and the seconds that one took.
fn repeat(mut run: impl FnMut() -> Nanos) -> (Nanos, f64) {
    black_box(run());
    let (start, start_of_clock) = (computed(), Instant::now());
    for n_runs in 1.. {
        let makespan = black_box(run());
        let secs_by_clock = start_of_clock.elapsed().as_secs_f64();
        if secs_by_clock >= LEAST_SECS {
            let secs = start.zip(computed()).map_or(secs_by_clock, |(start, end)| end - start);
            return (makespan, secs / f64::from(n_runs));
        }
    }
    unreachable!("time passes")
}

/// Seconds that this process has computed, whatever else the machine did; Linux alone tells.
fn computed() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    let nanos: f64 = text.split(' ').next()?.parse().ok()?;
    (nanos > 0.0).then_some(nanos / 1e9)
}
