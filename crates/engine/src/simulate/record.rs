//! What is written down while a session runs.

use super::Detail;
use crate::outcome::{Decision, DecisionKind, Ending, Outcome, Run, WorkerLife};
use crate::reason::Reason;
use crate::time::Nanos;

/// The account of a session in the making.
pub(crate) struct Record {
    detail: Detail,
    outcome: Outcome,
    first_start: Option<Nanos>,
    is_completed: Vec<bool>,
}

/// A run that was taken up and has not ended.
#[derive(Clone, Copy)]
pub(super) struct OpenRun {
    /// As it will be if the session lasts.
    pub(super) run: Run,
    /// When it ends if its worker never waits for a core.
    pub(super) soonest_end: Nanos,
    position: usize,
}

impl Record {
    pub(super) fn new(detail: Detail, n_tests: usize) -> Self {
        Self { detail, outcome: Outcome::default(), first_start: None, is_completed: vec![false; n_tests] }
    }

    pub(super) fn add_worker(&mut self, created: Nanos) {
        self.outcome.workers.push(WorkerLife { created, ..WorkerLife::default() });
        self.outcome.summary.busy.push(Nanos::ZERO);
        self.outcome.summary.worker_tests.push(0);
    }

    /// The life of a worker, to note what happens in it.
    pub(super) fn life(&mut self, worker: u32) -> &mut WorkerLife {
        &mut self.outcome.workers[worker as usize]
    }

    pub(super) fn decide(&mut self, at: Nanos, kind: DecisionKind, worker: u32, tests: Option<&[u32]>, why: Reason) {
        match kind {
            DecisionKind::Steal => self.outcome.summary.steals += 1,
            DecisionKind::ErrorDown => self.outcome.summary.crashes += 1,
            _ => {}
        }
        if self.detail == Detail::Full {
            self.outcome.decisions.push(Decision { at, kind, worker, tests: tests.map(<[u32]>::to_vec), why });
        }
    }

    /// A worker takes a test up.
    pub(super) fn open(&mut self, run: Run, soonest_end: Nanos) -> OpenRun {
        let is_first = self.first_start.is_none_or(|first| run.start < first);
        if is_first {
            self.first_start = Some(run.start);
        }
        let position = self.outcome.runs.len();
        if self.detail == Detail::Full {
            self.outcome.runs.push(run);
        }
        OpenRun { run, soonest_end, position }
    }

    /// A run has ended.
    pub(super) fn close(&mut self, open: &OpenRun, end: Nanos) {
        let summary = &mut self.outcome.summary;
        summary.makespan = summary.makespan.max(end);
        if !open.run.crashed {
            let worker = open.run.worker as usize;
            summary.busy[worker] += end - open.run.start;
            summary.worker_tests[worker] += 1;
            self.is_completed[open.run.test as usize] = true;
        }
        if self.detail == Detail::Full {
            self.outcome.runs[open.position].end = Some(end);
        }
    }

    /// A worker has ended all its runs, without crashes; said once a worker.
    pub(super) fn add_runs(&mut self, worker: u32, n_tests: u32, first_start: Nanos, last_end: Nanos, busy: Nanos) {
        let summary = &mut self.outcome.summary;
        self.first_start = Some(self.first_start.map_or(first_start, |first| first.min(first_start)));
        summary.makespan = summary.makespan.max(last_end);
        summary.busy[worker as usize] = busy;
        summary.worker_tests[worker as usize] = n_tests;
    }

    /// The whole account, once the session has ended at `now`.
    pub(super) fn finish(mut self, ending: Ending, now: Nanos) -> Outcome {
        let summary = &mut self.outcome.summary;
        summary.session_end = now;
        summary.first_start = self.first_start.unwrap_or_default();
        summary.not_completed =
            (0..).zip(&self.is_completed).filter(|(_, is_completed)| !**is_completed).map(|(test, _)| test).collect();
        self.outcome.ending = ending;
        self.outcome
    }
}
