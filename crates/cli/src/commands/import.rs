//! `laneway import`: what was read of a file, and what was odd in it.
//!
//! - [`ci`]: coverage reports, real runs, workflow files.

mod ci;

use std::path::PathBuf;
use std::process::ExitCode;

use laneway_chart::human;
use laneway_engine::suite::{OrderKnown, Suite};
use laneway_formats::many::Together;
use laneway_formats::read::{Reading, Warnings};
use serde::Serialize;

use crate::table::counted;
use crate::{print, report_file};

/// Says what a file holds: a report's tests and times; a coverage report's lines; the pipeline of real runs or of a workflow.
///
/// Exit code 2 if no file can be read; of several, those that cannot are named.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  laneway import .test_durations
  laneway import shard-1.xml shard-2.xml      several files are joined
  laneway import artifacts.zip --repeats      each file is a run of the same suite
  laneway import unit.json heavy.json         coverage of two lanes, and of both together
  laneway import jobs.json --workflow CI      runs of GitHub Actions, from `gh api --paginate .../runs/ID/jobs`
  laneway import .github/workflows/ci.yml     a workflow, GitHub's or GitLab's")]
pub(crate) struct Arguments {
    /// Reports, folders of them, or zips: JUnit XML, pytest's report-log, pytest-split's durations, CSV, ...; or coverage
    /// reports, runs of GitHub Actions, a workflow file
    #[arg(required = true)]
    files: Vec<PathBuf>,

    /// The files are parts of one run, such as shards (else it is guessed)
    #[arg(long, conflicts_with = "repeats")]
    parts: bool,

    /// The files are runs of the same suite (else it is guessed)
    #[arg(long)]
    repeats: bool,

    /// Of runs of several workflows, the one that is meant (else the one whose jobs took most)
    #[arg(long, value_name = "NAME")]
    workflow: Option<String>,

    /// For programs: one JSON document
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    #[serde(flatten)]
    reading: &'a Reading,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if let Some(text) = ci::import(&arguments.files, arguments.workflow.as_deref(), arguments.json)? {
        print(&text)?;
        return Ok(ExitCode::SUCCESS);
    }
    let together = match (arguments.parts, arguments.repeats) {
        (true, _) => Some(Together::Parts),
        (_, true) => Some(Together::Repeats),
        _ => None,
    };
    let reading = report_file::open(&arguments.files, together)?;
    if arguments.json {
        print(&format!("{}\n", serde_json::to_string(&Document { schema: 1, reading: &reading })?))?;
    } else {
        print(&describe(&reading))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn describe(reading: &Reading) -> String {
    let suite = &reading.suite;
    let mut rows = vec![
        row("tests", human::count(suite.tests.len() as u64)),
        row("files", human::count(n_files(suite))),
        row("total time", human::time(suite.tests.iter().map(|test| test.duration).sum())),
    ];
    if let Some(longest) = suite.tests.iter().max_by_key(|test| test.duration) {
        rows.push(row("longest test", format!("{}  {}", human::time(longest.duration), longest.id)));
    }
    let recording = &suite.recording;
    rows.push(row("source", format!("{:?}", recording.source)));
    rows.push(row("order", order(recording.order).to_owned()));
    rows.extend(recording.date.iter().map(|date| row("recorded", date.clone())));
    rows.extend(recording.workers.iter().map(|workers| row("workers", workers.to_string())));
    if !reading.samples.is_empty() {
        let most = reading.samples.iter().map(Vec::len).max().unwrap_or(0);
        rows.push(row("runs joined", most.to_string()));
    }
    let left = rows.into_iter().map(|[name, value]| format!("{name:<14}{value}\n"));
    let text = format!("{}\n{}", suite.name, left.collect::<String>());
    text + &warnings_text(&reading.warnings)
}

/// What was odd, a line each; nothing if nothing was.
fn warnings_text(warnings: &Warnings) -> String {
    if warnings.n_all == 0 {
        return String::new();
    }
    let shown = warnings.shown.iter().map(|warning| format!("  {warning}\n"));
    let mut text = format!("{}\n{}", counted(warnings.n_all, "warning"), shown.collect::<String>());
    let n_more = warnings.n_all - warnings.shown.len() as u64;
    if n_more > 0 {
        text.push_str(&format!("  and {n_more} more\n"));
    }
    text
}

fn row(name: &'static str, value: String) -> [String; 2] {
    [name.to_owned(), value]
}

fn n_files(suite: &Suite) -> u64 {
    let files: std::collections::BTreeSet<&str> = suite.tests.iter().map(laneway_engine::suite::Test::file).collect();
    files.len() as u64
}

/// A line that says so, where the order of tests is lost.
pub(crate) fn lost_order(suite: &Suite) -> String {
    match suite.recording.order {
        known @ OrderKnown::Sorted => format!("order: {}\n", order(known)),
        OrderKnown::Collected | OrderKnown::Finished => String::new(),
    }
}

/// What an order means for what is simulated.
pub(crate) fn order(order: OrderKnown) -> &'static str {
    match order {
        OrderKnown::Collected => "as collected",
        OrderKnown::Finished => "as finished, which is as collected where one process ran them",
        OrderKnown::Sorted => {
            "by file, as pytest collects them: the order within files is lost (add `pytest --collect-only -q` output)"
        }
    }
}
