//! What a lost order may come to: the typical run of both sides with the tests of each file in other orders.

use laneway_engine::order::orders;
use laneway_engine::prepared::Prepared;
use laneway_engine::simulate::Detail;
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;
use serde::Serialize;

use crate::compare::CompareError;
use crate::draws::Draws;
use crate::pipeline::Pipeline;
use crate::place::Problem;
use crate::scenario::Scenario;
use crate::session_run::Tests;
use crate::simulate::simulate_pipeline;

/// Typical runs over several orders, both sides under the same ones. A range of so many, and no bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ByOrder {
    /// The shortest and the longest of the baseline.
    pub baseline: (Nanos, Nanos),
    /// The shortest and the longest of the candidate.
    pub candidate: (Nanos, Nanos),
    /// By how much the candidate's takes longer under one order, least and most, in nanoseconds.
    pub difference: (i64, i64),
}

/// The typical runs of a scenario under the orders of [`laneway_engine::order::orders`]. Cost: that of as many typical runs.
///
/// # Errors
/// If a side cannot be simulated.
pub fn by_order(suite: &Suite, scenario: &Scenario) -> Result<ByOrder, CompareError> {
    let mut range = ByOrder { baseline: EMPTY, candidate: EMPTY, difference: (i64::MAX, i64::MIN) };
    let pipelines = [&scenario.baseline, &scenario.candidate];
    let refused = |side| move |problem| CompareError::Pipeline { side, problem: Box::new(problem) };
    for tests in orders(&suite.tests) {
        let prepared = Prepared::new(&tests[..]).with_recording(suite.recording.clone());
        let [baseline, candidate] = wall_clocks(prepared, pipelines, scenario.study.seed);
        let (baseline, candidate) = (baseline.map_err(refused("baseline"))?, candidate.map_err(refused("candidate"))?);
        let difference = candidate.0 as i64 - baseline.0 as i64;
        widen(&mut range.baseline, baseline);
        widen(&mut range.candidate, candidate);
        widen(&mut range.difference, difference);
    }
    Ok(range)
}

/// What the typical run of each of two pipelines takes, with the tests in the order that they have here. Cost: that of both.
///
/// # Errors
/// For a pipeline that cannot be simulated.
pub fn wall_clocks(prepared: Prepared<'_>, pipelines: [&Pipeline; 2], seed: u64) -> [Result<Nanos, Problem>; 2] {
    let mut tests = Tests::new(prepared, None, seed);
    pipelines.map(|pipeline| {
        let outcome = simulate_pipeline(&mut tests, pipeline, Draws::typical(seed), Detail::Summary);
        outcome.map(|outcome| outcome.wall_clock)
    })
}

/// Holds no time yet.
const EMPTY: (Nanos, Nanos) = (Nanos(u64::MAX), Nanos::ZERO);

fn widen<T: Ord + Copy>((least, most): &mut (T, T), by: T) {
    (*least, *most) = (by.min(*least), by.max(*most));
}

#[cfg(test)]
mod tests {
    use laneway_engine::session::Session;
    use laneway_engine::suite::Test;

    use super::*;

    #[test]
    fn ok_both_sides_are_held_against_each_other_under_the_same_order() {
        let test = |(number, secs): (usize, &u64)| Test {
            id: format!("a::{number}"),
            duration: Nanos(secs * 1_000_000_000),
            ..Test::default()
        };
        let tests = [8, 1, 1, 1, 1, 1, 1, 3].iter().enumerate().map(test).collect();
        let suite = Suite { tests, ..Suite::default() };
        let workers = |workers| Pipeline::bare(Session { workers, ..Session::default() });
        let scenario = Scenario { baseline: workers(1), candidate: workers(2), ..Scenario::default() };
        let secs = |secs: u64| Nanos(secs * 1_000_000_000);
        let expected = ByOrder {
            baseline: (secs(17), secs(17)),
            candidate: (secs(9), secs(13)),
            difference: (-8_000_000_000, -4_000_000_000),
        };
        assert_eq!(by_order(&suite, &scenario), Ok(expected));
    }

    #[test]
    fn err_a_side_that_cannot_be() {
        let (baseline, candidate) = (Pipeline::bare(Session::default()), Pipeline::default());
        let scenario = Scenario { baseline, candidate, ..Scenario::default() };
        let said = by_order(&Suite::default(), &scenario).expect_err("no jobs").to_string();
        assert!(said.starts_with("candidate: pipeline, jobs: there are none"), "{said}");
    }
}
