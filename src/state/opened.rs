//! Which run of tests of a pipeline is looked at: the one that the panels change, and that "One run" and "Many runs" show.

use laneway_engine::session::Session;
use laneway_pipeline::instance::instances;
use laneway_pipeline::job::Job;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::place::Place;
use laneway_pipeline::session_run::session_of;
use laneway_pipeline::step::TestRun;

/// A run of tests by its job. One that is not there, as after a change of the pipeline, stands for the first of all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// The job's id.
    pub job: String,
    /// Which of its runs, from 0, as [`Job::test_runs`] has them.
    pub run: usize,
    /// Which of the jobs that its matrix makes, from 0.
    pub instance: usize,
}

impl Opened {
    /// The run of tests of a place; of a step that runs several, the first. `None` where that step runs none.
    pub fn at(pipeline: &Pipeline, place: &Place) -> Option<Self> {
        let job = pipeline.jobs.get(place.job?)?;
        let run = job.steps.get(place.step?)?.test_runs().next()?;
        let run = job.test_runs().position(|it| std::ptr::eq(it, run))?;
        Some(Self { job: job.id.clone(), run, instance: 0 })
    }

    /// The run; `None` in a pipeline without any.
    pub fn find<'a>(&self, pipeline: &'a Pipeline) -> Option<&'a TestRun> {
        let found = pipeline.job(&self.job).and_then(|job| job.test_runs().nth(self.run));
        found.or_else(|| pipeline.jobs.iter().flat_map(Job::test_runs).next())
    }

    /// The session as its job runs it: its shard, its runner's cores and speed. `None` in a pipeline without any.
    pub fn session(&self, pipeline: &Pipeline) -> Option<Session> {
        let run = self.find(pipeline)?;
        let has_it = |job: &Job| job.test_runs().any(|it| std::ptr::eq(it, run));
        let job = pipeline.jobs.iter().position(has_it)?;
        let mut instances = instances(pipeline).into_iter().filter(|it| it.job == job).peekable();
        let first = instances.peek().cloned();
        let instance = instances.nth(self.instance).or(first)?;
        Some(session_of(run, &instance))
    }

    /// The same, to be changed.
    pub fn find_mut<'a>(&self, pipeline: &'a mut Pipeline) -> Option<&'a mut TestRun> {
        let is_there = pipeline.job(&self.job).is_some_and(|job| job.test_runs().nth(self.run).is_some());
        let jobs = pipeline.jobs.iter_mut();
        if is_there {
            jobs.filter(|job| job.id == self.job).flat_map(Job::test_runs_mut).nth(self.run)
        } else {
            jobs.flat_map(Job::test_runs_mut).next()
        }
    }
}

#[cfg(test)]
mod tests {
    use laneway_pipeline::step::{Step, Work};
    use laneway_pipeline::timing::constant;

    use super::*;

    fn check(job: &str, run: usize, expected: u32) {
        let job_of =
            |id: &str, workers: u32| Job { id: id.to_owned(), ..Job::bare(Session { workers, ..Session::default() }) };
        let lint = Job { id: "lint".to_owned(), ..Job::default() };
        let mut pipeline = Pipeline { jobs: vec![lint, job_of("unit", 2), job_of("slow", 8)], ..Pipeline::default() };
        let opened = Opened { job: job.to_owned(), run, instance: 0 };
        assert_eq!(opened.find(&pipeline).map(|run| run.session.workers), Some(expected));
        assert_eq!(opened.find_mut(&mut pipeline).map(|run| run.session.workers), Some(expected));
    }

    #[test]
    fn a_session_is_as_its_shard_runs_it() {
        let mut pipeline = Pipeline::bare(Session::default());
        pipeline.jobs[0].matrix.shards = 3;
        pipeline.jobs[0].runner.speed_permille = 500;
        let session = |instance| Opened { instance, ..Opened::default() }.session(&pipeline);
        let group = |instance| session(instance).and_then(|session| session.split).map(|split| split.group);
        assert_eq!([0, 2, 9].map(group), [Some(1), Some(3), Some(1)]);
        assert_eq!(session(0).map(|session| session.speed_permille), Some(500));
    }

    #[test]
    fn a_place_is_opened_where_tests_run() {
        let mut pipeline = Pipeline::bare(Session::default());
        pipeline.jobs[0].steps.insert(0, Step::new("lint", Work::Command { takes: constant(1.0) }));
        let at = |step| Opened::at(&pipeline, &Place { job: Some(0), step, ..Place::default() });
        assert_eq!(
            [Some(0), Some(1), Some(9), None].map(|step| at(step).map(|it| it.run)),
            [None, Some(0), None, None]
        );
    }

    #[test]
    fn what_is_not_there_is_the_first_run() {
        check("slow", 0, 8);
        check("slow", 1, 2);
        check("lint", 0, 2);
        check("gone", 0, 2);
        assert_eq!(Opened::default().find(&Pipeline::default()), None);
    }
}
