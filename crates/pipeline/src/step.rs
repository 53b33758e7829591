//! A step of a job: any command, a cache, a run of tests, an artifact, the gate, or steps side by side.

use laneway_engine::distribution::Distribution;
use laneway_engine::session::Session;
use serde::{Deserialize, Serialize};

use crate::coverage::Collect;
use crate::hazard::Hazards;
use crate::job::Condition;
use crate::shards::Splitter;
use crate::timing::constant;

/// One step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What people read.
    pub name: String,
    /// Whether it runs, given how the steps before it ended.
    #[serde(default)]
    pub condition: Condition,
    /// Whether the job goes on, and stays green, if it fails.
    #[serde(default)]
    pub continue_on_error: bool,
    /// What it does.
    pub work: Work,
}

/// What a step does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Work {
    /// Any command that takes its time and succeeds.
    Command {
        /// How long.
        takes: Distribution,
    },
    /// A check-out of the repository. A gate needs one, since coverage reports read the sources.
    Checkout {
        /// How long.
        takes: Distribution,
    },
    /// Set-up with a cache.
    Cached {
        /// Probability that the cache is there, 0 to 1.
        hits: f64,
        /// How long if it is.
        on_hit: Distribution,
        /// How long if it is not, storing it included.
        on_miss: Distribution,
    },
    /// One `pytest`.
    Tests(Box<TestRun>),
    /// Files are stored for later jobs.
    Upload(Upload),
    /// Files of earlier jobs are fetched.
    Download(Download),
    /// Coverage data is combined, reported, and held against the threshold.
    Gate(Gate),
    /// Lanes side by side in the same job: they share its cores. At most 10, as on GitHub.
    Parallel {
        /// Each one step after another.
        lanes: Vec<Lane>,
    },
}

/// The most lanes of parallel steps.
pub const MAX_LANES: usize = 10;

/// One of several lanes of parallel steps.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Lane {
    /// What people read.
    pub name: String,
    /// One after another; none of them parallel again.
    pub steps: Vec<Step>,
}

/// One `pytest`, on the suite of the scenario.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TestRun {
    /// Which tests, and how. In a job with shards its `split` is made of the shard and of `splitter`.
    pub session: Session,
    /// How shards share the tests out.
    pub splitter: Splitter,
    /// What may go wrong.
    pub hazards: Hazards,
    /// Whether and how coverage is measured.
    pub coverage: Option<Collect>,
}

/// What `upload-artifact` does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Upload {
    /// Unique in a run; `{cell}` and `{shard}` stand for those of the job.
    pub artifact: String,
    /// The files: the coverage data files of the job's runs that it takes, by name, with `*` for anything.
    pub files: String,
    /// `include-hidden-files: true`; without it, names that begin with a dot are left out, and nothing is said.
    pub include_hidden: bool,
    /// What it does without any file.
    pub if_none: IfNone,
    /// How long.
    pub takes: Distribution,
}

impl Default for Upload {
    fn default() -> Self {
        Self {
            artifact: String::new(),
            files: ".coverage*".to_owned(),
            include_hidden: true,
            if_none: IfNone::Warn,
            takes: constant(1.0),
        }
    }
}

/// `if-no-files-found`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IfNone {
    /// The step stays green: the default.
    #[default]
    Warn,
    /// The step fails.
    Error,
    /// Nothing at all.
    Ignore,
}

/// What `download-artifact` does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Download {
    /// Names of artifacts, with `*` for anything. One without `*` that is not there fails the step; a pattern that matches
    /// nothing succeeds.
    pub artifacts: String,
    /// `merge-multiple`: all files in one folder, where equal names overwrite each other. Without it several artifacts are
    /// unpacked into a folder each.
    pub merge: bool,
    /// How long.
    pub takes: Distribution,
}

impl Default for Download {
    fn default() -> Self {
        Self { artifacts: "*".to_owned(), merge: true, takes: constant(1.0) }
    }
}

/// `coverage combine`, then `coverage report`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Gate {
    /// `--fail-under` of `coverage report`, percent, 0 to 100; `None`: the project's. Lanes do not see it.
    pub fail_under: Option<f64>,
    /// Whether parts are combined; without it, one data file is reported.
    pub combine: bool,
    /// Where `combine` looks: in one folder, or in all that were unpacked (`coverage combine data/*/`).
    pub looks_in_folders: bool,
    /// Whether `[tool.coverage.paths]` or `relative_files` let data of other machines find the sources here.
    pub maps_paths: bool,
    /// How long.
    pub takes: Distribution,
}

impl Default for Gate {
    fn default() -> Self {
        Self { fail_under: None, combine: true, looks_in_folders: false, maps_paths: true, takes: constant(5.0) }
    }
}

impl Step {
    /// A step that runs if nothing failed before.
    pub fn new(name: impl Into<String>, work: Work) -> Self {
        Self { name: name.into(), condition: Condition::Success, continue_on_error: false, work }
    }

    /// The same, whatever became of the steps before.
    #[must_use]
    pub fn always(self) -> Self {
        Self { condition: Condition::Always, ..self }
    }

    /// Its runs of tests, those in lanes too.
    pub fn test_runs(&self) -> Box<dyn Iterator<Item = &TestRun> + '_> {
        match &self.work {
            Work::Tests(run) => Box::new(std::iter::once(&**run)),
            Work::Parallel { lanes } => Box::new(lanes.iter().flat_map(|lane| &lane.steps).flat_map(Step::test_runs)),
            _ => Box::new(std::iter::empty()),
        }
    }

    /// The same, to be changed.
    pub fn test_runs_mut(&mut self) -> Box<dyn Iterator<Item = &mut TestRun> + '_> {
        match &mut self.work {
            Work::Tests(run) => Box::new(std::iter::once(&mut **run)),
            Work::Parallel { lanes } => {
                Box::new(lanes.iter_mut().flat_map(|lane| &mut lane.steps).flat_map(Step::test_runs_mut))
            }
            _ => Box::new(std::iter::empty()),
        }
    }
}
