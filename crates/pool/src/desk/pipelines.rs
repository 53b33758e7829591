//! Answers about pipelines: one run, with what is wrong, and what a run takes under another order of the tests.

use laneway_engine::order::shuffled_within_files;
use laneway_engine::prepared::Prepared;
use laneway_engine::simulate::Detail;
use laneway_engine::time::Nanos;
use laneway_pipeline::by_order::wall_clocks;
use laneway_pipeline::check::problems;
use laneway_pipeline::draws::Draws;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::place::Problem;
use laneway_pipeline::session_run::Tests;
use laneway_pipeline::simulate::simulate_pipeline;

use crate::held::Held;
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

/// What one such run of each of two pipelines takes with the tests of each file in order `number`.
pub(super) fn under_order(
    held: &Held,
    number: u64,
    pipelines: [&Pipeline; 2],
    seed: u64,
) -> [Result<Nanos, Problem>; 2] {
    let tests = shuffled_within_files(held.prepared.tests(), 0, number);
    wall_clocks(Prepared::new(tests).with_recording(held.recording().clone()), pipelines, seed)
}
