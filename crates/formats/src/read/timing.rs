//! pytest-timing's JSON, schema 1: every test with its worker and phases, every worker with its boot and collection.

use std::collections::BTreeMap;
use std::io::BufRead;

use laneway_engine::suite::{OrderKnown, SourceKind};
use serde::Deserialize;

use super::ReadError;
use super::reading::{Again, Rows};
use super::source::Source;

const TITLE: &str = "the pytest-timing JSON";

/// The newest schema that is known.
const SCHEMA: u32 = 1;

#[derive(Deserialize)]
struct Document {
    schema: u32,
    #[serde(default)]
    run: Run,
    #[serde(default)]
    workers: Vec<Worker>,
    tests: Vec<Test>,
}

#[derive(Default, Deserialize)]
struct Run {
    start: Option<f64>,
    numprocesses: Option<u32>,
}

#[derive(Deserialize)]
struct Worker {}

#[derive(Deserialize)]
struct Test {
    nodeid: String,
    #[serde(default)]
    attempt: u32,
    #[serde(default)]
    phases: BTreeMap<String, Vec<f64>>,
    start: Option<f64>,
    stop: Option<f64>,
}

impl Test {
    /// The phases' own durations, else the whole span.
    fn secs(&self) -> f64 {
        if self.phases.is_empty() {
            return self.stop.unwrap_or(f64::NAN) - self.start.unwrap_or_default();
        }
        self.phases.values().filter_map(|phase| phase.get(2)).sum()
    }
}

pub(super) fn read<R: BufRead>(source: &mut Source<'_, R>, rows: &mut Rows) -> Result<(), ReadError> {
    rows.recording.source = SourceKind::PytestTiming;
    let first_line = source.line() - 1;
    let mut document: Document = serde_json::from_reader(&mut *source).map_err(|error| {
        let why = error.to_string();
        let why = why.split(" at line ").next().unwrap_or_default().to_owned();
        ReadError::Broken { line: first_line + error.line() as u64, kind: TITLE, why }
    })?;
    if document.schema > SCHEMA {
        let why = format!("its schema is {}, expected at most {SCHEMA}", document.schema);
        return Err(ReadError::Broken { line: 1, kind: TITLE, why });
    }
    let n_workers = document.run.numprocesses.unwrap_or(document.workers.len() as u32);
    rows.recording.workers = Some(n_workers);
    rows.recording.order = if n_workers > 0 { OrderKnown::Finished } else { OrderKnown::Collected };
    rows.recording.date = document.run.start.and_then(super::report_log::date);
    document.tests.sort_by(|a, b| a.start.unwrap_or_default().total_cmp(&b.start.unwrap_or_default()));
    for test in &document.tests {
        if test.attempt > 0 {
            rows.warnings.push(1, format!("`{}` was run again; the last run counts", test.nodeid));
            if let Some(place) = rows.find(&test.nodeid) {
                rows.reset(place);
            }
        }
        rows.add(1, &test.nodeid, test.secs(), Again::Adds)?;
    }
    Ok(())
}
