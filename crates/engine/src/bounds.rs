//! What no schedule can beat.

use crate::conditions::Factor;
use crate::contention::Contention;
use crate::dist_mode::DistMode;
use crate::prepared::Prepared;
use crate::session::{PerWorker, Session};
use crate::time::Nanos;

/// A lower bound on the makespan of any schedule of a suite on the workers of `session`, in any order: the longest test, or
/// the work shared evenly (rounded up), each after the earliest start. Tests take what they take under the session's
/// [`crate::conditions`]. Fixtures, delays, latency and restarts are left out: they only add.
/// Under `each`, every worker has all the work; without workers, one process has.
///
/// With contention the cores are a bound too: all that is computed, shared evenly among them. That includes start-up and
/// collection of every worker, since xdist hands out no test before all have collected.
pub fn floor(prepared: &Prepared<'_>, session: &Session) -> Nanos {
    let own: Vec<Nanos> = prepared.durations(session).map(|duration| session.test_overhead + duration).collect();
    let longest = own.iter().copied().max().unwrap_or_default();
    let work: u128 = own.iter().map(|span| u128::from(span.0)).sum();
    let n_sharing = match session.dist {
        DistMode::No | DistMode::Each => 1,
        _ => u128::from(session.workers.max(1)),
    };
    let share = capped(work.div_ceil(n_sharing));
    let earliest = session.startup.least() + session.collection.least();
    if own.is_empty() {
        return Nanos::ZERO;
    }
    let on_workers = earliest + longest.max(share);
    let is_plain = session.dist == DistMode::No || session.workers == 0;
    match session.contention.filter(|contention| !is_plain && contention.slows_down(session.workers)) {
        Some(contention) => on_workers.max(on_cores(&own, session, &contention, earliest)),
        None => on_workers,
    }
}

/// When the cores can be done: with all that is computed, begun at once; or with the tests alone, begun at `earliest`.
fn on_cores(own: &[Nanos], session: &Session, contention: &Contention, earliest: Nanos) -> Nanos {
    let n_times = if session.dist == DistMode::Each { u128::from(session.workers) } else { 1 };
    let of_tests = n_times * own.iter().map(|span| u128::from(contention.test_cpu(*span).0)).sum::<u128>();
    let boot = |spans: &PerWorker| match spans {
        PerWorker::All(span) => u128::from(session.workers) * u128::from(contention.boot_cpu(*span).0),
        PerWorker::Each(spans) => spans.iter().map(|span| u128::from(contention.boot_cpu(*span).0)).sum(),
    };
    let of_boots = boot(&session.startup) + boot(&session.collection);
    let cores = u128::from(contention.cores.max(1));
    capped((of_boots + of_tests).div_ceil(cores)).max(earliest + capped(of_tests.div_ceil(cores)))
}

/// Where a session would be refused as too long, a bound need not be exact.
fn capped(nanos: u128) -> Nanos {
    u64::try_from(nanos).map_or(Factor::LONGEST, |nanos| Nanos(nanos).min(Factor::LONGEST))
}
