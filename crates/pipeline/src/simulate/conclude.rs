//! What a run came to: wall-clock, colour, critical path, bill, merge.

use laneway_engine::time::Nanos;

use super::job_run::JobRun;
use super::needs::{places, result};
use super::running::Running;
use crate::bill::Bill;
use crate::critical;
use crate::outcome::{Conclusion, JobOutcome, Merge, PipelineOutcome};

/// Of a run in which nothing is to come.
pub(super) fn conclude(running: Running<'_>) -> PipelineOutcome {
    let Running { pipeline, instances, jobs, mine, gate, .. } = running;
    let first = mine * instances.len();
    let own: Vec<JobRun> = jobs.into_iter().skip(first).take(instances.len()).collect();
    let slot_from: Vec<Option<usize>> =
        own.iter().map(|job| job.slot_from?.checked_sub(first).filter(|it| *it < instances.len())).collect();
    let outcome = |(job, instance): (JobRun, &crate::instance::Instance)| {
        let used = job.started.map_or(Nanos::ZERO, |started| job.ended - started);
        JobOutcome {
            job: instance.job,
            cell: instance.cell.clone(),
            shard: instance.shard,
            ready: job.ready,
            started: job.started,
            ended: job.ended,
            conclusion: job.conclusion.unwrap_or(Conclusion::Skipped),
            reason: job.reason,
            spans: job.spans,
            runs: job.runs,
            slack: Nanos::ZERO,
            bill: Bill::of_job(used, &instance.runner, pipeline.service),
        }
    };
    let mut jobs: Vec<JobOutcome> = own.into_iter().zip(instances).map(outcome).collect();
    let wall_clock = jobs.iter().map(|job| job.ended).max().unwrap_or_default();
    let needs: Vec<Vec<usize>> = pipeline.jobs.iter().map(|job| places(pipeline, &job.needs)).collect();
    let critical = critical::path(&jobs, &needs, &slot_from);
    for (job, slack) in critical::slacks(&jobs, &needs, &slot_from).into_iter().enumerate() {
        jobs[job].slack = slack;
    }
    let is_red = |job: &JobOutcome| {
        matches!(job.conclusion, Conclusion::Failure | Conclusion::Cancelled)
            && !(pipeline.jobs[job.job].continue_on_error && job.conclusion == Conclusion::Failure)
    };
    let red: Vec<usize> =
        (0..pipeline.jobs.len()).filter(|place| jobs.iter().any(|job| job.job == *place && is_red(job))).collect();
    let names = |places: &[usize]| places.iter().map(|place| pipeline.jobs[*place].id.clone()).collect();
    let conclusion_of =
        |place: usize| result(jobs.iter().filter(move |job| job.job == place).map(|job| job.conclusion), false);
    let required = places(pipeline, &pipeline.required);
    // A skipped check counts as passed.
    let is_blocking = |place: &usize| matches!(conclusion_of(*place), Conclusion::Failure | Conclusion::Cancelled);
    let blocking: Vec<usize> = required.iter().copied().filter(is_blocking).collect();
    let merge = if required.is_empty() {
        Merge::Unguarded
    } else if !blocking.is_empty() {
        Merge::Blocked(names(&blocking))
    } else if red.is_empty() {
        Merge::Allowed
    } else {
        Merge::AllowedThoughRed(names(&red))
    };
    let bill = jobs.iter().fold(Bill::default(), |bill, job| bill.and(job.bill));
    PipelineOutcome { wall_clock, is_green: red.is_empty(), critical, gate, bill, merge, jobs }
}
