//! The options that say which suite: reports, or a preset.

use std::path::PathBuf;

use anyhow::{Context, bail};
use laneway_formats::presets::{self, Preset};
use laneway_formats::read::Reading;

use crate::report_file;

/// Which tests.
#[derive(clap::Args)]
pub(crate) struct SuiteArgs {
    /// Reports, folders of them, or zips: JUnit XML, pytest's report-log, pytest-split's durations, CSV, ...
    #[arg(required = true, conflicts_with = "preset")]
    files: Vec<PathBuf>,

    /// A suite to start from, with its sessions, which other options change; `laneway presets` lists them
    #[arg(long, value_name = "ID")]
    preset: Option<String>,
}

impl SuiteArgs {
    /// The preset, if one is asked for.
    pub(crate) fn preset(&self) -> anyhow::Result<Option<&'static Preset>> {
        let Some(id) = &self.preset else { return Ok(None) };
        let preset = presets::find(id);
        preset.map(Some).with_context(|| format!("--preset is `{id}`, expected an id that `laneway presets` lists"))
    }

    /// The tests, with durations.
    pub(crate) fn open(&self) -> anyhow::Result<Reading> {
        if let Some(suite) = self.preset.as_deref().and_then(presets::suite) {
            return Ok(Reading { suite, has_durations: true, ..Reading::default() });
        }
        let reading = report_file::open(&self.files, None)?;
        if !reading.has_durations {
            bail!("{} has no durations, expected a report of a run", reading.suite.name);
        }
        Ok(reading)
    }
}
