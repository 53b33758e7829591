//! `--workflow-into`: a workflow that is there, brought to the side that is exported.

use std::path::Path;

use anyhow::{Context, anyhow, bail};
use laneway_export::bundle::{Bundle, ExportFile, Part};
use laneway_export::workflow::Options;
use laneway_export::workflow::merge::changes::bring;
use laneway_pipeline::pipeline::Pipeline;
use serde::Serialize;

use super::is_zip;

use crate::named_file;

/// An edit that is left to do.
#[derive(Serialize)]
pub(super) struct ByHand {
    file: String,
    /// From 1, of the file as it is.
    line: u64,
    /// Why it is not made.
    why: String,
    /// What to do.
    edit: String,
}

impl std::fmt::Display for ByHand {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { file, line, why, edit } = self;
        write!(f, "{file}, line {line}: {why}; {edit}")
    }
}

/// Puts the workflow at `path`, below the folder, in the place of a new one; what is left to do by hand.
pub(super) fn bring_into(
    bundle: &mut Bundle,
    folder: &Path,
    path: &str,
    side: &Pipeline,
    options: &Options,
) -> anyhow::Result<Vec<ByHand>> {
    if is_zip(folder) {
        bail!("--workflow-into changes a file that is there, expected a folder in place of {}", folder.display());
    }
    let text = named_file::text(&folder.join(path))
        .map_err(|error| anyhow!("{error}; without --workflow-into a new workflow is written"))?;
    let merged = bring(&text, side, options).with_context(|| path.to_owned())?;
    let place = bundle.files.iter().position(|file| file.part >= Part::Workflow).unwrap_or(bundle.files.len());
    bundle.files.retain(|file| file.part != Part::Workflow);
    // What could not be said in a new one is among the edits, if this one lacks it.
    bundle.cannot.retain(|cannot| cannot.part() != Part::Workflow);
    bundle.notes.clear();
    let about = "the workflow that is there, its jobs in question changed".to_owned();
    let file = ExportFile { path: path.to_owned(), text: merged.text, about, part: Part::Workflow };
    bundle.files.insert(place, file);
    let by_hand = merged.by_hand.into_iter().map(|edit| ByHand {
        file: path.to_owned(),
        line: edit.line,
        why: edit.why.to_string(),
        edit: edit.edit,
    });
    Ok(by_hand.collect())
}
