//! Opens the costs of a real run.

use std::fs;
use std::path::Path;

use anyhow::Context;
use laneway_formats::calibrated::{self, Calibrated};

/// Reads what `laneway calibrate` wrote.
pub(crate) fn open(path: &Path) -> anyhow::Result<Calibrated> {
    let text = fs::read_to_string(path).with_context(|| format!("{}", path.display()))?;
    calibrated::read(&text).with_context(|| format!("{}", path.display()))
}
