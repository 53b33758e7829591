//! Settings written into a file that is there: only their keys change, everything else stays byte for byte. A file that is
//! not there is the same as an empty one.
//!
//! - [`config_file`]: the files that hold settings.
//! - [`conflict`]: what in the file works against the settings.
//! - `words`: command lines as Python's `shlex` parts them, with places. `options`: which of them change.
//! - `toml`, `toml_text`, `toml_list`: pyproject.toml. `ini`, `ini_document`: the others.
//! - [`shadow`]: other files that are read instead.
//! - [`diff`](mod@diff): the change, as one reads it.

pub mod config_file;

pub mod conflict;

mod words;

mod options;

mod toml_text;

mod toml_list;

mod toml;

mod ini_document;

mod ini;

pub mod shadow;

pub mod diff;

use crate::cannot::CannotExpress;
use crate::settings::Settings;
use crate::settings::entry::entries;
use config_file::ConfigFile;
use conflict::Conflict;

/// A file with the settings in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// The whole file.
    pub text: String,
    /// What else in it is in the way, by line.
    pub conflicts: Vec<Conflict>,
    /// What this kind of file cannot hold, and was left out.
    pub cannot: Vec<CannotExpress>,
}

/// Why settings cannot be written into a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    /// It is not what its name says.
    #[error("{file}, line {line}, column {column}: {why}: mend the file first")]
    Broken {
        /// `pyproject.toml`.
        file: &'static str,
        /// From 1.
        line: usize,
        /// From 1, in characters.
        column: usize,
        /// What was found, what was expected.
        why: String,
    },
    /// A key has a value of a kind that the tool itself refuses.
    #[error("{file}, line {line}: {key} is {found}, expected {expected}: mend it first")]
    Kind {
        /// `pyproject.toml`.
        file: &'static str,
        /// From 1.
        line: usize,
        /// `tool.pytest.ini_options.addopts`.
        key: String,
        /// What is there.
        found: String,
        /// What should be.
        expected: &'static str,
    },
    /// `addopts` ends within quotes.
    #[error(
        "{file}, line {line}: addopts ends within quotes or behind a backslash, which pytest refuses: close them first"
    )]
    OpenQuotes {
        /// `pyproject.toml`.
        file: &'static str,
        /// From 1: where the value begins.
        line: usize,
    },
}

impl MergeError {
    /// Which file.
    pub fn file(&self) -> &'static str {
        match self {
            Self::Broken { file, .. } | Self::Kind { file, .. } | Self::OpenQuotes { file, .. } => file,
        }
    }

    /// The line, from 1.
    pub fn line(&self) -> usize {
        match self {
            Self::Broken { line, .. } | Self::Kind { line, .. } | Self::OpenQuotes { line, .. } => *line,
        }
    }
}

/// Writes settings into the text of a file; an empty text makes a new one. Keys of others, comments, order and layout stay;
/// a file that says all of it already stays as it is. Costs O(n) of the text for each setting.
///
/// # Errors
/// If the file is broken, so that no tool would read it: says where.
pub fn merge(settings: &Settings, file: ConfigFile, text: &str) -> Result<Merged, MergeError> {
    let entries = entries(settings);
    // Windows' line ends stay where the whole file has them.
    let is_dos = text.contains("\r\n") && text.matches('\n').count() == text.matches("\r\n").count();
    let unix = if is_dos { text.replace("\r\n", "\n") } else { text.to_owned() };
    let (mark, body) = match unix.strip_prefix('\u{feff}') {
        Some(body) => ("\u{feff}", body),
        None => ("", unix.as_str()),
    };
    let mut merged = match file {
        ConfigFile::Pyproject => toml::merge(&entries, body),
        _ => ini::merge(&entries, file, body),
    }?;
    let lines = if is_dos { merged.text.replace('\n', "\r\n") } else { merged.text };
    merged.text = format!("{mark}{lines}");
    Ok(merged)
}

/// Line and column of a place, both from 1; the column in characters.
fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

#[cfg(test)]
mod tests;
