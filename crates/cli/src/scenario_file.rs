//! The scenario that a command works on: a document, or a preset.

use std::fs;
use std::path::Path;

use anyhow::{Context, bail};
use laneway_formats::{presets, scenario_json};
use laneway_pipeline::scenario::Scenario;

/// Opens the document, or finds the preset.
pub(crate) fn open(document: Option<&Path>, preset: Option<&str>) -> anyhow::Result<Scenario> {
    if let Some(path) = document {
        let json = fs::read(path).with_context(|| format!("{}", path.display()))?;
        return scenario_json::read(&json).with_context(|| format!("{}", path.display()));
    }
    let Some(id) = preset else { bail!("there is no scenario, expected a file or --preset") };
    let preset = presets::find(id);
    let preset = preset.with_context(|| format!("--preset is `{id}`, expected an id that `laneway presets` lists"))?;
    Ok(presets::scenario(preset))
}
