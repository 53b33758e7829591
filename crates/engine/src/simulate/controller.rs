//! The controller: it serves one message at a time, and after each looks whether all tests are finished.
//!
//! Mirrors pytest-xdist 3.8.0, `xdist/dsession.py` (`DSession`).

use super::message::Report;
use super::wire::Wire;
use crate::collected::Collected;
use crate::dist_mode::DistMode;
use crate::outcome::DecisionKind;
use crate::reason::Reason;
use crate::scheduler::scope::node_id;
use crate::scheduler::{Left, Raised, Scheduler};
use crate::session::Session;

/// `DSession`, without its terminal.
pub(super) struct Controller<'a, S: ?Sized> {
    collected: &'a Collected<'a>,
    session: &'a Session,
    scheduler: Box<S>,
    is_shutting_down: bool,
    n_active: u32,
    n_failed: i64,
    max_worker_restart: i64,
}

/// What follows a turn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// The loop goes on.
    GoOn,
    /// The loop goes on, and a replacement for a dead worker is to be made.
    Replace,
}

impl<'a, S: Scheduler + ?Sized> Controller<'a, S> {
    pub(super) fn new(collected: &'a Collected<'a>, session: &'a Session, scheduler: Box<S>) -> Self {
        Self {
            collected,
            session,
            scheduler,
            is_shutting_down: false,
            n_active: session.workers,
            n_failed: 0,
            max_worker_restart: session.max_worker_restart.unwrap_or(4 * i64::from(session.workers)),
        }
    }

    /// What decides.
    pub(super) fn scheduler(&mut self) -> &mut S {
        &mut self.scheduler
    }

    /// `session_finished`.
    pub(super) fn session_finished(&self) -> bool {
        self.is_shutting_down && self.n_active == 0
    }

    /// One turn of `loop_once`, up to the replacement that it may ask for; [`Self::end_turn`] is the rest.
    pub(super) fn begin_turn(&mut self, wire: &mut Wire, node: u32, report: Report) -> Result<Turn, Raised> {
        match report {
            Report::Ready => {
                if self.is_shutting_down {
                    wire.shutdown(node, Reason::Late);
                } else {
                    self.scheduler.add_node(node);
                }
            }
            Report::Collected => {
                if !self.is_shutting_down {
                    self.scheduler.add_collection(node)?;
                    if self.scheduler.collection_is_completed() {
                        self.scheduler.schedule(wire)?;
                    }
                }
            }
            Report::Complete { test, duration } => self.scheduler.mark_test_complete(wire, node, test, duration)?,
            Report::Unscheduled(tests) => {
                wire.decide(DecisionKind::Unscheduled, node, Some(tests), Reason::Answered);
                self.scheduler.take_back(wire, node, tests)?;
            }
            Report::Finished => {
                if self.scheduler.nodes().contains(node)
                    && let Some(left) = self.remove_node(wire, node)?
                {
                    return Err(Raised::StillAssigned { node, test: left.crashed });
                }
                self.n_active -= 1;
            }
            Report::Died => return self.on_death(wire, node),
        }
        Ok(Turn::GoOn)
    }

    /// The end of a turn: are all tests finished? And the beginning of the next: is anyone left?
    pub(super) fn end_turn(&mut self, wire: &mut Wire) -> Result<(), Raised> {
        if self.scheduler.tests_finished() {
            self.trigger_shutdown(wire, Reason::AllFinished);
        }
        if self.n_active == 0 && !self.is_shutting_down {
            self.trigger_shutdown(wire, Reason::NobodyLeft);
            return Err(Raised::Runtime("Unexpectedly no active workers available"));
        }
        Ok(())
    }

    /// `worker_errordown`; the replacement is active before the dead node is taken off.
    fn on_death(&mut self, wire: &mut Wire, node: u32) -> Result<Turn, Raised> {
        self.n_failed += 1;
        let is_replaced = self.n_failed <= self.max_worker_restart;
        let why = Reason::Died {
            n_deaths: self.n_failed as u32,
            most: self.max_worker_restart.clamp(0, i64::from(u32::MAX)) as u32,
            replacement: is_replaced.then(|| wire.n_nodes()),
        };
        wire.decide(DecisionKind::ErrorDown, node, None, why);
        match self.remove_node(wire, node) {
            Ok(Some(Left { crashed, n_back, is_back })) => {
                let blamed = wire.list(std::iter::once(crashed));
                wire.decide(DecisionKind::CrashItem, node, Some(blamed), Reason::Blamed { n_back, is_back });
            }
            // xdist swallows a KeyError here, wherever in `remove_node` it came from.
            Ok(None) | Err(Raised::Key(_)) => {}
            Err(raised) => return Err(raised),
        }
        if is_replaced {
            self.is_shutting_down = false;
            Ok(Turn::Replace)
        } else {
            self.trigger_shutdown(wire, Reason::TooManyDeaths);
            self.n_active -= 1;
            Ok(Turn::GoOn)
        }
    }

    /// Takes a node off the scheduler. What it was running is blamed where its id is true to Python, which an empty one isn't.
    fn remove_node(&mut self, wire: &mut Wire, node: u32) -> Result<Option<Left>, Raised> {
        let left = self.scheduler.remove_node(wire, node)?;
        let sees_groups = self.session.dist == DistMode::LoadGroup && self.session.sees_groups;
        Ok(left.filter(|left| !node_id(self.collected.test(left.crashed), sees_groups).is_empty()))
    }

    /// `triggershutdown`.
    fn trigger_shutdown(&mut self, wire: &mut Wire, why: Reason) {
        if !self.is_shutting_down {
            self.is_shutting_down = true;
            for &node in self.scheduler.nodes().in_order() {
                wire.shutdown(node, why);
            }
        }
    }
}
