//! The options that describe a session, named like pytest-xdist's own.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use anyhow::{Context, bail};
use laneway_chart::calibrated::sentence;
use laneway_engine::calibrate::take_out;
use laneway_engine::conditions::{USUAL_COVERAGE, recorded_coverage};
use laneway_engine::contention::{Contention, MAX_CORES, WHOLE};
use laneway_engine::dist_mode::DistMode;
use laneway_engine::order::Order;
use laneway_engine::session::{Fixtures, MAX_COVERAGE, MAX_SPEED, MAX_WORKERS, PerWorker, Session};
use laneway_engine::suite::{Recording, Suite};
use laneway_engine::time::Nanos;
use laneway_formats::calibrated::Calibrated;
use laneway_formats::command_line::CommandLine;
use laneway_formats::read::Reading;
use laneway_formats::recorded::{Told, recorded};
use laneway_formats::typed::read_time;

use crate::number_arg::whole;
use crate::selection_args::SelectionArgs;
use crate::{calibrated_file, order_arg};

/// How the tests are run.
#[derive(clap::Args)]
pub(crate) struct SessionArgs {
    /// Workers; 0 is one plain process (default: 4, or the preset's)
    #[arg(short = 'n', long, value_name = "N", value_parser = workers)]
    numprocesses: Option<u32>,

    /// How tests are distributed: load, worksteal, loadgroup, loadscope, loadfile, each, no; or all, side by side (default:
    /// load, or the preset's)
    #[arg(long, value_name = "MODE")]
    dist: Option<String>,

    /// The most tests that `load` sends at once
    #[arg(long, value_name = "N", value_parser = whole(i64::MIN, i64::MAX))]
    maxschedchunk: Option<i64>,

    /// Keep scopes in collection order
    #[arg(long)]
    no_loadscope_reorder: bool,

    /// How many workers may be replaced (xdist's default: 4 x workers)
    #[arg(long, value_name = "N", value_parser = whole(i64::MIN, i64::MAX))]
    max_worker_restart: Option<i64>,

    /// Costs fitted to a real run, as `laneway calibrate REPORT -o FILE` writes them; options that are given come first
    #[arg(long, value_name = "FILE")]
    calibrated: Option<PathBuf>,

    /// From the start until a worker is ready, for example 0.4s (default: 0, or as calibrated, here and below)
    #[arg(long, value_name = "TIME", value_parser = time)]
    startup: Option<Nanos>,

    /// How long each worker collects
    #[arg(long, value_name = "TIME", value_parser = time)]
    collection: Option<Nanos>,

    /// One way between controller and worker, for example 1ms
    #[arg(long, value_name = "TIME", value_parser = time)]
    latency: Option<Nanos>,

    /// Added to every test
    #[arg(long, value_name = "TIME", value_parser = time)]
    test_overhead: Option<Nanos>,

    /// How many cores the workers share: more workers than cores slow each other down while they compute
    #[arg(long, value_name = "N", value_parser = whole(1, MAX_CORES))]
    cores: Option<u32>,

    /// How much of the tests' time is computing, the rest being sleep, disk, network and other processes
    /// (default: 50, or the preset's)
    #[arg(long, value_name = "PERCENT", requires = "cores", conflicts_with = "calibrated")]
    #[arg(value_parser = whole(0_u32, 100))]
    cpu_share: Option<u32>,

    /// How many cores the machine of the report had: what contention added to its durations is taken out
    #[arg(long, value_name = "N", requires = "cores", value_parser = whole(1, u32::MAX))]
    recorded_cores: Option<u32>,

    /// How many workers ran when it was recorded, if the report does not say
    #[arg(long, value_name = "N", requires = "recorded_cores", value_parser = whole(0, u32::MAX))]
    recorded_workers: Option<u32>,

    #[command(flatten)]
    selection: SelectionArgs,

    /// In which order tests are collected (default: collected, or the preset's)
    #[arg(long, value_name = "ORDER", value_parser = order_arg::parser())]
    order: Option<Order>,

    /// Names the random order
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = whole(0, u64::MAX))]
    order_seed: u64,

    /// How fast the machine runs tests: 1.3 is 1.3 times as fast as the one of the report; the times given here are those
    /// of the machine at hand
    #[arg(long, value_name = "FACTOR", default_value = "1", value_parser = speed)]
    speed: u32,

    /// What measuring coverage adds to tests, in percent; 0: it is not measured (default: as recorded)
    #[arg(long, value_name = "PERCENT", value_parser = coverage)]
    coverage: Option<u32>,

    /// What coverage added when it was recorded; 0: it was off (default: as the report says; 30 if it was on)
    #[arg(long, value_name = "PERCENT", requires = "coverage", value_parser = coverage)]
    recorded_coverage: Option<u32>,
}

impl SessionArgs {
    /// The costs of a real run, if they are asked for.
    pub(crate) fn calibrated(&self) -> anyhow::Result<Option<Calibrated>> {
        self.calibrated.as_deref().map(calibrated_file::open).transpose()
    }

    /// Notes what is known of how a suite was recorded beyond what its report says.
    pub(crate) fn complete(&self, suite: &mut Suite, calibrated: Option<&Calibrated>) -> anyhow::Result<()> {
        let recording = &mut suite.recording;
        if let Some(cores) = self.recorded_cores {
            let workers = self.recorded_workers.or(recording.workers);
            if workers.is_none() {
                let name = &suite.name;
                bail!("{name} does not say how many workers ran, expected --recorded-workers with --recorded-cores");
            }
            (recording.workers, recording.cores) = (workers, Some(cores));
        }
        if recording.cores.is_none() {
            // What was calibrated ran on the same machine.
            recording.cores = calibrated.and_then(|calibrated| Some(calibrated.costs.contention?.cores));
        }
        if let Some(coverage) = self.recorded_coverage {
            recording.coverage = Some(coverage > 0);
            recording.coverage_permille = Some(coverage);
        }
        Ok(())
    }

    /// The session, and whether all modes are asked for; `start` is what options change.
    pub(crate) fn session(
        &self,
        start: &Session,
        recording: &Recording,
        calibrated: Option<&Calibrated>,
    ) -> anyhow::Result<(Session, bool)> {
        let (dist, wants_all) = match self.dist.as_deref() {
            // Workers turn on `load`, as in pytest-xdist.
            None if self.numprocesses.is_some() && start.dist == DistMode::No => (Some(DistMode::Load), false),
            None => (Some(start.dist), false),
            Some("all") => (Some(DistMode::Load), true),
            Some(flag) => (DistMode::from_flag(flag), false),
        };
        let Some(dist) = dist else {
            let flag = self.dist.as_deref().unwrap_or_default();
            bail!("--dist is `{flag}`, expected one of: {}, or all", flags());
        };
        let session = Session {
            dist,
            workers: self.numprocesses.unwrap_or(start.workers),
            maxschedchunk: self.maxschedchunk.or(start.maxschedchunk),
            loadscope_reorder: start.loadscope_reorder && !self.no_loadscope_reorder,
            max_worker_restart: self.max_worker_restart.or(start.max_worker_restart),
            order: self.order.unwrap_or(start.order),
            order_seed: self.order_seed,
            ..self.selection.apply(start.clone())?
        };
        Ok((self.on_machine(&session, recording, calibrated), wants_all))
    }

    /// A session on the machine and at the costs that are asked for.
    pub(crate) fn on_machine(
        &self,
        session: &Session,
        recording: &Recording,
        calibrated: Option<&Calibrated>,
    ) -> Session {
        let fitted = calibrated.map_or_else(|| session.clone(), |calibrated| calibrated.costs.apply(session));
        let shares = fitted.contention.unwrap_or_default();
        let cpu_permille = self.cpu_share.map_or(shares.cpu_permille, |percent| percent * WHOLE / 100);
        Session {
            startup: self.startup.map_or(fitted.startup, PerWorker::All),
            collection: self.collection.map_or(fitted.collection, PerWorker::All),
            latency: self.latency.unwrap_or(fitted.latency),
            test_overhead: self.test_overhead.unwrap_or(fitted.test_overhead),
            contention: self.cores.map(|cores| Contention { cores, cpu_permille, ..shares }).or(fitted.contention),
            speed_permille: self.speed,
            coverage_permille: self.coverage.unwrap_or_else(|| recorded_coverage(recording)),
            ..fitted
        }
    }

    /// The session of another command line, on the same machine at the same costs, of the tests that the line selects, as
    /// collected: an order is no option of pytest's, so it is part of what is tried. `--cov` in the line puts coverage on where
    /// `--coverage 0` took it off.
    pub(crate) fn baseline(&self, line: &CommandLine, session: &Session, recording: &Recording) -> Session {
        let mut baseline = Session { order: Order::Collected, ..line.apply(session, session.workers) };
        if line.coverage && self.coverage == Some(0) {
            baseline.coverage_permille = match recorded_coverage(recording) {
                0 => USUAL_COVERAGE,
                recorded => recorded,
            };
        }
        baseline
    }
}

/// Takes the fixtures that a calibration charges apart out of a report's durations; what was done, in sentences.
pub(crate) fn take_fixtures_out(reading: &mut Reading, calibrated: Option<&Calibrated>) -> Vec<String> {
    let Some(Calibrated { suite, calibration, costs, .. }) = calibrated else { return Vec::new() };
    let mut done = vec![format!("calibrated on {suite}: {}", sentence(calibration.whole()))];
    if costs.fixtures == Fixtures::default() {
        return done;
    }
    if reading.facts.spans.is_empty() {
        let name = &reading.suite.name;
        done.push(format!(
            "{name} does not say which worker ran what: fixtures stay in its durations, and are charged again"
        ));
    } else {
        reading.suite.tests = take_out(&recorded(reading, &Told::default()), &costs.fixtures);
    }
    done
}

fn workers(text: &str) -> Result<u32, String> {
    match text {
        "auto" | "logical" => {
            Err("it depends on the machine; give the number of cores it has, for example 4".to_owned())
        }
        _ => whole(0, MAX_WORKERS)(text).map_err(|expected| format!("{expected}, for example 4")),
    }
}

/// A time as people type it.
pub(crate) fn time(text: &str) -> anyhow::Result<Nanos> {
    read_time(text).with_context(|| format!("`{text}` is no time, expected for example 2, 0.4s, 150ms or 2m"))
}

/// To thousandths.
fn speed(text: &str) -> Result<u32, String> {
    let most = MAX_SPEED / WHOLE;
    thousandths(text, 1.0, 1..=MAX_SPEED)
        .ok_or_else(|| format!("expected a number from 0.001 to {most}, for example 1.3"))
}

/// To thousandths.
fn coverage(text: &str) -> Result<u32, String> {
    let most = MAX_COVERAGE / 10;
    thousandths(text, 0.01, 0..=MAX_COVERAGE)
        .ok_or_else(|| format!("expected percent from 0 to {most}, for example 30"))
}

fn thousandths(text: &str, unit: f64, range: RangeInclusive<u32>) -> Option<u32> {
    let number = (text.parse::<f64>().ok()? * unit * f64::from(WHOLE)).round();
    let is_in_range = f64::from(*range.start()) <= number && number <= f64::from(*range.end());
    is_in_range.then_some(number as u32)
}

/// All dist modes, for messages.
pub(crate) fn flags() -> String {
    let flags: Vec<&str> = laneway_engine::dist_mode::DIST_MODES.iter().map(|info| info.flag).collect();
    flags.join(", ")
}
