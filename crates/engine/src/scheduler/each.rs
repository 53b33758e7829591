//! Each: every worker runs every test; a replacement takes what a dead worker left.
//!
//! Mirrors pytest-xdist 3.8.0, `xdist/scheduler/each.py`.

use std::collections::VecDeque;

use super::{Left, Quiet, Raised, Scheduler};
use crate::collected::Collected;
use crate::nodes::Nodes;
use crate::reason::Reason;
use crate::roster::Roster;
use crate::session::Session;
use crate::simulate::message::TestList;
use crate::simulate::wire::Wire;
use crate::spans::Spans;

/// `EachScheduling`.
pub(crate) struct Each {
    n_tests: u32,
    n_workers: u32,
    /// Original nodes that have collected; a replacement never gets in.
    collected: Vec<u32>,
    collection_is_completed: bool,
    roster: Roster,
    started: Vec<u32>,
    /// What dead nodes left, the first to die first.
    left: VecDeque<Spans>,
}

impl Each {
    pub(crate) fn new(collected: &Collected<'_>, session: &Session) -> Self {
        Self {
            n_tests: collected.n_tests() as u32,
            n_workers: session.workers,
            collected: Vec::new(),
            collection_is_completed: false,
            roster: Roster::default(),
            started: Vec::new(),
            left: VecDeque::new(),
        }
    }

    fn collection_of(&self, node: u32) -> Result<(), Raised> {
        if self.collected.contains(&node) { Ok(()) } else { Err(Raised::Key(format!("gw{node}"))) }
    }
}

impl Scheduler for Each {
    fn nodes(&self) -> &Nodes {
        self.roster.nodes()
    }

    fn collection_is_completed(&self) -> bool {
        self.collection_is_completed
    }

    fn tests_finished(&self) -> bool {
        self.collection_is_completed && self.left.is_empty() && self.roster.n_stocked() == 0
    }

    fn add_node(&mut self, node: u32) {
        self.roster.add(node);
    }

    fn add_collection(&mut self, node: u32) -> Result<(), Raised> {
        self.roster.expect(node)?;
        if !self.collection_is_completed {
            self.collected.push(node);
            self.collection_is_completed = self.collected.len() as u32 >= self.n_workers;
        } else if let Some(pending) = self.left.pop_front() {
            // All workers are started alike, so the first that died is the one to stand in for.
            self.roster.assign(node, &pending);
        }
        Ok(())
    }

    fn schedule(&mut self, wire: &mut Wire) -> Result<(), Raised> {
        for i in 0..self.roster.nodes().len() {
            let node = self.roster.nodes().in_order()[i];
            if self.started.contains(&node) {
                continue;
            }
            if self.roster.pending(node).is_empty() {
                // A replacement for which nothing was left has no collection here: xdist raises.
                self.collection_of(node)?;
                self.roster.assign(node, &Spans::from(0..self.n_tests));
                let why = Reason::Everything { n_tests: self.n_tests };
                wire.send_all(node, why);
                wire.shutdown(node, why);
            } else {
                wire.send_tests(node, self.roster.pending(node), Reason::Rest);
            }
            self.started.push(node);
        }
        Ok(())
    }

    fn mark_test_complete(&mut self, _wire: &mut Wire, node: u32, test: u32, _duration: u64) -> Result<(), Raised> {
        self.roster.complete(node, test)
    }

    fn take_back(&mut self, _wire: &mut Wire, _node: u32, _tests: TestList) -> Result<(), Raised> {
        unreachable!("each never steals")
    }

    fn remove_node(&mut self, _wire: &mut Wire, node: u32) -> Result<Option<Left>, Raised> {
        let mut pending = self.roster.remove(node)?;
        let Some(crashed) = pending.pop_front() else {
            return Ok(None);
        };
        self.collection_of(node)?;
        let left = Left { crashed, n_back: pending.len() as u32, is_back: false };
        if !pending.is_empty() {
            self.left.push_back(pending);
        }
        Ok(Some(left))
    }

    /// Nothing: a session in which all run everything is never leaped through.
    fn n_quiet(&self, _wire: &Wire, _node: u32) -> Quiet {
        Quiet::any(0)
    }

    fn count(&mut self, node: u32, tests: &[u32]) {
        self.roster.complete_first(node, tests.len());
    }

    fn is_alert(&self) -> bool {
        true
    }
}
