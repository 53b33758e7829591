//! Which tests of a suite one session runs, and in which order.
//!
//! As in pytest: paths say what is collected, plugins order it, marks deselect, and pytest-split, whose hook comes last,
//! takes its shard of what is left.

use crate::dist_mode::DistMode;
use crate::order::{Order, arrange};
use crate::selection::Selection;
use crate::session::Session;
use crate::split::{self, PythonSum, Shard, Split, SplitError};
use crate::suite::Test;

/// Everything in a session that its tests and their order depend on.
#[derive(Clone, PartialEq)]
pub(crate) struct Choice {
    selection: Selection,
    split: Option<Split>,
    order: Order,
    /// 0 where the order is not random.
    order_seed: u64,
    /// Whether the split looks at ids with the suffix of their groups.
    has_suffix: bool,
}

impl Choice {
    /// Whether it is that of a session.
    pub(crate) fn is_of(&self, session: &Session) -> bool {
        self.order == session.order
            && self.order_seed == order_seed(session)
            && self.split == session.split
            && self.has_suffix == has_suffix(session)
            && self.selection == session.selection
    }

    /// The one of a session.
    pub(crate) fn of(session: &Session) -> Self {
        Self {
            selection: session.selection.clone(),
            split: session.split,
            order: session.order,
            order_seed: order_seed(session),
            has_suffix: has_suffix(session),
        }
    }

    /// Positions in the suite of the tests that the session runs, as collected; `None`: all in the suite's own order.
    /// Costs O(n log n), and nothing for a session that runs all tests as they are.
    pub(crate) fn positions(&self, tests: &[Test]) -> Result<Option<Vec<u32>>, SplitError> {
        let Some(split) = &self.split else { return Ok(self.selected(tests)) };
        let place = split.place()?;
        let mut shards = self.shards(tests, split, PythonSum::default())?;
        Ok(Some(std::mem::take(&mut shards[place].tests)))
    }

    /// All shards of the split.
    pub(crate) fn shards(&self, tests: &[Test], split: &Split, sum: PythonSum) -> Result<Vec<Shard>, SplitError> {
        let selected = self.selected(tests).unwrap_or_else(|| (0..tests.len() as u32).collect());
        split::shards(tests, &selected, split, self.has_suffix, sum)
    }

    /// What is there to be split.
    fn selected(&self, tests: &[Test]) -> Option<Vec<u32>> {
        if self.order == Order::Collected && self.selection.is_all() {
            return None;
        }
        let has_path = |position: &u32| self.selection.has_path(&tests[*position as usize]);
        let mut positions: Vec<u32> = (0..tests.len() as u32).filter(has_path).collect();
        arrange(&mut positions, tests, self.order, self.order_seed);
        positions.retain(|position| self.selection.has_marks(&tests[*position as usize]));
        Some(positions)
    }
}

fn order_seed(session: &Session) -> u64 {
    if session.order == Order::Random { session.order_seed } else { 0 }
}

/// Under `loadgroup`, workers put groups behind ids before any plugin selects by them.
fn has_suffix(session: &Session) -> bool {
    session.split.is_some_and(|split| split.looks_at_ids())
        && session.dist == DistMode::LoadGroup
        && session.workers > 0
        && session.sees_groups
}
