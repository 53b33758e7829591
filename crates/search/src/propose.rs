//! A space to begin with: what a team would try, given its suite and its pipeline.

use laneway_engine::dist_mode::DistMode;
use laneway_engine::order::Order;
use laneway_engine::session::Session;
use laneway_engine::split::SplitBy;
use laneway_engine::suite::{Suite, Test};
use laneway_pipeline::coverage::Tool;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::prices::PRICES;
use laneway_pipeline::runner::Runner;

use crate::lanes::{Lanes, parts_of, tests_step};
use crate::measured::{Measured, Where};
use crate::space::Free;

/// Worker counts that are worth a try.
const WORKERS: &[u32] = &[1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64];

/// Sizes of runners, in cores.
const CORES: &[u32] = &[2, 4, 8, 16];

/// The most lanes that are proposed.
const MAX_LANES: usize = 4;

/// What may change in one run of tests of a pipeline; `None` if there is no such run.
///
/// A run in one plain process stays one: its tests may not be fit to run beside each other. Else modes that keep what the
/// present one keeps together (under `loadscope` and the like, scopes may share fixtures), and without such a promise all;
/// workers up to twice the cores, or twice those of now. In a pipeline also shards, runners of
/// the service's list, lanes by folder, and where coverage is measured, if it is.
pub fn propose(pipeline: &Pipeline, job: &str, run: usize, suite: &Suite) -> Option<Free> {
    let found = pipeline.job(job)?;
    let tests = found.test_runs().nth(run)?;
    let session = &tests.session;
    let mut free = Free::of(job, run);
    let is_plain = session.dist == DistMode::No || session.workers == 0;
    if !is_plain {
        free.dist = modes(session, suite);
        free.workers = workers(session);
        free.maxschedchunk = vec![session.maxschedchunk];
        if session.maxschedchunk != Some(1) {
            free.maxschedchunk.push(Some(1));
        }
    }
    free.order = vec![session.order];
    free.order.extend([Order::Collected, Order::SlowestFirst].into_iter().filter(|order| *order != session.order));
    let is_alone = found.test_runs().count() == 1 && tests_step(found).is_some();
    if pipeline.is_bare() || !is_alone {
        return Some(free);
    }
    free.shards = vec![1, 2, 3, 4];
    free.split_by = vec![SplitBy::LeastDuration];
    let others = PRICES.iter().filter(|price| price.service == pipeline.service && CORES.contains(&price.cores));
    let is_of_kind = |label: &str| label.contains("ubuntu") || label.contains("linux");
    let same_kind = others.filter(|price| is_of_kind(price.label) && !price.label.contains("arm"));
    if is_of_kind(&found.runner.label) && found.runner.pool.is_none() {
        free.runner = vec![found.runner.clone()];
        for price in same_kind {
            let is_new = |runner: &Runner| runner.cores != Some(price.cores);
            if free.runner.iter().all(is_new) {
                free.runner.push(price.runner());
            }
        }
    }
    let parts = parts_of(suite.tests.iter().filter(|test| session.selection.has(test)));
    if (2..=MAX_LANES).contains(&parts.len()) {
        free.lanes = vec![Lanes::One, Lanes::Jobs(parts.clone()), Lanes::Steps(parts)];
    }
    if let Some(collect) = &tests.coverage {
        let here = Measured { at: Where::SameRun, tool: collect.tool };
        free.coverage = vec![here];
        let others = [Tool::CTrace, Tool::SysMon].map(|tool| Measured { at: Where::SameRun, tool });
        free.coverage.extend(others.into_iter().filter(|other| *other != here));
    }
    Some(free)
}

/// The job whose first run of tests takes longest by durations alone, shared evenly by its workers and shards; of equals the
/// first. `None` without any.
pub fn longest(pipeline: &Pipeline, tests: &[Test]) -> Option<String> {
    let jobs = pipeline.jobs.iter().filter_map(|job| {
        let session = &job.test_runs().next()?.session;
        let total: u64 = tests.iter().filter(|test| session.selection.has(test)).map(|test| test.duration.0).sum();
        let n_at_once = u64::from(session.workers.max(1)) * u64::from(job.matrix.shards.max(1));
        Some((total / n_at_once, &job.id))
    });
    jobs.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, id)| id.clone())
}

fn modes(session: &Session, suite: &Suite) -> Vec<DistMode> {
    let has_groups = session.sees_groups && suite.tests.iter().any(|test| !test.groups.is_empty());
    match session.dist {
        DistMode::LoadScope => vec![DistMode::LoadScope, DistMode::LoadFile],
        DistMode::LoadFile => vec![DistMode::LoadFile],
        DistMode::LoadGroup if has_groups => vec![DistMode::LoadGroup],
        now => {
            let mut modes = vec![DistMode::Load, DistMode::WorkSteal, DistMode::LoadScope, DistMode::LoadFile];
            if has_groups {
                modes.push(DistMode::LoadGroup);
            }
            if let Some(place) = modes.iter().position(|mode| *mode == now) {
                modes.rotate_left(place);
            }
            modes
        }
    }
}

fn workers(session: &Session) -> Vec<u32> {
    let cores = session.contention.map_or(0, |contention| contention.cores);
    let most = (2 * cores).max(2 * session.workers).max(8);
    let mut workers: Vec<u32> = WORKERS.iter().copied().filter(|workers| *workers <= most).collect();
    if let Err(place) = workers.binary_search(&session.workers) {
        workers.insert(place, session.workers);
    }
    workers
}
