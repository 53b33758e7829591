//! The options that describe a session, named like pytest-xdist's own.

use std::path::PathBuf;

use anyhow::{Context, bail};
use laneway_engine::calibrate::take_out;
use laneway_engine::contention::{Contention, MAX_CORES, WHOLE, factor_in, without_stretch};
use laneway_engine::dist_mode::DistMode;
use laneway_engine::session::{Fixtures, PerWorker, Session};
use laneway_engine::suite::Recording;
use laneway_engine::time::Nanos;
use laneway_formats::calibrated::Calibrated;
use laneway_formats::read::Reading;
use laneway_formats::recorded::{Told, recorded};
use laneway_formats::typed::read_time;

use crate::calibrated_file;
use crate::commands::calibrate;

/// How the tests are run.
#[derive(clap::Args)]
pub(crate) struct SessionArgs {
    /// Workers; 0 is one plain process
    #[arg(short = 'n', long, value_name = "N", default_value_t = 4, value_parser = workers)]
    numprocesses: u32,

    /// How tests are distributed: load, worksteal, loadgroup, loadscope, loadfile, each, no; or all, side by side
    #[arg(long, value_name = "MODE", default_value = "load")]
    dist: String,

    /// The most tests that `load` sends at once
    #[arg(long, value_name = "N")]
    maxschedchunk: Option<i64>,

    /// Keep scopes in collection order
    #[arg(long)]
    no_loadscope_reorder: bool,

    /// How many workers may be replaced (xdist's default: 4 x workers)
    #[arg(long, value_name = "N")]
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
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(MAX_CORES)))]
    cores: Option<u32>,

    /// How much of the tests' time is computing, the rest being sleep, disk, network and other processes
    #[arg(long, value_name = "PERCENT", default_value_t = 50, requires = "cores", conflicts_with = "calibrated")]
    #[arg(value_parser = clap::value_parser!(u32).range(0..=100))]
    cpu_share: u32,

    /// How many cores the machine of the report had: what contention added to its durations is taken out
    #[arg(long, value_name = "N", requires = "cores", value_parser = clap::value_parser!(u32).range(1..))]
    recorded_cores: Option<u32>,

    /// How many workers ran when it was recorded, if the report does not say
    #[arg(long, value_name = "N", requires = "recorded_cores")]
    recorded_workers: Option<u32>,
}

impl SessionArgs {
    /// The costs of a real run, if they are asked for.
    pub(crate) fn calibrated(&self) -> anyhow::Result<Option<Calibrated>> {
        self.calibrated.as_deref().map(calibrated_file::open).transpose()
    }

    /// Takes out of a report's durations what the session charges apart; what was done, in sentences.
    pub(crate) fn take_costs_out(
        &self,
        reading: &mut Reading,
        session: &Session,
        calibrated: Option<&Calibrated>,
    ) -> anyhow::Result<Vec<String>> {
        let mut done = Vec::new();
        if let Some(Calibrated { suite, calibration, costs, .. }) = calibrated {
            done.push(format!("calibrated on {suite}: {}", calibrate::sentence(calibration.whole())));
            let has_fixtures = costs.fixtures != Fixtures::default();
            if has_fixtures && reading.facts.spans.is_empty() {
                let name = &reading.suite.name;
                done.push(format!(
                    "{name} does not say which worker ran what: fixtures stay in its durations, and are charged again"
                ));
            } else if has_fixtures {
                reading.suite.tests = take_out(&recorded(reading, &Told::default()), &costs.fixtures);
            }
        }
        done.extend(self.take_stretch_out(reading, session, calibrated)?);
        Ok(done)
    }

    /// Takes out what contention added when durations were recorded; in a sentence, by how much.
    fn take_stretch_out(
        &self,
        reading: &mut Reading,
        session: &Session,
        calibrated: Option<&Calibrated>,
    ) -> anyhow::Result<Option<String>> {
        let suite = &mut reading.suite;
        let fitted = calibrated.and_then(|calibrated| calibrated.costs.contention);
        // What was calibrated ran on the same machine.
        let known = fitted.and_then(|fitted| suite.recording.workers.and(suite.recording.cores.or(Some(fitted.cores))));
        let (Some(contention), Some(cores)) = (&session.contention, self.recorded_cores.or(known)) else {
            return Ok(None);
        };
        let Some(workers) = self.recorded_workers.or(suite.recording.workers) else {
            bail!(
                "{} does not say how many workers ran, expected --recorded-workers with --recorded-cores",
                suite.name
            );
        };
        suite.recording = Recording { workers: Some(workers), cores: Some(cores), ..suite.recording.clone() };
        suite.tests = without_stretch(&suite.tests, &suite.recording, contention);
        let factor = f64::from(factor_in(&suite.recording, contention)) / f64::from(WHOLE);
        if self.recorded_cores.is_none() && factor <= 1.0 {
            return Ok(None);
        }
        Ok(Some(format!("recorded by {workers} workers on {cores} cores: durations divided by {factor:.2}")))
    }

    /// The session, and whether all modes are asked for.
    pub(crate) fn session(&self, calibrated: Option<&Calibrated>) -> anyhow::Result<(Session, bool)> {
        let wants_all = self.dist == "all";
        let dist = if wants_all { Some(DistMode::Load) } else { DistMode::from_flag(&self.dist) };
        let Some(dist) = dist else {
            bail!("--dist is `{}`, expected one of: {}, or all", self.dist, flags());
        };
        let cpu_permille = self.cpu_share * WHOLE / 100;
        let asked = Session {
            dist,
            workers: self.numprocesses,
            maxschedchunk: self.maxschedchunk,
            loadscope_reorder: !self.no_loadscope_reorder,
            max_worker_restart: self.max_worker_restart,
            ..Session::default()
        };
        let fitted = calibrated.map_or_else(|| asked.clone(), |calibrated| calibrated.costs.apply(&asked));
        let shares = fitted.contention.unwrap_or(Contention { cpu_permille, ..Contention::default() });
        let session = Session {
            startup: self.startup.map_or(fitted.startup, PerWorker::All),
            collection: self.collection.map_or(fitted.collection, PerWorker::All),
            latency: self.latency.unwrap_or(fitted.latency),
            test_overhead: self.test_overhead.unwrap_or(fitted.test_overhead),
            contention: self.cores.map(|cores| Contention { cores, ..shares }).or(fitted.contention),
            ..fitted
        };
        Ok((session, wants_all))
    }
}

fn workers(text: &str) -> Result<u32, String> {
    match text {
        "auto" | "logical" => {
            Err("it depends on the machine; give the number of cores it has, for example 4".to_owned())
        }
        _ => text.parse().map_err(|_| "expected a number, for example 4".to_owned()),
    }
}

/// A time as people type it.
pub(crate) fn time(text: &str) -> anyhow::Result<Nanos> {
    read_time(text).with_context(|| format!("`{text}` is no time, expected for example 2, 0.4s, 150ms or 2m"))
}

/// All dist modes, for messages.
pub(crate) fn flags() -> String {
    let flags: Vec<&str> = laneway_engine::dist_mode::DIST_MODES.iter().map(|info| info.flag).collect();
    flags.join(", ")
}
