//! A skipped required check counts as passed: a gate without a condition lets a red lane merge.

use super::Rule;
use crate::finding::Finding;
use crate::look::Look;
use laneway_pipeline::job::Condition;
use laneway_pipeline::place::Place;
use laneway_pipeline::step::Work;

pub(super) const RULE: Rule = Rule { id: "gate-can-be-skipped", title: "a gate that can be skipped", look };

fn look(look: &Look<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (place, job) in look.pipeline.jobs.iter().enumerate() {
        let is_gate = job.steps.iter().any(|step| matches!(step.work, Work::Gate(_)));
        let is_required = look.pipeline.required.contains(&job.id);
        let are_needs_required = job.needs.iter().all(|need| look.pipeline.required.contains(need));
        if !is_gate || !is_required || job.condition != Condition::Success || job.needs.is_empty() || are_needs_required
        {
            continue;
        }
        let mut fix = look.pipeline.clone();
        fix.jobs[place].condition = Condition::NotCancelled;
        findings.push(Finding {
            rule: RULE.id,
            place: Place { job: Some(place), title: job.title().to_owned(), field: "condition".to_owned(), ..Place::default() },
            wrong: "This check is required, and it is skipped where a job that it needs fails.".to_owned(),
            why: "A skipped required check counts as passed, so a red lane can be merged.".to_owned(),
            advice: "Give it `if: ${{ !cancelled() }}` and let it fail where `needs.*.result` is no success; or require the lanes too."
                .to_owned(),
            fix: Some(fix),
        });
    }
    findings
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use laneway_engine::session::Session;
    use laneway_pipeline::job::Job;
    use laneway_pipeline::pipeline::Pipeline;
    use laneway_pipeline::step::{Gate, Step};

    use super::*;
    use crate::sample::{even, of_pipeline};

    #[test]
    fn fires_where_a_red_lane_could_be_merged() {
        let unit = Job { id: "unit".to_owned(), ..Job::bare(Session::default()) };
        let steps = vec![Step::new("Gate", Work::Gate(Gate::default()))];
        let gate = Job { id: "gate".to_owned(), needs: vec!["unit".to_owned()], steps, ..Job::default() };
        let mut pipeline =
            Pipeline { jobs: vec![unit, gate], required: vec!["gate".to_owned()], ..Pipeline::default() };
        expect![[r#"
            job `gate`, condition: This check is required, and it is skipped where a job that it needs fails. A skipped required check counts as passed, so a red lane can be merged. Give it `if: ${{ !cancelled() }}` and let it fail where `needs.*.result` is no success; or require the lanes too.
        "#]].assert_eq(&of_pipeline(&RULE, &even(4, 10), &pipeline));
        pipeline.required.push("unit".to_owned());
        assert_eq!(of_pipeline(&RULE, &even(4, 10), &pipeline), "");
        pipeline.required.pop();
        pipeline.jobs[1].condition = Condition::NotCancelled;
        assert_eq!(of_pipeline(&RULE, &even(4, 10), &pipeline), "");
    }
}
