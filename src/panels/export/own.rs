//! A way in for the user's own files: pasted, dropped or picked, they come back with only those keys changed that must.

use laneway_export::own::{MAX_BYTES, recognise};
use leptos::prelude::*;

use crate::browser::files;
use crate::panels::header::PICKER;
use crate::state::use_app;

/// A field to paste into. What cannot be told stays in it.
#[component]
pub(super) fn OwnPart() -> impl IntoView {
    let app = use_app();
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None::<&'static str>);
    let take = move || {
        let text = typed.get_untracked();
        if text.trim().is_empty() {
            return;
        }
        if text.len() > MAX_BYTES {
            error.set(Some("It has more than 1 MB, expected settings or a workflow."));
            return;
        }
        match recognise(&text) {
            Some(name) => {
                error.set(None);
                typed.set(String::new());
                app.export.update(|export| export.put(name, text));
            }
            None => error.set(Some(
                "It has neither a section such as [tool.pytest.ini_options] or [pytest], nor `jobs:`: drop the file, whose name says what it is.",
            )),
        }
    };
    view! {
        <div class="export-own">
            <label class="export-own__label">
                "Your own files"
                <textarea
                    class="export-own__text"
                    rows="2"
                    spellcheck="false"
                    placeholder="Paste your pyproject.toml, setup.cfg, tox.ini, pytest.ini or workflow, or drop it on the page: it comes back with only what must change."
                    prop:value=typed
                    on:input=move |event| typed.set(event_target_value(&event))
                    on:paste=move |_| set_timeout(take, std::time::Duration::ZERO)
                ></textarea>
            </label>
            {move || error.get().map(|error| view! { <p class="field__error" role="alert">{error}</p> })}
            <div class="export-own__buttons">
                <button class="button button--small" type="button" on:click=move |_| take()>"Put in the changes"</button>
                <button class="button button--small" type="button" on:click=move |_| files::open_picker(PICKER, false)>
                    "Open…"
                </button>
            </div>
        </div>
    }
}
