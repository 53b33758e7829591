//! Where in a pipeline something is wrong, and what.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A place in a pipeline.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Which job, by its place; `None`: the pipeline itself.
    pub job: Option<usize>,
    /// What the job is called.
    pub title: String,
    /// Which of its steps, by place.
    pub step: Option<usize>,
    /// Where that is parallel steps: which lane, and which step of it.
    pub lane: Option<(u16, u16)>,
    /// Which field, as the document names it: `needs`, `matrix.shards`, `containers[0].start`; lists count from 0.
    pub field: String,
}

/// Something that is wrong with a pipeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{place}: {message}")]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What was found, what was expected, what to do.
    pub message: String,
    /// Whether the pipeline cannot be simulated; else a real one would run, and go red or waste time there.
    pub is_fatal: bool,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.job {
            None => f.write_str("pipeline")?,
            Some(_) => write!(f, "job `{}`", self.title)?,
        }
        if let Some(step) = self.step {
            write!(f, ", step {}", step + 1)?;
        }
        if let Some((lane, step)) = self.lane {
            write!(f, ", lane {}, step {}", lane + 1, step + 1)?;
        }
        if self.field.is_empty() { Ok(()) } else { write!(f, ", {}", self.field) }
    }
}
