//! One plain process that runs its tests in order, event by event, since others on its machine slow it down.
//!
//! It does what [`super::super::plain`] does at once.

use crate::collected::Collected;
use crate::outcome::{Ending, Outcome, Run};
use crate::session::Session;
use crate::simulate::cores::Activity;
use crate::simulate::costs::{Costs, SetUp};
use crate::simulate::plain::first;
use crate::simulate::record::OpenRun;
use crate::simulate::wire::Wire;
use crate::time::Nanos;

/// A session without workers under way.
pub(super) struct Process<'a> {
    session: &'a Session,
    n_tests: u32,
    pub(super) wire: Wire,
    costs: Costs<'a>,
    set_up: SetUp,
    phase: Phase,
    /// The next test.
    test: u32,
}

/// What the process is doing.
enum Phase {
    Starting,
    Collecting,
    Running(OpenRun),
    /// Between two tests.
    Resting,
    Finishing,
}

impl<'a> Process<'a> {
    /// Before anything has happened, on a new wire.
    pub(super) fn start(collected: &'a Collected<'a>, session: &'a Session, mut wire: Wire) -> Self {
        let number = wire.add_node();
        wire.begin(Nanos::ZERO, first(&session.startup), Activity::Boot, number);
        Self {
            session,
            n_tests: collected.n_tests() as u32,
            wire,
            costs: Costs::new(collected, session),
            set_up: SetUp::default(),
            phase: Phase::Starting,
            test: 0,
        }
    }

    /// What it was doing is done; whether the session is over.
    pub(super) fn on_timer(&mut self) -> bool {
        let now = Nanos(self.wire.now);
        match self.phase {
            Phase::Starting => {
                self.wire.record.life(0).ready = Some(now);
                self.wire.begin(Nanos::ZERO, first(&self.session.collection), Activity::Boot, 0);
                self.phase = Phase::Collecting;
            }
            Phase::Collecting => {
                self.wire.record.life(0).collected = Some(now);
                self.go_on();
            }
            Phase::Running(open) => {
                self.wire.record.close(&open, now);
                if open.run.crashed {
                    self.wire.record.life(0).died = Some(now);
                    return true;
                }
                if self.test < self.n_tests && self.session.test_gap > Nanos::ZERO {
                    self.wire.set_timer(self.session.test_gap, 0);
                    self.phase = Phase::Resting;
                } else {
                    self.go_on();
                }
            }
            Phase::Resting => self.go_on(),
            Phase::Finishing => {
                self.wire.record.life(0).finished = Some(now);
                return true;
            }
        }
        false
    }

    /// The next test, or the end.
    fn go_on(&mut self) {
        if self.test == self.n_tests {
            self.wire.set_timer(self.session.worker_finish, 0);
            self.phase = Phase::Finishing;
            return;
        }
        let start = Nanos(self.wire.now);
        let taken = self.costs.take_up(self.test, &mut self.set_up);
        let (fixtures, crashed) = (taken.fixtures, taken.crashes);
        let run = Run { test: self.test, worker: 0, start, end: None, fixtures, crashed };
        self.wire.begin(Nanos::ZERO, taken.duration, Activity::Test, 0);
        self.phase = Phase::Running(self.wire.record.open(run, start + taken.duration));
        self.test += 1;
    }

    /// The whole account, once the session has ended.
    pub(super) fn finish(self) -> Outcome {
        let now = Nanos(self.wire.now);
        self.wire.record.finish(Ending::Ok, now)
    }
}
