//! The loop: events in order, until the session is finished, raises, or nothing is to come.

use std::collections::VecDeque;

use super::agenda::{CONTROLLER, Event};
use super::controller::{Controller, Turn};
use super::costs::Costs;
use super::message::{Message, Report};
use super::record::Record;
use super::wire::Wire;
use super::worker::{Pace, Worker};
use super::{Detail, SessionError};
use crate::collected::Collected;
use crate::outcome::{Ending, Outcome};
use crate::scheduler::{self, Raised, Scheduler};
use crate::session::{PerWorker, Session};
use crate::time::Nanos;

/// The most workers, replacements included, that one session may make.
const MAX_WORKERS_MADE: usize = 200_000;

/// A session under way.
pub(super) struct Running<'a> {
    collected: &'a Collected<'a>,
    session: &'a Session,
    pace: Pace,
    /// Whether the controller serves one message at a time.
    is_serial: bool,
    n_tests: u32,
    pub(super) wire: Wire,
    costs: Costs<'a>,
    workers: Vec<Worker>,
    controller: Controller<'a, dyn Scheduler + 'a>,
    inbox: VecDeque<(u32, Report)>,
    is_busy: Busy,
    ended: Option<Result<Ending, SessionError>>,
}

/// What a controller that serves one message at a time is doing.
#[derive(PartialEq, Eq)]
enum Busy {
    No,
    /// The head of the inbox gets its turn when the timer comes due.
    Serving,
    /// It is making a replacement until the timer comes due.
    Replacing,
}

/// Runs a checked session with workers.
pub(super) fn run(collected: &Collected<'_>, session: &Session, detail: Detail) -> Result<Outcome, SessionError> {
    let contention = session.contention.filter(|contention| contention.slows_down(session.workers));
    let n_tests = collected.n_tests();
    let wire = Wire::new(n_tests as u32, session.latency, contention, Record::new(detail, n_tests));
    let mut running = Running::start(collected, session, wire);
    running.run_to_end();
    running.finish()
}

impl<'a> Running<'a> {
    /// Before anything has happened, on a new wire.
    pub(super) fn start(collected: &'a Collected<'a>, session: &'a Session, mut wire: Wire) -> Self {
        let n_tests = collected.n_tests() as u32;
        let workers = (0..session.workers)
            .map(|number| {
                let (startup, collection) = (session.startup.of(number), session.collection.of(number));
                Worker::start(&mut wire, startup, collection, session.ramp_of(number), n_tests)
            })
            .collect();
        Self {
            collected,
            session,
            pace: Pace { test_gap: session.test_gap, worker_finish: session.worker_finish },
            is_serial: session.controller_cost > Nanos::ZERO || session.restart_block > Nanos::ZERO,
            n_tests,
            wire,
            costs: Costs::new(collected, session),
            workers,
            controller: Controller::new(collected, session, scheduler::make(collected, session)),
            inbox: VecDeque::new(),
            is_busy: Busy::No,
            ended: None,
        }
    }

    fn run_to_end(&mut self) {
        while let Some(event) = self.wire.next() {
            if self.handle(event) {
                break;
            }
        }
    }

    /// Handles one event; whether the session is over.
    #[inline]
    pub(super) fn handle(&mut self, event: Event) -> bool {
        let turn = match event {
            Event::Timer(CONTROLLER) => self.on_controller_timer(),
            Event::Timer(worker) => {
                self.workers[worker as usize].on_timer(&mut self.wire, &mut self.costs, self.pace);
                return false;
            }
            Event::Message(worker, Message::Command(command)) => {
                let (wire, costs) = (&mut self.wire, &mut self.costs);
                self.workers[worker as usize].on_command(wire, costs, self.pace, command);
                return false;
            }
            Event::Message(worker, Message::Report(report)) => {
                if matches!(report, Report::Finished | Report::Died) {
                    self.wire.set_down(worker);
                }
                if self.is_serial {
                    self.inbox.push_back((worker, report));
                    self.serve_next();
                    return false;
                }
                self.turn(worker, report).map(|_| ())
            }
        };
        if let Err(raised) = turn {
            let raised = raised.with_positions(|test| self.collected.position(test));
            self.ended = Some(Ok(Ending::InternalError(raised.to_string())));
        } else if self.controller.session_finished() {
            self.ended = Some(Ok(Ending::Ok));
        } else if self.workers.len() > MAX_WORKERS_MADE {
            self.ended = Some(Err(SessionError::TooManyRestarts { limit: MAX_WORKERS_MADE }));
        }
        self.ended.is_some()
    }

    /// The whole account, once the session is over, or nothing is to come any more.
    pub(super) fn finish(mut self) -> Result<Outcome, SessionError> {
        let ending = self.ended.take().unwrap_or(Ok(Ending::Deadlock))?;
        let now = Nanos(self.wire.now);
        for worker in &self.workers {
            // The session is over: what ends just now has ended, though nobody looked.
            if let Some(open) = worker.open_run().filter(|open| self.wire.ends_by_now(open)) {
                self.wire.record.close(open, now);
            }
        }
        Ok(self.wire.record.finish(ending, now))
    }

    fn turn(&mut self, worker: u32, report: Report) -> Result<Turn, Raised> {
        let turn = self.controller.begin_turn(&mut self.wire, worker, report)?;
        if turn == Turn::Replace {
            let (startup, collection) = (self.session.restart_startup, self.session.restart_collection);
            let clone = Worker::start(&mut self.wire, startup, collection, Nanos::ZERO, self.n_tests);
            self.workers.push(clone);
        }
        self.controller.end_turn(&mut self.wire)?;
        Ok(turn)
    }

    /// Lets the head of the inbox wait for its turn, if the controller is free.
    fn serve_next(&mut self) {
        if self.is_busy != Busy::No {
            return;
        }
        if let Some((_, report)) = self.inbox.front() {
            let is_complete = matches!(report, Report::Complete { .. });
            let span = if is_complete { self.session.controller_cost } else { Nanos::ZERO };
            self.is_busy = Busy::Serving;
            self.wire.set_timer(span, CONTROLLER);
        }
    }

    fn on_controller_timer(&mut self) -> Result<(), Raised> {
        let was_serving = self.is_busy == Busy::Serving;
        self.is_busy = Busy::No;
        if was_serving
            && let Some((worker, report)) = self.inbox.pop_front()
            && self.turn(worker, report)? == Turn::Replace
            && self.session.restart_block > Nanos::ZERO
        {
            self.is_busy = Busy::Replacing;
            self.wire.set_timer(self.session.restart_block, CONTROLLER);
        }
        self.serve_next();
        Ok(())
    }
}

impl Session {
    /// How long an original worker waits before its first test.
    pub(super) fn ramp_of(&self, worker: u32) -> Nanos {
        Nanos((u128::from(self.ramp.0) * u128::from(worker) / u128::from(self.workers)) as u64)
    }
}

impl PerWorker {
    /// The span of an original worker.
    pub(super) fn of(&self, worker: u32) -> Nanos {
        match self {
            Self::All(span) => *span,
            Self::Each(spans) => spans.get(worker as usize).copied().unwrap_or_default(),
        }
    }
}
