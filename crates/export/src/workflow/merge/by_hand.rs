//! Edits that are safer in the hands of somebody who knows the workflow.

use laneway_formats::addopts::addopts;

use super::Change;

/// An edit to make by hand.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {why}; {edit}")]
pub struct ByHand {
    /// Of the text as it was before this change, from 1.
    pub line: u64,
    /// Why it is not made here.
    pub why: Why,
    /// What to do.
    pub edit: String,
}

/// Why an edit is not made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// There is no such job.
    #[error("there is no job `{id}`")]
    NoJob {
        /// Its id.
        id: String,
    },
    /// The job has its steps in another file.
    #[error("the job calls `{what}`, whose steps are not here")]
    Called {
        /// The workflow that it calls.
        what: String,
    },
    /// Anchors, aliases or merged maps.
    #[error("what stands here may stand elsewhere too (an anchor, an alias or a merged map)")]
    Shared,
    /// No script with pytest: tox, nox, an action, a script of its own.
    #[error("no `run:` of the job has a pytest command that can be read, as behind tox, nox, make or an action")]
    NoPytest,
    /// Several of them.
    #[error("the job has several pytest commands, and which one is meant is not known")]
    SeveralPytests,
    /// The script is quoted or folded, so that its words are not those of the text.
    #[error("the script is not written as one plain line or as a block (`|`)")]
    Folded,
    /// An option's value is only known in a run.
    #[error("`{word}` is only known in a run")]
    Templated {
        /// The word.
        word: String,
    },
    /// A matrix that is made in a run, or that has more than axes.
    #[error("the matrix is no plain list of axes, or has inclusions, exclusions or shards already")]
    Matrix,
    /// The job's keys are not laid out one a line.
    #[error("the keys of the job do not stand one a line")]
    Layout,
    /// No plugin splits so.
    #[error("no plugin splits by {by}")]
    NoPlugin {
        /// The rule.
        by: &'static str,
    },
    /// A job of that name is there.
    #[error("there is a job `{id}` already")]
    Taken {
        /// Its id.
        id: String,
    },
    /// The text came out otherwise elsewhere too.
    #[error("the change would reach further than the job")]
    ReachesFurther,
    /// Options from the environment.
    #[error("PYTEST_ADDOPTS adds options that are not looked at")]
    Addopts,
    /// Names that do not differ by shard.
    #[error("the artifact `{name}` would be stored by every shard, and the second fails (409)")]
    SameArtifact {
        /// Its name.
        name: String,
    },
    /// A lane keeps its coverage to itself.
    #[error("the job `{id}` stores no coverage data that a gate could take")]
    NotStored {
        /// Its id.
        id: String,
    },
    /// A lane stores its coverage without hidden files.
    #[error("the job `{id}` stores coverage data without `include-hidden-files: true`, so that nothing is stored")]
    Hidden {
        /// Its id.
        id: String,
    },
    /// A job that runs tests, and that the side does not have.
    #[error("what was simulated has no job `{id}`")]
    Surplus {
        /// Its id.
        id: String,
    },
    /// It waits for others.
    #[error("the job waits for other jobs than what was simulated")]
    OtherNeeds,
    /// It runs on a machine with other cores.
    #[error("the job runs on a machine with other cores than what was simulated")]
    OtherRunner,
    /// Its tests are chosen otherwise.
    #[error("the job chooses its tests otherwise than what was simulated")]
    OtherTests,
    /// It measures no coverage.
    #[error("the job measures no coverage, and what was simulated does")]
    Unmeasured,
    /// It measures coverage.
    #[error("the job measures coverage, and what was simulated does not")]
    Measured,
    /// It has shards.
    #[error("the job has {n} shards, and what was simulated has none")]
    HasShards {
        /// How many.
        n: u32,
    },
    /// What was simulated has parallel steps.
    #[error("what was simulated runs lanes side by side in this job")]
    SideBySide,
    /// A lane is held against the threshold by itself.
    #[error("pytest of the job `{id}` holds its own part of the coverage against the threshold")]
    HeldAlone {
        /// Its id.
        id: String,
    },
}

impl ByHand {
    /// What a change asks for.
    pub(super) fn new(change: &Change, line: u64, why: Why) -> Self {
        let edit = match change {
            Change::Session { job, session } => {
                let plain = laneway_engine::session::Session {
                    selection: laneway_engine::selection::Selection::default(),
                    split: None,
                    ..(**session).clone()
                };
                format!("give pytest of `{job}` the options `{}` in place of those it has", addopts(&plain))
            }
            Change::Shards { job, n, by } => format!(
                "give `{job}` a matrix of {n} shards with `fail-fast: false`, and pytest the shard's number ({})",
                by.info().flag
            ),
            Change::Gate { needs, .. } => {
                format!("write a job that needs {} and combines their coverage", needs.join(", "))
            }
        };
        let edit = match &why {
            Why::Addopts => "see that it has no `-n` or `--dist` of its own".to_owned(),
            Why::SameArtifact { .. } => "put the shard into its name".to_owned(),
            Why::NotStored { .. } => {
                "let it store its COVERAGE_FILE as an artifact of its own, named `coverage-` and the job".to_owned()
            }
            Why::Hidden { .. } => "say `include-hidden-files: true` and `if-no-files-found: error`".to_owned(),
            Why::HeldAlone { .. } => "give it `--cov-fail-under=0`".to_owned(),
            _ => edit,
        };
        Self { line, why, edit }
    }
}
