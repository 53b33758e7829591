//! One run of a pipeline in virtual time.
//!
//! Jobs wait for what they need, then for a slot, then for their runner; steps follow each other; every end is an event,
//! handled in order of time, then of creation. In reading order:
//!
//! - [`running`]: the loop, and what a job does next.
//! - [`job_run`]: where one job stands.
//! - [`steps`]: what a step takes, and what it leaves behind.
//! - [`needs`]: which jobs may run, given how others ended.
//! - [`slots`]: how many may run at once.
//! - [`conclude`]: what the run came to.
//!
//! Left out: what GitHub lets a cancelled job do in its last minutes, and billing of jobs that never got a runner.

use laneway_engine::simulate::Detail;

use crate::check::fatal;
use crate::draws::Draws;
use crate::instance::instances;
use crate::outcome::{Conclusion, PipelineOutcome};
use crate::pipeline::Pipeline;
use crate::place::Problem;
use crate::session_run::Tests;

pub use needs::ancestors;

mod conclude;

mod job_run;

mod needs;

mod running;

mod slots;

mod steps;

/// One run. Same arguments, same outcome, on every machine. Cost: that of its sessions, and O(log n) for each step.
///
/// # Errors
/// The first problem that keeps the pipeline from being simulated ([`crate::check::problems`] finds all), or a session that
/// makes no sense. What a real pipeline would do wrong is no error here but part of the outcome.
pub fn simulate_pipeline(
    tests: &mut Tests<'_>,
    pipeline: &Pipeline,
    draws: Draws,
    detail: Detail,
) -> Result<PipelineOutcome, Problem> {
    if let Some(problem) = fatal(pipeline) {
        return Err(problem);
    }
    let instances = instances(pipeline);
    let running = running::Running::new(pipeline, &instances, draws, detail, None);
    running.run_to_end(tests).map(|(outcome, _)| outcome)
}

/// A run, then its failed jobs again with all that depend on them, until it is green or `pipeline.reruns` is used up. The
/// first outcome is the run itself; at most one more for each re-run.
///
/// # Errors
/// As [`simulate_pipeline`].
pub fn simulate_until_green(
    tests: &mut Tests<'_>,
    pipeline: &Pipeline,
    draws: Draws,
    detail: Detail,
) -> Result<Vec<PipelineOutcome>, Problem> {
    if let Some(problem) = fatal(pipeline) {
        return Err(problem);
    }
    let instances = instances(pipeline);
    let mut outcomes: Vec<PipelineOutcome> = Vec::new();
    let mut before = None;
    for attempt in 0..=pipeline.reruns.0 {
        let draws = Draws { attempt, ..draws };
        let running = running::Running::new(pipeline, &instances, draws, detail, before.take());
        let (outcome, artifacts) = running.run_to_end(tests)?;
        let kept = needs::kept(pipeline, &instances, &outcome);
        let is_green = outcome.is_green;
        let is_skipped_only = outcome.jobs.iter().all(|job| job.conclusion == Conclusion::Skipped);
        outcomes.push(outcome);
        if is_green || is_skipped_only {
            break;
        }
        before = Some(running::Before { kept, artifacts });
    }
    Ok(outcomes)
}

#[cfg(test)]
mod tests;
