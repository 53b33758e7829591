//! `laneway simulate`: what pytest-xdist would do with a suite.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use laneway_chart::human;
use laneway_chart::index::Index;
use laneway_chart::side::{self, Side};
use laneway_engine::bounds::floor;
use laneway_engine::dist_mode::DistMode;
use laneway_engine::modes::{ModeRow, all_modes, mode_row};
use laneway_engine::order::{Order, makespan_ranges};
use laneway_engine::outcome::{Ending, Outcome};
use laneway_engine::prepared::Prepared;
use laneway_engine::session::Session;
use laneway_engine::simulate::{Detail, SessionError, simulate_prepared};
use laneway_engine::suite::{OrderKnown, Suite};
use laneway_engine::time::Nanos;
use laneway_formats::presets::Preset;
use laneway_formats::svg::{self, Theme};
use laneway_formats::trace::{self, TracedSession};
use serde::Serialize;

use super::import;
use crate::session_args::{SessionArgs, take_fixtures_out};
use crate::suite_args::SuiteArgs;
use crate::table::counted;
use crate::{conditions, named_file, print, table};

/// Simulates a run of pytest-xdist on the durations of a real one.
///
/// Exit code 1 if the session would hang, die of an internal error, or have no tests, since pytest then exits with 5.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  laneway simulate .test_durations -n 8 --dist worksteal
  laneway simulate report.xml -n 4 --dist all
  laneway simulate .test_durations -n 8 --dist worksteal --svg timeline.svg
  laneway simulate .test_durations -n 8 --dist worksteal --trace trace.json
  laneway simulate report.xml -n 8 --dist all --order slowest-first --speed 1.3 --coverage 0
  laneway simulate report.jsonl -n 16 --dist all --startup 2s --latency 1ms --json
  laneway simulate .test_durations -n 4 --path tests/unit --splits 4 --group 1
  laneway simulate --preset worksteal-switch --dist all")]
pub(crate) struct Arguments {
    #[command(flatten)]
    suite: SuiteArgs,

    #[command(flatten)]
    session: SessionArgs,

    /// For programs: one JSON document, times in nanoseconds
    #[arg(long)]
    json: bool,

    /// Draws the timeline, or with `--dist all` those of all modes that share the tests out, one below the other
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,

    /// Writes every test, worker and decision as a trace that Perfetto and Chrome open, with `--dist all` of all those modes
    #[arg(long, value_name = "FILE")]
    trace: Option<PathBuf>,
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    suite: &'a str,
    n_tests: usize,
    workers: u32,
    floor: Nanos,
    modes: Vec<Mode<'a>>,
}

#[derive(Serialize)]
struct Mode<'a> {
    #[serde(flatten)]
    row: &'a ModeRow,
    /// What no schedule of this mode can beat.
    floor: Nanos,
    /// The shortest and the longest makespan over other orders, where the order within files is lost.
    makespan_by_order: Option<(Nanos, Nanos)>,
    /// Until pytest ends: with the end of the session, and what the command takes around it, as far as calibrated.
    whole: Option<Nanos>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let calibrated = arguments.session.calibrated()?;
    let start = arguments.suite.preset()?.map(Preset::baseline).unwrap_or_default();
    let mut reading = arguments.suite.open()?;
    arguments.session.complete(&mut reading.suite, calibrated.as_ref())?;
    let done = take_fixtures_out(&mut reading, calibrated.as_ref());
    let suite = &reading.suite;
    let (session, wants_all) = arguments.session.session(&start, &suite.recording, calibrated.as_ref())?;
    let prepared = Prepared::of_suite(suite);
    let chosen = mode_row(&prepared, &session, session.dist).context("this session cannot be simulated")?;
    let rows = if wants_all { all_modes(&prepared, &session) } else { vec![chosen] };
    let ranges = match suite.recording.order {
        OrderKnown::Sorted => makespan_ranges(suite, &of_rows(&session, &rows))?.into_iter().map(Some).collect(),
        OrderKnown::Collected | OrderKnown::Finished => vec![None; rows.len()],
    };
    let ends = |row: &ModeRow| {
        let session = Session { dist: row.dist, ..session.clone() };
        let costs = &calibrated.as_ref()?.costs;
        Some(costs.session_end(&row.summary, &session)? + costs.outside.unwrap_or_default())
    };
    let modes = rows
        .iter()
        .zip(ranges)
        .map(|(row, makespan_by_order)| {
            let floor = floor(&prepared, &Session { dist: row.dist, ..session.clone() });
            Mode { row, floor, makespan_by_order, whole: ends(row) }
        })
        .collect::<Vec<_>>();
    // Of those that share the work out, if there are any.
    let sharing = modes.iter().filter(|mode| shares_work(mode.row.dist)).map(|mode| mode.floor).min();
    let floor = sharing.or_else(|| modes.iter().map(|mode| mode.floor).min()).unwrap_or_default();
    if let Some(path) = &arguments.svg {
        let svg = draw(&prepared, suite, &of_rows(&session, &rows))?;
        named_file::write(path, &svg)?;
    }
    if let Some(path) = &arguments.trace {
        let sessions = of_rows(&session, &rows);
        let drawn = simulated(&prepared, &sessions)?;
        let traced = drawn.iter().map(|(session, outcome)| {
            let name = session.dist.flag();
            TracedSession { name, suite, outcome }
        });
        named_file::write(path, trace::of_sessions(&traced.collect::<Vec<_>>()))?;
    }
    let (n_tests, workers) = (prepared.selected(&session)?.len(), session.workers);
    let document = Document { schema: 1, suite: &suite.name, n_tests, workers, floor, modes };
    if arguments.json {
        print(&format!("{}\n", serde_json::to_string(&document)?))?;
    } else {
        print(&describe(suite, &prepared, &session, &document, &done, reading.warnings.n_all))?;
    }
    let is_good = rows.iter().all(|row| row.ending == Ending::Ok && !row.summary.has_no_tests());
    Ok(if is_good || wants_all { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The session under each row's mode.
fn of_rows(session: &Session, rows: &[ModeRow]) -> Vec<Session> {
    rows.iter().map(|row| Session { dist: row.dist, ..session.clone() }).collect()
}

/// The runs of sessions in full: of all that there are, those that share the tests out.
fn simulated<'a>(
    prepared: &Prepared<'_>,
    sessions: &'a [Session],
) -> Result<Vec<(&'a Session, Outcome)>, SessionError> {
    let shares_work =
        |session: &&Session| sessions.len() == 1 || !matches!(session.dist, DistMode::Each | DistMode::No);
    let one = |session: &'a Session| Ok((session, simulate_prepared(prepared, session, Detail::Full)?));
    sessions.iter().filter(shares_work).map(one).collect()
}

/// The timelines of sessions, one below the other.
fn draw(prepared: &Prepared<'_>, suite: &Suite, sessions: &[Session]) -> anyhow::Result<String> {
    let drawn = simulated(prepared, sessions)?;
    let drawn =
        drawn.iter().map(|(session, outcome)| (session, Index::new(suite, session, outcome), side::detail(session)));
    let drawn: Vec<_> = drawn.collect();
    let sides = drawn.iter().map(|(session, index, detail)| {
        let name = session.dist.flag();
        Side { name, detail, suite, index, floor: Some(floor(prepared, session)) }
    });
    Ok(svg::timeline(&sides.collect::<Vec<_>>(), Theme::Reader))
}

fn describe(
    suite: &Suite,
    prepared: &Prepared<'_>,
    session: &Session,
    document: &Document<'_>,
    done: &[String],
    n_warnings: u64,
) -> String {
    let n_tests = match (document.n_tests as u64, suite.tests.len() as u64) {
        (0, n_all) => format!("none of {} tests, so that pytest exits with 5", human::count(n_all)),
        (n_tests, n_all) if n_tests < n_all => format!("{} of {} tests", human::count(n_tests), human::count(n_all)),
        (_, n_all) => counted(n_all, "test"),
    };
    let total = human::time(prepared.durations(session).sum());
    let cores = match session.contention.map(|contention| contention.cores) {
        None => String::new(),
        Some(1) => " on 1 core".to_owned(),
        Some(cores) => format!(" on {cores} cores"),
    };
    let workers = counted(document.workers.into(), "worker");
    let mut text = format!("{}: {n_tests}, {total} in all, {workers}{cores}\n", suite.name);
    text.extend(done.iter().map(|done| format!("{done}\n")));
    text.push_str(&conditions::describe(&suite.recording, session));
    text.push_str(&format!("order: {}\n", import::order(suite.recording.order)));
    if session.order != Order::Collected {
        text.push_str(&format!("collected here: {}\n", session.order.info().words));
    }
    if let Some(split) = &session.split {
        text.push_str(&format!("shard {} of {} by {}\n", split.group, split.splits, split.by.info().flag));
    }
    if n_warnings > 0 {
        text.push_str(&format!("{}, see `laneway import`\n", counted(n_warnings, "warning")));
    }
    let is_order_lost = suite.is_order_lost();
    let by_order = if is_order_lost { "by order" } else { "" };
    let whole = if document.modes.iter().any(|mode| mode.whole.is_some()) { "pytest ends" } else { "" };
    let header = ["dist", "makespan", by_order, whole, "over floor", "idle", "tests per worker", "steals", ""];
    let mut cells = vec![header.map(str::to_owned).to_vec()];
    cells.extend(document.modes.iter().map(mode_cells));
    // From right to left, so that places stay.
    for (column, is_shown) in [(3, !whole.is_empty()), (2, is_order_lost)] {
        if !is_shown {
            cells.iter_mut().for_each(|row| drop(row.remove(column)));
        }
    }
    text.push_str(&format!("\n{}\n{}\n", table::set(&cells), floors(document)));
    text
}

/// What no schedule beats, and what none of a mode beats that keeps tests together.
fn floors(document: &Document<'_>) -> String {
    let floor = human::time(document.floor);
    let alone = document.modes.iter().any(|mode| mode.row.summary.makespan < document.floor);
    let mut text = match document.modes.as_slice() {
        [mode] if !matches!(mode.row.dist, DistMode::Load | DistMode::WorkSteal | DistMode::No) => {
            format!("no schedule of {} beats {floor}", mode.row.dist.flag())
        }
        // One plain process has no worker to wait for.
        _ if alone => format!("no schedule with workers beats {floor}"),
        _ => format!("no schedule beats {floor}"),
    };
    let higher = document.modes.iter().filter(|mode| shares_work(mode.row.dist) && mode.floor > document.floor);
    text.extend(higher.map(|mode| format!(", none of {} {}", mode.row.dist.flag(), human::time(mode.floor))));
    text
}

fn shares_work(dist: DistMode) -> bool {
    !matches!(dist, DistMode::Each | DistMode::No)
}

fn mode_cells(mode: &Mode<'_>) -> Vec<String> {
    let row = mode.row;
    let range = mode.makespan_by_order.map(|(least, most)| (human::time(least), human::time(most)));
    let range = range.filter(|(least, most)| least != most).map(|(least, most)| format!("{least} to {most}"));
    let over = row.summary.makespan.as_secs() / mode.floor.as_secs() - 1.0;
    let (fewest, most) = row.tests_per_worker();
    let ending = match &row.ending {
        Ending::Ok => String::new(),
        Ending::Deadlock => "hangs for ever".to_owned(),
        Ending::InternalError(error) => format!("internal error: {error}"),
    };
    vec![
        row.dist.flag().to_owned(),
        human::time(row.summary.makespan),
        range.unwrap_or_default(),
        mode.whole.map(human::time).unwrap_or_default(),
        if shares_work(row.dist) && over.is_finite() {
            format!("+{}", human::percent(over.max(0.0)))
        } else {
            String::new()
        },
        human::percent(row.idle_share()),
        if fewest == most { fewest.to_string() } else { format!("{fewest} to {most}") },
        if row.dist == DistMode::WorkSteal { row.summary.steals.to_string() } else { String::new() },
        ending,
    ]
}
