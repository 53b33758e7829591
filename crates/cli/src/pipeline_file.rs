//! Opens a pipeline: a workflow file, real runs of GitHub Actions, or a pipeline of Laneway's own.

use std::fs;
use std::path::Path;

use anyhow::Context;
use laneway_formats::dropped::{self, Dropped};
use laneway_formats::imported::Imported;
use laneway_formats::{actions, scenario_json, workflow};

/// What the file holds, with what had to be assumed.
pub(crate) fn open(path: &Path) -> anyhow::Result<Imported> {
    let name = || path.display().to_string();
    let bytes = fs::read(path).with_context(name)?;
    let text = String::from_utf8_lossy(&bytes);
    let head = &bytes[..bytes.len().min(dropped::HEAD_BYTES)];
    match dropped::recognise(head) {
        Dropped::Runs => Ok(actions::read(&text).and_then(|history| history.pipeline(None)).with_context(name)?),
        Dropped::Workflow => workflow::read(&text).with_context(name),
        Dropped::Coverage | Dropped::Tests => {
            let pipeline = scenario_json::read_pipeline(&bytes).with_context(name)?;
            Ok(Imported { pipeline, ..Imported::default() })
        }
    }
}
