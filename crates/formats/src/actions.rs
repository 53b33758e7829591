//! Real runs of GitHub Actions, as the API lists their jobs, made into a pipeline with their queues and times.
//!
//! "List jobs for a workflow run" (GitHub REST API, 2022-11-28): an array of jobs, a page `{total_count, jobs}`, several of
//! them one behind another as `gh api --paginate` prints them, or `{runs: [{jobs}]}` as histories of many runs have it.
//!
//! - [`document`]: the shapes of the JSON. [`date_time`]: its times.
//! - [`run`]: runs, jobs, steps, as they went.
//! - [`groups`]: matrix jobs by their common name. [`values`]: many times as a distribution.
//! - [`needs`]: who waited for whom, where times show it.
//! - [`step_kind`]: what a step does, by its name. [`steps`]: the steps of a job over all runs. [`labels`]: its runner.
//! - [`assemble`]: the pipeline.

use std::collections::BTreeMap;

use crate::imported::Imported;
use crate::read::Warnings;

mod document;

mod date_time;

pub mod run;

mod groups;

mod values;

mod needs;

pub mod step_kind;

mod steps;

mod labels;

mod assemble;

pub(crate) use assemble::unique_id;
pub(crate) use labels::runner;

use run::Run;

/// The most jobs that are read.
pub const MAX_JOBS_READ: usize = 1_000_000;

/// Real runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// By the order of the document.
    pub runs: Vec<Run>,
    /// What was odd.
    pub warnings: Warnings,
}

/// Why a document of runs cannot be read, or makes no pipeline.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ActionsError {
    /// It is no JSON, or not of the expected shape.
    #[error("line {line}: the list of jobs is broken: at column {column}, {why}: fetch it again")]
    Broken {
        /// Where, from 1.
        line: usize,
        /// Where in the line, from 1.
        column: usize,
        /// What was found, and what was expected.
        why: String,
    },
    /// Without a job.
    #[error(
        "the JSON has no jobs, expected those of a run: fetch them with `gh api --paginate repos/OWNER/NAME/actions/runs/ID/jobs`"
    )]
    NoJobs,
    /// More jobs than any history has.
    #[error("there are more than {MAX_JOBS_READ} jobs, expected fewer: open fewer runs")]
    TooManyJobs,
    /// More jobs than a pipeline may have.
    #[error(
        "the workflow `{workflow}` has {n_jobs} jobs with different names, expected at most {}: open one workflow's runs",
        laneway_pipeline::pipeline::MAX_JOBS
    )]
    TooManyNames {
        /// Which.
        workflow: String,
        /// How many.
        n_jobs: usize,
    },
    /// A matrix that is larger than GitHub allows.
    #[error(
        "the job `{job}` has {n_cells} different matrices, expected at most {}: open fewer runs",
        laneway_pipeline::matrix::MAX_MATRIX
    )]
    TooManyCells {
        /// Which.
        job: String,
        /// How many.
        n_cells: usize,
    },
    /// No job succeeded, so that no time is known.
    #[error("no job of the workflow `{workflow}` succeeded, expected at least one: open runs that went well")]
    NoSuccess {
        /// Which.
        workflow: String,
    },
    /// No run of that workflow.
    #[error("there is no workflow `{found}`, expected one of: {known}")]
    NoWorkflow {
        /// What was asked for.
        found: String,
        /// Those that there are.
        known: String,
    },
}

/// Whether a document that begins so is a list of jobs.
pub fn recognise(head: &str) -> bool {
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let has = |word: &str| head.contains(word);
    head.starts_with(['{', '['])
        && (has("\"started_at\"") || has("\"total_count\"") || has("\"jobs_url\""))
        && (has("\"jobs\"") || has("\"run_id\"") || has("\"runner_name\"") || has("\"jobs_url\""))
}

/// Reads the jobs of one or more runs. Jobs that are listed twice count once. Cost: linear in the length.
///
/// # Errors
/// If it is broken, has no jobs, or too many.
pub fn read(text: &str) -> Result<History, ActionsError> {
    document::read(text)
}

impl History {
    /// Adds the runs of another document; a run that is there already stays as it is.
    pub fn append(&mut self, other: Self) {
        let known: std::collections::BTreeSet<(u64, u64)> = self.runs.iter().map(|run| (run.id, run.attempt)).collect();
        self.runs.extend(other.runs.into_iter().filter(|run| !known.contains(&(run.id, run.attempt))));
        self.warnings.append(other.warnings);
    }

    /// The workflows by name, with how many runs each has.
    pub fn workflows(&self) -> BTreeMap<&str, usize> {
        let mut workflows = BTreeMap::new();
        for run in &self.runs {
            *workflows.entry(run.workflow.as_str()).or_default() += 1;
        }
        workflows
    }

    /// A pipeline with the times of jobs that succeeded. Without a name, it is that of the workflow whose jobs took most in
    /// all; ties go to the first by name.
    ///
    /// Several values of a time become [`laneway_engine::distribution::Distribution::Empirical`], one becomes a constant.
    /// Steps count from the end of the one before, so that nothing of a job's time is lost; a step that a job skipped took
    /// 0 s there.
    ///
    /// # Errors
    /// If there is no such workflow, none of its jobs succeeded, or they have more than
    /// [`laneway_pipeline::pipeline::MAX_JOBS`] names.
    pub fn pipeline(&self, workflow: Option<&str>) -> Result<Imported, ActionsError> {
        let workflows = self.workflows();
        let total = |name: &str| -> u64 {
            self.runs
                .iter()
                .filter(|run| run.workflow == name)
                .flat_map(|run| &run.jobs)
                .filter_map(run::JobRun::took)
                .sum()
        };
        let largest = || workflows.keys().copied().rev().max_by_key(|name| total(name));
        let name = workflow.or_else(largest).ok_or(ActionsError::NoJobs)?;
        if !workflows.contains_key(name) {
            let known: Vec<String> = workflows.keys().map(|name| format!("`{name}`")).collect();
            let known = known.join(", ");
            return Err(ActionsError::NoWorkflow { found: name.to_owned(), known });
        }
        let mut warnings = self.warnings.clone();
        if workflow.is_none() && workflows.len() > 1 {
            let others = workflows.keys().copied().filter(|other| *other != name).collect::<Vec<_>>().join("`, `");
            let text = format!(
                "of {} workflows, `{name}` is taken, whose jobs took most; the others are `{others}`",
                workflows.len()
            );
            warnings.push_without_line(text);
        }
        let runs: Vec<&Run> = self.runs.iter().filter(|run| run.workflow == name).collect();
        assemble::pipeline(name, &runs, warnings)
    }
}

#[cfg(test)]
mod tests;
