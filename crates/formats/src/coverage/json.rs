//! `coverage json`: lines as lists, branches as pairs of lines, of which a negative one leads out of the function.
//!
//! Written by coverage.py, `coverage/jsonreport.py`: version 2 has no functions and classes, version 1 no branches.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Parts;
use super::file::{Destination, File};
use crate::read::Warnings;

/// The newest version that is known.
const VERSION: u64 = 3;

#[derive(Deserialize)]
struct Document {
    #[serde(default)]
    meta: Meta,
    files: BTreeMap<String, FileJson>,
    totals: Option<Totals>,
}

#[derive(Default, Deserialize)]
struct Meta {
    format: Option<u64>,
}

#[derive(Deserialize)]
struct FileJson {
    executed_lines: Vec<u32>,
    missing_lines: Vec<u32>,
    #[serde(default)]
    executed_branches: Vec<(u32, i64)>,
    #[serde(default)]
    missing_branches: Vec<(u32, i64)>,
}

#[derive(Deserialize)]
struct Totals {
    percent_covered: Option<f64>,
}

pub(super) fn read(text: &str, warnings: &mut Warnings) -> Parts {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = serde_json::Deserializer::from_str(text);
    let document: Document = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let why = error.inner();
        let what = why.to_string();
        let what = what.split(" at line ").next().unwrap_or_default();
        let place = format!("at column {}, `{}`", why.column(), error.path());
        (why.line() as u64, format!("{place}: {what}, expected what `coverage json` writes"))
    })?;
    if let Some(version) = document.meta.format.filter(|version| *version > VERSION) {
        let text = format!("its format is {version}, expected at most {VERSION}; read as {VERSION}");
        warnings.push_without_line(text);
    }
    let mut files = BTreeMap::new();
    for (path, json) in document.files {
        let mut file = File::default();
        for (lines, is_executed) in [(json.executed_lines, true), (json.missing_lines, false)] {
            lines.into_iter().for_each(|line| file.add_line(line, is_executed));
        }
        for (arcs, is_taken) in [(json.executed_branches, true), (json.missing_branches, false)] {
            for (line, to) in arcs {
                let other = || Destination::Other(to.to_string());
                file.add_branch(line, u32::try_from(to).map_or_else(|_| other(), Destination::Line), is_taken);
            }
        }
        files.insert(path, file);
    }
    Ok((files, document.totals.and_then(|totals| totals.percent_covered)))
}
