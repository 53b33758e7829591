//! A question that must be answered first; Escape is no answer.

use leptos::html;
use leptos::prelude::*;

use crate::browser::dialog;

/// A dialog over the page, open as long as it is there.
#[component]
pub fn Dialog(
    /// Its heading.
    #[prop(into)]
    title: String,
    /// It was closed without an answer.
    on_close: Callback<()>,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    node.on_load(|node| dialog::open(&node));
    view! {
        <dialog
            class="dialog"
            node_ref=node
            aria-labelledby="dialog-title"
            on:cancel=move |event: leptos::ev::Event| {
                event.prevent_default();
                on_close.run(());
            }
        >
            <h2 class="dialog__title" id="dialog-title">{title}</h2>
            {children()}
        </dialog>
    }
}
