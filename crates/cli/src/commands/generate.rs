//! `laneway generate`: a suite that looks like a real one, as a table that the other commands read.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use laneway_engine::generate::{SuiteSpec, generate};
use laneway_engine::order::{Order, put_in_order};

use crate::{order_arg, print};

/// Makes a suite that looks like a real one, as rows of `id,seconds` in collection order.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  laneway generate > suite.csv && laneway simulate suite.csv -n 8 --dist all
  laneway generate spec.json --seed 7 --order slowest-first > suite.csv

A specification is a JSON document; what it leaves out is as in the middle of 20 public suites:
  {\"tests\": 5000, \"likeness\": 0.8, \"slow_block\": {\"tests\": 200, \"at\": 0.1},
   \"durations\": {\"lognormal\": {\"median\": 0.05, \"p95\": 1.2, \"cap\": 60}}}")]
pub(crate) struct Arguments {
    /// What the suite looks like, as JSON
    spec: Option<PathBuf>,

    /// Names all random numbers
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,

    /// The order of collection
    #[arg(long, value_name = "ORDER", default_value = "collected", value_parser = order_arg::parser())]
    order: Order,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let spec = match &arguments.spec {
        None => SuiteSpec::default(),
        Some(path) => {
            let text = fs::read_to_string(path).with_context(|| format!("{}", path.display()))?;
            serde_json::from_str(&text).with_context(|| format!("{} is no specification", path.display()))?
        }
    };
    let mut suite = generate("generated", &spec, arguments.seed)?;
    put_in_order(&mut suite.tests, arguments.order, arguments.seed);
    let mut text = "id,seconds\n".to_owned();
    for test in &suite.tests {
        let group = test.groups.first().map(|group| format!("@{group}")).unwrap_or_default();
        text.push_str(&format!("{}{group},{}\n", test.id, test.duration.as_secs()));
    }
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}
