//! How much of the runs that are under way is done.

use leptos::prelude::*;

/// A bar that is always there, pale while nothing runs.
#[component]
pub fn ProgressBar(
    /// Whether anything runs.
    #[prop(into)]
    is_running: Signal<bool>,
    /// How much is done, 0 to 1.
    #[prop(into)]
    share: Signal<f64>,
) -> impl IntoView {
    view! {
        <progress
            class="study-progress__bar"
            class:study-progress__bar--off=move || !is_running.get()
            aria-label="Runs that are done"
            max="1"
            prop:value=share
        ></progress>
    }
}
