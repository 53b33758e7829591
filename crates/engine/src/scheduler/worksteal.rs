//! Work stealing: an even split, then whoever is about to run dry takes half of the longest queue.
//!
//! Mirrors pytest-xdist 3.8.0, `xdist/scheduler/worksteal.py`.

use super::idle::Idle;
use super::longest::Longest;
use super::{Left, Quiet, Raised, Scheduler};
use crate::collected::Collected;
use crate::nodes::Nodes;
use crate::reason::Reason;
use crate::roster::{MIN_PENDING, Roster};
use crate::session::Session;
use crate::simulate::message::TestList;
use crate::simulate::wire::Wire;
use crate::spans::Spans;

/// `WorkStealingScheduling`.
pub(crate) struct WorkSteal {
    n_tests: u32,
    n_workers: u32,
    n_collected: u32,
    is_scheduled: bool,
    pending: Spans,
    roster: Roster,
    steal_requested_from: Option<u32>,
    /// Every idle node was dealt with, or waits for the answer to a steal.
    is_settled: bool,
    /// By node: its place in the order in which they became ready.
    place_of: Vec<u32>,
    /// By place: its node.
    node_at: Vec<u32>,
    /// Those that have fewer than two tests and were not to end when this was looked at last.
    idle: Idle,
    /// How many nodes of the wire were to end then.
    n_ending: u32,
    /// All that are not to end. Nobody has more tests than here.
    longest: Longest,
}

impl WorkSteal {
    pub(crate) fn new(collected: &Collected<'_>, session: &Session) -> Self {
        Self {
            n_tests: collected.n_tests() as u32,
            n_workers: session.workers,
            n_collected: 0,
            is_scheduled: false,
            pending: Spans::default(),
            roster: Roster::default(),
            steal_requested_from: None,
            is_settled: false,
            place_of: Vec::new(),
            node_at: Vec::new(),
            idle: Idle::default(),
            n_ending: 0,
            longest: Longest::default(),
        }
    }

    /// Looks at all idle nodes.
    fn check_schedule(&mut self, wire: &mut Wire) {
        self.is_settled = true;
        let nothing_to_give = self.pending.is_empty() && self.steal_requested_from.is_some();
        if self.roster.n_stocked() == self.roster.nodes().len() || nothing_to_give {
            return;
        }
        self.forget_the_ending(wire);
        self.share(wire);
        if self.idle.len() > 0 && self.steal_requested_from.is_none() {
            self.steal_for_idle(wire);
        }
    }

    /// Shares what is unassigned out among the idle nodes.
    fn share(&mut self, wire: &mut Wire) {
        // Each gets its part of what is left, rounded down: the first ones nothing, where there are fewer tests than nodes.
        let n_without = self.idle.len().saturating_sub(self.pending.len());
        let mut next = self.idle.nth(n_without);
        for n_idle in (1..=self.idle.len() - n_without).rev() {
            let Some(place) = next else { return };
            let node = self.node_at[place as usize];
            let why = Reason::Share {
                own: self.roster.n_pending(node) as u32,
                left: self.pending.len() as u32,
                n_idle: n_idle as u32,
            };
            let tests = self.pending.cut((self.pending.len() / n_idle) as i64);
            self.roster.assign(node, &tests);
            wire.send_tests(node, &tests, why);
            self.longest.set(place, self.roster.n_pending(node) as u32);
            next = self.idle.next(place + 1);
            if self.roster.n_pending(node) >= MIN_PENDING {
                self.idle.remove(place);
            }
        }
    }

    /// Nodes that are to end are not idle. Cost: the idle ones, where others are to end than before.
    fn forget_the_ending(&mut self, wire: &Wire) {
        if std::mem::replace(&mut self.n_ending, wire.n_shutting_down()) == wire.n_shutting_down() {
            return;
        }
        let mut next = self.idle.next(0);
        while let Some(place) = next {
            next = self.idle.next(place + 1);
            if wire.is_shutting_down(self.node_at[place as usize]) {
                self.idle.remove(place);
            }
        }
    }

    /// Whether `node` is idle; it is kept with the others then.
    fn note_if_idle(&mut self, wire: &Wire, node: u32) -> bool {
        let is_idle = self.roster.n_pending(node) < MIN_PENDING && !wire.is_shutting_down(node);
        if is_idle {
            self.idle.insert(self.place_of[node as usize]);
        }
        is_idle
    }

    /// Asks the longest queue, the first of equals, for half; or lets the idle nodes run their last test.
    fn steal_for_idle(&mut self, wire: &mut Wire) {
        let victim = self.longest(wire, None).map(|node| (node, self.roster.n_pending(node)));
        let wish = victim.map(|(node, len)| (node, len, (len / 2).min(len.saturating_sub(MIN_PENDING))));
        let mut next = self.idle.next(0).map(|place| (place, self.node_at[place as usize]));
        match (wish, next) {
            (Some((node, len, count)), Some((_, dry))) if count > 0 => {
                let why = Reason::Longest {
                    len: len as u32,
                    dry,
                    own: self.roster.n_pending(dry) as u32,
                    n_dry: self.idle.len() as u32,
                };
                wire.send_steal(node, &self.roster.pending(node).last(count), why);
                self.steal_requested_from = Some(node);
            }
            _ => {
                let len = victim.map_or(0, |(_, len)| len as u32);
                while let Some((place, node)) = next {
                    let own = self.roster.n_pending(node) as u32;
                    wire.shutdown(node, Reason::NothingToSteal { own, len });
                    self.idle.remove(place);
                    next = self.idle.next(place + 1).map(|place| (place, self.node_at[place as usize]));
                }
            }
        }
    }
}

impl Scheduler for WorkSteal {
    fn nodes(&self) -> &Nodes {
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
        let place = self.node_at.len() as u32;
        self.node_at.push(node);
        self.place_of.resize(self.place_of.len().max(node as usize + 1), 0);
        self.place_of[node as usize] = place;
        self.idle.insert(place);
        self.longest.set(place, 0);
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
            self.pending = Spans::from(0..self.n_tests);
            if self.n_tests == 0 {
                return Ok(());
            }
        }
        self.check_schedule(wire);
        Ok(())
    }

    fn mark_test_complete(&mut self, wire: &mut Wire, node: u32, test: u32, _duration: u64) -> Result<(), Raised> {
        self.roster.complete(node, test)?;
        // xdist looks at all nodes. A node that still has enough, or is to end, changes nothing for the others.
        if self.note_if_idle(wire, node) || !self.is_settled {
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
        self.note_if_idle(wire, node);
        self.pending.extend(tests);
        self.check_schedule(wire);
        Ok(())
    }

    fn remove_node(&mut self, wire: &mut Wire, node: u32) -> Result<Option<Left>, Raised> {
        let mut pending = self.roster.remove(node)?;
        let crashed = pending.pop_front();
        let left = crashed.map(|crashed| Left { crashed, n_back: pending.len() as u32, is_back: false });
        self.pending.append(&pending);
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

    /// Cost: log w for each that has fewer tests than when it was looked at, or is to end.
    fn longest(&mut self, wire: &Wire, except: Option<u32>) -> Option<u32> {
        let except = except.map(|node| self.place_of[node as usize]);
        while let Some((place, len)) = self.longest.of_all(except) {
            let node = self.node_at[place as usize];
            let len_now = self.roster.n_pending(node) as u32;
            if wire.is_shutting_down(node) {
                self.longest.remove(place);
            } else if len_now != len {
                self.longest.set(place, len_now);
            } else {
                return Some(node);
            }
        }
        None
    }
}
