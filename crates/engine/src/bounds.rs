//! What no schedule can beat.

use crate::dist_mode::DistMode;
use crate::session::Session;
use crate::suite::Test;
use crate::time::Nanos;

/// A lower bound on the makespan of any schedule of `tests` on the workers of `session`: the longest test, or the work
/// shared evenly (rounded up), each after the earliest start. Fixtures, latency and restarts are left out: they only add.
/// Under `each`, every worker has all the work; without workers, one process has.
pub fn floor(tests: &[Test], session: &Session) -> Nanos {
    let own = |test: &Test| session.test_overhead + test.duration;
    let longest = tests.iter().map(own).max().unwrap_or_default();
    let work: u128 = tests.iter().map(|test| u128::from(own(test).0)).sum();
    let n_sharing = match session.dist {
        DistMode::No | DistMode::Each => 1,
        _ => u128::from(session.workers.max(1)),
    };
    let share = Nanos(work.div_ceil(n_sharing) as u64);
    let earliest = session.startup.least() + session.collection.least();
    if tests.is_empty() { Nanos::ZERO } else { earliest + longest.max(share) }
}
