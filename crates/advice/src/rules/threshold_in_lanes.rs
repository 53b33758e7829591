//! pytest-cov holds every lane against the project's `fail_under`, though only all lanes together are meant to reach it.

use super::Rule;
use crate::finding::Finding;
use crate::look::Look;
use laneway_pipeline::coverage::LaneCheck;

pub(super) const RULE: Rule = Rule { id: "threshold-in-lanes", title: "fail_under inside lanes or shards", look };

fn look(look: &Look<'_>) -> Vec<Finding> {
    let n_measured = look.runs().filter(|at| at.run.coverage.is_some()).count();
    let finding = |at: crate::look::At<'_>| {
        let collect = at.run.coverage.as_ref()?;
        let threshold = look.pipeline.coverage.fail_under?;
        let is_part = n_measured > 1 || at.job.matrix.shards > 1;
        if collect.lane_check != LaneCheck::FromRules || !is_part {
            return None;
        }
        let wrong = format!("This lane is held against {threshold} %, which all lanes together are to reach.");
        let why = "pytest-cov heeds `fail_under` of the configuration in every invocation, and exits with 1 below it."
            .to_owned();
        let advice = "Say `--cov-fail-under=0` in lanes and shards; the gate's `coverage report` checks.".to_owned();
        let fix = look.with_jobs(|job| {
            for collect in job.test_runs_mut().filter_map(|run| run.coverage.as_mut()) {
                collect.lane_check = LaneCheck::Off;
            }
        });
        Some(look.finding(RULE.id, at, "coverage.lane_check", [wrong, why, advice], Some(fix)))
    };
    look.runs().filter_map(finding).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use laneway_engine::session::Session;
    use laneway_pipeline::coverage::{Collect, Rules};
    use laneway_pipeline::job::Job;
    use laneway_pipeline::pipeline::Pipeline;

    use super::*;
    use crate::sample::{even, of_pipeline};

    fn pipeline(n: usize, lane_check: LaneCheck) -> Pipeline {
        let collect = Collect { lane_check, ..Collect::default() };
        let job = |number: usize| {
            let mut job =
                Job { id: format!("lane-{number}"), ..Job::bare(Session { workers: 0, ..Session::default() }) };
            job.test_runs_mut().for_each(|run| run.coverage = Some(collect.clone()));
            job
        };
        let coverage = Rules { fail_under: Some(80.0), ..Rules::default() };
        Pipeline { jobs: (0..n).map(job).collect(), coverage, ..Pipeline::default() }
    }

    #[test]
    fn fires_where_a_part_is_held_against_the_whole() {
        expect![[r#"
            job `lane-0`, step 1, coverage.lane_check: This lane is held against 80 %, which all lanes together are to reach. pytest-cov heeds `fail_under` of the configuration in every invocation, and exits with 1 below it. Say `--cov-fail-under=0` in lanes and shards; the gate's `coverage report` checks.
            job `lane-1`, step 1, coverage.lane_check: This lane is held against 80 %, which all lanes together are to reach. pytest-cov heeds `fail_under` of the configuration in every invocation, and exits with 1 below it. Say `--cov-fail-under=0` in lanes and shards; the gate's `coverage report` checks.
        "#]].assert_eq(&of_pipeline(&RULE, &even(4, 10), &pipeline(2, LaneCheck::FromRules)));
        assert_eq!(of_pipeline(&RULE, &even(4, 10), &pipeline(2, LaneCheck::Off)), "");
        assert_eq!(of_pipeline(&RULE, &even(4, 10), &pipeline(1, LaneCheck::FromRules)), "");
    }
}
