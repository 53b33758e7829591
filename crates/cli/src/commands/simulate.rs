//! `laneway simulate`: what pytest-xdist would do with a suite.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use laneway_chart::human;
use laneway_engine::bounds::floor;
use laneway_engine::dist_mode::DistMode;
use laneway_engine::modes::{ModeRow, all_modes, mode_row};
use laneway_engine::outcome::Ending;
use laneway_engine::prepared::Prepared;
use laneway_engine::session::Session;
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;
use serde::Serialize;

use super::import;
use crate::session_args::SessionArgs;
use crate::{print, report_file, table};

/// Simulates a run of pytest-xdist on the durations of a real one.
///
/// Exit code 1 if the session would hang or die of an internal error.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  laneway simulate .test_durations -n 8 --dist worksteal
  laneway simulate report.xml -n 4 --dist all
  laneway simulate report.jsonl -n 16 --dist all --startup 2s --latency 1ms --json")]
pub(crate) struct Arguments {
    /// Reports, folders of them, or zips: JUnit XML, pytest's report-log, pytest-split's durations, CSV, ...
    #[arg(required = true)]
    files: Vec<PathBuf>,

    #[command(flatten)]
    session: SessionArgs,

    /// For programs: one JSON document, times in nanoseconds
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    suite: &'a str,
    n_tests: usize,
    workers: u32,
    floor: Nanos,
    modes: &'a [ModeRow],
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let (session, wants_all) = arguments.session.session()?;
    let reading = report_file::open(&arguments.files, None)?;
    if !reading.has_durations {
        anyhow::bail!("{} has no durations, expected a report of a run", reading.suite.name);
    }
    let suite = &reading.suite;
    let prepared = Prepared::new(&suite.tests);
    let chosen = mode_row(&prepared, &session, session.dist).context("this session cannot be simulated")?;
    let rows = if wants_all { all_modes(&prepared, &session) } else { vec![chosen] };
    let floor = floor(&suite.tests, &session);
    if arguments.json {
        let (n_tests, workers) = (suite.tests.len(), session.workers);
        let document = Document { schema: 1, suite: &suite.name, n_tests, workers, floor, modes: &rows };
        print(&format!("{}\n", serde_json::to_string(&document)?))?;
    } else {
        print(&describe(suite, &session, floor, &rows, reading.warnings.n_all))?;
    }
    let is_good = rows.iter().all(|row| row.ending == Ending::Ok);
    Ok(if is_good || wants_all { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn describe(suite: &Suite, session: &Session, floor: Nanos, rows: &[ModeRow], n_warnings: u64) -> String {
    let n_tests = human::count(suite.tests.len() as u64);
    let total = human::time(suite.tests.iter().map(|test| test.duration).sum());
    let mut text = format!("{}: {n_tests} tests, {total} in all, {} workers\n", suite.name, session.workers);
    text.push_str(&format!("order: {}\n", import::order(suite.recording.order)));
    if n_warnings > 0 {
        text.push_str(&format!("{n_warnings} warnings, see `laneway import`\n"));
    }
    let header = ["dist", "makespan", "over floor", "idle", "tests per worker", "steals", ""];
    let mut cells = vec![header.map(str::to_owned).to_vec()];
    cells.extend(rows.iter().map(|row| mode_cells(row, floor)));
    text.push_str(&format!("\n{}\nno schedule beats {}\n", table::set(&cells), human::time(floor)));
    text
}

fn mode_cells(row: &ModeRow, floor: Nanos) -> Vec<String> {
    let over = row.summary.makespan.as_secs() / floor.as_secs() - 1.0;
    let has_same_work = !matches!(row.dist, DistMode::Each | DistMode::No);
    let (fewest, most) = row.tests_per_worker();
    let ending = match &row.ending {
        Ending::Ok => String::new(),
        Ending::Deadlock => "hangs for ever".to_owned(),
        Ending::InternalError(error) => format!("internal error: {error}"),
    };
    vec![
        row.dist.flag().to_owned(),
        human::time(row.summary.makespan),
        if has_same_work && over.is_finite() { format!("+{}", human::percent(over.max(0.0))) } else { String::new() },
        human::percent(row.idle_share()),
        if fewest == most { fewest.to_string() } else { format!("{fewest} to {most}") },
        if row.dist == DistMode::WorkSteal { row.summary.steals.to_string() } else { String::new() },
        ending,
    ]
}
