//! Which jobs may run, given how others ended.

use crate::instance::Instance;
use crate::job::Condition;
use crate::outcome::{Conclusion, PipelineOutcome};
use crate::pipeline::Pipeline;

/// Places of all that each job depends on, however far up, ascending. Needs that are not there are left out.
pub fn ancestors(pipeline: &Pipeline) -> Vec<Vec<usize>> {
    let needs: Vec<Vec<usize>> = pipeline.jobs.iter().map(|job| places(pipeline, &job.needs)).collect();
    let of_job = |job: usize| {
        let mut seen = vec![false; needs.len()];
        let mut open = needs[job].clone();
        while let Some(next) = open.pop() {
            if !std::mem::replace(&mut seen[next], true) {
                open.extend(&needs[next]);
            }
        }
        (0..needs.len()).filter(|place| seen[*place]).collect()
    };
    (0..needs.len()).map(of_job).collect()
}

/// Where jobs of these ids stand.
pub(crate) fn places(pipeline: &Pipeline, ids: &[String]) -> Vec<usize> {
    ids.iter().filter_map(|id| pipeline.jobs.iter().position(|job| job.id == *id)).collect()
}

/// What a matrix came to: the worst of its jobs. One that may fail counts as a success for those that need it.
pub(super) fn result(conclusions: impl Iterator<Item = Conclusion> + Clone, may_fail: bool) -> Conclusion {
    let has = |conclusion| conclusions.clone().any(|it| it == conclusion);
    if has(Conclusion::Failure) {
        if may_fail { Conclusion::Success } else { Conclusion::Failure }
    } else if has(Conclusion::Cancelled) {
        Conclusion::Cancelled
    } else if has(Conclusion::Success) {
        Conclusion::Success
    } else {
        Conclusion::Skipped
    }
}

/// Whether a job runs, given the results of all that it depends on.
pub(super) fn runs(condition: Condition, ancestors: impl Iterator<Item = Conclusion> + Clone) -> bool {
    match condition {
        Condition::Success => ancestors.clone().all(|it| it == Conclusion::Success),
        // A run is never cancelled as a whole here.
        Condition::Always | Condition::NotCancelled => true,
        Condition::Failure => ancestors.clone().any(|it| it == Conclusion::Failure),
        Condition::Never => false,
    }
}

/// Which instances stay as they are when failed jobs are run again: those that succeeded and depend on none that did not.
pub(super) fn kept(pipeline: &Pipeline, instances: &[Instance], outcome: &PipelineOutcome) -> Vec<bool> {
    let ancestors = ancestors(pipeline);
    let is_bad = |job: usize| {
        outcome
            .jobs
            .iter()
            .any(|it| it.job == job && !matches!(it.conclusion, Conclusion::Success | Conclusion::Skipped))
    };
    let is_kept = |(instance, outcome): (&Instance, &crate::outcome::JobOutcome)| {
        outcome.conclusion == Conclusion::Success && !ancestors[instance.job].iter().any(|job| is_bad(*job))
    };
    instances.iter().zip(&outcome.jobs).map(is_kept).collect()
}
