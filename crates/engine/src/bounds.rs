//! What no schedule can beat.

use crate::collected::Collected;
use crate::conditions::Factor;
use crate::contention::Contention;
use crate::dist_mode::DistMode;
use crate::prepared::Prepared;
use crate::scheduler::scope::Scopes;
use crate::session::{PerWorker, Session};
use crate::time::Nanos;

/// What a floor is made of. Of several that are equal all work goes before what is longest, and that before the cores; a test
/// goes before a unit, and of either the first collected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetBy {
    /// The longest test.
    Test {
        /// Its place in the suite.
        test: u32,
        /// What it takes, with the overhead of a test.
        takes: Nanos,
    },
    /// The longest unit of a mode that never splits one.
    Unit {
        /// The place in the suite of its first test.
        first: u32,
        /// How many tests it has.
        n_tests: u32,
        /// What they take together, with the overhead of each.
        takes: Nanos,
    },
    /// All work, shared evenly among the workers.
    Work,
    /// All that is computed, shared evenly among the cores.
    Cores,
}

/// What no schedule can beat, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Floor {
    /// From the session's start.
    pub at: Nanos,
    /// What sets it.
    pub set_by: SetBy,
}

/// [`floor_of`] without its reason.
pub fn floor(prepared: &Prepared<'_>, session: &Session) -> Nanos {
    floor_of(prepared, session).at
}

/// A lower bound on the makespan of any schedule of a suite on the workers of `session`, in any order: the longest test, under
/// modes of scopes the longest unit, or the work shared evenly (rounded up), each after the earliest start. Tests take what
/// they take under the session's [`crate::conditions`]; of several with one id, modes of scopes run the first alone. Fixtures,
/// delays, latency and restarts are left out: they only add. Under `each`, every worker has all the work; without workers, one
/// process has. No tests, or a split that cannot be made: zero. Cost: the number of tests, and of modes of scopes once for each
/// choice of tests to sort them.
///
/// With contention the cores are a bound too: all that is computed, shared evenly among them. That includes start-up and
/// collection of every worker, since xdist hands out no test before all have collected.
pub fn floor_of(prepared: &Prepared<'_>, session: &Session) -> Floor {
    let Ok(collected) = prepared.collect(session) else { return Floor { at: Nanos::ZERO, set_by: SetBy::Work } };
    let keeps_together = matches!(session.dist, DistMode::LoadScope | DistMode::LoadFile | DistMode::LoadGroup);
    let scopes = (session.workers > 0 && keeps_together).then(|| collected.scopes(session));
    let runs = |test| scopes.as_ref().is_none_or(|scopes| scopes.first(test) == test);
    let durations = (0..).zip(collected.durations());
    let own: Vec<Nanos> = durations
        .map(|(test, duration)| if runs(test) { session.test_overhead + *duration } else { Nanos::ZERO })
        .collect();
    let (longest, set_by_one) = longest(&collected, scopes, &own);
    let work: u128 = own.iter().map(|span| u128::from(span.0)).sum();
    let n_sharing = match session.dist {
        DistMode::No | DistMode::Each => 1,
        _ => u128::from(session.workers.max(1)),
    };
    let share = capped(work.div_ceil(n_sharing));
    let earliest = session.startup.least() + session.collection.least();
    if own.is_empty() {
        return Floor { at: Nanos::ZERO, set_by: SetBy::Work };
    }
    let set_by = if longest > share { set_by_one } else { SetBy::Work };
    let on_workers = Floor { at: earliest + longest.max(share), set_by };
    let is_plain = session.dist == DistMode::No || session.workers == 0;
    match session.contention.filter(|contention| !is_plain && contention.slows_down(session.workers)) {
        Some(contention) => match on_cores(&own, session, &contention, earliest) {
            at if at > on_workers.at => Floor { at, set_by: SetBy::Cores },
            _ => on_workers,
        },
        None => on_workers,
    }
}

/// What runs one after another on one worker, whatever the schedule, and takes longest.
fn longest(collected: &Collected<'_>, scopes: Option<&Scopes>, own: &[Nanos]) -> (Nanos, SetBy) {
    let mut found = (Nanos::ZERO, SetBy::Work);
    let mut look = |takes: Nanos, set_by: SetBy| {
        if takes > found.0 {
            found = (takes, set_by);
        }
    };
    for (test, &takes) in (0..).zip(own) {
        look(takes, SetBy::Test { test: collected.position(test), takes });
    }
    if let Some(scopes) = scopes {
        for unit in 0..scopes.n_units() {
            let tests = scopes.tests(unit);
            let takes = capped(tests.iter().map(|test| u128::from(own[*test as usize].0)).sum());
            let Some(first) = tests.first() else { continue };
            look(takes, SetBy::Unit { first: collected.position(*first), n_tests: tests.len() as u32, takes });
        }
    }
    found
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
