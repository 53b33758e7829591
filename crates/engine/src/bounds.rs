//! What no schedule can beat.

use crate::contention::Contention;
use crate::dist_mode::DistMode;
use crate::session::{PerWorker, Session};
use crate::suite::Test;
use crate::time::Nanos;

/// A lower bound on the makespan of any schedule of `tests` on the workers of `session`: the longest test, or the work
/// shared evenly (rounded up), each after the earliest start. Fixtures, latency and restarts are left out: they only add.
/// Under `each`, every worker has all the work; without workers, one process has.
///
/// With contention the cores are a bound too: all that is computed, shared evenly among them. That includes start-up and
/// collection of every worker, since xdist hands out no test before all have collected.
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
    if tests.is_empty() {
        return Nanos::ZERO;
    }
    let on_workers = earliest + longest.max(share);
    let is_plain = session.dist == DistMode::No || session.workers == 0;
    match session.contention.filter(|contention| !is_plain && contention.slows_down(session.workers)) {
        Some(contention) => on_workers.max(on_cores(tests, session, &contention, earliest)),
        None => on_workers,
    }
}

/// When the cores can be done: with all that is computed, begun at once; or with the tests alone, begun at `earliest`.
fn on_cores(tests: &[Test], session: &Session, contention: &Contention, earliest: Nanos) -> Nanos {
    let cpu = |test: &Test| u128::from(contention.test_cpu(session.test_overhead + test.duration).0);
    let n_times = if session.dist == DistMode::Each { u128::from(session.workers) } else { 1 };
    let of_tests = n_times * tests.iter().map(cpu).sum::<u128>();
    let boot = |spans: &PerWorker| match spans {
        PerWorker::All(span) => u128::from(session.workers) * u128::from(contention.boot_cpu(*span).0),
        PerWorker::Each(spans) => spans.iter().map(|span| u128::from(contention.boot_cpu(*span).0)).sum(),
    };
    let of_boots = boot(&session.startup) + boot(&session.collection);
    let cores = u128::from(contention.cores.max(1));
    let all = Nanos((of_boots + of_tests).div_ceil(cores) as u64);
    all.max(earliest + Nanos(of_tests.div_ceil(cores) as u64))
}
