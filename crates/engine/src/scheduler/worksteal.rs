//! Work stealing: an even split, then whoever is about to run dry takes half of the longest queue.
//!
//! Mirrors pytest-xdist 3.8.0, `xdist/scheduler/worksteal.py`.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

use super::backlog::Backlog;
use super::{Left, Quiet, Raised, Scheduler};
use crate::reason::Reason;
use crate::roster::{MIN_PENDING, Roster};
use crate::simulate::message::TestList;
use crate::simulate::wire::Wire;

/// `WorkStealingScheduling`.
pub(crate) struct WorkSteal {
    n_tests: u32,
    n_workers: u32,
    n_collected: u32,
    is_scheduled: bool,
    pending: Backlog,
    roster: Roster,
    steal_requested_from: Option<u32>,
    /// Every idle node was dealt with, or waits for the answer to a steal.
    is_settled: bool,
    /// Nodes that had fewer than two tests: all that wait for more are among them.
    idle: Vec<u32>,
    /// By node: its place in the order in which they became ready.
    place_of: Vec<u32>,
    n_added: u32,
    /// Nodes by how many tests they had, the most first, then by place. Stale where they have fewer since.
    longest: BinaryHeap<(u32, Reverse<u32>, u32)>,
}

impl WorkSteal {
    pub(crate) fn new(n_tests: u32, n_workers: u32) -> Self {
        Self {
            n_tests,
            n_workers,
            n_collected: 0,
            is_scheduled: false,
            pending: Backlog::default(),
            roster: Roster::default(),
            steal_requested_from: None,
            is_settled: false,
            idle: Vec::new(),
            place_of: Vec::new(),
            n_added: 0,
            longest: BinaryHeap::new(),
        }
    }

    /// Looks at all idle nodes.
    fn check_schedule(&mut self, wire: &mut Wire) {
        self.is_settled = true;
        let nothing_to_give = self.pending.is_empty() && self.steal_requested_from.is_some();
        if self.roster.n_stocked() == self.roster.nodes().len() || nothing_to_give {
            return;
        }
        let mut idle = self.idle_nodes(wire);
        if idle.is_empty() {
            return;
        }
        if !self.pending.is_empty() {
            for (i, node) in idle.iter().enumerate() {
                let n_remaining = idle.len() - i;
                let why = Reason::Share {
                    own: self.roster.pending(*node).len() as u32,
                    left: self.pending.len() as u32,
                    n_idle: n_remaining as u32,
                };
                let tests = self.pending.cut((self.pending.len() / n_remaining) as i64);
                if !tests.is_empty() {
                    self.roster.assign(*node, tests);
                    self.longest.push((
                        self.roster.n_pending(*node) as u32,
                        Reverse(self.place_of[*node as usize]),
                        *node,
                    ));
                    wire.send_tests(*node, tests.iter().copied(), why);
                }
            }
            idle = self.idle_nodes(wire);
            if idle.is_empty() {
                return;
            }
        }
        if self.steal_requested_from.is_some() {
            return;
        }
        self.steal_for(wire, &idle);
    }

    /// Those that wait for tests, in the order in which they became ready. Cost: their number, and those that no longer do.
    fn idle_nodes(&mut self, wire: &Wire) -> Vec<u32> {
        let roster = &self.roster;
        self.idle.retain(|&node| roster.n_pending(node) < MIN_PENDING && !wire.is_shutting_down(node));
        self.idle.sort_unstable_by_key(|&node| self.place_of[node as usize]);
        self.idle.clone()
    }

    fn note_if_idle(&mut self, node: u32) {
        if self.roster.n_pending(node) < MIN_PENDING && !self.idle.contains(&node) {
            self.idle.push(node);
        }
    }

    /// Asks the longest queue, the first of equals, for half; or lets the idle nodes run their last test.
    fn steal_for(&mut self, wire: &mut Wire, idle: &[u32]) {
        let victim = self.longest(wire, None).map(|node| (node, self.roster.n_pending(node)));
        let wish = victim.map(|(node, len)| (node, len, (len / 2).min(len.saturating_sub(MIN_PENDING))));
        match wish {
            Some((node, len, count)) if count > 0 => {
                let why = Reason::Longest {
                    len: len as u32,
                    dry: idle[0],
                    own: self.roster.pending(idle[0]).len() as u32,
                    n_dry: idle.len() as u32,
                };
                wire.send_steal(node, self.roster.pending(node).last(count).into_iter(), why);
                self.steal_requested_from = Some(node);
            }
            _ => {
                let len = victim.map_or(0, |(_, len)| len as u32);
                for &node in idle {
                    let own = self.roster.pending(node).len() as u32;
                    wire.shutdown(node, Reason::NothingToSteal { own, len });
                }
            }
        }
    }
}

impl Scheduler for WorkSteal {
    fn nodes(&self) -> &[u32] {
        self.roster.nodes()
    }

    fn collection_is_completed(&self) -> bool {
        self.n_collected >= self.n_workers
    }

    fn tests_finished(&self) -> bool {
        self.collection_is_completed()
            && self.pending.is_empty()
            && self.steal_requested_from.is_none()
            && self.roster.n_stocked() == 0
    }

    fn add_node(&mut self, node: u32) {
        self.roster.add(node);
        self.place_of.resize(self.place_of.len().max(node as usize + 1), 0);
        self.place_of[node as usize] = self.n_added;
        self.longest.push((0, Reverse(self.n_added), node));
        self.n_added += 1;
        self.idle.push(node);
        self.is_settled = false;
    }

    fn add_collection(&mut self, node: u32) -> Result<(), Raised> {
        self.roster.expect(node)?;
        self.n_collected += 1;
        Ok(())
    }

    fn schedule(&mut self, wire: &mut Wire) -> Result<(), Raised> {
        if !self.is_scheduled {
            self.is_scheduled = true;
            self.pending.extend(0..self.n_tests);
            if self.n_tests == 0 {
                return Ok(());
            }
        }
        self.check_schedule(wire);
        Ok(())
    }

    fn mark_test_complete(&mut self, wire: &mut Wire, node: u32, test: u32, _duration: u64) -> Result<(), Raised> {
        self.roster.complete(node, test)?;
        self.note_if_idle(node);
        // xdist looks at all nodes. A node that still has enough, or is to end, changes nothing for the others.
        let is_new_idle = self.roster.n_pending(node) < MIN_PENDING && !wire.is_shutting_down(node);
        if is_new_idle || !self.is_settled {
            self.check_schedule(wire);
        }
        Ok(())
    }

    fn take_back(&mut self, wire: &mut Wire, node: u32, tests: TestList) -> Result<(), Raised> {
        if self.steal_requested_from != Some(node) {
            return Err(Raised::Assertion(format!("gw{node} gives tests back that were not asked for")));
        }
        self.steal_requested_from = None;
        let tests = wire.tests(tests);
        self.roster.take_away(node, tests);
        self.note_if_idle(node);
        self.pending.extend(tests.iter().copied());
        self.check_schedule(wire);
        Ok(())
    }

    fn remove_node(&mut self, wire: &mut Wire, node: u32) -> Result<Option<Left>, Raised> {
        let mut pending = self.roster.remove(node)?;
        let crashed = pending.pop_front();
        let left = crashed.map(|crashed| Left { crashed, n_back: pending.len() as u32, is_back: false });
        self.pending.extend(pending.iter());
        if self.steal_requested_from == Some(node) {
            self.steal_requested_from = None;
            self.is_settled = false;
        }
        if !self.pending.is_empty() || !self.is_settled {
            self.check_schedule(wire);
        }
        Ok(left)
    }

    fn n_quiet(&self, wire: &Wire, node: u32) -> Quiet {
        let own = self.roster.n_pending(node);
        if wire.is_shutting_down(node) {
            Quiet::at_the_end(own)
        } else if self.is_settled {
            Quiet::any(own.saturating_sub(MIN_PENDING))
        } else {
            Quiet::any(0)
        }
    }

    fn count(&mut self, node: u32, tests: &[u32]) {
        self.roster.complete_first(node, tests.len());
    }

    fn is_alert(&self) -> bool {
        !self.is_settled
    }

    /// Before it asks the longest queue.
    fn seeks_longest(&self, wire: &Wire, node: u32) -> bool {
        match self.steal_requested_from {
            Some(asked) => asked == node,
            None => !wire.is_shutting_down(node) || !self.pending.is_empty() || !self.is_settled,
        }
    }

    /// Cost: a step for each that has fewer tests than when it was looked at.
    fn longest(&mut self, wire: &Wire, except: Option<u32>) -> Option<u32> {
        let mut excepted = Vec::new();
        let longest = loop {
            let Some(mut top) = self.longest.peek_mut() else { break None };
            let (len, _, node) = *top;
            let now = self.roster.n_pending(node) as u32;
            if wire.is_shutting_down(node) || now > len {
                // It is none to steal from, or stands higher up too.
                PeekMut::pop(top);
            } else if now < len {
                top.0 = now;
            } else if except == Some(node) {
                excepted.push(PeekMut::pop(top));
            } else {
                break Some(node);
            }
        };
        self.longest.extend(excepted);
        longest
    }
}
