//! Which run of tests of a pipeline is looked at: the one that the panels change, and that "One run" and "Many runs" show.

use laneway_pipeline::job::Job;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::step::TestRun;

/// A run of tests by its job. One that is not there, as after a change of the pipeline, stands for the first of all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// The job's id.
    pub job: String,
    /// Which of its runs, from 0, as [`Job::test_runs`] has them.
    pub run: usize,
}

impl Opened {
    /// The run; `None` in a pipeline without any.
    pub fn find<'a>(&self, pipeline: &'a Pipeline) -> Option<&'a TestRun> {
        let found = pipeline.job(&self.job).and_then(|job| job.test_runs().nth(self.run));
        found.or_else(|| pipeline.jobs.iter().flat_map(Job::test_runs).next())
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
    use laneway_engine::session::Session;

    use super::*;

    fn check(job: &str, run: usize, expected: u32) {
        let job_of =
            |id: &str, workers: u32| Job { id: id.to_owned(), ..Job::bare(Session { workers, ..Session::default() }) };
        let lint = Job { id: "lint".to_owned(), ..Job::default() };
        let mut pipeline = Pipeline { jobs: vec![lint, job_of("unit", 2), job_of("slow", 8)], ..Pipeline::default() };
        let opened = Opened { job: job.to_owned(), run };
        assert_eq!(opened.find(&pipeline).map(|run| run.session.workers), Some(expected));
        assert_eq!(opened.find_mut(&mut pipeline).map(|run| run.session.workers), Some(expected));
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
