//! A part of the panel that is unfolded on demand. What is folded is not built, so that hundreds of steps cost nothing.

use leptos::prelude::*;

use crate::browser::events;

/// A line, and below it the rest once it is unfolded.
#[component]
pub(super) fn Fold<S: IntoView + 'static>(
    /// What looks it up in the styles.
    class: &'static str,
    /// The line.
    summary: impl Fn() -> S + Send + Sync + 'static,
    /// The rest.
    children: ChildrenFn,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let children = StoredValue::new(children);
    view! {
        <details class=class on:toggle=move |event| is_open.set(events::is_open(&event))>
            <summary>{summary()}</summary>
            <Show when=move || is_open.get()>{children.with_value(|children| children())}</Show>
        </details>
    }
}
