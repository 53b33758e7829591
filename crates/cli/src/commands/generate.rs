//! `laneway generate`: a suite that looks like a real one, as a table that the other commands read.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use laneway_engine::generate::{SuiteSpec, generate};
use laneway_engine::order::{Order, put_in_order};
use laneway_engine::resample::{Size, resample};
use laneway_engine::simulate::MAX_TESTS;
use laneway_engine::suite::Test;
use laneway_formats::suite_csv;

use crate::number_arg::whole;
use crate::{named_file, order_arg, print, report_file};

/// Makes a suite that looks like a real one, as rows of `id,seconds` in collection order.
///
/// By a formula, or from a report: files are drawn of it with replacement, and kept whole and in their places.
///
/// Exit code 2 if there can be no such suite.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  laneway generate > suite.csv && laneway simulate suite.csv -n 8 --dist all
  laneway generate spec.json --seed 7 --order slowest-first > suite.csv
  laneway generate --from .test_durations --tests 20000 --seed 1 > grown.csv

A specification is a JSON document; what it leaves out is as in the middle of 20 public suites:
  {\"tests\": 5000, \"likeness\": 0.8, \"slow_block\": {\"tests\": 200, \"at\": 0.1},
   \"durations\": {\"lognormal\": {\"median\": 0.05, \"p95\": 1.2, \"cap\": 60}}}")]
pub(crate) struct Arguments {
    /// What the suite looks like, as JSON
    spec: Option<PathBuf>,

    /// The report that files are drawn of, in place of a specification
    #[arg(long, value_name = "REPORT", conflicts_with = "spec")]
    from: Option<PathBuf>,

    /// How many tests; of the file that is drawn last, the first ones alone (default: those of the report or specification)
    #[arg(long, value_name = "N", value_parser = whole(1, MAX_TESTS as u64))]
    tests: Option<u64>,

    /// Names all random numbers
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = whole(0, u64::MAX))]
    seed: u64,

    /// The order of collection
    #[arg(long, value_name = "ORDER", default_value = "collected", value_parser = order_arg::parser())]
    order: Order,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let mut tests = match &arguments.from {
        None => by_formula(arguments)?,
        Some(report) => drawn(arguments, report)?,
    };
    put_in_order(&mut tests, arguments.order, arguments.seed);
    print(&suite_csv::write(&tests))?;
    Ok(ExitCode::SUCCESS)
}

fn by_formula(arguments: &Arguments) -> anyhow::Result<Vec<Test>> {
    let mut spec = match &arguments.spec {
        None => SuiteSpec::default(),
        Some(path) => {
            let text = named_file::text(path)?;
            serde_json::from_str(&text).with_context(|| format!("{} is no specification", path.display()))?
        }
    };
    spec.tests = arguments.tests.map_or(spec.tests, |n_tests| n_tests as usize);
    Ok(generate("generated", &spec, arguments.seed)?.tests)
}

fn drawn(arguments: &Arguments, report: &Path) -> anyhow::Result<Vec<Test>> {
    let reading = report_file::open(&[report.to_owned()], None)?;
    if !reading.has_durations {
        bail!("{} has no durations, expected a report of a run", reading.suite.name);
    }
    let size = arguments.tests.map_or(Size::Times(1.0), |n_tests| Size::Tests(n_tests as usize));
    Ok(resample(&reading.suite.tests, size, arguments.seed))
}
