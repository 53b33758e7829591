//! After some crashes under modes of scopes xdist waits for ever, until the job's time-out, which is hours by default.

use super::Rule;
use crate::finding::Finding;
use crate::look::Look;
use laneway_engine::dist_mode::DistMode;
use laneway_engine::time::Nanos;
use laneway_pipeline::job::DEFAULT_TIMEOUT;

pub(super) const RULE: Rule = Rule { id: "hang", title: "the hang after a crash", look };

/// A time-out that is long enough for most runs, and short enough for a hang.
const SHORT: Nanos = Nanos(30 * 60 * 1_000_000_000);

fn look(look: &Look<'_>) -> Vec<Finding> {
    let finding = |at: crate::look::At<'_>| {
        let session = look.session(at);
        let has_scopes = matches!(session.dist, DistMode::LoadScope | DistMode::LoadFile | DistMode::LoadGroup);
        let may_crash = !at.run.hazards.crashes.is_empty() || !session.crashes.is_empty();
        if !may_crash || !has_scopes || session.workers == 0 || at.job.timeout < DEFAULT_TIMEOUT {
            return None;
        }
        let wrong = format!(
            "Workers may crash under {}, and the job has {} h.",
            session.dist.flag(),
            at.job.timeout.as_secs() / 3600.0
        );
        let why =
            "A crashed scope goes back whole; where only its end is left, xdist can wait for ever, and the runner is \
                   paid for all the while."
                .to_owned();
        let advice = "Give the job `timeout-minutes`, some times what it takes.".to_owned();
        let mut fix = look.pipeline.clone();
        fix.jobs[at.job_place].timeout = SHORT;
        Some(look.finding(RULE.id, at, "timeout", [wrong, why, advice], Some(fix)))
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
    fn fires_where_a_hang_would_last_for_hours() {
        let mut pipeline = Pipeline::bare(Session { workers: 2, dist: DistMode::LoadGroup, ..Session::default() });
        assert_eq!(of_pipeline(&RULE, &even(4, 10), &pipeline), "");
        pipeline.jobs[0].test_runs_mut().for_each(|run| run.hazards.crashes = vec![CrashHazard::default()]);
        expect![[r#"
            job `tests`, step 1, timeout: Workers may crash under loadgroup, and the job has 6 h. A crashed scope goes back whole; where only its end is left, xdist can wait for ever, and the runner is paid for all the while. Give the job `timeout-minutes`, some times what it takes. [saves 0 %]
        "#]].assert_eq(&of_pipeline(&RULE, &even(4, 10), &pipeline));
        pipeline.jobs[0].timeout = SHORT;
        assert_eq!(of_pipeline(&RULE, &even(4, 10), &pipeline), "");
    }
}
