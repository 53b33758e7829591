//! Changes of a workflow that a team already has: only the jobs in question change, everything else stays byte for byte.
//!
//! A change is made in the text itself, at places that the YAML reader names. What cannot be done safely is left as it is,
//! and becomes an edit to make by hand. The new text is read again: if anything but the job in question came out otherwise,
//! nothing is changed.
//!
//! - [`changes`]: those that bring a workflow to a side of a scenario.
//! - [`by_hand`]: edits to make by hand, and why.
//! - `script`: the lines of a `run:` in the text. `command`: the words of a pytest command in it.
//! - `shards`, `gate`: keys of a job, and a job, put between others.

pub mod changes;

pub mod by_hand;

mod script;

mod command;

mod shards;

mod gate;

use laneway_engine::session::Session;
use laneway_engine::split::SplitBy;
use laneway_formats::workflow::WorkflowError;
use laneway_formats::workflow::yaml::{self, Node, Value};
use similar::TextDiff;

use super::Options;

pub use by_hand::{ByHand, Why};

/// A change of one job.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// How its pytest distributes tests: `-n`, `--dist`, `--maxschedchunk`, `--max-worker-restart`, reordering. Which tests
    /// it runs, and every other option, stays.
    Session {
        /// Its id.
        job: String,
        /// The session as it is to be.
        session: Box<Session>,
    },
    /// Its tests are shared out between the jobs of a matrix.
    Shards {
        /// Its id.
        job: String,
        /// How many, 2 to 256.
        n: u32,
        /// By which rule; only those of pytest-split and pytest-shard.
        by: SplitBy,
    },
    /// A job `gate` behind others, which combines their coverage and holds it against a threshold.
    Gate {
        /// Ids of the jobs that measure.
        needs: Vec<String>,
        /// Percent; `None`: the project's own.
        fail_under: Option<f64>,
    },
}

/// A workflow with its changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The whole text.
    pub text: String,
    /// What changed, as a unified diff; empty if nothing did.
    pub diff: String,
    /// What is left to do.
    pub by_hand: Vec<ByHand>,
}

/// Why a workflow cannot be changed at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    /// It is no YAML.
    #[error("line {line}, column {column}: the YAML is broken: {why}")]
    Broken {
        /// From 1.
        line: u64,
        /// From 1, in characters.
        column: u64,
        /// What is wrong.
        why: String,
    },
    /// It is YAML, but no workflow of GitHub or Forgejo.
    #[error("there are no `jobs:`, expected a workflow as in .github/workflows")]
    NoJobs,
    /// It has something in a place where no workflow can have it.
    #[error("{0}")]
    Unreadable(WorkflowError),
}

impl MergeError {
    /// Line and column, both from 1; `None`: nowhere in particular.
    pub fn place(&self) -> Option<(u64, u64)> {
        match self {
            Self::Broken { line, column, .. }
            | Self::Unreadable(WorkflowError::Yaml { line, column, .. } | WorkflowError::Bad { line, column, .. }) => {
                Some((*line, *column))
            }
            Self::NoJobs | Self::Unreadable(WorkflowError::NoWorkflow { .. }) => None,
        }
    }
}

/// A workflow of GitHub with changes, made one after another; `options` say how a gate's packages come. Cost: linear in its
/// length for each change.
///
/// # Errors
/// If it cannot be read.
pub fn merge(text: &str, changes: &[Change], options: &Options) -> Result<Merged, MergeError> {
    let mut merged = text.to_owned();
    let mut by_hand = Vec::new();
    read(text)?;
    for change in changes {
        let root = read(&merged)?;
        let made = match change {
            Change::Session { job, session } => {
                script::change(&merged, &root, job, &|script| command::with_session(script, session))
            }
            Change::Shards { job, n, by } => shards::add(&merged, &root, job, *n, *by),
            Change::Gate { needs, fail_under } => gate::add(&merged, &root, needs, *fail_under, options),
        };
        let job = match change {
            Change::Session { job, .. } | Change::Shards { job, .. } => job,
            Change::Gate { .. } => gate::ID,
        };
        match made {
            Ok((new, mut left)) if is_same_elsewhere(&root, &new, job) => {
                merged = new;
                by_hand.append(&mut left);
            }
            Ok(_) => by_hand.push(ByHand::new(change, 1, Why::ReachesFurther)),
            Err((line, why)) => by_hand.push(ByHand::new(change, line, why)),
        }
    }
    if text.contains("PYTEST_ADDOPTS") {
        let line = text.lines().take_while(|line| !line.contains("PYTEST_ADDOPTS")).count() as u64 + 1;
        by_hand.extend(changes.first().map(|change| ByHand::new(change, line, Why::Addopts)));
    }
    let diff = TextDiff::from_lines(text, &merged).unified_diff().header("before", "after").to_string();
    Ok(Merged { diff: if merged == text { String::new() } else { diff }, text: merged, by_hand })
}

/// The text with a change, and what is left to do by hand; or the line and why it could not be made.
type Made = Result<(String, Vec<ByHand>), (u64, Why)>;

fn read(text: &str) -> Result<Node, MergeError> {
    let root = yaml::read(text).map_err(|error| {
        let yaml::YamlError { line, column, why } = error;
        MergeError::Broken { line, column, why }
    })?;
    match root.get("jobs").map(|jobs| &jobs.value) {
        Some(Value::Map(jobs)) if !jobs.is_empty() => Ok(root),
        _ => Err(MergeError::NoJobs),
    }
}

/// A job with steps that stands for itself alone.
fn job<'a>(root: &'a Node, id: &str) -> Result<&'a Node, (u64, Why)> {
    let jobs = root.get("jobs").expect("a workflow has jobs");
    let job = jobs.get(id).ok_or_else(|| (jobs.line, Why::NoJob { id: id.to_owned() }))?;
    if let Some(called) = job.get("uses") {
        return Err((called.line, Why::Called { what: called.text().unwrap_or_default().to_owned() }));
    }
    match shared(job) {
        Some(line) => Err((line, Why::Shared)),
        None => Ok(job),
    }
}

/// The line of something in a value that may stand elsewhere too.
fn shared(node: &Node) -> Option<u64> {
    if node.is_shared {
        return Some(node.line);
    }
    match &node.value {
        Value::Text { .. } => None,
        Value::List(items) => items.iter().find_map(shared),
        Value::Map(entries) => entries.iter().find_map(|(_, value)| shared(value)),
    }
}

/// Whether a changed text is a workflow that differs in one job alone.
fn is_same_elsewhere(before: &Node, changed: &str, id: &str) -> bool {
    let Ok(after) = read(changed) else { return false };
    let others = |root: &Node| -> Vec<(String, Plain)> {
        let jobs = root.get("jobs").into_iter().flat_map(Node::entries).filter(|(other, _)| *other != id);
        let top = root.entries().filter(|(key, _)| *key != "jobs");
        top.chain(jobs).map(|(key, node)| (key.to_owned(), Plain::of(node))).collect()
    };
    others(before) == others(&after)
}

/// A value without its place.
#[derive(PartialEq)]
enum Plain {
    Text(String),
    List(Vec<Plain>),
    Map(Vec<(String, Plain)>),
}

impl Plain {
    fn of(node: &Node) -> Self {
        match &node.value {
            Value::Text { text, .. } => Self::Text(text.to_string()),
            Value::List(items) => Self::List(items.iter().map(Self::of).collect()),
            Value::Map(entries) => {
                Self::Map(entries.iter().map(|(key, value)| (key.to_string(), Self::of(value))).collect())
            }
        }
    }
}
