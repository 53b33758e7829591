//! A worker: it holds one item back, and runs the current one once it knows the next.
//!
//! Mirrors pytest-xdist 3.8.0, `xdist/remote.py` (`TestQueue`, `WorkerInteractor`).

use std::collections::VecDeque;

use super::cores::Activity;
use super::costs::{Costs, SetUp};
use super::message::{Command, Report};
use super::record::OpenRun;
use super::wire::Wire;
use crate::outcome::Run;
use crate::time::Nanos;

/// The shutdown mark among the tests of a queue.
const SHUTDOWN: u32 = u32::MAX;

/// Spans that all workers share.
#[derive(Clone, Copy, Default)]
pub(super) struct Pace {
    pub(super) test_gap: Nanos,
    pub(super) worker_finish: Nanos,
}

/// One worker process.
pub(super) struct Worker {
    number: u32,
    phase: Phase,
    collection: Nanos,
    /// How long it waits before its first test (`--ramp`).
    ramp: Nanos,
    n_tests: u32,
    early: Vec<Command>,
    queue: VecDeque<u32>,
    next: u32,
    set_up: SetUp,
}

/// What a worker is doing.
enum Phase {
    Booting,
    Collecting,
    /// Blocked: it has no item.
    Dry,
    /// Blocked: it holds an item, and waits to know what follows.
    Holding(u32),
    Running(OpenRun),
    /// Between two tests.
    Resting,
    Finishing,
    Done,
    Dead,
}

impl Worker {
    /// A worker whose boot is due in `startup`.
    pub(super) fn start(wire: &mut Wire, startup: Nanos, collection: Nanos, ramp: Nanos, n_tests: u32) -> Self {
        let number = wire.add_node();
        wire.begin(Nanos::ZERO, startup, Activity::Boot, number);
        Self {
            number,
            phase: Phase::Booting,
            collection,
            ramp,
            n_tests,
            early: Vec::new(),
            queue: VecDeque::new(),
            next: SHUTDOWN,
            set_up: SetUp::default(),
        }
    }

    /// Its timer has come due.
    pub(super) fn on_timer(&mut self, wire: &mut Wire, costs: &mut Costs, pace: Pace) {
        match self.phase {
            Phase::Booting => {
                wire.report(self.number, Report::Ready);
                wire.record.life(self.number).ready = Some(Nanos(wire.now));
                wire.begin(Nanos::ZERO, self.collection, Activity::Boot, self.number);
                self.phase = Phase::Collecting;
            }
            Phase::Collecting => {
                wire.report(self.number, Report::Collected);
                wire.record.life(self.number).collected = Some(Nanos(wire.now));
                self.phase = Phase::Dry;
                for command in std::mem::take(&mut self.early) {
                    self.handle(wire, command);
                }
                self.go_on(wire, costs, pace);
            }
            Phase::Running(open) => self.end_test(wire, costs, pace, open),
            Phase::Resting => {
                self.phase = Phase::Holding(self.next);
                self.go_on(wire, costs, pace);
            }
            Phase::Finishing => self.finish(wire),
            Phase::Dry | Phase::Holding(_) | Phase::Done | Phase::Dead => {
                unreachable!("a worker that waits or is gone has no timer")
            }
        }
    }

    /// A command has arrived. Those that come before the run loop wait for it; a worker that is gone hears nothing.
    pub(super) fn on_command(&mut self, wire: &mut Wire, costs: &mut Costs, pace: Pace, command: Command) {
        match self.phase {
            Phase::Booting | Phase::Collecting => self.early.push(command),
            Phase::Done | Phase::Dead => {}
            Phase::Dry | Phase::Holding(_) | Phase::Running(_) | Phase::Resting | Phase::Finishing => {
                self.handle(wire, command);
                self.go_on(wire, costs, pace);
            }
        }
    }

    /// The run it is in, if any.
    pub(super) fn open_run(&self) -> Option<&OpenRun> {
        match &self.phase {
            Phase::Running(open) => Some(open),
            _ => None,
        }
    }

    fn handle(&mut self, wire: &mut Wire, command: Command) {
        match command {
            Command::Run(tests) => self.queue.extend(wire.tests(tests)),
            Command::RunAll => self.queue.extend(0..self.n_tests),
            Command::Shutdown => self.queue.push_back(SHUTDOWN),
            Command::Steal(tests) => {
                let given = give_back(&mut self.queue, wire.tests(tests));
                let given = wire.list(given.into_iter());
                wire.report(self.number, Report::Unscheduled(given));
            }
        }
    }

    /// Goes on as far as its queue allows, if it was blocked.
    fn go_on(&mut self, wire: &mut Wire, costs: &mut Costs, pace: Pace) {
        if matches!(self.phase, Phase::Dry) {
            match self.queue.pop_front() {
                None => return,
                Some(SHUTDOWN) => return self.leave_loop(wire, pace),
                Some(test) => self.phase = Phase::Holding(test),
            }
        }
        if let Phase::Holding(test) = self.phase
            && let Some(next) = self.queue.pop_front()
        {
            self.next = next;
            self.take_up(wire, costs, test);
        }
    }

    fn take_up(&mut self, wire: &mut Wire, costs: &mut Costs, test: u32) {
        let taken = costs.take_up(test, &mut self.set_up);
        let ramp = std::mem::take(&mut self.ramp);
        let start = Nanos(wire.now) + ramp;
        let run = Run { test, worker: self.number, start, end: None, fixtures: taken.fixtures, crashed: taken.crashes };
        wire.begin(ramp, taken.duration, Activity::Test, self.number);
        self.phase = Phase::Running(wire.record.open(run, start + taken.duration));
    }

    fn end_test(&mut self, wire: &mut Wire, costs: &mut Costs, pace: Pace, open: OpenRun) {
        let end = Nanos(wire.now);
        wire.record.close(&open, end);
        if open.run.crashed {
            self.phase = Phase::Dead;
            self.queue.clear();
            wire.record.life(self.number).died = Some(end);
            return wire.report(self.number, Report::Died);
        }
        let duration = (end - open.run.start).0;
        wire.report(self.number, Report::Complete { test: open.run.test, duration });
        if self.next == SHUTDOWN {
            self.leave_loop(wire, pace);
        } else if pace.test_gap > Nanos::ZERO {
            self.phase = Phase::Resting;
            wire.set_timer(pace.test_gap, self.number);
        } else {
            self.phase = Phase::Holding(self.next);
            self.go_on(wire, costs, pace);
        }
    }

    fn leave_loop(&mut self, wire: &mut Wire, pace: Pace) {
        if pace.worker_finish > Nanos::ZERO {
            self.phase = Phase::Finishing;
            wire.set_timer(pace.worker_finish, self.number);
        } else {
            self.finish(wire);
        }
    }

    fn finish(&mut self, wire: &mut Wire) {
        self.phase = Phase::Done;
        wire.record.life(self.number).finished = Some(Nanos(wire.now));
        wire.report(self.number, Report::Finished);
    }
}

/// Takes all of `wanted` out of `queue`, or nothing if one of them is not there (`WorkerInteractor.steal`).
/// In queue order. Cost: the length of `wanted` if it is the queue's tail, else a sort.
fn give_back(queue: &mut VecDeque<u32>, wanted: &[u32]) -> Vec<u32> {
    let kept = queue.len().saturating_sub(wanted.len());
    if queue.range(kept..).eq(wanted) {
        return queue.split_off(kept).into();
    }
    let mut requested = wanted.to_vec();
    requested.sort_unstable();
    requested.dedup();
    let given: Vec<u32> = queue.iter().copied().filter(|item| requested.binary_search(item).is_ok()).collect();
    if given.len() != requested.len() {
        return Vec::new();
    }
    queue.retain(|item| requested.binary_search(item).is_err());
    given
}
