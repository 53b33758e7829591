//! A scenario with its past and future.

use super::opened::Opened;
use super::scenario::Scenario;
use super::view::SideName;

/// How many steps can be undone.
const MAX_STEPS: usize = 200;

/// The scenario as it is, the steps that led to it, and those that were undone.
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

    /// Changes it. Edits with one `key` in a row, such as those of a slider, are one step until [`Self::settle`]; with an
    /// empty key they never are.
    pub fn edit(&mut self, key: &'static str, edit: impl FnOnce(&mut Scenario)) {
        let before = self.scenario.clone();
        edit(&mut self.scenario);
        if self.scenario == before {
            return;
        }
        if key.is_empty() || key != self.key {
            self.past.push(before);
            let n_over = self.past.len().saturating_sub(MAX_STEPS);
            self.past.drain(..n_over);
        }
        self.key = key;
        self.future.clear();
        // A slider that came back to where it was is no step.
        if self.past.last() == Some(&self.scenario) {
            self.past.pop();
            self.key = "";
        }
    }

    /// Looks at another run of tests on one side; no step of its own.
    pub fn open(&mut self, side: SideName, opened: Opened) {
        self.scenario.opened[side as usize] = opened;
        self.key = "";
    }

    /// The hand rests: what comes next is a step of its own.
    pub fn settle(&mut self) {
        self.key = "";
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

#[cfg(test)]
mod tests {
    use laneway_engine::session::Session;
    use laneway_pipeline::pipeline::Pipeline;
    use laneway_pipeline::scenario::Scenario as Document;

    use super::*;

    fn workers(history: &History) -> u32 {
        history.scenario().session(SideName::Candidate).workers
    }

    #[test]
    fn a_drag_is_one_step() {
        let candidate = Pipeline::bare(Session::default());
        let mut history = History::new(Scenario::from_document(Document { candidate, ..Document::default() }));
        let set = |history: &mut History, n| {
            history.edit("workers", |scenario| {
                scenario.edit_session(SideName::Candidate, |session| session.workers = n);
            });
        };
        set(&mut history, 5);
        set(&mut history, 8);
        history.settle();
        set(&mut history, 12);
        set(&mut history, 8);
        history.settle();
        set(&mut history, 16);
        set(&mut history, 16);
        history.undo();
        assert_eq!(workers(&history), 8);
        history.undo();
        assert_eq!(workers(&history), 4);
        assert!(!history.can_undo());
        history.redo();
        history.redo();
        assert_eq!(workers(&history), 16);
        history.undo();
        set(&mut history, 9);
        assert!(!history.can_redo());
    }
}
