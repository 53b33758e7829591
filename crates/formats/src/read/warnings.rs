//! What was odd in a report, in words, with its line.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How many warnings are kept with their text; the others are counted.
pub const MAX_SHOWN: usize = 100;

/// One thing that was odd.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// The document, as it was named; empty where several are meant.
    pub file: String,
    /// Where in it, from 1; `None` where no line can be named.
    pub line: Option<u64>,
    /// What was found, what was expected, and what was done.
    pub text: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, text } = self;
        match (file.as_str(), line) {
            ("", None) => f.write_str(text),
            ("", Some(line)) => write!(f, "line {line}: {text}"),
            (file, None) => write!(f, "{file}: {text}"),
            (file, Some(line)) => write!(f, "{file}, line {line}: {text}"),
        }
    }
}

/// Things that were odd: the first [`MAX_SHOWN`], and how many in all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warnings {
    /// The first, in order.
    pub shown: Vec<Warning>,
    /// How many there were.
    pub n_all: u64,
}

impl Warnings {
    /// Adds what is odd in a line of the document at hand.
    pub fn push(&mut self, line: u64, text: impl Into<String>) {
        self.add(Some(line), text.into());
    }

    /// Adds what is odd in a document as a whole, or in several.
    pub fn push_without_line(&mut self, text: impl Into<String>) {
        self.add(None, text.into());
    }

    /// Says that all are about one document, and puts them in the order of its lines.
    pub(super) fn name_file(&mut self, file: &str) {
        for warning in &mut self.shown {
            file.clone_into(&mut warning.file);
        }
        self.shown.sort_by_key(|warning| warning.line.unwrap_or(u64::MAX));
    }

    /// Adds those of another report.
    pub fn append(&mut self, other: Self) {
        let n_free = MAX_SHOWN.saturating_sub(self.shown.len());
        self.shown.extend(other.shown.into_iter().take(n_free));
        self.n_all += other.n_all;
    }

    fn add(&mut self, line: Option<u64>, text: String) {
        self.n_all += 1;
        if self.shown.len() < MAX_SHOWN {
            self.shown.push(Warning { file: String::new(), line, text });
        }
    }
}
