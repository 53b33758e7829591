//! Units of work: `loadscope`, `loadfile` and `loadgroup` hand out whole scopes, the largest first.
//!
//! Mirrors pytest-xdist 3.8.0, `xdist/scheduler/loadscope.py`, whose subclasses differ in the scope of a test alone.

use std::collections::VecDeque;

use super::scope::Scopes;
use super::{Left, Quiet, Raised, Scheduler};
use crate::collected::Collected;
use crate::nodes::Nodes;
use crate::reason::Reason;
use crate::roster::MIN_PENDING;
use crate::session::Session;
use crate::simulate::message::TestList;
use crate::simulate::wire::Wire;

/// `LoadScopeScheduling` and its subclasses.
pub(crate) struct Units<'a> {
    scopes: &'a Scopes,
    n_workers: u32,
    reorder: bool,
    is_scheduled: bool,
    n_collected: u32,
    /// By unit: how many tests are not completed.
    n_pending: Vec<u32>,
    is_completed: Vec<bool>,
    queue: VecDeque<u32>,
    /// In the order in which they became ready.
    nodes: Nodes,
    /// By node number.
    work: Vec<Workload>,
    n_stocked: usize,
}

/// What one node has been given.
#[derive(Default)]
struct Workload {
    has_collected: bool,
    units: Vec<u32>,
    n_pending: usize,
}

impl<'a> Units<'a> {
    pub(crate) fn new(collected: &'a Collected<'_>, session: &Session) -> Self {
        Self {
            scopes: collected.scopes(session),
            n_workers: session.workers,
            reorder: session.loadscope_reorder,
            is_scheduled: false,
            n_collected: 0,
            n_pending: Vec::new(),
            is_completed: Vec::new(),
            queue: VecDeque::new(),
            nodes: Nodes::default(),
            work: Vec::new(),
            n_stocked: 0,
        }
    }

    /// Queues the units: in order of first appearance, or by size, the largest first.
    fn queue_units(&mut self) {
        let n_tests = |unit: u32| self.scopes.tests(unit).len() as u32;
        let mut order: Vec<u32> = (0..self.scopes.n_units()).collect();
        self.n_pending = order.iter().map(|&unit| n_tests(unit)).collect();
        if self.reorder {
            order.sort_by_key(|&unit| std::cmp::Reverse(n_tests(unit)));
        }
        self.queue = order.into();
        self.is_completed.resize(self.scopes.unit_of.len(), false);
    }

    /// `_assign_work_unit`. For a node that has not collected, xdist raises once the unit is its own: it is lost.
    fn assign_unit(&mut self, wire: &mut Wire, node: u32, why: Reason) -> Result<(), Raised> {
        let unit = self.queue.pop_front().ok_or_else(|| Raised::Assertion("no unit is left".to_owned()))?;
        let n_pending = self.n_pending[unit as usize] as usize;
        self.work[node as usize].units.push(unit);
        self.change_pending(node, |pending| pending + n_pending);
        if !self.work[node as usize].has_collected {
            return Err(Raised::Key(format!("gw{node}")));
        }
        let tests = self.scopes.tests(unit).iter().copied();
        let left = wire.list(tests.filter(|&test| !self.is_completed[test as usize]));
        wire.send_list(node, left, why);
        Ok(())
    }

    fn reschedule(&mut self, wire: &mut Wire, node: u32) -> Result<(), Raised> {
        if wire.is_shutting_down(node) {
            return Ok(());
        }
        let own = self.work[node as usize].n_pending as u32;
        if self.queue.is_empty() {
            wire.shutdown(node, Reason::NoUnitLeft { own });
            return Ok(());
        }
        if own > MIN_PENDING as u32 {
            return Ok(());
        }
        self.assign_unit(wire, node, Reason::NextUnit { own, left: self.queue.len() as u32 })
    }

    fn reschedule_all(&mut self, wire: &mut Wire) -> Result<(), Raised> {
        for i in 0..self.nodes.len() {
            self.reschedule(wire, self.nodes.in_order()[i])?;
        }
        Ok(())
    }

    fn change_pending(&mut self, node: u32, change: impl FnOnce(usize) -> usize) {
        let work = &mut self.work[node as usize];
        let was_stocked = work.n_pending >= MIN_PENDING;
        work.n_pending = change(work.n_pending);
        let is_stocked = work.n_pending >= MIN_PENDING;
        self.n_stocked = self.n_stocked + usize::from(is_stocked) - usize::from(was_stocked);
    }
}

impl Scheduler for Units<'_> {
    fn nodes(&self) -> &Nodes {
        &self.nodes
    }

    fn collection_is_completed(&self) -> bool {
        self.n_collected >= self.n_workers
    }

    fn tests_finished(&self) -> bool {
        self.collection_is_completed() && self.queue.is_empty() && self.n_stocked == 0
    }

    fn add_node(&mut self, node: u32) {
        if self.work.len() <= node as usize {
            self.work.resize_with(node as usize + 1, Workload::default);
        }
        self.nodes.push(node);
    }

    fn add_collection(&mut self, node: u32) -> Result<(), Raised> {
        if !self.nodes.contains(node) {
            return Err(Raised::stranger(node));
        }
        self.work[node as usize].has_collected = true;
        self.n_collected += 1;
        Ok(())
    }

    fn schedule(&mut self, wire: &mut Wire) -> Result<(), Raised> {
        if self.is_scheduled {
            return self.reschedule_all(wire);
        }
        self.is_scheduled = true;
        self.queue_units();
        if self.queue.is_empty() {
            return Ok(());
        }
        let surplus = Reason::Surplus { n_units: self.queue.len() as u32 };
        for _ in self.queue.len()..self.nodes.len() {
            if let Some(unused) = self.nodes.pop() {
                wire.shutdown(unused, surplus);
            }
        }
        for i in 0..self.nodes.len() {
            self.assign_unit(wire, self.nodes.in_order()[i], Reason::FirstUnit { left: self.queue.len() as u32 })?;
        }
        self.reschedule_all(wire)?;
        if self.queue.is_empty() {
            for &node in self.nodes.in_order() {
                wire.shutdown(node, Reason::AllSent);
            }
        }
        Ok(())
    }

    fn mark_test_complete(&mut self, wire: &mut Wire, node: u32, test: u32, _duration: u64) -> Result<(), Raised> {
        let test = self.scopes.first(test);
        if !self.is_completed[test as usize] {
            self.is_completed[test as usize] = true;
            self.n_pending[self.scopes.unit_of[test as usize] as usize] -= 1;
            self.change_pending(node, |pending| pending - 1);
        }
        self.reschedule(wire, node)
    }

    fn take_back(&mut self, _wire: &mut Wire, _node: u32, _tests: TestList) -> Result<(), Raised> {
        unreachable!("loadscope never steals")
    }

    /// The units of a node that died go back whole, those already completed too; the crashed test stays in its unit.
    fn remove_node(&mut self, wire: &mut Wire, node: u32) -> Result<Option<Left>, Raised> {
        if !self.nodes.contains(node) {
            return Err(Raised::Key(format!("gw{node}")));
        }
        self.nodes.remove(node);
        let n_pending = self.work[node as usize].n_pending as u32;
        self.change_pending(node, |_| 0);
        let units = std::mem::take(&mut self.work[node as usize].units);
        let tests = units.iter().flat_map(|&unit| self.scopes.tests(unit));
        let Some(crashed) = tests.copied().find(|&test| !self.is_completed[test as usize]) else {
            return Ok(None);
        };
        self.queue.extend(units);
        self.reschedule_all(wire)?;
        Ok(Some(Left { crashed, n_back: n_pending.saturating_sub(1), is_back: true }))
    }

    fn n_quiet(&self, wire: &Wire, node: u32) -> Quiet {
        let own = self.work[node as usize].n_pending;
        if wire.is_shutting_down(node) {
            Quiet::at_the_end(own)
        } else if self.queue.is_empty() {
            Quiet::any(0)
        } else {
            Quiet::any(own.saturating_sub(MIN_PENDING + 1))
        }
    }

    fn count(&mut self, node: u32, tests: &[u32]) {
        for &test in tests {
            let was_completed = std::mem::replace(&mut self.is_completed[test as usize], true);
            debug_assert!(!was_completed, "each runs once");
            self.n_pending[self.scopes.unit_of[test as usize] as usize] -= 1;
        }
        self.change_pending(node, |pending| pending - tests.len());
    }

    fn is_alert(&self) -> bool {
        self.queue.is_empty()
    }
}
