//! What was measured of one real run: the input of a calibration. Times are since the session began, or, where a report
//! does not know that, since its first test began.

use crate::dist_mode::DistMode;
use crate::suite::Test;
use crate::time::Nanos;

/// One real session as it was measured.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recorded<'a> {
    /// The tests, with what they took: set-up, call and teardown together.
    pub tests: &'a [Test],
    /// One entry for each test, in the same order; `None` where it is not known when it ran.
    pub runs: Vec<Option<TestRun>>,
    /// What is known of each worker besides; may be empty.
    pub workers: Vec<WorkerTimes>,
    /// `--dist`, as it was run; not [`DistMode::Each`].
    pub dist: DistMode,
    /// `-n`, as it was run; 0: one plain process.
    pub n_workers: u32,
    /// When the session ended, if times are since it began.
    pub ended: Option<Nanos>,
    /// How much longer than what was measured the whole command took: interpreter, imports, exit.
    pub outside: Option<Nanos>,
    /// How many cores the machine had.
    pub cores: Option<u32>,
    /// How much of the tests' time was computing.
    pub computing: Computing,
}

/// How much of the tests' time was computing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Computing {
    /// Nobody knows.
    #[default]
    Unknown,
    /// A share of the time with a core to itself, 0 to 1000.
    Permille(u32),
    /// CPU time of all tests together, as it was measured.
    Measured(Nanos),
}

/// One run of a test.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TestRun {
    /// Which worker ran it: a number, the same for all that it ran.
    pub worker: u32,
    /// When its set-up began.
    pub start: Nanos,
    /// When its teardown ended.
    pub stop: Nanos,
    /// How long its fixtures took before it, and after it; `None` where phases are not known.
    pub fixtures: Option<(Nanos, Nanos)>,
}

/// When the controller learned what of a worker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WorkerTimes {
    /// When its process was begun.
    pub started: Option<Nanos>,
    /// When it was ready to collect.
    pub ready: Option<Nanos>,
    /// When it had collected.
    pub collected: Option<Nanos>,
    /// When it had finished.
    pub down: Option<Nanos>,
}

impl Recorded<'_> {
    /// The tests of each worker, as they ran one after another.
    pub(super) fn sequences(&self) -> Vec<Vec<u32>> {
        let mut sequences: Vec<Vec<u32>> = Vec::new();
        for (test, run) in (0..).zip(&self.runs) {
            let Some(run) = run else { continue };
            let worker = run.worker as usize;
            sequences.resize(sequences.len().max(worker + 1), Vec::new());
            sequences[worker].push(test);
        }
        for sequence in &mut sequences {
            sequence.sort_by_key(|&test| self.run(test).start);
        }
        sequences
    }

    /// When and where a test of a sequence ran.
    pub(super) fn run(&self, test: u32) -> TestRun {
        self.runs[test as usize].unwrap_or_default()
    }

    /// When the first test began, and when the last one ended; `None` without any.
    pub(super) fn phase(&self) -> Option<(Nanos, Nanos)> {
        let runs = || self.runs.iter().flatten();
        Some((runs().map(|run| run.start).min()?, runs().map(|run| run.stop).max()?))
    }
}
