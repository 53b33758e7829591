//! `laneway calibrate`: costs fitted to one real run, and how close the simulation comes to it.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use laneway_chart::calibrated::{about, sentence};
use laneway_chart::human;
use laneway_engine::calibrate::{Calibration, Compared, Fit, Fitted, Guess, What, calibrate, guess_dist};
use laneway_engine::contention::{MAX_CORES, WHOLE};
use laneway_engine::dist_mode::DistMode;
use laneway_engine::session::MAX_WORKERS;
use laneway_engine::suite::OrderKnown;
use laneway_engine::time::Nanos;
use laneway_formats::calibrated::{self, Calibrated};
use laneway_formats::read::Reading;
use laneway_formats::recorded::{Told, is_dist_unknown, recorded};

use crate::number_arg::whole;
use crate::session_args::{flags, time};
use crate::{named_file, print, report_file, table};

/// Fits what a session costs besides its tests to the report of one real run, and says how close that comes.
///
/// `simulate` and `study` take the costs by `--calibrated costs.json`, with any mode and number of workers.
///
/// Exit code 2 if the report knows too little, for example not when each test ran.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  laneway calibrate report.jsonl --dist worksteal --cores 4
  laneway calibrate pytest_timing.json collected.txt -o costs.json
  laneway simulate pytest_timing.json collected.txt -n 8 --calibrated costs.json

Record the run with `pytest -n 4 --timing-json` (pytest-timing, which also knows start-up, mode and CPU times) or with
`--report-log=report.jsonl` (pytest-reportlog); `pytest --collect-only -q` has the order that pytest-timing does not.")]
pub(crate) struct Arguments {
    /// The report of one run: pytest-timing's JSON or a report-log; with it, the output of `pytest --collect-only -q`
    #[arg(required = true)]
    files: Vec<PathBuf>,

    /// How it was run (default: what the report says, else the mode that explains best which worker ran what)
    #[arg(long, value_name = "MODE", value_parser = dist)]
    dist: Option<DistMode>,

    /// With how many workers (default: what the report says)
    #[arg(short = 'n', long, value_name = "N", value_parser = whole(0, MAX_WORKERS))]
    numprocesses: Option<u32>,

    /// How many cores the machine had (default: what the report says)
    #[arg(long, value_name = "N", value_parser = whole(1, MAX_CORES))]
    cores: Option<u32>,

    /// How much of the tests' time is computing (default: what was measured, else 50)
    #[arg(long, value_name = "PERCENT", value_parser = whole(0_u32, 100))]
    cpu_share: Option<u32>,

    /// How long the whole command took, for example as `time pytest` says
    #[arg(long, value_name = "TIME", value_parser = time)]
    took: Option<Nanos>,

    /// For programs: the JSON document that `-o` writes
    #[arg(long)]
    json: bool,

    /// Where the costs go
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let mut told = Told {
        dist: arguments.dist,
        workers: arguments.numprocesses,
        cores: arguments.cores,
        cpu_permille: arguments.cpu_share.map(|percent| percent * WHOLE / 100),
        took: arguments.took,
    };
    let reading = report_file::open(&arguments.files, None)?;
    let name = &reading.suite.name;
    let mut guesses = Vec::new();
    if is_dist_unknown(&reading.facts, &told) {
        guesses = guess_dist(&recorded(&reading, &told)).with_context(|| name.clone())?;
        told.dist = guesses.first().map(|guess| guess.dist);
    }
    let fit = calibrate(&recorded(&reading, &told)).with_context(|| name.clone())?;
    let text = describe(&reading, &fit, &guesses);
    let document = calibrated::write(&Calibrated::new(name, fit.calibration, fit.costs)) + "\n";
    if let Some(path) = &arguments.output {
        named_file::write(path, &document)?;
    }
    print(if arguments.json { &document } else { &text })?;
    Ok(ExitCode::SUCCESS)
}

fn dist(text: &str) -> anyhow::Result<DistMode> {
    match DistMode::from_flag(text) {
        Some(dist) => Ok(dist),
        None => bail!("expected one of: {}", flags()),
    }
}

fn describe(reading: &Reading, fit: &Fit, guesses: &[Guess]) -> String {
    let Calibration { dist, workers, tests, session, fitted, left_alone } = &fit.calibration;
    let n_tests = human::count(reading.suite.tests.len() as u64);
    let mut text = format!("{}: {n_tests} tests, {workers} workers, {}\n", reading.suite.name, dist.flag());
    if guesses.len() > 1 {
        let each = guesses.iter().map(|guess| format!("{} {} %", guess.dist.flag(), guess.agreement_permille / 10));
        let each = each.collect::<Vec<_>>().join(", ");
        text.push_str(&format!("--dist is guessed: tests on the worker that ran them: {each}\n"));
    }
    if reading.suite.recording.order != OrderKnown::Collected && *workers > 0 {
        text.push_str("the order is not surely as collected: add the output of `pytest --collect-only -q`\n");
    }
    text.push('\n');
    text.extend(session.map(|session| compare("from pytest's session start to its end", &session)));
    text.push_str(&compare("from the first test's start to the last test's end", tests));
    let mut cells = vec![["fitted", "value", "observed", "P5", "P95"].map(str::to_owned).to_vec()];
    cells.extend(fitted.iter().map(fitted_cells));
    if let Some(contention) = &fit.costs.contention {
        let percent = format!("{} %", contention.cpu_permille / 10);
        cells.push(vec![format!("computing, on {} cores", contention.cores), percent]);
    }
    if let Some(outside) = fit.costs.outside {
        cells.push(vec![about(What::Outside).to_owned(), human::time(outside), "1".to_owned()]);
    }
    text.push_str(&format!("\n{}", table::set(&cells)));
    if fit.costs.contention.is_some_and(|contention| contention.slows_down(*workers)) {
        text.push_str("values are with a core for each worker, observations as they were\n");
    }
    if !left_alone.is_empty() {
        text.push_str("\nleft alone\n");
    }
    text.extend(left_alone.iter().map(|left| format!("  {}: {}\n", about(left.what), left.why)));
    text
}

fn compare(span: &str, compared: &Compared) -> String {
    format!("{}, {span}\n", sentence(compared))
}

fn fitted_cells(fitted: &Fitted) -> Vec<String> {
    let spread = [fitted.p5, fitted.p95].map(|span| if fitted.n > 1 { human::time(span) } else { String::new() });
    let [p5, p95] = spread;
    vec![about(fitted.what).to_owned(), human::time(fitted.value), human::count(u64::from(fitted.n)), p5, p95]
}
