//! What is wrong with a group of fields, as one line in it.

use leptos::prelude::*;

use crate::widgets::field::Wrong;

/// The line; nothing where nothing is wrong.
#[component]
pub(super) fn Said(
    /// Its id, by which the group is described.
    id: String,
    /// What is wrong.
    wrong: Signal<Option<Wrong>>,
) -> impl IntoView {
    let line = move || {
        wrong.get().map(|Wrong { text, is_fatal }| {
            view! { <p class="field__wrong" class:field__wrong--fatal=is_fatal>{text}</p> }
        })
    };
    view! { <div class="pipeline-panel__said" id=id role="status">{line}</div> }
}
