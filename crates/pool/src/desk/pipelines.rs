//! An answer about a pipeline: one run, with what is wrong.

use laneway_engine::prepared::Prepared;
use laneway_engine::simulate::Detail;
use laneway_pipeline::check::problems;
use laneway_pipeline::draws::Draws;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::session_run::Tests;
use laneway_pipeline::simulate::simulate_pipeline;

use crate::protocol::PipelineAnswer;

/// One run in which nothing is left to luck: tests as recorded, queues and steps at their medians. `prepared` is the same afterwards.
pub(super) fn run(prepared: &mut Prepared<'static>, pipeline: &Pipeline, seed: u64) -> PipelineAnswer {
    let problems = problems(pipeline, prepared);
    let mut tests = Tests::new(std::mem::take(prepared), None, seed);
    let mut outcome = simulate_pipeline(&mut tests, pipeline, Draws::typical(seed), Detail::Full);
    *prepared = tests.into_prepared();
    // Nobody reads decisions in a picture of jobs, and there are many.
    for run in outcome.iter_mut().flat_map(|outcome| &mut outcome.jobs).flat_map(|job| &mut job.runs) {
        run.outcome.decisions = Vec::new();
    }
    PipelineAnswer { outcome, problems }
}
