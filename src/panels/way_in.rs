//! How a pipeline comes from files: a workflow, or a run of one.

use leptos::prelude::*;

use super::header::PICKER;
use crate::browser::files;

/// A button that opens files; where there is no pipeline yet, what may be opened.
#[component]
pub fn WayIn(
    /// Whether there is nothing around the session.
    is_bare: Memo<bool>,
) -> impl IntoView {
    view! {
        <button class="button button--small" type="button" on:click=move |_| files::open_picker(PICKER, false)>
            "Open a workflow or a run\u{2026}"
        </button>
        <Show when=move || is_bare.get()>
            <p class="pipeline-panel__note">
                "A workflow file of GitHub, Forgejo or GitLab; the jobs of real GitHub runs, as JSON; with them reports of tests and coverage. \u{201c}Record one\u{201d} has the commands."
            </p>
        </Show>
    }
}
