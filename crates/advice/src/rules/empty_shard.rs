//! A shard without tests makes pytest exit with 5, and the job red.

use super::Rule;
use crate::finding::Finding;
use crate::look::Look;
use laneway_engine::split::SplitBy;
use laneway_pipeline::outcome::Reason;

pub(super) const RULE: Rule = Rule { id: "empty-shard", title: "an empty shard", look };

fn look(look: &Look<'_>) -> Vec<Finding> {
    let finding = |at| {
        let is_empty = |reason: &Reason| matches!(reason, Reason::NoTests | Reason::SplitFailed);
        let n_empty =
            look.jobs(at).filter(|job| job.shard.is_some() && job.reason.as_ref().is_some_and(is_empty)).count();
        if n_empty == 0 {
            return None;
        }
        let shards = look.pipeline.jobs[at.job_place].matrix.shards;
        let n_tests = look.tests(at).count() as u32;
        let wrong = format!("{n_empty} of {shards} shards have no tests.");
        let why =
            "pytest exits with 5 where no test is selected, and with 3 where pytest-split has none left.".to_owned();
        let advice = "Split by `least_duration`, and into no more shards than there are tests.".to_owned();
        let mut fix = look.with_run(at, |run| run.splitter.by = SplitBy::LeastDuration);
        fix.jobs[at.job_place].matrix.shards = shards.min(n_tests.max(1));
        Some(look.finding(RULE.id, at, "splitter.by", [wrong, why, advice], Some(fix)))
    };
    look.runs().filter_map(finding).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use laneway_engine::session::Session;
    use laneway_pipeline::pipeline::Pipeline;

    use super::*;
    use crate::sample::{even, of_pipeline, suite};

    #[test]
    fn fires_where_the_last_shard_is_empty() {
        let mut pipeline = Pipeline::bare(Session { workers: 0, ..Session::default() });
        pipeline.jobs[0].matrix.shards = 3;
        let late = suite("a.py 1 1 1 1 90");
        expect![[r#"
            job `tests`, step 1, splitter.by: 2 of 3 shards have no tests. pytest exits with 5 where no test is selected, and with 3 where pytest-split has none left. Split by `least_duration`, and into no more shards than there are tests.
        "#]].assert_eq(&of_pipeline(&RULE, &late, &pipeline));
        assert_eq!(of_pipeline(&RULE, &even(9, 10), &pipeline), "");
    }
}
