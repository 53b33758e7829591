//! `laneway search`: the best of many ways to run the tests.
//!
//! - [`space`]: what may change, as options. [`drive`]: batches on all cores. [`document`]: what is printed and kept.
//!   [`workflow`]: the same in parts, on machines of GitHub.

mod document;

mod drive;

mod space;

mod workflow;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;
use laneway_formats::presets::{self, Preset};
use laneway_formats::{command_line, scenario_json, source};
use laneway_pipeline::by_order::{ByOrder, by_order};
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::scenario::Scenario;
use laneway_search::found::Found;
use laneway_search::objective::{Least, Objective, Quantile};
use laneway_search::part::{MAX_PARTS, Part, merge};
use laneway_search::question::Question;
use laneway_search::search::Search;
use laneway_search::winner::Ruling;
use serde::Serialize;

use crate::number_arg::whole;
use crate::session_args::{SessionArgs, take_fixtures_out};
use crate::suite_args::SuiteArgs;
use crate::{named_file, print, scenario_file};

/// Searches for the best way to run the tests: dist mode, workers, order, and in a pipeline shards, runners, lanes, coverage.
///
/// Exit code 1 if no winner is named: nothing is surely and worthwhile better than the baseline within the limits.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  laneway search .test_durations -n 4 --cores 4
  laneway search report.xml -n 8 --cores 4 --free dist=load,worksteal --free workers=2..16 --p95
  laneway search --scenario scenario.json --budget 40 --max-jobs 8 --json
  laneway search --preset lane-split --job heavy --least cost --within 9min
  laneway search --scenario scenario.json --part 3/16 -o part-3.json     then: laneway merge part-*.json
  laneway search --scenario scenario.json --workflow 16 --install 'COMMAND' > .github/workflows/search.yml

The baseline is the scenario's, or the session as it is given; the space changes the candidate, or that session. What is free by
default, and the rule of the search: docs/search.md. Intervals are 95% intervals, of runs that the search has not seen.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    suite: SuiteArgs,

    #[command(flatten)]
    session: SessionArgs,

    /// A scenario, in place of reports or a preset: what the page saves
    #[arg(long, value_name = "FILE", conflicts_with_all = ["files", "preset"])]
    scenario: Option<PathBuf>,

    /// How it is run now, as a pytest command line (default: the session as it is given)
    #[arg(long, value_name = "LINE", allow_hyphen_values = true, conflicts_with = "scenario")]
    baseline: Option<String>,

    #[command(flatten)]
    space: space::SpaceArgs,

    /// What is to be least: time, cost, or risk
    #[arg(long, value_name = "WHAT", default_value = "time", value_parser = least)]
    least: Least,

    /// Times are those that 95 of 100 runs stay below, in place of half of them
    #[arg(long)]
    p95: bool,

    /// Dollars a month at most
    #[arg(long, value_name = "DOLLARS", value_parser = dollars)]
    budget: Option<f64>,

    /// A run takes no longer, for example 9min
    #[arg(long, value_name = "TIME", value_parser = crate::session_args::time)]
    within: Option<Nanos>,

    /// Percent of runs that may be red at most (default: no more than the baseline's may be, 95% sure)
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    at_most_red: Option<f64>,

    /// Names all random numbers (default: the scenario's, or 0)
    #[arg(long, value_name = "N", value_parser = whole(0, u64::MAX))]
    seed: Option<u64>,

    /// Threads; they change nothing but the time it takes (default: one a core)
    #[arg(long, value_name = "N", value_parser = whole(1_u32, 1024))]
    threads: Option<u32>,

    /// One part of several, for several machines: the result goes to -o, and `laneway merge` ends the search
    #[arg(long, value_name = "K/N", value_parser = part, requires = "output")]
    part: Option<Part>,

    /// Where a part's result is written; without --part, the best scenario: baseline, and the best as its candidate
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    workflow: workflow::SearchWorkflowArgs,

    /// For programs: one JSON document, times in nanoseconds
    #[arg(long)]
    json: bool,
}

/// Ends a search whose parts were simulated apart, as if it had been one.
///
/// Exit code 1 if no winner is named.
#[derive(clap::Args)]
#[command(after_help = "Example:
  for part in 1 2 3 4; do laneway search --scenario scenario.json --part $part/4 -o part-$part.json; done
  laneway merge part-*.json --json")]
pub(crate) struct MergeArguments {
    /// What `laneway search --part K/N -o FILE` wrote, all parts of one search
    #[arg(required = true)]
    parts: Vec<PathBuf>,

    /// Threads; they change nothing but the time it takes (default: one a core)
    #[arg(long, value_name = "N", value_parser = whole(1_u32, 1024))]
    threads: Option<u32>,

    /// Where the best scenario is written
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// For programs: one JSON document, times in nanoseconds
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let (mut scenario, notes) = arguments.scenario()?;
    scenario.study.seed = arguments.seed.unwrap_or(scenario.study.seed);
    scenario.study.check()?;
    let suite = source::make(&scenario.source)?;
    let space = arguments.space.space(&scenario.candidate, &suite)?;
    let objective = Objective {
        least: arguments.least,
        quantile: if arguments.p95 { Quantile::P95 } else { Quantile::P50 },
        budget: arguments.budget,
        within: arguments.within,
        at_most_red: arguments.at_most_red,
    };
    let mut search = Search::new(Question::new(&scenario, space, objective), arguments.part, suite.tests.len())?;
    // What cannot be searched is said before anything is written.
    if let Some(workflow) = arguments.workflow.text()? {
        print(&workflow)?;
        return Ok(ExitCode::SUCCESS);
    }
    drive::drive(&mut search, &suite, arguments.threads)?;
    if let Some((part, path)) = search.part_found().zip(arguments.output.as_ref()) {
        let question = search.question();
        let document = document::PartDocument {
            schema: document::SCHEMA,
            scenario,
            space: question.space.clone(),
            objective,
            found: part,
        };
        named_file::write(path, &serde_json::to_string(&document)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    end(&search, &scenario, &suite, Output { notes, json: arguments.json, path: arguments.output.as_ref() })
}

pub(crate) fn run_merge(arguments: &MergeArguments) -> anyhow::Result<ExitCode> {
    let mut parts = Vec::new();
    for path in &arguments.parts {
        parts.push((path, document::read_part(path)?));
    }
    let Some((_, first)) = parts.first() else { bail!("no part is given, expected all parts of one search") };
    let (scenario, space, objective) = (first.scenario.clone(), first.space.clone(), first.objective);
    scenario.study.check()?;
    for (path, part) in &parts {
        if (&part.scenario, &part.space, &part.objective) != (&scenario, &space, &objective) {
            bail!(
                "{} is a part of another search than {}: merge parts of one",
                path.display(),
                arguments.parts[0].display()
            );
        }
    }
    let suite = source::make(&scenario.source)?;
    let question = Question::new(&scenario, space, objective);
    let parts = parts.into_iter().map(|(_, part)| part.found).collect();
    let mut search = merge(question, parts, suite.tests.len())?;
    drive::drive(&mut search, &suite, arguments.threads)?;
    let output = Output { notes: Vec::new(), json: arguments.json, path: arguments.output.as_ref() };
    end(&search, &scenario, &suite, output)
}

/// What becomes of an answer.
struct Output<'a> {
    notes: Vec<String>,
    json: bool,
    path: Option<&'a PathBuf>,
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    suite: &'a str,
    n_tests: usize,
    objective: &'a Objective,
    /// Of the baseline and the winner, where the order of tests is lost.
    by_order: Option<ByOrder>,
    #[serde(flatten)]
    found: &'a Found,
}

fn end(search: &Search, scenario: &Scenario, suite: &Suite, output: Output<'_>) -> anyhow::Result<ExitCode> {
    let found = search.found().context("the search came to no end, which is an error of Laneway's own")?;
    let question = search.question();
    let best = found.answer.favourite.map(|place| {
        let candidate = question.pipeline(found.finalists[place].choice);
        Scenario { candidate, ..scenario.clone() }
    });
    if let (Some(path), Some(best)) = (output.path, &best) {
        named_file::write(path, scenario_json::write(best))?;
    }
    let is_order_lost = suite.is_order_lost();
    let by_order = best.filter(|_| is_order_lost).map(|best| by_order(suite, &best)).transpose()?;
    let text = if output.json {
        let (name, n_tests) = (suite.name.as_str(), suite.tests.len());
        let objective = &question.objective;
        let document = Document { schema: document::SCHEMA, suite: name, n_tests, objective, by_order, found: &found };
        serde_json::to_string(&document)? + "\n"
    } else {
        document::describe(&found, question, suite, &output.notes) + &document::describe_orders(by_order.as_ref())
    };
    print(&text)?;
    Ok(if found.answer.ruling == Ruling::Wins { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

impl Arguments {
    /// What is searched in, and what was done to the durations.
    fn scenario(&self) -> anyhow::Result<(Scenario, Vec<String>)> {
        if let Some(path) = &self.scenario {
            return Ok((scenario_file::open(Some(path), None)?, Vec::new()));
        }
        let preset = self.suite.preset()?;
        if let Some(preset) = preset.filter(|preset| !presets::scenario(preset).is_bare()) {
            return Ok((presets::scenario(preset), Vec::new()));
        }
        let calibrated = self.session.calibrated()?;
        let mut reading = self.suite.open()?;
        self.session.complete(&mut reading.suite, calibrated.as_ref())?;
        let mut notes = take_fixtures_out(&mut reading, calibrated.as_ref());
        let recording = &reading.suite.recording;
        let start = preset.map(Preset::candidate).unwrap_or_default();
        let (session, wants_all) = self.session.session(&start, recording, calibrated.as_ref())?;
        if wants_all {
            bail!("--dist is all, expected one mode: `--free dist=load,worksteal,...` says which are tried");
        }
        let baseline = match (&self.baseline, preset) {
            (Some(line), _) => {
                let mut line = command_line::read(line).context("--baseline")?;
                line.fit(&reading.suite.tests);
                notes.extend(line.notes.iter().map(|note| format!("baseline: {note}")));
                self.session.baseline(&line, &session, recording)
            }
            (None, Some(preset)) => self.session.on_machine(&preset.baseline(), recording, calibrated.as_ref()),
            (None, None) => session.clone(),
        };
        if session.contention.is_none() {
            notes.push("cores are not known: each worker is taken to have one to itself; say --cores".to_owned());
        }
        let calibration = calibrated.map(|calibrated| calibrated.calibration);
        let (baseline, candidate) = (Pipeline::bare(baseline), Pipeline::bare(session));
        let scenario =
            Scenario { source: reading.suite.into(), baseline, candidate, calibration, ..Scenario::default() };
        Ok((scenario, notes))
    }
}

fn least(text: &str) -> Result<Least, String> {
    match text {
        "time" => Ok(Least::Time),
        "cost" => Ok(Least::Cost),
        "risk" => Ok(Least::Risk),
        _ => Err("expected time, cost, or risk".to_owned()),
    }
}

fn dollars(text: &str) -> Result<f64, String> {
    let amount = text.trim_start_matches('$').parse::<f64>().ok();
    amount.filter(|amount| (0.0..=1e9).contains(amount)).ok_or("expected dollars a month, from 0 to 1e9".to_owned())
}

fn percent(text: &str) -> Result<f64, String> {
    let amount = text.trim_end_matches('%').parse::<f64>().ok();
    let amount = amount.filter(|amount| (0.0..=100.0).contains(amount));
    amount.map(|amount| amount / 100.0).ok_or("expected percent, from 0 to 100".to_owned())
}

fn part(text: &str) -> Result<Part, String> {
    let part =
        text.split_once('/').and_then(|(number, of)| Some(Part { number: number.parse().ok()?, of: of.parse().ok()? }));
    let is_right = |part: &Part| (1..=MAX_PARTS).contains(&part.of) && (1..=part.of).contains(&part.number);
    part.filter(is_right)
        .ok_or_else(|| format!("expected K/N with 1 to N in front, as in 3/16, {MAX_PARTS} parts at most"))
}
