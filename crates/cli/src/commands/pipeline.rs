//! `laneway pipeline`: what a whole CI run would take, cost, and say, now and after a change.

use std::path::PathBuf;
use std::process::ExitCode;

use laneway_chart::doubt::Beyond;
use laneway_chart::human;
use laneway_chart::pipeline::changes;
use laneway_chart::pipeline::figures::{Repeated, by_order};
use laneway_chart::pipeline::side::{self, viewport};
use laneway_chart::pipeline::{lay_out, why};
use laneway_engine::simulate::Detail;
use laneway_engine::suite::Suite;
use laneway_formats::svg::{self, Theme};
use laneway_formats::{scenario_json, source, trace};
use laneway_pipeline::compare::{Comparison, compare};
use laneway_pipeline::outcome::Merge;
use laneway_pipeline::scenario::Scenario;
use serde::Serialize;

use super::import::lost_order;
use crate::sides_args::SidesArgs;
use crate::{named_file, print, table};

/// The width of a picture in pixels.
const WIDTH: f32 = 1_100.0;

/// Simulates whole CI runs: the pipeline as it is, and as it would be.
///
/// Exit code 1 if the candidate would be red without bad luck.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  laneway pipeline --preset lane-split
  laneway pipeline scenario.json --replications 2000 --json
  laneway pipeline scenario.json --tests report.xml --svg lanes.svg
  laneway pipeline --preset thread-pools --write scenario.json
  laneway pipeline --baseline .github/workflows/ci.yml --candidate new.yml --tests report.xml

A scenario is what the page saves: docs/pipelines.md describes it. Intervals are 95% intervals.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    sides: SidesArgs,

    /// For programs: one JSON document, times in nanoseconds, prices in millionths of a dollar
    #[arg(long)]
    json: bool,

    /// Draws the jobs of both sides as lanes on one time axis
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,

    /// Writes the typical runs of both sides as a trace that Perfetto and Chrome open
    #[arg(long, value_name = "FILE")]
    trace: Option<PathBuf>,

    /// Writes the scenario itself, to be changed by hand and given again
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    suite: &'a str,
    n_tests: usize,
    #[serde(flatten)]
    comparison: &'a Comparison,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let (scenario, notes) = arguments.sides.open()?;
    let suite = source::make(&scenario.source)?;
    let comparison = compare(&suite, &scenario, Detail::Full, &mut |_| {})?;
    if let Some(path) = &arguments.svg {
        let sides = side::both(&scenario, &comparison);
        let title = format!("{}: pipelines", suite.name);
        named_file::write(
            path,
            svg::write(&lay_out::lay_out(&sides, &viewport(&sides, WIDTH)), &title, Theme::Reader),
        )?;
    }
    if let Some(path) = &arguments.trace {
        named_file::write(path, trace::of_pipelines(&suite, &side::both(&scenario, &comparison)))?;
    }
    if let Some(path) = &arguments.write {
        named_file::write(path, scenario_json::write(&scenario))?;
    }
    if arguments.json {
        let document = Document {
            schema: 1,
            suite: &suite.name,
            n_tests: suite.tests.len(),
            comparison: &without_runs(comparison),
        };
        print(&format!("{}\n", serde_json::to_string(&document)?))?;
        return Ok(exit_code(document.comparison));
    }
    print(&format!("{}{}", describe(&suite, &scenario, &comparison), notes.concat()))?;
    Ok(exit_code(&comparison))
}

fn exit_code(comparison: &Comparison) -> ExitCode {
    if comparison.candidate.typical.is_green { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Jobs alone: what each worker did is a document of its own size.
pub(super) fn without_runs(mut comparison: Comparison) -> Comparison {
    let jobs = comparison.baseline.typical.jobs.iter_mut().chain(&mut comparison.candidate.typical.jobs);
    for run in jobs.flat_map(|job| &mut job.runs) {
        run.outcome.runs = Vec::new();
        run.outcome.decisions = Vec::new();
    }
    comparison
}

fn describe(suite: &Suite, scenario: &Scenario, comparison: &Comparison) -> String {
    let [baseline, candidate] = side::both(scenario, comparison);
    let total = human::time(suite.tests.iter().map(|test| test.duration).sum());
    let runs_tests = [&scenario.baseline, &scenario.candidate].iter().any(|side| side.sessions().next().is_some());
    let mut text = match (suite.tests.len() as u64, runs_tests) {
        (0, true) => {
            "no tests, so that runs of tests take no time: `--tests REPORT` says which there are\n\n".to_owned()
        }
        (0, false) => "no tests\n\n".to_owned(),
        (n_tests, _) => {
            let n_tests = table::counted(n_tests, "test");
            format!("{}: {n_tests}, {total} in all\n{}\n", suite.name, lost_order(suite))
        }
    };
    let jobs = laneway_chart::pipeline::table::table(&[baseline, candidate]);
    let mut rows = vec![jobs.header];
    rows.extend(jobs.rows);
    text.push_str(&table::set(&rows));
    let n = human::count(u64::from(scenario.study.replications));
    text.push_str(&format!("\n{n} runs of each:\n{}", table::set(&figures(comparison))));
    text.push_str(&format!("\n{}\n", changes::sentence(&comparison.candidate.runs, scenario.study.replications)));
    for (name, side) in [("baseline", &comparison.baseline), ("candidate", &comparison.candidate)] {
        text.extend(side.problems.iter().map(|problem| format!("{name}, {problem}\n")));
        text.push_str(&merge(name, &side.typical.merge));
    }
    let beyond = Beyond {
        verdict: comparison.candidate.runs.verdict,
        orders: comparison.by_order.as_ref().map(|found| found.difference),
    };
    text.extend(why::why(&baseline, &candidate, beyond).iter().map(|sentence| format!("{sentence}\n")));
    text
}

fn figures(comparison: &Comparison) -> Vec<Vec<String>> {
    let [baseline, candidate] = [&comparison.baseline, &comparison.candidate]
        .map(|side| Repeated { row: &side.runs, gate: side.typical.gate.as_ref() });
    let figures = laneway_chart::pipeline::figures::table(baseline, candidate);
    let of_orders = comparison.by_order.as_ref().map(|found| by_order(found).to_vec());
    std::iter::once(figures.header).chain(of_orders).chain(figures.rows).collect()
}

fn merge(name: &str, merge: &Merge) -> String {
    match merge {
        Merge::Unguarded | Merge::Allowed => String::new(),
        Merge::Blocked(jobs) => format!("{name}: a merge is blocked by {}.\n", jobs.join(", ")),
        Merge::AllowedThoughRed(jobs) => {
            format!("{name}: a merge is allowed though {} failed: a skipped check counts as passed.\n", jobs.join(", "))
        }
    }
}
