//! What an author writes: TOML.

use serde::{Deserialize, Serialize};
use toml::Table;

use crate::control::Control;
use crate::rows::Row;

/// The largest document, in bytes.
pub const MAX_DOCUMENT: usize = 256 * 1024;

/// The most steps of a lesson.
pub const MAX_STEPS: usize = 50;

/// The version of the document.
pub const VERSION: u32 = 1;

/// A lesson as it is written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The version of this document: [`VERSION`].
    pub lesson: u32,
    /// What it is called.
    pub title: String,
    /// What one learns, in a sentence.
    pub about: String,
    /// The scenario that it begins with, by the id of a preset; else it has `tests`.
    pub preset: Option<String>,
    /// Its tests, in collection order; the sides are then sessions in the words of docs/replay.md.
    #[serde(default)]
    pub tests: Vec<Row>,
    /// Of the baseline: keys of a session with `tests`; with a preset, paths of its document.
    #[serde(default)]
    pub baseline: Table,
    /// Of the candidate, likewise.
    #[serde(default)]
    pub candidate: Table,
    /// Its steps, in order.
    #[serde(default, rename = "step")]
    pub steps: Vec<StepDocument>,
}

/// One step: what stands on the page at a time.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepDocument {
    /// Paragraphs, a blank line between two; `code` between backticks, figures between braces.
    pub text: String,
    /// What differs from the lesson's baseline.
    #[serde(default)]
    pub baseline: Table,
    /// What differs from the lesson's candidate.
    #[serde(default)]
    pub candidate: Table,
    /// Other tests than the lesson's.
    #[serde(default)]
    pub tests: Vec<Row>,
    /// What the middle of the page shows.
    #[serde(default)]
    pub show: Show,
    /// Which controls the reader has.
    #[serde(default)]
    pub free: Vec<Control>,
    /// What is asked before anything is shown.
    pub guess: Option<GuessDocument>,
    /// What the text claims; each must hold.
    #[serde(default)]
    pub holds: Vec<String>,
}

/// What is asked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuessDocument {
    /// The question.
    pub ask: String,
    /// What one can answer: a text, and the claim that makes it right. Exactly one must hold.
    #[serde(default)]
    pub choices: Vec<Choice>,
    /// Or a figure, to be typed.
    pub figure: Option<String>,
    /// Why it is so; shown with the answer.
    #[serde(default)]
    pub because: String,
}

/// One answer.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What one reads.
    pub say: String,
    /// The claim that makes it right.
    pub when: String,
}

/// What the middle of the page shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Show {
    /// One run, test by test.
    #[default]
    Run,
    /// One run of pipelines, job by job.
    Pipeline,
}
