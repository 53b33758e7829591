//! Opens the costs of a real run.

use std::path::Path;

use anyhow::Context;
use laneway_formats::calibrated::{self, Calibrated};

use crate::named_file;

/// Reads what `laneway calibrate` wrote.
pub(crate) fn open(path: &Path) -> anyhow::Result<Calibrated> {
    let text = named_file::text(path)?;
    calibrated::read(&text).with_context(|| format!("{}", path.display()))
}
