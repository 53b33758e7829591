//! What a pipeline must fulfil to be simulated, and what a real one would trip over.
//!
//! - [`ranges`]: numbers out of range.
//! - [`graph`]: ids, needs, cycles.
//! - [`data`]: lanes without tests, gates with nothing to combine, artifacts that two jobs write.

use laneway_engine::prepared::Prepared;

use crate::pipeline::Pipeline;
use crate::place::{Place, Problem};

mod data;

mod graph;

mod ranges;

/// Everything that is wrong with a pipeline, by place. Cost: linear in jobs and tests.
pub fn problems(pipeline: &Pipeline, prepared: &Prepared<'_>) -> Vec<Problem> {
    let mut problems = all_fatal(pipeline);
    if problems.is_empty() {
        problems.extend(data::problems(pipeline, prepared));
    }
    problems
}

/// The first problem that keeps a pipeline from being simulated.
pub fn fatal(pipeline: &Pipeline) -> Option<Problem> {
    all_fatal(pipeline).into_iter().next()
}

/// All problems that keep a pipeline from being simulated, by place. Cost: linear in jobs.
pub fn all_fatal(pipeline: &Pipeline) -> Vec<Problem> {
    let mut problems = ranges::problems(pipeline);
    problems.extend(graph::problems(pipeline));
    problems
}

/// How many letters of a job's title are said.
const MOST_OF_TITLE: usize = 200;

/// A problem of the pipeline itself, or of a job, at a field.
fn problem(pipeline: &Pipeline, job: Option<usize>, field: &str, message: String) -> Problem {
    // One of megabytes is cut.
    let title = job.map_or_else(String::new, |job| pipeline.jobs[job].title().chars().take(MOST_OF_TITLE).collect());
    Problem { place: Place { job, title, field: field.to_owned(), ..Place::default() }, message, is_fatal: true }
}

#[cfg(test)]
mod tests;
