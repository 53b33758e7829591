//! A workflow file as a pipeline: GitHub Actions' (and Forgejo's, of the same shape), or a `.gitlab-ci.yml`.
//!
//! What jobs do is in the file; how long it takes is not: each number that is assumed is listed. What the model does not
//! know is a warning with its line, and left out.
//!
//! - [`yaml`]: the tree. [`expression`], [`span`]: what texts in it mean.
//! - [`assumed`]: numbers that are in no file.
//! - [`github`]: jobs of GitHub; [`strategy`]: their matrices; [`steps`], [`uses`]: their steps; [`artifacts`], [`names`]:
//!   what passes between them.
//! - [`gitlab`]: jobs of GitLab.
//! - [`script`]: what a shell script does; [`tests_of`]: a pytest command as a run of tests.

use crate::imported::Imported;
use strategy::cut;

pub mod yaml;

mod expression;

mod span;

mod assumed;

mod github;

mod strategy;

mod steps;

mod uses;

mod artifacts;

mod names;

mod gitlab;

mod script;

mod tests_of;

/// Why a workflow cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WorkflowError {
    /// No YAML.
    #[error("line {line}, column {column}: the YAML is broken: {why}")]
    Yaml {
        /// From 1.
        line: u64,
        /// From 1.
        column: u64,
        /// What is wrong.
        why: String,
    },
    /// YAML, but no workflow.
    #[error(
        "the YAML is no workflow: it has {found}, expected `jobs:` as in .github/workflows, or jobs with `script:` as in .gitlab-ci.yml"
    )]
    NoWorkflow {
        /// What it has instead.
        found: String,
    },
    /// A workflow with something that it cannot have.
    #[error("line {line}, column {column}: {place} is {found}, expected {expected}")]
    Bad {
        /// From 1.
        line: u64,
        /// From 1.
        column: u64,
        /// What it is about.
        place: String,
        /// What is there.
        found: String,
        /// What may be.
        expected: &'static str,
    },
}

/// Whether a text that begins so looks like a workflow.
pub fn recognise(head: &str) -> bool {
    let is_key = |line: &str, key: &str| line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with(':'));
    let has_key = |key: &str| head.lines().any(|line| is_key(line, key));
    let has_script = head.lines().any(|line| line.starts_with(' ') && is_key(line.trim_start(), "script"));
    has_key("jobs") || has_key("stages") || has_script
}

/// Reads a workflow. Cost: linear in the length, aliases counted each time.
///
/// # Errors
/// If it is no YAML, no workflow, or has something in a place where no workflow can have it.
pub fn read(text: &str) -> Result<Imported, WorkflowError> {
    let (root, repeated) = yaml::read_with_repeated(text).map_err(|error| {
        let yaml::YamlError { line, column, why } = error;
        WorkflowError::Yaml { line, column, why }
    })?;
    if let Some(jobs) = root.get("jobs").filter(|jobs| matches!(jobs.value, yaml::Value::Map(_))) {
        // GitHub refuses such a file.
        return match repeated.first() {
            Some(yaml::Repeated { key, line, column, before }) => Err(WorkflowError::Bad {
                line: *line,
                column: *column,
                place: format!("the key `{}`", cut(key)),
                found: format!("here a second time, after line {before}"),
                expected: "each key of a map once: keep one of them",
            }),
            None => github::read(&root, jobs),
        };
    }
    let is_job = |node: &yaml::Node| ["script", "trigger", "extends"].iter().any(|key| node.get(key).is_some());
    if root.entries().any(|(_, node)| is_job(node)) {
        let mut imported = gitlab::read(&root)?;
        for yaml::Repeated { key, line, before, .. } in &repeated {
            let text =
                format!("the key `{}` is here a second time, after line {before}; the last one counts", cut(key));
            imported.warnings.push(*line, text);
        }
        return Ok(imported);
    }
    let keys: Vec<&str> = root.entries().map(|(key, _)| key).take(8).collect();
    let found = if keys.is_empty() { root.found() } else { format!("`{}`", keys.join("`, `")) };
    Err(WorkflowError::NoWorkflow { found })
}

/// What is not what it should be.
fn bad(node: &yaml::Node, place: impl Into<String>, expected: &'static str) -> WorkflowError {
    bad_size(node, place, node.found(), expected)
}

/// What has another size than it should.
fn bad_size(node: &yaml::Node, place: impl Into<String>, found: String, expected: &'static str) -> WorkflowError {
    WorkflowError::Bad { line: node.line, column: node.column, place: place.into(), found, expected }
}

#[cfg(test)]
mod tests;
