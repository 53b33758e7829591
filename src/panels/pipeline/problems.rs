//! What is wrong with a place whose field is not on the screen.

use laneway_pipeline::place::Problem;
use leptos::prelude::*;

use super::shown::{Shown, Spot};
use crate::state::use_app;

/// One line a problem: what keeps the pipeline from being simulated, and what a real one would trip over.
#[component]
pub(super) fn Problems(
    /// Of which place.
    spot: Spot,
) -> impl IntoView {
    let problems = Shown::of_page().problems(use_app(), vec![spot]);
    let line = |Problem { place, message, is_fatal }: Problem| {
        let field = if place.field.is_empty() { String::new() } else { format!("{}: ", place.field) };
        view! { <p class="pipeline-panel__problem" class:pipeline-panel__problem--fatal=is_fatal>{field}{message}</p> }
    };
    view! { <div role="status">{move || problems.get().into_iter().map(line).collect_view()}</div> }
}
