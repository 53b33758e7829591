//! `laneway advise`: what is wrong with a pipeline, why, what to do, and what it would gain.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use laneway_advice::finding::Finding;
use laneway_advice::gain::{Gain, REPLICATIONS, gain};
use laneway_advice::look::Look;
use laneway_advice::rules::{RULES, all};
use laneway_chart::advice;
use laneway_engine::prepared::Prepared;
use laneway_engine::simulate::Detail;
use laneway_engine::suite::Suite;
use laneway_formats::source;
use laneway_pipeline::compare::typical;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::scenario::Scenario;
use serde::Serialize;

use crate::number_arg::whole;
use crate::{print, report_file, scenario_file};

/// Says what is wrong with a side of a scenario, why, what to do, and what that would gain.
///
/// Exit code 1 if there is something to mend.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  laneway advise --preset thread-pools
  laneway advise scenario.json --tests report.xml --side baseline
  laneway advise scenario.json --json

docs/advice.md describes the rules. Gains are of runs with other luck each, with 95% intervals.")]
pub(crate) struct Arguments {
    /// A scenario: what the page saves, and `laneway pipeline --write`
    #[arg(required_unless_present = "preset", conflicts_with = "preset")]
    scenario: Option<PathBuf>,

    /// A scenario to start from; `laneway presets` lists them
    #[arg(long, value_name = "ID")]
    preset: Option<String>,

    /// Reports of a real run, in place of the scenario's tests
    #[arg(long, value_name = "FILE")]
    tests: Vec<PathBuf>,

    /// Which side
    #[arg(long, default_value = "candidate", value_parser = ["baseline", "candidate"])]
    side: String,

    /// How many runs a gain is taken from
    #[arg(long, value_name = "N", default_value_t = REPLICATIONS, value_parser = whole(2_u32, 100_000))]
    replications: u32,

    /// For programs: one JSON document, times in seconds
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    side: &'a str,
    findings: Vec<Advice>,
}

#[derive(Serialize)]
struct Advice {
    #[serde(flatten)]
    finding: Finding,
    gain: Option<Gain>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let mut scenario = scenario_file::open(arguments.scenario.as_deref(), arguments.preset.as_deref())?;
    if !arguments.tests.is_empty() {
        scenario.source = report_file::open(&arguments.tests, None)?.suite.into();
    }
    scenario.study.check()?;
    let suite = source::make(&scenario.source)?;
    let pipeline = if arguments.side == "baseline" { &scenario.baseline } else { &scenario.candidate };
    // Rules look at what is simulated: a side that cannot be has none of it.
    typical(Prepared::of_suite(&suite), pipeline, scenario.study.seed, Detail::Summary)
        .with_context(|| arguments.side.clone())?;
    let look = Look::new(&suite, &scenario.baseline, pipeline, scenario.study.seed);
    let findings: Vec<Advice> = all(&look)
        .into_iter()
        .map(|finding| weigh(finding, &suite, pipeline, &scenario, arguments.replications))
        .collect();
    let code = if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    if arguments.json {
        let document = Document { schema: 1, side: &arguments.side, findings };
        print(&format!("{}\n", serde_json::to_string(&document)?))?;
    } else {
        print(&describe(&findings, !pipeline.is_bare()))?;
    }
    Ok(code)
}

fn weigh(finding: Finding, suite: &Suite, pipeline: &Pipeline, scenario: &Scenario, n: u32) -> Advice {
    // A fix that cannot be simulated is advice all the same.
    let gain = finding.fix.as_ref().and_then(|fix| gain(suite, pipeline, fix, &scenario.study, n).ok());
    Advice { finding, gain }
}

/// `has_bill`: somebody is billed for the side.
fn describe(findings: &[Advice], has_bill: bool) -> String {
    if findings.is_empty() {
        return format!("Nothing found by {} rules.\n", RULES.len());
    }
    let one = |(number, Advice { finding, gain }): (usize, &Advice)| {
        let Finding { rule, place, wrong, why, advice, .. } = finding;
        let gain = gain.as_ref().map_or_else(String::new, |gain| format!("   {}\n", advice::gain(gain, has_bill)));
        format!("{}. {place} ({rule})\n   {wrong} {why}\n   {advice}\n{gain}", number + 1)
    };
    findings.iter().enumerate().map(one).collect::<Vec<_>>().join("\n")
}
