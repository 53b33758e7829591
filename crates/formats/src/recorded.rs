//! A report, as what a calibration needs of it.

use laneway_engine::calibrate::{Computing, Recorded, TestRun, WorkerTimes};
use laneway_engine::dist_mode::DistMode;
use laneway_engine::time::Nanos;
use serde::{Deserialize, Serialize};

use crate::read::Reading;
use crate::read::facts::{Facts, Phases, WorkerFacts};

/// What a user knows of a run beyond its report. All of it may be left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// `--dist`. Else what the report says, or `load`.
    pub dist: Option<DistMode>,
    /// `-n`. Else what the report says.
    pub workers: Option<u32>,
    /// The cores of the machine. Else what the report says.
    pub cores: Option<u32>,
    /// How much of the tests' time with a core to itself is computing, in thousandths. Else what was measured.
    pub cpu_permille: Option<u32>,
    /// How long the whole command took.
    pub took: Option<Nanos>,
}

/// The run of a report, as it was measured. Workers that replaced others are known by their tests alone.
pub fn recorded<'a>(reading: &'a Reading, told: &Told) -> Recorded<'a> {
    let Reading { suite, facts, .. } = reading;
    let n_workers = told.workers.or(suite.recording.workers).unwrap_or_default();
    let run = |test: usize| {
        let (start, stop) = (*facts.spans.get(test)?)?;
        let worker = if facts.workers.is_empty() { 0 } else { (*facts.ran_on.get(test)?)? };
        let fixtures = facts.phases.get(test).map(|phases: &Phases| (phases.setup, phases.teardown));
        Some(TestRun { worker, start, stop, fixtures })
    };
    let runs: Vec<Option<TestRun>> = (0..suite.tests.len()).map(run).collect();
    let n_original = n_workers.max(1) as usize;
    let workers = facts.workers.iter().enumerate();
    let workers =
        workers.map(|(number, worker)| if number < n_original { times(worker) } else { WorkerTimes::default() });
    let computing = match (told.cpu_permille, facts.cpu) {
        (Some(permille), _) => Computing::Permille(permille),
        (None, Some(cpu)) => Computing::Measured(cpu),
        (None, None) => Computing::Unknown,
    };
    let ended = facts.wall.filter(|_| facts.is_whole);
    let measured = ended.or_else(|| phase(&runs));
    Recorded {
        tests: &suite.tests,
        runs,
        workers: workers.collect(),
        dist: told.dist.or(facts.dist).unwrap_or(if n_workers == 0 { DistMode::No } else { DistMode::Load }),
        n_workers,
        ended,
        outside: told.took.zip(measured).map(|(took, measured)| Nanos(took.0.saturating_sub(measured.0))),
        cores: told.cores.or(suite.recording.cores),
        computing,
    }
}

/// Whether the dist mode is only assumed.
pub fn is_dist_unknown(facts: &Facts, told: &Told) -> bool {
    told.dist.or(facts.dist).is_none()
}

/// From the first test's start to the last test's end.
fn phase(runs: &[Option<TestRun>]) -> Option<Nanos> {
    let first = runs.iter().flatten().map(|run| run.start).min()?;
    let last = runs.iter().flatten().map(|run| run.stop).max()?;
    Some(Nanos(last.0.saturating_sub(first.0)))
}

fn times(worker: &WorkerFacts) -> WorkerTimes {
    WorkerTimes { started: worker.started, ready: worker.ready, collected: worker.collected, down: worker.down }
}
