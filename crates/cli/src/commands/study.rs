//! `laneway study`: many replications of a comparison, and how sure they are.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::thread;

use anyhow::Context;
use laneway_chart::study::verdict;
use laneway_chart::{human, interval, side};
use laneway_engine::dist_mode::{DIST_MODES, DistMode};
use laneway_engine::noise::{MAX_NOISE, Noise};
use laneway_engine::order::{N_ORDERS, Order, makespan_ranges};
use laneway_engine::prepared::Prepared;
use laneway_engine::session::Session;
use laneway_engine::statistics::Mean;
use laneway_engine::study::summary::{self, summarize};
use laneway_engine::study::{self, BATCH, Study, StudySpec};
use laneway_engine::suite::{OrderKnown, Suite};
use laneway_engine::time::Nanos;
use laneway_formats::command_line;
use laneway_formats::presets::Preset;
use serde::Serialize;

use crate::number_arg::whole;
use crate::selection_args::percent;
use crate::session_args::{SessionArgs, take_fixtures_out};
use crate::suite_args::SuiteArgs;
use crate::{conditions, print, table};

/// Repeats a comparison, each time with other noise: how long single runs take, and which mode is surely faster.
///
/// Exit code 1 if a session would hang or die of an internal error in some replication.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  laneway study .test_durations -n 8 --dist worksteal
  laneway study report.xml -n 8 --dist all --baseline \"-n 4 --dist loadfile\" --replications 5000
  laneway study report.xml -n 8 --dist worksteal --order slowest-first --baseline \"-n 8 --dist worksteal\"
  laneway study report.xml -n 8 --coverage 0 --recorded-coverage 30 --baseline \"-n 8 --cov\"
  laneway study report.xml -n 8 --dist worksteal --until 0.2 --json
  laneway study --preset worksteal-switch

Intervals are 95% intervals of the mean; P5 and P95 are the spread of single runs, which more replications do not narrow.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    suite: SuiteArgs,

    #[command(flatten)]
    session: SessionArgs,

    /// How it is run now, as a pytest command line (default: the session under load, or the preset's baseline). Machine and
    /// costs are those of the session; tests are those that the line selects, as collected: --order is part of what is tried.
    /// With --coverage 0, `--cov` in the line means that coverage is measured now
    #[arg(long, value_name = "LINE", allow_hyphen_values = true)]
    baseline: Option<String>,

    /// How many runs, 1 to 1,000,000
    #[arg(long, value_name = "N", default_value_t = 1_000, value_parser = whole(0, u32::MAX))]
    replications: u32,

    /// Names all random numbers
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = whole(0, u64::MAX))]
    seed: u64,

    /// How far a test's duration is off from run to run, in percent (standard deviation of the log)
    #[arg(long, value_name = "PERCENT", default_value = "8", value_parser = |text: &str| percent(text, MAX_NOISE))]
    noise: f64,

    /// Likewise, all tests of a job together
    #[arg(long, value_name = "PERCENT", default_value = "3", value_parser = |text: &str| percent(text, MAX_NOISE))]
    job_noise: f64,

    /// Stop when every mean is known to so many percent
    #[arg(long, value_name = "PERCENT", value_parser = |text: &str| percent(text, 1.0))]
    until: Option<f64>,

    /// The least difference that matters, in percent of the baseline
    #[arg(long, value_name = "PERCENT", default_value = "2", value_parser = |text: &str| percent(text, 1.0))]
    worthwhile: f64,

    /// Threads; they change nothing but the time it takes (default: one a core)
    #[arg(long, value_name = "N", value_parser = whole(1_u32, 1024))]
    threads: Option<u32>,

    /// For programs: one JSON document, percentiles in nanoseconds, means in seconds, a checksum of all makespans
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    suite: &'a str,
    /// Of those that are tried.
    n_tests: usize,
    spec: &'a StudySpec,
    /// How many were made; fewer than asked for if they were sure enough.
    replications: usize,
    /// Of all makespans: the same wherever the same study is made.
    checksum: String,
    /// By what share the simulation of a real run was off, where one was calibrated.
    model_error: Option<f64>,
    /// The least difference that matters: the larger of that and what is worthwhile, as a share of the baseline.
    least_share: f64,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    dist: DistMode,
    workers: u32,
    #[serde(skip)]
    name: String,
    /// Without noise, where the order of tests is lost: the shortest and the longest of 25 orders.
    makespan_by_order: Option<(Nanos, Nanos)>,
    #[serde(flatten)]
    figures: summary::Row,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let calibrated = arguments.session.calibrated()?;
    let spec = StudySpec {
        seed: arguments.seed,
        replications: arguments.replications,
        noise: Noise { test: arguments.noise, job: arguments.job_noise },
        until: arguments.until,
        worthwhile: arguments.worthwhile,
    };
    spec.check()?;
    let preset = arguments.suite.preset()?;
    let mut reading = arguments.suite.open()?;
    arguments.session.complete(&mut reading.suite, calibrated.as_ref())?;
    let mut done = take_fixtures_out(&mut reading, calibrated.as_ref());
    let recording = &reading.suite.recording;
    let start = preset.map(Preset::candidate).unwrap_or_default();
    let (session, wants_all) = arguments.session.session(&start, recording, calibrated.as_ref())?;
    let baseline = match (&arguments.baseline, preset) {
        (None, Some(preset)) => arguments.session.on_machine(&preset.baseline(), recording, calibrated.as_ref()),
        (None, None) => Session { dist: DistMode::Load, order: Order::Collected, ..session.clone() },
        (Some(line), _) => {
            let mut line = command_line::read(line).context("--baseline")?;
            line.fit(&reading.suite.tests);
            done.extend(line.notes.iter().map(|note| format!("baseline: {note}")));
            arguments.session.baseline(&line, &session, recording)
        }
    };
    done.extend(conditions::describe(recording, &session).lines().map(str::to_owned));
    let mut sessions = vec![baseline];
    if wants_all {
        let shared = DIST_MODES.iter().filter(|info| !matches!(info.mode, DistMode::Each | DistMode::No));
        sessions.extend(shared.map(|info| Session { dist: info.mode, ..session.clone() }));
    } else {
        sessions.push(session);
    }
    let all = replicate(&reading.suite, &sessions, &spec, arguments.threads)?;
    let model_error = calibrated.map(|calibrated| calibrated.calibration.model_error());
    let least_share = spec.worthwhile.max(model_error.unwrap_or_default());
    let ranges = match reading.suite.recording.order {
        OrderKnown::Sorted => makespan_ranges(&reading.suite, &sessions)?.into_iter().map(Some).collect(),
        OrderKnown::Collected | OrderKnown::Finished => vec![None; sessions.len()],
    };
    let rows = rows(&sessions, &all, ranges, least_share);
    let is_good = rows.iter().all(|row| row.figures.n_failed == 0);
    let tried = sessions.last().expect("the baseline is there at least");
    let n_tests = Prepared::of_suite(&reading.suite).selected(tried)?.len();
    let suite = reading.suite.name.as_str();
    let (replications, checksum) = (all.len(), format!("{:016x}", study::checksum(&all)));
    let spec = &spec;
    let document = Document { schema: 1, suite, n_tests, spec, replications, checksum, model_error, least_share, rows };
    if arguments.json {
        print(&format!("{}\n", serde_json::to_string(&document)?))?;
    } else {
        print(&describe(&document, &done))?;
    }
    Ok(if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// All replications by number, on several threads, in batches; stops after a batch that makes them sure enough.
fn replicate(
    suite: &Suite,
    sessions: &[Session],
    spec: &StudySpec,
    threads: Option<u32>,
) -> anyhow::Result<Vec<Vec<Option<Nanos>>>> {
    let cores = thread::available_parallelism().map_or(1, |cores| cores.get() as u32);
    let n_threads = threads.unwrap_or(cores).min(spec.replications.max(1));
    let mut studies: Vec<Study<'_>> = (0..n_threads).map(|_| Study::new(suite, sessions, spec)).collect();
    let mut all = Vec::with_capacity(spec.replications as usize);
    let shows = std::io::stderr().is_terminal();
    while all.len() < spec.replications as usize {
        let first = all.len() as u32;
        let end = (first + BATCH).min(spec.replications);
        // Each thread has its numbers, one after another; they are put together by number.
        let parts = thread::scope(|scope| {
            let spawned: Vec<_> = (0..)
                .zip(&mut studies)
                .map(|(own, study)| {
                    let numbers = (first + own..end).step_by(n_threads as usize);
                    scope.spawn(move || numbers.map(|number| study.replicate(number)).collect::<Result<Vec<_>, _>>())
                })
                .collect();
            spawned
                .into_iter()
                .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                .collect::<Result<Vec<_>, _>>()
        })?;
        let mut parts: Vec<_> = parts.into_iter().map(Vec::into_iter).collect();
        let n_parts = parts.len();
        all.extend((0..(end - first) as usize).filter_map(|place| parts[place % n_parts].next()));
        if shows {
            let _ = write!(std::io::stderr(), "\r{end} of {}", spec.replications);
        }
        if spec.until.is_some_and(|until| study::is_sure_enough(&all, until)) {
            break;
        }
    }
    if shows {
        let _ = write!(std::io::stderr(), "\r\u{1b}[K");
    }
    Ok(all)
}

fn rows(
    sessions: &[Session],
    all: &[Vec<Option<Nanos>>],
    ranges: Vec<Option<(Nanos, Nanos)>>,
    least_share: f64,
) -> Vec<Row> {
    let least_coverage = sessions.iter().map(|session| session.coverage_permille).min().unwrap_or_default();
    let row = |((session, makespan_by_order), figures): ((&Session, _), summary::Row)| Row {
        dist: session.dist,
        workers: session.workers,
        name: side::detail(session) + if session.coverage_permille > least_coverage { ", with coverage" } else { "" },
        makespan_by_order,
        figures,
    };
    sessions.iter().zip(ranges).zip(summarize(all, least_share)).map(row).collect()
}

fn describe(document: &Document<'_>, done: &[String]) -> String {
    let Document { suite, n_tests, spec, replications, rows, model_error, least_share, .. } = document;
    let n_tests = human::count(*n_tests as u64);
    let (of_test, of_job) = (human::percent(spec.noise.test), human::percent(spec.noise.job));
    let mut text =
        format!("{suite}: {n_tests} tests, {replications} replications, noise {of_test} a test, {of_job} a job\n");
    text.extend(done.iter().map(|done| format!("{done}\n")));
    text.push('\n');
    let header = ["", "P5", "P50", "P95", "by order", "mean", "less baseline", ""];
    let mut cells = vec![header.map(str::to_owned).to_vec()];
    cells.extend(rows.iter().enumerate().map(|(place, row)| row_cells(place, row)));
    let is_order_lost = rows.iter().any(|row| row.makespan_by_order.is_some());
    if !is_order_lost {
        cells.iter_mut().for_each(|row| drop(row.remove(4)));
    }
    text.push_str(&table::set(&cells));
    text.push_str(
        "\nP5 to P95: what single runs take. ±: 95% intervals of means; the model's own error is not in them.\n",
    );
    if is_order_lost {
        text.push_str(&format!(
            "by order: a run without noise, over {} orders: the report has lost that of tests within files. The rest takes it as it is.\n",
            N_ORDERS + 1
        ));
    }
    if let Some(error) = model_error {
        let (error, least) = (error * 100.0, least_share * 100.0);
        text.push_str(&format!(
            "On the calibrated run that error is {error:.1}%: differences below {least:.1}% are too small to matter.\n"
        ));
    }
    text
}

fn row_cells(place: usize, row: &Row) -> Vec<String> {
    let summary::Row { spread, n_failed, difference, verdict } = &row.figures;
    let verdict = match n_failed {
        0 => verdict::words(*verdict, difference.as_ref()).to_owned(),
        n => format!("hangs or fails in {n}"),
    };
    vec![
        if place == 0 { format!("baseline: {}", row.name) } else { row.name.clone() },
        human::time(spread.p5),
        human::time(spread.p50),
        human::time(spread.p95),
        row.makespan_by_order.map(|(least, most)| interval::range(least, most)).unwrap_or_default(),
        mean(&spread.mean),
        difference.as_ref().map(mean).unwrap_or_default(),
        verdict,
    ]
}

fn mean(mean: &Mean) -> String {
    if mean.half_width.is_finite() {
        format!("{:.2} ± {:.2} s", mean.secs, mean.half_width)
    } else {
        format!("{:.2} s", mean.secs)
    }
}
