//! The options that describe a session, named like pytest-xdist's own.

use anyhow::{Context, bail};
use laneway_engine::contention::{Contention, MAX_CORES, WHOLE, factor_in, without_stretch};
use laneway_engine::dist_mode::DistMode;
use laneway_engine::session::{PerWorker, Session};
use laneway_engine::suite::{Recording, Suite};
use laneway_engine::time::Nanos;
use laneway_formats::typed::read_time;

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

    /// From the start until a worker is ready, for example 0.4s
    #[arg(long, value_name = "TIME", default_value = "0s", value_parser = time)]
    startup: Nanos,

    /// How long each worker collects
    #[arg(long, value_name = "TIME", default_value = "0s", value_parser = time)]
    collection: Nanos,

    /// One way between controller and worker, for example 1ms
    #[arg(long, value_name = "TIME", default_value = "0s", value_parser = time)]
    latency: Nanos,

    /// Added to every test
    #[arg(long, value_name = "TIME", default_value = "0s", value_parser = time)]
    test_overhead: Nanos,

    /// How many cores the workers share: more workers than cores slow each other down while they compute
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(MAX_CORES)))]
    cores: Option<u32>,

    /// How much of the tests' time is computing, the rest being sleep, disk, network and other processes
    #[arg(long, value_name = "PERCENT", default_value_t = 50, requires = "cores")]
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
    /// Takes out of a suite's durations what contention added when they were recorded; in a sentence, by how much.
    pub(crate) fn take_stretch_out(&self, suite: &mut Suite, session: &Session) -> anyhow::Result<Option<String>> {
        let (Some(contention), Some(cores)) = (&session.contention, self.recorded_cores) else {
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
        Ok(Some(format!("recorded by {workers} workers on {cores} cores: durations divided by {factor:.2}")))
    }

    /// The session, and whether all modes are asked for.
    pub(crate) fn session(&self) -> anyhow::Result<(Session, bool)> {
        let wants_all = self.dist == "all";
        let dist = if wants_all { Some(DistMode::Load) } else { DistMode::from_flag(&self.dist) };
        let Some(dist) = dist else {
            bail!("--dist is `{}`, expected one of: {}, or all", self.dist, flags());
        };
        let cpu_permille = self.cpu_share * WHOLE / 100;
        let contention = self.cores.map(|cores| Contention { cores, cpu_permille, ..Contention::default() });
        let session = Session {
            dist,
            workers: self.numprocesses,
            maxschedchunk: self.maxschedchunk,
            loadscope_reorder: !self.no_loadscope_reorder,
            max_worker_restart: self.max_worker_restart,
            startup: PerWorker::All(self.startup),
            collection: PerWorker::All(self.collection),
            latency: self.latency,
            test_overhead: self.test_overhead,
            contention,
            ..Session::default()
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

fn time(text: &str) -> anyhow::Result<Nanos> {
    read_time(text).with_context(|| format!("`{text}` is no time, expected for example 2, 0.4s, 150ms or 2m"))
}

fn flags() -> String {
    let flags: Vec<&str> = laneway_engine::dist_mode::DIST_MODES.iter().map(|info| info.flag).collect();
    flags.join(", ")
}
