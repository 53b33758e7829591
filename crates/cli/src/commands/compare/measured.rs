//! Real runs that predictions are held against: the jobs of runs, or a report of tests.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use laneway_formats::actions;
use laneway_formats::dropped::{self, Dropped};
use laneway_formats::measured::{Clock, Measured, of_history, of_reading};

use crate::{named_file, report_file};

/// All runs of some files, and whether they are sessions rather than whole pipelines.
pub(super) fn open_all(paths: &[PathBuf]) -> anyhow::Result<(Vec<Measured>, bool)> {
    let measured = paths.iter().map(|path| open(path)).collect::<anyhow::Result<Vec<_>>>()?.concat();
    let is_of_session = measured.first().is_some_and(|it| it.clock != Clock::Pipeline);
    if measured.iter().any(|it| (it.clock != Clock::Pipeline) != is_of_session) {
        bail!("--measured has reports of tests beside runs of whole pipelines, expected one of these");
    }
    Ok((measured, is_of_session))
}

/// What a file says of the time that real runs took.
fn open(path: &Path) -> anyhow::Result<Vec<Measured>> {
    let name = || path.display().to_string();
    let bytes = named_file::bytes(path)?;
    if dropped::recognise(&bytes[..bytes.len().min(dropped::HEAD_BYTES)]) == Dropped::Runs {
        let history = actions::read(&String::from_utf8_lossy(&bytes)).with_context(name)?;
        let runs = of_history(&history);
        if runs.is_empty() {
            bail!("{}: no run has times, expected `started_at` and `completed_at` of its jobs", path.display());
        }
        return Ok(runs);
    }
    let reading = report_file::open(&[path.to_owned()], None)?;
    let measured = of_reading(&reading).with_context(|| {
        format!(
            "{}: it does not say how long its run took, expected JUnit XML, a report-log, pytest's output, or the jobs of a run",
            path.display()
        )
    })?;
    Ok(vec![measured])
}
