//! Reports of real runs, read as a suite. Recognised by their content, never by their name.
//!
//! A bad row is a warning with its line, and the reader goes on; a bad document is a [`ReadError`]. Documents are read
//! as they stream by: what is kept is the suite alone.
//!
//! - [`reading`]: what comes out; [`facts`] and [`warnings`] are its parts.
//! - [`rows`]: how rows become tests.
//! - [`by_file`]: puts right what can be of an order that is lost.
//! - [`source`]: counts lines and bytes.
//! - [`kind`]: recognises a document.
//! - [`relaxed_json`]: JSON with comments and `NaN`, as it is found.
//! - [`durations`]: `.test_durations`.
//! - [`report_log`]: `pytest --report-log`.
//! - [`junit`]: JUnit XML; [`junit_id`] makes node ids of it.
//! - [`timing`]: pytest-timing.
//! - [`text`]: what pytest prints.
//! - [`table`]: comma-separated values.
//! - [`date`]: the day of a Unix time.

pub mod reading;

pub mod facts;

pub mod warnings;

mod rows;

mod by_file;

mod source;

mod kind;

mod relaxed_json;

mod durations;

mod report_log;

mod junit;

mod junit_id;

mod timing;

mod text;

mod table;

mod date;

use std::io::{BufRead, Cursor, Read};

pub use reading::Reading;
pub use warnings::{Warning, Warnings};

use kind::Kind;
use rows::Rows;
use source::Source;

/// Why a document cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// Nothing is in it.
    #[error(
        "the file is empty, expected a report of test durations: record one, for example with `pytest --junitxml=report.xml`"
    )]
    Empty,
    /// None of the kinds that are known.
    #[error(
        "the file begins with `{found}`, expected one of: .test_durations JSON, JUnit XML, pytest --report-log, pytest-timing JSON, pytest --durations=0 -vv output, pytest --collect-only -q output, or CSV rows `id,seconds`"
    )]
    Unknown {
        /// How it begins.
        found: String,
    },
    /// Recognised, but something else should be opened.
    #[error("{0}")]
    WrongFile(&'static str),
    /// Recognised, but broken.
    #[error("line {line}: {kind} is broken: {why}: record it again, or mend that line")]
    Broken {
        /// Where, from 1.
        line: u64,
        /// What it was taken for.
        kind: &'static str,
        /// What is wrong.
        why: String,
    },
    /// Recognised, but without a single test.
    #[error(
        "{kind} has no tests{}, expected at least one: was the right file opened, and did the run collect anything?",
        first_warning.as_ref().map(|warning| format!(" ({warning})")).unwrap_or_default()
    )]
    NoTests {
        /// What it was taken for.
        kind: &'static str,
        /// What was odd, if anything.
        first_warning: Option<Warning>,
    },
    /// More tests than the engine takes.
    #[error("line {line}: more than {} tests, expected fewer: split the file", laneway_engine::simulate::MAX_TESTS)]
    TooManyTests {
        /// Where, from 1.
        line: u64,
    },
    /// The file cannot be read to its end.
    #[error("the file cannot be read: {0}")]
    Io(#[from] std::io::Error),
}

/// Reads a table of comma-separated values as [`read`] does. A program that reads nothing else holds no other reader.
///
/// # Errors
/// If the table is broken, or without tests.
pub fn read_table(name: &str, input: impl BufRead) -> Result<Reading, ReadError> {
    let (mut ignored, mut rows) = (|_| {}, Rows::default());
    table::read(&mut Source::new(input, &mut ignored), &mut rows)?;
    rows.into_reading(name, Kind::Table.title())
}

/// Reads one report. `name` is what the suite will be called; `progress` hears of bytes read, about every megabyte.
///
/// # Errors
/// If the document is empty, of no known kind, broken, or without tests.
pub fn read(name: &str, input: impl BufRead, progress: &mut dyn FnMut(u64)) -> Result<Reading, ReadError> {
    let mut input = input;
    let mut head = Vec::new();
    input.by_ref().take(kind::HEAD_BYTES).read_to_end(&mut head)?;
    let kind = kind::recognise(&head)?;
    let mut source = Source::new(Cursor::new(head).chain(input), progress);
    kind::skip_blanks(&mut source)?;
    let mut rows = Rows::default();
    match kind {
        Kind::Durations => durations::read(&mut source, &mut rows)?,
        Kind::ReportLog => report_log::read(&mut source, &mut rows)?,
        Kind::Junit => junit::read(&mut source, &mut rows)?,
        Kind::Timing => timing::read(&mut source, &mut rows)?,
        Kind::Table => table::read(&mut source, &mut rows)?,
        Kind::Text => text::read(&mut source, &mut rows)?,
    }
    rows.into_reading(name, kind.title())
}
