//! Without a limit xdist replaces 4 times as many crashed workers as there are: a test that always crashes is paid for again
//! and again.

use super::Rule;
use crate::finding::Finding;
use crate::look::Look;

pub(super) const RULE: Rule = Rule { id: "no-restart-limit", title: "no restart limit", look };

fn look(look: &Look<'_>) -> Vec<Finding> {
    let finding = |at: crate::look::At<'_>| {
        let session = look.session(at);
        let may_crash = !at.run.hazards.crashes.is_empty() || !session.crashes.is_empty();
        if !may_crash || session.workers == 0 || session.max_worker_restart.is_some() {
            return None;
        }
        let wrong = format!("Workers may crash, and up to {} are replaced.", 4 * session.workers);
        let why = "Each replacement starts and collects anew, and under modes of scopes takes up the same test again."
            .to_owned();
        let advice = "Say `--max-worker-restart=3`: few are bad luck, more are a test that crashes.".to_owned();
        let fix = look.with_run(at, |run| run.session.max_worker_restart = Some(3));
        Some(look.finding(RULE.id, at, "session.max_worker_restart", [wrong, why, advice], Some(fix)))
    };
    look.runs().filter_map(finding).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use laneway_engine::session::Session;
    use laneway_pipeline::hazard::CrashHazard;
    use laneway_pipeline::pipeline::Pipeline;

    use super::*;
    use crate::sample::{even, of_pipeline};

    #[test]
    fn fires_where_crashes_have_no_limit() {
        let mut pipeline = Pipeline::bare(Session { workers: 2, ..Session::default() });
        assert_eq!(of_pipeline(&RULE, &even(4, 10), &pipeline), "");
        pipeline.jobs[0].test_runs_mut().for_each(|run| run.hazards.crashes = vec![CrashHazard::default()]);
        expect![[r#"
            job `tests`, step 1, session.max_worker_restart: Workers may crash, and up to 8 are replaced. Each replacement starts and collects anew, and under modes of scopes takes up the same test again. Say `--max-worker-restart=3`: few are bad luck, more are a test that crashes. [saves 0 %]
        "#]].assert_eq(&of_pipeline(&RULE, &even(4, 10), &pipeline));
        pipeline.jobs[0].test_runs_mut().for_each(|run| run.session.max_worker_restart = Some(3));
        assert_eq!(of_pipeline(&RULE, &even(4, 10), &pipeline), "");
    }
}
