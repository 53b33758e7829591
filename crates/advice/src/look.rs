//! What rules look at.

use laneway_engine::prepared::Prepared;
use laneway_engine::session::Session;
use laneway_engine::simulate::Detail;
use laneway_engine::suite::{Suite, Test};
use laneway_engine::time::Nanos;
use laneway_pipeline::compare::typical;
use laneway_pipeline::instance::instances;
use laneway_pipeline::job::Job;
use laneway_pipeline::outcome::{JobOutcome, PipelineOutcome};
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::place::Place;
use laneway_pipeline::session_run::session_of;
use laneway_pipeline::step::TestRun;

use crate::finding::Finding;

/// One side of a scenario, its suite, and one typical run of it.
pub struct Look<'a> {
    /// All tests.
    pub suite: &'a Suite,
    /// How the team runs it now.
    pub baseline: &'a Pipeline,
    /// What is looked at.
    pub pipeline: &'a Pipeline,
    /// One run in which nothing is left to luck; `None`: it cannot be simulated.
    pub outcome: Option<PipelineOutcome>,
    seed: u64,
}

/// One run of tests of a pipeline.
#[derive(Clone, Copy)]
pub struct At<'a> {
    /// Place of its job.
    pub job_place: usize,
    /// Its job.
    pub job: &'a Job,
    /// Which of the job's runs, from 0.
    pub number: usize,
    /// What is run.
    pub run: &'a TestRun,
}

impl<'a> Look<'a> {
    /// Simulates one typical run. Cost: that of its sessions.
    pub fn new(suite: &'a Suite, baseline: &'a Pipeline, pipeline: &'a Pipeline, seed: u64) -> Self {
        let outcome = typical(Prepared::of_suite(suite), pipeline, seed, Detail::Full).ok();
        Self { suite, baseline, pipeline, outcome, seed }
    }

    /// Every run of tests, by job, then by step.
    pub fn runs(&self) -> impl Iterator<Item = At<'a>> {
        let pipeline = self.pipeline;
        pipeline.jobs.iter().enumerate().flat_map(|(job_place, job)| {
            job.test_runs().enumerate().map(move |(number, run)| At { job_place, job, number, run })
        })
    }

    /// The tests that a run selects, before shards.
    pub fn tests(&self, at: At<'_>) -> impl Iterator<Item = &'a Test> {
        let selection = at.run.session.selection.clone();
        self.suite.tests.iter().filter(move |test| selection.has(test))
    }

    /// The session as the first job of its matrix runs it.
    pub fn session(&self, at: At<'_>) -> Session {
        let instance = instances(self.pipeline).into_iter().find(|instance| instance.job == at.job_place);
        instance.map_or_else(|| at.run.session.clone(), |instance| session_of(at.run, &instance))
    }

    /// What the typical run says of a job, instance by instance.
    pub fn jobs(&self, at: At<'_>) -> impl Iterator<Item = &JobOutcome> {
        self.outcome.iter().flat_map(|outcome| &outcome.jobs).filter(move |job| job.job == at.job_place)
    }

    /// The pipeline with one of its runs changed.
    pub fn with_run(&self, at: At<'_>, change: impl FnOnce(&mut TestRun)) -> Pipeline {
        let mut pipeline = self.pipeline.clone();
        if let Some(run) = pipeline.jobs[at.job_place].test_runs_mut().nth(at.number) {
            change(run);
        }
        pipeline
    }

    /// The pipeline with all of its jobs changed.
    pub fn with_jobs(&self, change: impl FnMut(&mut Job)) -> Pipeline {
        let mut pipeline = self.pipeline.clone();
        pipeline.jobs.iter_mut().for_each(change);
        pipeline
    }

    /// One run of a changed pipeline in which nothing is left to luck; `None` if it cannot be simulated. Cost: that of its
    /// sessions.
    pub fn typical(&self, changed: &Pipeline) -> Option<PipelineOutcome> {
        typical(Prepared::of_suite(self.suite), changed, self.seed, Detail::Summary).ok()
    }

    /// How much sooner a changed pipeline would be done in a typical run, as a share of the time now; below 0 if later.
    /// `None` if either cannot be simulated, or is red. Cost: that of its sessions.
    pub fn saves(&self, changed: &Pipeline) -> Option<f64> {
        let now = self.outcome.as_ref().filter(|outcome| outcome.is_green)?.wall_clock;
        let then = self.typical(changed)?;
        (then.is_green && now > Nanos::ZERO).then(|| 1.0 - then.wall_clock.as_secs() / now.as_secs())
    }

    /// A finding at a field of a run, or of the step that has it.
    pub fn finding(
        &self,
        rule: &'static str,
        at: At<'_>,
        field: &str,
        [wrong, why, advice]: [String; 3],
        fix: Option<Pipeline>,
    ) -> Finding {
        let has_it = |step: &laneway_pipeline::step::Step| step.test_runs().any(|run| std::ptr::eq(run, at.run));
        let place = Place {
            job: Some(at.job_place),
            title: at.job.title().to_owned(),
            step: at.job.steps.iter().position(has_it),
            field: field.to_owned(),
            ..Place::default()
        };
        Finding { rule, place, wrong, why, advice, fix }
    }
}
