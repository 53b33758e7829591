//! `laneway replay`: cases on standard input, answers on standard output.

use std::io::{self, BufWriter};
use std::process::ExitCode;

use anyhow::Context;
use laneway_formats::replay::stream::replay_all;

use crate::BAD_INPUT;

/// Replays sessions exactly: JSON cases on standard input (one a line, or one document), one line of JSON each out.
///
/// Exit code 0 whatever the outcomes; 2 if a case was not valid (its line says why; the others are answered).
#[derive(clap::Args)]
#[command(after_help = "Example:
  echo '{\"dist\": \"worksteal\", \"workers\": 2, \"tests\": [{\"id\": \"a\", \"duration\": 1.5}]}' | laneway replay

The documents are described in docs/replay.md.")]
pub(crate) struct Arguments {}

pub(crate) fn run(_: &Arguments) -> anyhow::Result<ExitCode> {
    let tally = replay_all(io::stdin().lock(), BufWriter::new(io::stdout().lock())).context("replaying")?;
    Ok(if tally.n_invalid == 0 { ExitCode::SUCCESS } else { ExitCode::from(BAD_INPUT) })
}
