//! Coverage reports of lanes, line by line: what coverage.py writes as JSON, as Cobertura XML, and as LCOV.
//!
//! Several of one kind make an exact union ([`LineReport::union`]); kinds should not be mixed, since they name files
//! differently: JSON by the folder of the run, XML by the `source` folder.
//!
//! - [`json`]: `coverage json`, versions 1 to 3.
//! - [`cobertura`]: `coverage xml`, and other tools' Cobertura.
//! - [`lcov`]: `coverage lcov`, and other tools' LCOV.
//! - [`file`]: one file while it is read.

pub use laneway_pipeline::coverage::LineReport;
use serde::{Deserialize, Serialize};

use crate::read::Warnings;

mod file;

mod json;

mod cobertura;

mod lcov;

use file::File;

/// How far our percentage may be from the one that a report states: both are quotients of the same counts.
const TOLERANCE: f64 = 1e-6;

/// A coverage report that was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CoverageReading {
    /// How it is written.
    pub format: Format,
    /// Lines and branches by file.
    pub report: LineReport,
    /// The total that the report itself states, percent; `None` where it states none.
    pub stated: Option<f64>,
    /// What was odd.
    pub warnings: Warnings,
}

/// How a coverage report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// `coverage json`.
    Json,
    /// `coverage xml`.
    Cobertura,
    /// `coverage lcov`.
    Lcov,
}

impl Format {
    /// What a message calls it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Json => "the coverage JSON",
            Self::Cobertura => "the Cobertura XML",
            Self::Lcov => "the LCOV",
        }
    }

    /// How a text is written that begins so; `None` if it is no coverage report.
    pub fn recognise(head: &str) -> Option<Self> {
        let head = head.trim_start_matches('\u{feff}').trim_start();
        let begins = |prefix: &str| head.starts_with(prefix);
        match head.chars().next()? {
            '{' if head.contains("\"branch_coverage\"") || head.contains("\"executed_lines\"") => Some(Self::Json),
            '<' if cobertura::is_root(head) => Some(Self::Cobertura),
            'T' if begins("TN:") => Some(Self::Lcov),
            'S' if begins("SF:") => Some(Self::Lcov),
            _ => None,
        }
    }
}

/// Why a coverage report cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CoverageError {
    /// None of the formats.
    #[error(
        "the file begins with `{found}`, expected a coverage report: make one with `coverage json`, `coverage xml` or `coverage lcov`"
    )]
    Unknown {
        /// How it begins.
        found: String,
    },
    /// Recognised, but broken.
    #[error("line {line}: {} is broken: {why}: make it again", format.title())]
    Broken {
        /// Where, from 1.
        line: u64,
        /// What it was taken for.
        format: Format,
        /// What was found, and what was expected.
        why: String,
    },
    /// Recognised, but without a single file.
    #[error("{} has no files, expected at least one: did coverage measure anything?", format.title())]
    NoFiles {
        /// What it was taken for.
        format: Format,
    },
}

/// Reads a coverage report. A warning says where its own total is not that of its lines. Cost: n log n in the length.
///
/// # Errors
/// If the text is of no known format, broken, or about no file.
pub fn read(text: &str) -> Result<CoverageReading, CoverageError> {
    let format = Format::recognise(text).ok_or_else(|| {
        let first_line = text.trim_start().lines().next().unwrap_or_default();
        CoverageError::Unknown { found: first_line.chars().filter(|char| !char.is_control()).take(40).collect() }
    })?;
    let mut warnings = Warnings::default();
    let read = match format {
        Format::Json => json::read,
        Format::Cobertura => cobertura::read,
        Format::Lcov => lcov::read,
    };
    let (files, stated) =
        read(text, &mut warnings).map_err(|(line, why)| CoverageError::Broken { line, format, why })?;
    if files.is_empty() {
        return Err(CoverageError::NoFiles { format });
    }
    let report = LineReport { files: files.into_iter().map(|(path, file)| (path, file.into())).collect() };
    if let Some(stated) = stated
        && (report.percent() - stated).abs() > TOLERANCE
    {
        warnings.push_without_line(format!(
            "it states {stated:.3} % in all, and its lines and branches make {:.3} %; the lines count",
            report.percent()
        ));
    }
    Ok(CoverageReading { format, report, stated, warnings })
}

/// Files by path, and the percentage that the report states; or the line, and what is wrong there.
type Parts = Result<(std::collections::BTreeMap<String, File>, Option<f64>), (u64, String)>;

/// The percentage of counts, as coverage.py has it; `None` without anything to cover.
fn percent(n_covered: u64, n_all: u64) -> Option<f64> {
    (n_all > 0).then(|| 100.0 * n_covered as f64 / n_all as f64)
}

#[cfg(test)]
mod tests;
