//! Opens a pipeline: a workflow file, real runs of GitHub Actions, or a pipeline of Laneway's own.

use std::path::Path;

use anyhow::{Context, bail};
use laneway_formats::dropped::{self, Dropped};
use laneway_formats::imported::Imported;
use laneway_formats::{actions, scenario_json, workflow};

use crate::{named_file, scenario_file};

/// What the file holds, with what had to be assumed.
pub(crate) fn open(path: &Path) -> anyhow::Result<Imported> {
    let name = || path.display().to_string();
    let bytes = named_file::bytes(path)?;
    let text = String::from_utf8_lossy(&bytes);
    let head = &bytes[..bytes.len().min(dropped::HEAD_BYTES)];
    match dropped::recognise(head) {
        Dropped::Runs => Ok(actions::read(&text).and_then(|history| history.pipeline(None)).with_context(name)?),
        Dropped::Workflow => workflow::read(&text).with_context(name),
        Dropped::Coverage | Dropped::Tests => {
            if scenario_file::is_report(path, &bytes) {
                let shown = path.display();
                bail!("{shown} is a report of tests, expected a pipeline: give the report as `--tests {shown}`");
            }
            let pipeline = scenario_json::read_pipeline(&bytes).with_context(name)?;
            Ok(Imported { pipeline, ..Imported::default() })
        }
    }
}
