//! `laneway split`: which tests each shard runs.

use std::process::ExitCode;

use anyhow::bail;
use laneway_chart::human;
use laneway_engine::prepared::Prepared;
use laneway_engine::session::Session;
use laneway_engine::split::{PythonSum, Shard, SplitBy, SplitError};
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;
use serde::Serialize;

use crate::selection_args::SelectionArgs;
use crate::suite_args::SuiteArgs;
use crate::{print, table};

/// Says which tests each shard runs, as pytest-split 0.11.0 or pytest-shard 0.1.2 share them out.
///
/// Exit code 1 if a shard has no tests, since pytest then exits with 5, or if pytest-split itself fails.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  laneway split .test_durations --splits 4
  laneway split .test_durations --splits 4 --group 1 --splitting-algorithm least_duration --json
  laneway split report.xml --splits 4 --path tests/unit --stale-missing 10 --stale-drift 30")]
pub(crate) struct Arguments {
    #[command(flatten)]
    suite: SuiteArgs,

    #[command(flatten)]
    selection: SelectionArgs,

    /// Which Python runs pytest-split: up to 3.11 it adds seconds up less exactly, which matters where tests take equal times
    #[arg(long, value_name = "VERSION", default_value = "3.12", value_parser = python)]
    python: PythonSum,

    /// For programs: one JSON document, with the ids of each shard
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    suite: &'a str,
    splits: u32,
    by: SplitBy,
    /// What pytest-split fails with; there are no shards then.
    error: Option<String>,
    /// The selected tests as collected.
    tests: Vec<Known<'a>>,
    shards: Vec<ShardRow<'a>>,
}

#[derive(Serialize)]
struct Known<'a> {
    id: &'a str,
    /// Seconds that the rule knows of; null if the test is missing in the file.
    known: Option<f64>,
}

#[derive(Serialize)]
struct ShardRow<'a> {
    group: u32,
    /// What its tests take.
    takes: Nanos,
    /// What pytest-split estimates, in seconds.
    estimated: f64,
    ids: Vec<&'a str>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let reading = arguments.suite.open()?;
    let suite = &reading.suite;
    let session = arguments.selection.for_all_shards(Session::default());
    let Some(split) = session.split else { bail!("--splits is missing, expected how many shards there are") };
    let group = arguments.selection.group();
    if let Some(group) = group.filter(|group| !(1..=split.splits).contains(group)) {
        return Err(SplitError::NoSuchGroup { group, splits: split.splits }.into());
    }
    let prepared = Prepared::of_suite(suite);
    let known = prepared.known(&session)?;
    let id = |test: u32| suite.tests[test as usize].id.as_str();
    let (shards, error) = match prepared.shards(&session, arguments.python) {
        Ok(shards) => (shards, None),
        Err(error @ SplitError::OutOfShards { .. }) => (Vec::new(), Some(error.to_string())),
        Err(error) => return Err(error.into()),
    };
    let is_asked = |number: u32| group.is_none_or(|group| group == number);
    let is_good = error.is_none() && (1..).zip(&shards).all(|(number, it)| !is_asked(number) || !it.tests.is_empty());
    let rows = (1..).zip(&shards).filter(|(number, _)| is_asked(*number)).map(|(group, shard)| ShardRow {
        group,
        takes: takes(suite, shard),
        estimated: shard.secs,
        ids: shard.tests.iter().map(|&test| id(test)).collect(),
    });
    let document = Document {
        schema: 1,
        suite: &suite.name,
        splits: split.splits,
        by: split.by,
        error,
        shards: rows.collect(),
        tests: known.into_iter().map(|(test, known)| Known { id: id(test), known }).collect(),
    };
    if arguments.json {
        print(&format!("{}\n", serde_json::to_string(&document)?))?;
    } else {
        print(&describe(&document))?;
    }
    Ok(if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn takes(suite: &Suite, shard: &Shard) -> Nanos {
    shard.tests.iter().map(|&test| suite.tests[test as usize].duration).sum()
}

fn describe(document: &Document<'_>) -> String {
    let Document { suite, splits, by, shards, .. } = document;
    let n_tests = human::count(document.tests.len() as u64);
    let plural = if *splits == 1 { "" } else { "s" };
    let mut text = format!("{suite}: {n_tests} tests, {splits} shard{plural} by {}\n", by.info().flag);
    let n_missing = document.tests.iter().filter(|test| test.known.is_none()).count();
    if n_missing > 0 && *by != SplitBy::Hash {
        text.push_str(&format!("without a known duration: {}\n", human::count(n_missing as u64)));
    }
    if let Some(error) = &document.error {
        return text + &format!("every shard is red: {error}\n");
    }
    let header = ["shard", "tests", "takes", "estimated", "first", "last"].map(str::to_owned).to_vec();
    let row = |shard: &ShardRow<'_>| {
        let (first, last) = (shard.ids.first().copied(), shard.ids.last().copied());
        vec![
            shard.group.to_string(),
            human::count(shard.ids.len() as u64),
            human::time(shard.takes),
            format!("{:.2}", shard.estimated),
            first.unwrap_or("no tests: pytest exits with 5").to_owned(),
            last.unwrap_or_default().to_owned(),
        ]
    };
    let rows: Vec<Vec<String>> = std::iter::once(header).chain(shards.iter().map(row)).collect();
    text + "\n" + &table::set(&rows)
}

fn python(text: &str) -> Result<PythonSum, String> {
    let minor = text.strip_prefix("3.").and_then(|rest| rest.split('.').next()).and_then(|minor| minor.parse().ok());
    match minor {
        Some(0..=11_u32) => Ok(PythonSum::Plain),
        Some(_) => Ok(PythonSum::Compensated),
        None => Err("expected a version of Python, for example 3.11".to_owned()),
    }
}
