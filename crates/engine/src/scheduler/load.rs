//! Load: chunks of consecutive tests, refilled as they shrink.
//!
//! Mirrors pytest-xdist 3.8.0, `xdist/scheduler/load.py`.

use super::backlog::Backlog;
use super::{Raised, Scheduler};
use crate::roster::Roster;
use crate::simulate::message::TestList;
use crate::simulate::wire::Wire;

/// `duration >= 0.1` in `check_schedule`, on the double that a worker would send.
const LONG_TEST_SECS: f64 = 0.1;

/// `LoadScheduling`.
pub(crate) struct Load {
    n_tests: u32,
    n_workers: u32,
    n_collected: u32,
    is_scheduled: bool,
    maxschedchunk: i64,
    pending: Backlog,
    roster: Roster,
}

impl Load {
    pub(crate) fn new(n_tests: u32, n_workers: u32, maxschedchunk: Option<i64>) -> Self {
        Self {
            n_tests,
            n_workers,
            n_collected: 0,
            is_scheduled: false,
            maxschedchunk: maxschedchunk.unwrap_or(i64::from(n_tests)),
            pending: Backlog::default(),
            roster: Roster::default(),
        }
    }

    fn check_schedule(&mut self, wire: &mut Wire, node: u32, duration: u64) {
        if wire.is_shutting_down(node) {
            return;
        }
        if self.pending.is_empty() {
            return wire.shutdown(node);
        }
        let share = self.pending.len() / self.roster.nodes().len();
        let least = (share / 4).max(2);
        let most = (share / 2).max(2) as i64;
        let own = self.roster.pending(node).len();
        if own >= least {
            return;
        }
        let is_long = duration as f64 / 1e9 >= LONG_TEST_SECS;
        if is_long && own >= 2 {
            return;
        }
        let own = own as i64;
        self.send_tests(wire, node, (most - own).min((2 - own).max(self.maxschedchunk)));
    }

    fn send_tests(&mut self, wire: &mut Wire, node: u32, count: i64) {
        let tests = self.pending.cut(count);
        if !tests.is_empty() {
            self.roster.assign(node, tests);
            wire.send_tests(node, tests.iter().copied());
        }
    }
}

impl Scheduler for Load {
    fn nodes(&self) -> &[u32] {
        self.roster.nodes()
    }

    fn collection_is_completed(&self) -> bool {
        self.n_collected >= self.n_workers
    }

    fn tests_finished(&self) -> bool {
        self.collection_is_completed() && self.pending.is_empty() && self.roster.n_stocked() == 0
    }

    fn add_node(&mut self, node: u32) {
        self.roster.add(node);
    }

    fn add_collection(&mut self, _node: u32) -> Result<(), Raised> {
        self.n_collected += 1;
        Ok(())
    }

    fn schedule(&mut self, wire: &mut Wire) -> Result<(), Raised> {
        if self.is_scheduled {
            for i in 0..self.roster.nodes().len() {
                self.check_schedule(wire, self.roster.nodes()[i], 0);
            }
            return Ok(());
        }
        self.is_scheduled = true;
        self.pending.extend(0..self.n_tests);
        if self.n_tests == 0 {
            return Ok(());
        }
        let n_nodes = self.roster.nodes().len();
        if (self.n_tests as usize) < 2 * n_nodes {
            for i in 0..self.n_tests as usize {
                self.send_tests(wire, self.roster.nodes()[i % n_nodes], 1);
            }
        } else {
            let tests_per_node = i64::from(self.n_tests) / n_nodes as i64;
            let chunk = (tests_per_node / 4).min(self.maxschedchunk).max(2);
            for i in 0..n_nodes {
                self.send_tests(wire, self.roster.nodes()[i], chunk);
            }
        }
        if self.pending.is_empty() {
            for &node in self.roster.nodes() {
                wire.shutdown(node);
            }
        }
        Ok(())
    }

    fn mark_test_complete(&mut self, wire: &mut Wire, node: u32, test: u32, duration: u64) -> Result<(), Raised> {
        self.roster.complete(node, test)?;
        self.check_schedule(wire, node, duration);
        Ok(())
    }

    fn take_back(&mut self, _wire: &mut Wire, _node: u32, _tests: TestList) -> Result<(), Raised> {
        unreachable!("load never steals")
    }

    fn remove_node(&mut self, wire: &mut Wire, node: u32) -> Result<Option<u32>, Raised> {
        let mut pending = self.roster.remove(node)?;
        let Some(crashed) = pending.pop_front() else {
            return Ok(None);
        };
        self.pending.extend(pending);
        for i in 0..self.roster.nodes().len() {
            self.check_schedule(wire, self.roster.nodes()[i], 0);
        }
        Ok(Some(crashed))
    }
}
