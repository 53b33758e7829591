//! Copies a text, and says that it did.

use std::time::Duration;

use leptos::prelude::*;

use crate::browser::clipboard;

/// A button that copies `text`.
#[component]
pub fn CopyButton(
    /// What a screen reader says.
    #[prop(into)]
    label: Signal<String>,
    /// What is copied.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    let said = RwSignal::new("Copy");
    let on_click = move |event: leptos::ev::MouseEvent| {
        event.stop_propagation();
        leptos::task::spawn_local(async move {
            let is_copied = clipboard::copy(&text.get_untracked()).await;
            said.set(if is_copied { "Copied" } else { "Denied" });
            set_timeout(move || said.set("Copy"), Duration::from_millis(1500));
        });
    };
    view! {
        <button
            class="copy-button"
            type="button"
            aria-label=label
            title=move || text.get()
            on:click=on_click
        >
            <span aria-live="polite">{move || said.get()}</span>
        </button>
    }
}
