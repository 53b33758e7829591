//! A space: what may change in a pipeline, and to what; each choice of all is a configuration.

use std::collections::BTreeMap;

use laneway_engine::dist_mode::DistMode;
use laneway_engine::order::Order;
use laneway_engine::session::{MAX_WORKERS, Session};
use laneway_engine::split::SplitBy;
use laneway_pipeline::check::fatal;
use laneway_pipeline::instance::n_instances;
use laneway_pipeline::job::Job;
use laneway_pipeline::matrix::MAX_MATRIX;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::runner::Runner;
use serde::{Deserialize, Serialize};

use crate::apply::pipeline_of;
use crate::dimension::{DIMENSIONS, Dimension};
use crate::lanes::{Lanes, tests_step};
use crate::measured::Measured;

/// The most choices that a space may have, those that come to the same counted too.
pub const MAX_CHOICES: u64 = 200_000;

/// What may change.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Space {
    /// Run of tests by run of tests, no two entries for one of them.
    pub runs: Vec<Free>,
    /// The most jobs that a configuration may have, after matrices; `None`: as many as the service allows.
    pub max_jobs: Option<u32>,
}

/// What may change in one run of tests; a dimension without values stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Free {
    /// The id of its job.
    pub job: String,
    /// Which of the job's runs of tests, from 0, those in lanes too.
    pub run: usize,
    /// `--dist`.
    pub dist: Vec<DistMode>,
    /// `-n`, 0 to [`MAX_WORKERS`].
    pub workers: Vec<u32>,
    /// `--maxschedchunk`, from 1; `None`: xdist's default.
    pub maxschedchunk: Vec<Option<i64>>,
    /// Whether scopes are reordered, the largest first.
    pub loadscope_reorder: Vec<bool>,
    /// Orders of collection.
    pub order: Vec<Order>,
    /// What the job runs on.
    pub runner: Vec<Runner>,
    /// How many shards, 1 to [`MAX_MATRIX`].
    pub shards: Vec<u32>,
    /// By which rule.
    pub split_by: Vec<SplitBy>,
    /// One lane or several.
    pub lanes: Vec<Lanes>,
    /// Where and with what coverage is measured.
    pub coverage: Vec<Measured>,
}

/// Why a space cannot be searched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {message}")]
pub struct SpaceError {
    /// `job `tests`, workers`.
    pub place: String,
    /// What was found, what was expected.
    pub message: String,
}

/// A configuration: the place of its value in each dimension of each run; 0 where a dimension is not free.
pub type Digits = Vec<usize>;

impl Free {
    /// All of one run of tests, nothing free yet.
    pub fn of(job: &str, run: usize) -> Self {
        Self { job: job.to_owned(), run, ..Self::default() }
    }

    /// How many values a dimension has; 1 where it is not free.
    pub fn n_values(&self, dimension: Dimension) -> usize {
        let n = match dimension {
            Dimension::Dist => self.dist.len(),
            Dimension::Workers => self.workers.len(),
            Dimension::Maxschedchunk => self.maxschedchunk.len(),
            Dimension::Reorder => self.loadscope_reorder.len(),
            Dimension::Order => self.order.len(),
            Dimension::Runner => self.runner.len(),
            Dimension::Shards => self.shards.len(),
            Dimension::SplitBy => self.split_by.len(),
            Dimension::Lanes => self.lanes.len(),
            Dimension::Coverage => self.coverage.len(),
        };
        n.max(1)
    }

    /// Takes a dimension's values away: it stays as it is.
    pub fn fix(&mut self, dimension: Dimension) {
        match dimension {
            Dimension::Dist => self.dist.clear(),
            Dimension::Workers => self.workers.clear(),
            Dimension::Maxschedchunk => self.maxschedchunk.clear(),
            Dimension::Reorder => self.loadscope_reorder.clear(),
            Dimension::Order => self.order.clear(),
            Dimension::Runner => self.runner.clear(),
            Dimension::Shards => self.shards.clear(),
            Dimension::SplitBy => self.split_by.clear(),
            Dimension::Lanes => self.lanes.clear(),
            Dimension::Coverage => self.coverage.clear(),
        }
    }

    /// Whether the digits name each configuration by its first name: a dimension that does not count is at its first value.
    fn is_first_name(&self, digits: &[usize], session: &Session, shards: u32) -> bool {
        let digit = |dimension| digits[place(dimension)];
        let dist = self.dist.get(digit(Dimension::Dist)).copied().unwrap_or(session.dist);
        let workers = self.workers.get(digit(Dimension::Workers)).copied().unwrap_or(session.workers);
        let shards = self.shards.get(digit(Dimension::Shards)).copied().unwrap_or(shards);
        let is_plain = workers == 0 || dist == DistMode::No;
        let has_scopes = matches!(dist, DistMode::LoadScope | DistMode::LoadFile | DistMode::LoadGroup);
        let is_first = |dimension| digit(dimension) == 0;
        (is_first(Dimension::Maxschedchunk) || (dist == DistMode::Load && !is_plain))
            && (is_first(Dimension::Reorder) || (has_scopes && !is_plain))
            && (is_first(Dimension::Dist) || workers != 0)
            && (is_first(Dimension::Workers) || dist != DistMode::No)
            && (is_first(Dimension::SplitBy) || shards > 1)
    }
}

/// Where a dimension stands among the digits of a run.
fn place(dimension: Dimension) -> usize {
    DIMENSIONS.iter().position(|info| info.dimension == dimension).expect("the table has every dimension")
}

/// The place of each dimension's value in one run of a configuration.
pub(crate) fn of_run(digits: &[usize], run: usize) -> impl Fn(Dimension) -> usize {
    let of_run = &digits[run * DIMENSIONS.len()..];
    move |dimension| of_run[place(dimension)]
}

impl Space {
    /// How many choices there are, those that come to the same counted too.
    pub fn n_choices(&self) -> u64 {
        let of_run = |free: &Free| DIMENSIONS.iter().map(|info| free.n_values(info.dimension) as u64).product::<u64>();
        self.runs.iter().map(of_run).fold(1, u64::saturating_mul)
    }

    /// The digits of a choice, by run, then by dimension; the last dimension of the last run counts fastest.
    pub fn digits(&self, choice: u32) -> Digits {
        let mut rest = choice as usize;
        let mut digits = Vec::with_capacity(self.runs.len() * DIMENSIONS.len());
        for free in self.runs.iter().rev() {
            for info in DIMENSIONS.iter().rev() {
                let n = free.n_values(info.dimension);
                digits.push(rest % n);
                rest /= n;
            }
        }
        digits.reverse();
        digits
    }

    /// A choice as a pipeline. Cost: that of copying it.
    pub fn pipeline(&self, from: &Pipeline, choice: u32) -> Pipeline {
        pipeline_of(self, from, &self.digits(choice))
    }

    /// The choices to look at: of those that come to the same the first, and none that cannot be simulated or has too many
    /// jobs. Cost: linear in choices, and one pipeline for each way to change the jobs.
    ///
    /// # Errors
    /// If the space does not fit the pipeline, is too large, or has nothing in it.
    pub fn choices(&self, from: &Pipeline) -> Result<Vec<u32>, SpaceError> {
        self.check(from)?;
        // What keeps a pipeline from being simulated is in its jobs; values of sessions are checked.
        let mut verdicts: BTreeMap<Digits, Option<String>> = BTreeMap::new();
        let mut choices = Vec::new();
        for choice in 0..self.n_choices() as u32 {
            let digits = self.digits(choice);
            let is_first = self.runs.iter().zip(digits.chunks(DIMENSIONS.len())).all(|(free, digits)| {
                let job = from.job(&free.job);
                let session = job.and_then(|job| job.test_runs().nth(free.run)).map(|run| &run.session);
                let shards = job.map_or(1, |job| job.matrix.shards);
                session.is_some_and(|session| free.is_first_name(digits, session, shards))
            });
            if !is_first {
                continue;
            }
            let of_job =
                |(place, digit): (usize, &usize)| DIMENSIONS[place % DIMENSIONS.len()].is_of_job.then_some(*digit);
            let of_jobs: Digits = digits.iter().enumerate().filter_map(of_job).collect();
            let verdict = verdicts.entry(of_jobs).or_insert_with(|| self.why_not(&pipeline_of(self, from, &digits)));
            if verdict.is_none() {
                choices.push(choice);
            }
        }
        if choices.is_empty() {
            let why = verdicts.into_values().flatten().next().unwrap_or_default();
            let message =
                format!("no configuration can be simulated, the first because {why}; free more, or allow more jobs");
            return Err(SpaceError { place: "space".to_owned(), message });
        }
        Ok(choices)
    }

    /// Why a pipeline is no configuration to look at, if it is none.
    fn why_not(&self, pipeline: &Pipeline) -> Option<String> {
        let n_jobs = pipeline.jobs.iter().map(n_instances).fold(0, usize::saturating_add);
        if self.max_jobs.is_some_and(|most| n_jobs > most as usize) {
            return Some(format!("it has {n_jobs} jobs"));
        }
        fatal(pipeline).map(|problem| problem.to_string())
    }

    /// Whether it fits the pipeline.
    ///
    /// # Errors
    /// The first thing that does not.
    pub fn check(&self, from: &Pipeline) -> Result<(), SpaceError> {
        let error = |place: String, message: String| Err(SpaceError { place, message });
        let n = self.n_choices();
        if n > MAX_CHOICES {
            let message = format!("it has {n} choices, expected {MAX_CHOICES} at most; fix some, or give fewer values");
            return error("space".to_owned(), message);
        }
        for (number, free) in self.runs.iter().enumerate() {
            let job = format!("job `{}`", free.job);
            let Some(found) = from.job(&free.job) else {
                let ids: Vec<String> = from.jobs.iter().map(|job| format!("`{}`", job.id)).collect();
                return error(job, format!("it is not there, expected one of {}", ids.join(", ")));
            };
            let n_runs = found.test_runs().count();
            if free.run >= n_runs {
                return error(job, format!("run {} is not there, the job has {n_runs} runs of tests", free.run));
            }
            if self.runs[..number].iter().any(|other| (&other.job, other.run) == (&free.job, free.run)) {
                return error(job, "it stands there twice, expected one entry for each run of tests".to_owned());
            }
            free.check(found).map_err(|(field, message)| SpaceError { place: format!("{job}, {field}"), message })?;
        }
        Ok(())
    }
}

impl Free {
    fn check(&self, job: &Job) -> Result<(), (&'static str, String)> {
        if let Some(workers) = self.workers.iter().find(|workers| **workers > MAX_WORKERS) {
            return Err(("workers", format!("found {workers}, expected 0 to {MAX_WORKERS}")));
        }
        if let Some(chunk) = self.maxschedchunk.iter().flatten().find(|chunk| **chunk < 1) {
            return Err(("maxschedchunk", format!("found {chunk}, expected 1 or more")));
        }
        if let Some(shards) = self.shards.iter().find(|shards| !(1..=MAX_MATRIX as u32).contains(*shards)) {
            return Err(("shards", format!("found {shards}, expected 1 to {MAX_MATRIX}")));
        }
        let changes_job = |info: &&crate::dimension::DimensionInfo| {
            info.is_of_job && info.dimension != Dimension::Runner && self.n_values(info.dimension) > 1
        };
        if let Some(info) = DIMENSIONS.iter().find(changes_job)
            && (job.test_runs().count() > 1 || tests_step(job).is_none())
        {
            let message =
                "the job has several runs of tests, or lanes, expected one; change its session alone".to_owned();
            return Err((info.flag, message));
        }
        let session = job.test_runs().nth(self.run).map(|run| &run.session.selection);
        for part in self.lanes.iter().flat_map(Lanes::parts) {
            let marked = session.is_some_and(|own| !own.marked.is_empty());
            if marked && !part.selection.marked.is_empty() {
                let message = format!("`{}` selects by marks, and so does the run: give it paths", part.name);
                return Err(("lanes", message));
            }
        }
        Ok(())
    }
}
