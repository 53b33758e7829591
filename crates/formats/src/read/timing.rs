//! pytest-timing's JSON, schema 1: every test with its worker and phases, every worker with its boot and collection.
//!
//! Written by pytest-timing 0.4 (`--timing-json`).

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::BufRead;

use laneway_engine::dist_mode::DistMode;
use laneway_engine::suite::{OrderKnown, SourceKind};
use laneway_engine::time::Nanos;
use serde::Deserialize;

use super::ReadError;
use super::date::date;
use super::facts::WorkerFacts;
use super::relaxed_json::{RelaxedJson, Shared};
use super::rows::{Ending, Phase, Rows};
use super::source::Source;

const TITLE: &str = "the pytest-timing JSON";

/// The newest schema that is known.
const SCHEMA: u32 = 1;

#[derive(Deserialize)]
struct Document {
    schema: u32,
    #[serde(default)]
    run: Run,
    #[serde(default)]
    workers: Vec<Worker>,
    tests: Vec<Test>,
}

#[derive(Default, Deserialize)]
struct Run {
    start: Option<f64>,
    stop: Option<f64>,
    numprocesses: Option<u32>,
    dist: Option<String>,
    #[serde(default)]
    argv: Vec<String>,
    #[serde(default)]
    cpu: Option<Cpu>,
}

/// Where tests ran; told of a plain process, and of workers that were given a budget.
#[derive(Deserialize)]
struct Cpu {
    #[serde(default)]
    domains: HashMap<String, Domain>,
}

#[derive(Deserialize)]
struct Domain {
    host: Option<Host>,
}

#[derive(Deserialize)]
struct Host {
    /// How many CPUs the run could use.
    budget: Option<u32>,
}

#[derive(Deserialize)]
struct Worker {
    id: String,
    start: Option<f64>,
    ready: Option<f64>,
    collected: Option<f64>,
    down: Option<f64>,
}

#[derive(Deserialize)]
struct Test {
    nodeid: String,
    #[serde(default)]
    worker: Option<String>,
    #[serde(default)]
    outcome: String,
    #[serde(default)]
    attempt: u32,
    #[serde(default)]
    phases: Phases,
    start: Option<f64>,
    stop: Option<f64>,
    cpu: Option<Work>,
}

/// CPU seconds of a test and of the processes that it started.
#[derive(Deserialize)]
struct Work {
    work: f64,
    coverage: Option<String>,
}

pub(super) fn read<R: BufRead>(source: &mut Source<'_, R>, rows: &mut Rows) -> Result<(), ReadError> {
    rows.recording.source = SourceKind::PytestTiming;
    let first_line = source.line();
    let json = RefCell::new(RelaxedJson::new(source));
    let mut reader = serde_json::Deserializer::from_reader(Shared(&json));
    let result = Document::deserialize(&mut reader);
    let json = json.into_inner();
    let mut document = result.map_err(|error| json.broken(TITLE, &error))?;
    json.warn(&mut rows.warnings);
    if document.schema > SCHEMA {
        let why = format!("its schema is {}, expected at most {SCHEMA}", document.schema);
        return Err(ReadError::Broken { line: first_line, kind: TITLE, why });
    }
    let run = &document.run;
    // Without xdist there is one worker, `main`.
    let n_xdist = document.workers.iter().filter(|worker| worker.id != "main").count() as u32;
    let n_workers = run.numprocesses.unwrap_or(n_xdist);
    rows.recording.workers = Some(n_workers);
    rows.recording.order = if n_workers > 0 { OrderKnown::Finished } else { OrderKnown::Collected };
    rows.recording.date = run.start.and_then(date);
    let has_coverage = run.argv.iter().any(|word| word == "--cov" || word.starts_with("--cov="));
    // Coverage may also be asked for in a file; only its presence is certain.
    rows.recording.coverage = has_coverage.then_some(true);
    rows.dist = run.dist.as_deref().and_then(DistMode::from_flag);
    // Workers on several hosts share no cores.
    let hosts: Vec<_> = run.cpu.iter().flat_map(|cpu| cpu.domains.values()).collect();
    rows.recording.cores = match hosts.as_slice() {
        [Domain { host: Some(host) }] => host.budget,
        _ => None,
    };
    rows.origin = run.start.map(|_| 0.0);
    rows.wall = run.stop.zip(run.start).and_then(|(stop, start)| Nanos::from_secs(stop - start));
    let time = |secs: Option<f64>| secs.and_then(Nanos::from_secs);
    let mut workers = HashMap::new();
    for worker in &document.workers {
        workers.insert(worker.id.clone(), rows.workers.len() as u32);
        rows.workers.push(WorkerFacts {
            name: worker.id.clone(),
            started: time(worker.start),
            ready: time(worker.ready),
            collected: time(worker.collected),
            down: time(worker.down),
        });
    }
    document.tests.sort_by(|a, b| a.start.unwrap_or_default().total_cmp(&b.start.unwrap_or_default()));
    for test in &document.tests {
        test.add(first_line, &workers, rows)?;
    }
    rows.cpu = document.tests.iter().map(Test::work).sum::<Option<f64>>().and_then(Nanos::from_secs);
    Ok(())
}

/// Start, stop, and seconds of each phase.
#[derive(Default, Deserialize)]
struct Phases {
    setup: Option<[Option<f64>; 3]>,
    call: Option<[Option<f64>; 3]>,
    teardown: Option<[Option<f64>; 3]>,
}

impl Test {
    /// CPU seconds, where all that it started was measured too.
    fn work(&self) -> Option<f64> {
        self.cpu.as_ref().filter(|cpu| cpu.coverage.as_deref() == Some("tree")).map(|cpu| cpu.work)
    }

    /// All tests stand in one JSON document, which is written as one line: that is the line that warnings name.
    fn add(&self, line: u64, workers: &HashMap<String, u32>, rows: &mut Rows) -> Result<(), ReadError> {
        if let Some(before) = rows.find(&self.nodeid) {
            let count = if self.attempt > 0 { "run again" } else { "here a second time" };
            rows.warnings.push(line, format!("`{}` is {count}; the last run counts", self.nodeid));
            rows.begin_again(before);
        }
        let mut position = None;
        let Phases { setup, call, teardown } = self.phases;
        for (phase, times) in [(Phase::Setup, setup), (Phase::Call, call), (Phase::Teardown, teardown)] {
            if let Some([_, _, Some(secs)]) = times {
                position = rows.add_phase(line, &self.nodeid, phase, secs)?;
            }
        }
        if position.is_none() {
            let secs = self.stop.unwrap_or(f64::NAN) - self.start.unwrap_or(f64::NAN);
            position = rows.add_phase(line, &self.nodeid, Phase::Call, secs)?;
        }
        let Some(position) = position else { return Ok(()) };
        if let (Some(start), Some(stop)) = (self.start, self.stop) {
            rows.ran(position, start, stop);
        }
        let row = rows.row(position);
        row.ran_on = self.worker.as_ref().and_then(|worker| workers.get(worker)).copied();
        row.ending = match self.outcome.as_str() {
            "failed" | "error" | "crashed" | "rerun" => Ending::Failed,
            "skipped" | "xfailed" => Ending::Skipped,
            _ => Ending::Passed,
        };
        Ok(())
    }
}
