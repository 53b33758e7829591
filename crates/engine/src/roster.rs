//! The nodes of a scheduler and the tests that each has been given: an insertion-ordered map of lists.

use crate::nodes::Nodes;
use crate::scheduler::Raised;
use crate::spans::Spans;

/// As many as a node needs to keep running: the current test and the next.
pub(crate) const MIN_PENDING: usize = 2;

/// `node2pending` of xdist's schedulers, in the order in which nodes became ready.
#[derive(Default)]
pub(crate) struct Roster {
    nodes: Nodes,
    /// By node number; `None` for nodes that are not, or no longer, in the scheduler.
    pending: Vec<Option<Spans>>,
    /// By node number: how many those are, side by side for whoever looks at all nodes.
    lens: Vec<u32>,
    n_stocked: usize,
}

impl Roster {
    /// In the order in which they became ready.
    pub(crate) fn nodes(&self) -> &Nodes {
        &self.nodes
    }

    /// `assert node in self.node2pending`: one that became ready when the session was ending is not, and collects all the same.
    pub(crate) fn expect(&self, node: u32) -> Result<(), Raised> {
        match self.pending.get(node as usize) {
            Some(Some(_)) => Ok(()),
            Some(None) | None => Err(Raised::stranger(node)),
        }
    }

    /// How many nodes have two tests or more.
    pub(crate) fn n_stocked(&self) -> usize {
        self.n_stocked
    }

    /// What `node`, which must be in the roster, has been given and not completed.
    pub(crate) fn pending(&self, node: u32) -> &Spans {
        self.pending[node as usize].as_ref().expect("the node is in the roster")
    }

    /// How many tests `node` has been given and not completed.
    pub(crate) fn n_pending(&self, node: u32) -> usize {
        self.lens[node as usize] as usize
    }

    pub(crate) fn add(&mut self, node: u32) {
        let node_idx = node as usize;
        if self.pending.len() <= node_idx {
            self.pending.resize(node_idx + 1, None);
            self.lens.resize(node_idx + 1, 0);
        }
        self.lens[node_idx] = 0;
        self.pending[node_idx] = Some(Spans::default());
        self.nodes.push(node);
    }

    pub(crate) fn assign(&mut self, node: u32, tests: &Spans) {
        self.change(node, |pending| pending.append(tests));
    }

    /// `node2pending[node].remove(test)`: the first of its kind.
    pub(crate) fn complete(&mut self, node: u32, test: u32) -> Result<(), Raised> {
        if self.pending.get(node as usize).is_none_or(Option::is_none) {
            return Err(Raised::Key(format!("gw{node}")));
        }
        if self.change(node, |pending| pending.remove(test)) {
            Ok(())
        } else {
            Err(Raised::Value("list.remove(x): x not in list".to_owned()))
        }
    }

    /// `node` has completed the first so many of what it was given.
    pub(crate) fn complete_first(&mut self, node: u32, n_tests: usize) {
        self.change(node, |pending| pending.drop_first(n_tests));
    }

    /// Takes `tests` away from `node`. Cost: their number if they are its latest, else a sort.
    pub(crate) fn take_away(&mut self, node: u32, tests: &[u32]) {
        self.change(node, |pending| pending.take_away(tests));
    }

    /// Takes `node` off with all that it had.
    pub(crate) fn remove(&mut self, node: u32) -> Result<Spans, Raised> {
        let pending = self.pending.get_mut(node as usize).and_then(Option::take);
        let pending = pending.ok_or_else(|| Raised::Key(format!("gw{node}")))?;
        self.nodes.remove(node);
        self.n_stocked -= usize::from(pending.len() >= MIN_PENDING);
        Ok(pending)
    }

    fn change<T>(&mut self, node: u32, change: impl FnOnce(&mut Spans) -> T) -> T {
        let pending = self.pending[node as usize].as_mut().expect("the node is in the roster");
        let was_stocked = pending.len() >= MIN_PENDING;
        let result = change(pending);
        let is_stocked = pending.len() >= MIN_PENDING;
        self.lens[node as usize] = pending.len() as u32;
        self.n_stocked = self.n_stocked + usize::from(is_stocked) - usize::from(was_stocked);
        result
    }
}
