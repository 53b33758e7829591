//! Load: chunks of consecutive tests, refilled as they shrink.
//!
//! Mirrors pytest-xdist 3.8.0, `xdist/scheduler/load.py`.

use super::{Left, Quiet, Raised, Scheduler};
use crate::collected::Collected;
use crate::nodes::Nodes;
use crate::reason::Reason;
use crate::roster::{MIN_PENDING, Roster};
use crate::session::Session;
use crate::simulate::message::TestList;
use crate::simulate::wire::Wire;
use crate::spans::Spans;
use crate::time::Nanos;

/// `duration >= 0.1` in `check_schedule`; a worker sends seconds as a double, which changes nothing: it is nanoseconds, rounded.
const LONG_TEST: Nanos = Nanos(100_000_000);

/// Whether a node that has just run such a test, and has the next, is not refilled.
pub(crate) fn is_long(took: Nanos) -> bool {
    took >= LONG_TEST
}

/// `LoadScheduling`.
pub(crate) struct Load {
    n_tests: u32,
    n_workers: u32,
    n_collected: u32,
    is_scheduled: bool,
    maxschedchunk: i64,
    pending: Spans,
    roster: Roster,
}

impl Load {
    pub(crate) fn new(collected: &Collected<'_>, session: &Session) -> Self {
        let n_tests = collected.n_tests() as u32;
        Self {
            n_tests,
            n_workers: session.workers,
            n_collected: 0,
            is_scheduled: false,
            maxschedchunk: session.maxschedchunk.unwrap_or(i64::from(n_tests)),
            pending: Spans::default(),
            roster: Roster::default(),
        }
    }

    /// `took` is `None` where xdist passes a duration of 0.
    fn check_schedule(&mut self, wire: &mut Wire, node: u32, took: Option<Nanos>) {
        if wire.is_shutting_down(node) {
            return;
        }
        let own = self.roster.pending(node).len();
        if self.pending.is_empty() {
            return wire.shutdown(node, Reason::NothingLeft { own: own as u32 });
        }
        // `own >= max(share / 4, 2)`, without the division that nearly every completed test would pay for.
        let n_nodes = self.roster.nodes().len();
        if own >= 2 && (own as u64 + 1) * 4 * n_nodes as u64 > self.pending.len() as u64 {
            return;
        }
        let share = self.pending.len() / n_nodes;
        let least = (share / 4).max(2);
        let most = (share / 2).max(2) as i64;
        let is_long = took.is_some_and(is_long);
        if is_long && own >= 2 {
            return;
        }
        let wanted = most - own as i64;
        let count = wanted.min((2 - own as i64).max(self.maxschedchunk));
        let why = Reason::Refill {
            own: own as u32,
            left: self.pending.len() as u32,
            least: least as u32,
            most: most as u32,
            is_cut: count < wanted,
            took,
        };
        self.send_tests(wire, node, count, why);
    }

    fn send_tests(&mut self, wire: &mut Wire, node: u32, count: i64, why: Reason) {
        let tests = self.pending.cut(count);
        if !tests.is_empty() {
            self.roster.assign(node, &tests);
            wire.send_tests(node, &tests, why);
        }
    }
}

impl Scheduler for Load {
    fn nodes(&self) -> &Nodes {
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

    fn add_collection(&mut self, node: u32) -> Result<(), Raised> {
        self.roster.expect(node)?;
        self.n_collected += 1;
        Ok(())
    }

    fn schedule(&mut self, wire: &mut Wire) -> Result<(), Raised> {
        if self.is_scheduled {
            for i in 0..self.roster.nodes().len() {
                self.check_schedule(wire, self.roster.nodes().in_order()[i], None);
            }
            return Ok(());
        }
        self.is_scheduled = true;
        self.pending = Spans::from(0..self.n_tests);
        if self.n_tests == 0 {
            return Ok(());
        }
        let n_nodes = self.roster.nodes().len();
        if (self.n_tests as usize) < 2 * n_nodes {
            let why = Reason::OneByOne { n_tests: self.n_tests, n_nodes: n_nodes as u32 };
            for i in 0..self.n_tests as usize {
                self.send_tests(wire, self.roster.nodes().in_order()[i % n_nodes], 1, why);
            }
        } else {
            let tests_per_node = i64::from(self.n_tests) / n_nodes as i64;
            let quarter = tests_per_node / 4;
            let chunk = quarter.min(self.maxschedchunk).max(2);
            let why = Reason::FirstChunk {
                share: tests_per_node as u32,
                quarter: quarter as u32,
                most: (chunk < quarter).then_some(self.maxschedchunk.max(0) as u32),
            };
            for i in 0..n_nodes {
                self.send_tests(wire, self.roster.nodes().in_order()[i], chunk, why);
            }
        }
        if self.pending.is_empty() {
            for &node in self.roster.nodes().in_order() {
                wire.shutdown(node, Reason::AllSent);
            }
        }
        Ok(())
    }

    fn mark_test_complete(&mut self, wire: &mut Wire, node: u32, test: u32, duration: u64) -> Result<(), Raised> {
        self.roster.complete(node, test)?;
        self.check_schedule(wire, node, Some(Nanos(duration)));
        Ok(())
    }

    fn take_back(&mut self, _wire: &mut Wire, _node: u32, _tests: TestList) -> Result<(), Raised> {
        unreachable!("load never steals")
    }

    fn remove_node(&mut self, wire: &mut Wire, node: u32) -> Result<Option<Left>, Raised> {
        let mut pending = self.roster.remove(node)?;
        let Some(crashed) = pending.pop_front() else {
            return Ok(None);
        };
        let left = Left { crashed, n_back: pending.len() as u32, is_back: false };
        self.pending.append(&pending);
        for i in 0..self.roster.nodes().len() {
            self.check_schedule(wire, self.roster.nodes().in_order()[i], None);
        }
        Ok(Some(left))
    }

    /// With enough left a node is refilled later; and what is left over, of which the threshold is made, only shrinks.
    fn n_quiet(&self, wire: &Wire, node: u32) -> Quiet {
        let own = self.roster.n_pending(node);
        if wire.is_shutting_down(node) {
            Quiet::at_the_end(own)
        } else if self.pending.is_empty() {
            Quiet::any(0)
        } else {
            let least = (self.pending.len() / self.roster.nodes().len() / 4).max(MIN_PENDING);
            Quiet { any: own.saturating_sub(least), long: own.saturating_sub(MIN_PENDING) }
        }
    }

    fn count(&mut self, node: u32, tests: &[u32]) {
        self.roster.complete_first(node, tests.len());
    }

    fn is_alert(&self) -> bool {
        self.pending.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_a_test_is_long_from_a_tenth_of_a_second_in_doubles_too() {
        for nanos in LONG_TEST.0 - 2..LONG_TEST.0 + 2 {
            assert_eq!(is_long(Nanos(nanos)), Nanos(nanos).as_secs() >= 0.1, "{nanos}");
        }
    }
}
