//! A pipeline: the jobs of one CI run, and what they run on.

use laneway_engine::session::Session;
use serde::{Deserialize, Serialize};

use crate::coverage::Rules;
use crate::job::Job;
use crate::service::{Plan, Service};

/// The most jobs of a pipeline, before their matrices.
pub const MAX_JOBS: usize = 200;

/// The jobs of one CI run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pipeline {
    /// In the order of the workflow file. Ids are unique.
    pub jobs: Vec<Job>,
    /// Whose rules hold: how minutes are billed, what a matrix may be.
    pub service: Service,
    /// How many jobs may run at once, and what is included.
    pub plan: Plan,
    /// What the project asks of its coverage.
    pub coverage: Rules,
    /// Ids of the jobs whose checks a merge waits for; a matrix counts with all its jobs.
    pub required: Vec<String>,
    /// How often it runs, and who else does.
    pub traffic: Traffic,
    /// How many times failed jobs are run again before somebody looks, 0 to [`MAX_RERUNS`]. Default: 2.
    pub reruns: Reruns,
}

/// The most that failed jobs are run again.
pub const MAX_RERUNS: u32 = 20;

/// How many times failed jobs are run again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Reruns(pub u32);

impl Default for Reruns {
    fn default() -> Self {
        Self(2)
    }
}

/// How often a pipeline runs, and how many runs meet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Traffic {
    /// Runs a day, 0 to 100,000; a month has 30.4 days. Default: 20.
    pub runs_per_day: f64,
    /// Runs of this pipeline that begin at the same time and share the slots of the plan or of a pool, 1 to 100. Default: 1.
    pub at_once: u32,
    /// Probability that the change itself breaks a test, 0 to 1: every session that runs the test is then red, however often
    /// it is run again. Default: 0.
    pub breaks: f64,
}

impl Default for Traffic {
    fn default() -> Self {
        Self { runs_per_day: 20.0, at_once: 1, breaks: 0.0 }
    }
}

impl Pipeline {
    /// One session and nothing around it: no queue, no set-up, no price.
    pub fn bare(session: Session) -> Self {
        Self { jobs: vec![Job::bare(session)], ..Self::default() }
    }

    /// Whether it is one session and nothing around it, whatever the session.
    pub fn is_bare(&self) -> bool {
        let Some(session) = self.sessions().next() else { return false };
        *self == Self::bare(session.clone())
    }

    /// The job of that id.
    pub fn job(&self, id: &str) -> Option<&Job> {
        self.jobs.iter().find(|job| job.id == id)
    }

    /// The session of every test run, as configured, by job, then by step.
    pub fn sessions(&self) -> impl Iterator<Item = &Session> {
        self.jobs.iter().flat_map(Job::test_runs).map(|run| &run.session)
    }
}
