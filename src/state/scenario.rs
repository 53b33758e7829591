//! What is simulated, with undo and redo.

use std::sync::Arc;

use laneway_engine::comparison::Comparison;
use laneway_engine::session::Session;
use laneway_engine::suite::Suite;

/// How many steps can be undone.
const MAX_STEPS: usize = 200;

/// A suite under two sessions. Suites are shared between the steps of the history.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// The same for both.
    pub suite: Arc<Suite>,
    /// As it is run now.
    pub baseline: Session,
    /// What is tried.
    pub candidate: Session,
}

impl Scenario {
    /// The document that is saved and linked.
    pub fn to_comparison(&self) -> Comparison {
        let Self { suite, baseline, candidate } = self.clone();
        Comparison { suite: suite.as_ref().clone(), baseline, candidate }
    }

    /// From a document.
    pub fn from_comparison(comparison: Comparison) -> Self {
        let Comparison { suite, baseline, candidate } = comparison;
        Self { suite: Arc::new(suite), baseline, candidate }
    }
}

/// A scenario with its past and future.
pub struct History {
    scenario: Scenario,
    past: Vec<Scenario>,
    future: Vec<Scenario>,
    key: &'static str,
}

impl History {
    /// A scenario without a past.
    pub fn new(scenario: Scenario) -> Self {
        Self { scenario, past: Vec::new(), future: Vec::new(), key: "" }
    }

    /// As it is.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// Changes it. Edits with one `key` in a row, such as those of a slider, are one step; an empty key never is.
    pub fn edit(&mut self, key: &'static str, edit: impl FnOnce(&mut Scenario)) {
        let before = self.scenario.clone();
        edit(&mut self.scenario);
        if self.scenario == before {
            return;
        }
        if key.is_empty() || key != self.key || self.past.is_empty() {
            self.past.push(before);
            let n_over = self.past.len().saturating_sub(MAX_STEPS);
            self.past.drain(..n_over);
        }
        self.key = key;
        self.future.clear();
    }

    /// One step back.
    pub fn undo(&mut self) {
        if let Some(before) = self.past.pop() {
            self.future.push(std::mem::replace(&mut self.scenario, before));
            self.key = "";
        }
    }

    /// One step forward again.
    pub fn redo(&mut self) {
        if let Some(after) = self.future.pop() {
            self.past.push(std::mem::replace(&mut self.scenario, after));
            self.key = "";
        }
    }

    /// Whether there is a step back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a step forward.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}
