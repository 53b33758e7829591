//! `laneway presets`: the suites to start from.

use std::process::ExitCode;

use laneway_engine::session::Session;
use laneway_formats::presets::{PRESETS, Preset, SHELVES};
use serde::Serialize;

use crate::print;

/// Lists the suites to start from: for `--preset` of the commands that take a suite or a scenario.
///
/// Exit code 0.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  laneway simulate --preset worksteal-switch --dist all
  laneway study --preset worksteal-switch")]
pub(crate) struct Arguments {
    /// For programs: one JSON document, with sessions, figures, and where these come from
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Document {
    schema: u32,
    presets: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    #[serde(flatten)]
    preset: &'static Preset,
    baseline: Session,
    candidate: Session,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if arguments.json {
        let row = |preset: &'static Preset| Row { preset, baseline: preset.baseline(), candidate: preset.candidate() };
        let document = Document { schema: 1, presets: PRESETS.iter().map(row).collect() };
        print(&format!("{}\n", serde_json::to_string(&document)?))?;
        return Ok(ExitCode::SUCCESS);
    }
    let width = PRESETS.iter().map(|preset| preset.id.len()).max().unwrap_or_default();
    let mut text = String::new();
    for (shelf, title) in SHELVES {
        text.push_str(&format!("{}{title}\n", if text.is_empty() { "" } else { "\n" }));
        for Preset { id, title, about, .. } in PRESETS.iter().filter(|preset| preset.shelf == shelf) {
            text.push_str(&format!("  {id:width$}  {title}\n  {:width$}  {about}\n", ""));
        }
    }
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}
