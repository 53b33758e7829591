//! What fuzz targets share: what may be simulated soon, and is.
//!
//! README.md says how they are run.

pub mod payload;

use std::collections::BTreeSet;
use std::sync::Arc;

use laneway_engine::bounds::floor;
use laneway_engine::dist_mode::DistMode;
use laneway_engine::outcome::{Ending, Outcome};
use laneway_engine::prepared::Prepared;
use laneway_engine::session::Session;
use laneway_engine::simulate::{Detail, simulate};
use laneway_engine::source::Source;
use laneway_engine::suite::{Suite, Test};
use laneway_formats::source::make;
use laneway_pipeline::check::{all_fatal, problems};
use laneway_pipeline::compare::compare;
use laneway_pipeline::instance::n_instances;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::scenario::Scenario;

const MOST_TESTS: usize = 150;
const MOST_WORKERS: u32 = 24;
const MOST_RUNS: usize = 40;

/// Makes a suite that is small.
pub fn small_suite(source: &Source) -> Option<Arc<Suite>> {
    let is_small = |source: &Source| match source {
        Source::Given(suite) => suite.tests.len() <= MOST_TESTS,
        Source::Generated { spec, .. } => spec.tests <= MOST_TESTS,
        Source::Preset(_) | Source::Resampled { .. } => false,
    };
    let is_small = match source {
        Source::Resampled { from, n_tests, .. } => is_small(from) && *n_tests <= MOST_TESTS,
        other => is_small(other),
    };
    if is_small { make(source).ok() } else { None }
}

/// Simulates both sides of a scenario if that is soon done, and says nothing of what comes out but that it comes.
pub fn simulate_scenario(scenario: &Scenario) {
    let Some(suite) = small_suite(&scenario.source) else { return };
    if [&scenario.baseline, &scenario.candidate].into_iter().all(is_small) {
        let mut scenario = scenario.clone();
        scenario.study.replications = scenario.study.replications.min(2);
        let once = compare(&suite, &scenario, Detail::Full, &mut |_| {});
        let again = compare(&suite, &scenario, Detail::Full, &mut |_| {});
        assert_eq!(format!("{once:?}"), format!("{again:?}"), "one scenario, one outcome");
    }
}

/// Looks at a pipeline as the page does, and simulates it on some tests if that is soon done.
pub fn simulate_pipeline(pipeline: &Pipeline) {
    let suite = some_tests();
    let _ = problems(pipeline, &Prepared::of_suite(&suite));
    let scenario = Scenario {
        source: Source::from(suite),
        baseline: pipeline.clone(),
        candidate: pipeline.clone(),
        ..Scenario::default()
    };
    simulate_scenario(&scenario);
}

/// Simulates a session that is small, and holds its outcome to the laws.
pub fn simulate_session(tests: &[Test], session: &Session) {
    if tests.len() > MOST_TESTS || session.workers > MOST_WORKERS {
        return;
    }
    if let Ok(outcome) = simulate(tests, session, Detail::Full) {
        laws(tests, session, &outcome);
    }
}

fn laws(tests: &[Test], session: &Session, outcome: &Outcome) {
    let summary = &outcome.summary;
    assert!(summary.makespan <= summary.session_end || outcome.ending != Ending::Ok, "{summary:?}");
    let is_plain = session.selection == Session::default().selection && session.split.is_none();
    if outcome.ending == Ending::Ok && session.crashes.is_empty() && session.delays.is_empty() && is_plain {
        let n_runs =
            if session.dist == DistMode::Each { tests.len() * session.workers.max(1) as usize } else { tests.len() };
        let n_left = summary.not_completed.len();
        assert_eq!(outcome.runs.len() + n_left, n_runs, "each runs once or is accounted for");
        // Of tests with one id xdist keeps one, where it deals out files, scopes or groups.
        let is_by_unit = matches!(session.dist, DistMode::LoadScope | DistMode::LoadFile | DistMode::LoadGroup);
        assert!(n_left == 0 || is_by_unit && has_same_ids(tests), "{n_left} tests are left over");
        assert!(summary.makespan >= floor(&Prepared::new(tests), session), "below the floor");
    }
}

fn has_same_ids(tests: &[Test]) -> bool {
    let ids: BTreeSet<&str> = tests.iter().map(|test| test.id.as_str()).collect();
    ids.len() < tests.len()
}

fn is_small(pipeline: &Pipeline) -> bool {
    if !all_fatal(pipeline).is_empty() {
        // It is refused before anything is made of it.
        return true;
    }
    let n_runs = |job| n_instances(job).saturating_mul(job.steps.len().max(1));
    pipeline.jobs.iter().map(n_runs).sum::<usize>() <= MOST_RUNS
        && pipeline.sessions().all(|session| session.workers <= MOST_WORKERS)
}

/// Ten tests of three files.
pub fn some_tests() -> Suite {
    let test = |number: u64| Test {
        id: format!("tests/unit/test_{}.py::TestIt::test_{number}", number % 3),
        duration: laneway_engine::time::Nanos(number * 300_000_000),
        ..Test::default()
    };
    Suite { name: "ten".to_owned(), tests: (0..10).map(test).collect(), ..Suite::default() }
}
