//! Both sides of a scenario: what is wrong with each, one typical run of each, and many of both.

use laneway_engine::prepared::Prepared;
use laneway_engine::simulate::Detail;
use laneway_engine::statistics::Spread;
use laneway_engine::study::StudyError;
use laneway_engine::suite::{OrderKnown, Suite};
use laneway_engine::time::Nanos;
use serde::Serialize;

use crate::by_order::{ByOrder, by_order};
use crate::check::problems;
use crate::draws::Draws;
use crate::outcome::PipelineOutcome;
use crate::pipeline::Pipeline;
use crate::place::Problem;
use crate::scenario::Scenario;
use crate::session_run::Tests;
use crate::simulate::simulate_pipeline;
use crate::study::PipelineStudy;
use crate::study::summary::{PipelineRow, summarize};

/// Both sides, as documents have them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// As it runs now.
    pub baseline: Side,
    /// What is tried.
    pub candidate: Side,
    /// Of a suite whose order is lost: what other orders come to.
    pub by_order: Option<ByOrder>,
}

/// One side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Side {
    /// What a real pipeline would trip over.
    pub problems: Vec<Problem>,
    /// One run in which nothing is left to luck.
    pub typical: PipelineOutcome,
    /// Many runs in figures.
    pub runs: PipelineRow,
    /// What each job takes from its runner to its end, over the runs in which it begins, 10,000 runs at most; in the order of the
    /// typical run's jobs.
    pub jobs: Vec<Spread>,
}

/// Of how many runs the times of jobs are kept: percentiles change no more, and memory is bounded.
const MOST_OF_JOBS: u32 = 10_000;

/// Why a scenario cannot be simulated.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum CompareError {
    /// A pipeline cannot be.
    #[error("{side}: {problem}")]
    Pipeline {
        /// `baseline` or `candidate`.
        side: &'static str,
        /// What is wrong with it.
        problem: Box<Problem>,
    },
    /// The study cannot be.
    #[error("study: {0}")]
    Study(#[from] StudyError),
}

/// One run in which nothing is left to luck: everything takes its median, tests what was recorded.
///
/// # Errors
/// As [`simulate_pipeline`].
pub fn typical(
    prepared: Prepared<'_>,
    pipeline: &Pipeline,
    seed: u64,
    detail: Detail,
) -> Result<PipelineOutcome, Problem> {
    simulate_pipeline(&mut Tests::new(prepared, None, seed), pipeline, Draws::typical(seed), detail)
}

/// Both sides of a scenario on its suite; `at` hears of every replication. Cost: that of all sessions in all replications.
///
/// # Errors
/// If a side or the study cannot be.
pub fn compare(
    suite: &Suite,
    scenario: &Scenario,
    detail: Detail,
    at: &mut dyn FnMut(u32),
) -> Result<Comparison, CompareError> {
    scenario.study.check()?;
    let sides = [("baseline", &scenario.baseline), ("candidate", &scenario.candidate)];
    let once = |(side, pipeline): (&'static str, &Pipeline)| {
        let outcome = typical(Prepared::of_suite(suite), pipeline, scenario.study.seed, detail);
        outcome.map_err(|problem| CompareError::Pipeline { side, problem: Box::new(problem) })
    };
    let [baseline, candidate] = sides.map(once);
    let typical = [baseline?, candidate?];
    let by_order = match suite.recording.order {
        OrderKnown::Sorted => Some(by_order(suite, scenario)?),
        OrderKnown::Collected | OrderKnown::Finished => None,
    };
    let pipelines = vec![scenario.baseline.clone(), scenario.candidate.clone()];
    let mut study = PipelineStudy::new(Prepared::of_suite(suite), pipelines.clone(), &scenario.study);
    let mut replications = Vec::with_capacity(scenario.study.replications as usize);
    let mut jobs = typical.each_ref().map(|typical| vec![Vec::new(); typical.jobs.len()]);
    for replication in 0..scenario.study.replications {
        let figures = study.replicate_watched(replication, &mut |place, outcome| {
            let kept = jobs[place].iter_mut().filter(|_| replication < MOST_OF_JOBS);
            kept.zip(&outcome.jobs).for_each(|(times, job)| times.extend(job.took()));
        });
        // Both were simulated above, so what is wrong now is wrong with a session of either.
        replications
            .push(figures.map_err(|problem| CompareError::Pipeline { side: "candidate", problem: Box::new(problem) })?);
        at(replication + 1);
    }
    let mut rows = summarize(&replications, &pipelines, scenario.least_share()).into_iter();
    let mut side = |((pipeline, typical), jobs): ((&Pipeline, PipelineOutcome), Vec<Vec<Nanos>>)| {
        let problems = problems(pipeline, &Prepared::of_suite(suite));
        let jobs = jobs.iter().map(|times| Spread::new(times)).collect();
        rows.next().map(|runs| Side { problems, typical, runs, jobs })
    };
    let mut sides = pipelines.iter().zip(typical).zip(jobs).map(&mut side);
    match (sides.next().flatten(), sides.next().flatten()) {
        (Some(baseline), Some(candidate)) => Ok(Comparison { baseline, candidate, by_order }),
        _ => unreachable!("there is a row for each side of at least one replication"),
    }
}
