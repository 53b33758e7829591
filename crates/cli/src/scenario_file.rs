//! The scenario that a command works on: a document, or a preset.

use std::path::Path;

use anyhow::{Context, bail};
use laneway_formats::dropped::{self, Dropped};
use laneway_formats::{presets, read, scenario_json};
use laneway_pipeline::scenario::Scenario;
use serde_json::Value;

use crate::named_file;

/// Opens the document, or finds the preset.
pub(crate) fn open(document: Option<&Path>, preset: Option<&str>) -> anyhow::Result<Scenario> {
    if let Some(path) = document {
        let json = named_file::bytes(path)?;
        let scenario = scenario_json::read(&json);
        return match scenario.as_ref().err().and_then(|_| what_else(path, &json)) {
            Some(what) => bail!("{} is {what}", path.display()),
            None => scenario.with_context(|| format!("{}", path.display())),
        };
    }
    let Some(id) = preset else { bail!("there is no scenario, expected a file or --preset") };
    let preset = presets::find(id);
    let preset = preset.with_context(|| format!("--preset is `{id}`, expected an id that `laneway presets` lists"))?;
    Ok(presets::scenario(preset))
}

/// What a file is that is no scenario but something else that Laneway reads, and where that is wanted.
fn what_else(path: &Path, bytes: &[u8]) -> Option<String> {
    let shown = path.display();
    match dropped::recognise(bytes) {
        Dropped::Tests => {
            is_report(path, bytes).then(|| {
                format!(
                    "a report of tests, expected a scenario: `--tests {shown}` of link, pipeline, compare, advise and export takes it, \
                     beside a scenario or `--preset ID`; `laneway simulate {shown}` and `laneway search {shown}` take it alone"
                )
            })
        }
        Dropped::Workflow => Some(format!(
            "a workflow, expected a scenario: `laneway pipeline --baseline {shown} --tests REPORT --write scenario.json` makes one of it"
        )),
        Dropped::Runs => Some(format!(
            "a list of real runs, expected a scenario: `laneway pipeline --baseline {shown} --tests REPORT --write scenario.json` makes \
             one of it"
        )),
        Dropped::Coverage => {
            Some(format!("a coverage report, expected a scenario: `laneway import {shown}` says what is in it"))
        }
    }
}

/// Whether a file is a report of tests. JSON may be a scenario with a mistake in it, which whoever reads it finds.
pub(crate) fn is_report(path: &Path, bytes: &[u8]) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Any object of numbers reads as durations.
    let is_json = bytes.trim_ascii_start().starts_with(b"{");
    let has_tests = |reading: read::Reading| {
        let mut ids = reading.suite.tests.iter().map(|test| &test.id);
        ids.any(|id| !is_json || id.contains("::"))
    };
    !is_scenario(bytes) && read::read(&name, bytes, &mut |_| {}).is_ok_and(has_tests)
}

/// Whether a file is a scenario, right or wrong.
pub(crate) fn is_scenario(bytes: &[u8]) -> bool {
    let document: Result<Value, _> = serde_json::from_slice(bytes);
    document.is_ok_and(|document| ["baseline", "candidate"].iter().all(|side| document.get(side).is_some()))
}
