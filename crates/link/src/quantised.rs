//! What is left of a scenario in a link: the one that sender and receiver both simulate.
//!
//! - [`durations`]: steps. [`names`]: which names stay, and what the others become.

use std::sync::Arc;

use laneway_engine::session::{ScopeCost, Session};
use laneway_engine::source::Source;
use laneway_engine::suite::Suite;
use laneway_pipeline::job::Job;
use laneway_pipeline::scenario::Scenario;
use laneway_pipeline::step::TestRun;

use crate::fidelity::{Fidelity, Names};
use crate::v1::grid::Grid;

mod durations;

mod names;

/// The scenario as a link of that fidelity has it. What is made by rule is left as it is; of a suite that is given, tests
/// keep their number, files, classes and groups, and every selection of the pipelines selects the same ones.
///
/// `quantised(&quantised(s, f, n), f, n) == quantised(s, f, n)`, and reading a link that was made of the result gives the
/// result. Costs O(n log n).
pub fn quantised(scenario: &Scenario, fidelity: Fidelity, names: &Names) -> Scenario {
    let mut left = once(scenario, fidelity, names);
    if *names == Names::All {
        return left;
    }
    // Hostile names may fall together when they are left out, so that another pass finds less.
    for _ in 0..MAX_PASSES {
        let again = once(&left, fidelity, names);
        if again == left {
            break;
        }
        left = again;
    }
    left
}

/// How often what is left is looked at again; names of real suites change nothing the first time.
const MAX_PASSES: usize = 8;

fn once(scenario: &Scenario, fidelity: Fidelity, names: &Names) -> Scenario {
    let mut scenario = scenario.clone();
    let Some(suite) = given(&scenario.source) else { return scenario };
    let mut suite = Suite::clone(suite);
    let step_permille = match fidelity {
        Fidelity::Full => 0,
        Fidelity::Ordered { step_permille, n_exact } | Fidelity::Shape { step_permille, n_exact } => {
            durations::put_on_steps(&mut suite.tests, &Grid::new(step_permille), n_exact as usize);
            step_permille
        }
    };
    if let Fidelity::Shape { .. } = fidelity {
        let places = durations::sort_in_scopes(&mut suite.tests);
        for crash in sessions(&mut scenario).flat_map(|session| &mut session.crashes) {
            crash.test = places.get(crash.test as usize).copied().unwrap_or(crash.test);
        }
        for delay in sessions(&mut scenario).flat_map(|session| &mut session.delays) {
            delay.test = places.get(delay.test as usize).copied().unwrap_or(delay.test);
        }
    }
    if step_permille != 0 {
        let grid = Grid::new(step_permille);
        for cost in
            sessions(&mut scenario).flat_map(|session| [&mut session.fixtures.module, &mut session.fixtures.class])
        {
            if let ScopeCost::By(costs) = cost {
                costs.values_mut().for_each(|cost| *cost = grid.nearest(*cost));
            }
        }
    }
    if *names != Names::All {
        names::leave_out(&mut scenario, &mut suite, names);
    }
    put(&mut scenario.source, Arc::new(suite));
    scenario
}

/// The suite that a link would hold, test by test; `None`: the tests are made by rule.
pub fn given(source: &Source) -> Option<&Arc<Suite>> {
    match source {
        Source::Given(suite) => Some(suite),
        Source::Resampled { from, .. } => given(from),
        Source::Preset(_) | Source::Generated { .. } => None,
    }
}

fn put(source: &mut Source, suite: Arc<Suite>) {
    match source {
        Source::Resampled { from, .. } => put(from, suite),
        source => *source = Source::Given(suite),
    }
}

/// All runs of tests of both sides.
fn test_runs(scenario: &mut Scenario) -> impl Iterator<Item = &mut TestRun> {
    let Scenario { baseline, candidate, .. } = scenario;
    baseline.jobs.iter_mut().chain(&mut candidate.jobs).flat_map(Job::test_runs_mut)
}

/// All sessions of both sides.
fn sessions(scenario: &mut Scenario) -> impl Iterator<Item = &mut Session> {
    test_runs(scenario).map(|run| &mut run.session)
}

#[cfg(test)]
mod tests;
