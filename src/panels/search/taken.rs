//! Configurations that a search found, as the candidate: which of them it is, and how one becomes it.

use laneway_pipeline::pipeline::Pipeline;
use leptos::prelude::*;

use crate::state::search::Answered;
use crate::state::{AppState, use_app};

/// The finalists of one answer, ready to be taken.
#[derive(Clone, Copy)]
pub(super) struct Taken {
    app: AppState,
    pipelines: StoredValue<Vec<Pipeline>>,
    /// Which of them the candidate is; several of a space can come to the same pipeline, and then the first.
    chosen: Memo<Option<usize>>,
}

impl Taken {
    pub(super) fn new(answer: &Answered) -> Self {
        let app = use_app();
        let pipeline = |finalist: &laneway_search::found::Finalist| answer.question.pipeline(finalist.choice);
        let pipelines: StoredValue<Vec<Pipeline>> =
            StoredValue::new(answer.found.finalists.iter().map(pipeline).collect());
        let chosen = Memo::new(move |_| {
            app.look(|scenario| {
                pipelines.with_value(|pipelines| pipelines.iter().position(|it| *it == scenario.candidate))
            })
        });
        Self { app, pipelines, chosen }
    }

    /// Whether the candidate is this one.
    pub(super) fn is_chosen(self, finalist: usize) -> Signal<bool> {
        Signal::derive(move || self.chosen.get() == Some(finalist))
    }

    /// Makes it the candidate; one step, to be undone.
    pub(super) fn take(self, finalist: usize) {
        if let Some(candidate) = self.pipelines.with_value(|pipelines| pipelines.get(finalist).cloned()) {
            self.app.edit("", |scenario| scenario.replace_pipelines([None, Some(candidate)]));
        }
    }
}
