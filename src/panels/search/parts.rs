//! A search that is too big for one machine: the commands that do it on several, to be copied.

use laneway_formats::scenario_json;
use laneway_formats::search_command::{Asked, search_command};
use leptos::prelude::*;

use crate::browser::take_away;
use crate::state::scenario::Scenario;
use crate::state::use_app;
use crate::widgets::copy_button::CopyButton;

/// On how many machines, to begin with.
const N_PARTS: u32 = 16;

/// What the commands call the scenario.
const FILE: &str = "scenario.json";

/// A quiet line, there as soon as a search has shown that it takes this machine long; the commands are folded away.
#[component]
pub(super) fn SearchParts() -> impl IntoView {
    let app = use_app();
    let is_long = Memo::new(move |_| app.search.with(|search| search.is_long));
    view! {
        <Show when=move || is_long.get()>
            <details class="search-parts">
                <summary>"This takes one machine over a minute; several can share it, with the same answer"</summary>
                <Commands />
            </details>
        </Show>
    }
}

#[component]
fn Commands() -> impl IntoView {
    let app = use_app();
    let search = Memo::new(move |_| {
        app.search.with(|search| {
            let wanted = &search.wanted;
            let asked = Asked {
                job: wanted.job.as_deref(),
                values: &wanted.values,
                fixed: &wanted.fixed,
                objective: &wanted.objective,
                max_jobs: wanted.max_jobs,
            };
            search_command(&asked, FILE)
        })
    });
    let part = Signal::derive(move || format!("{} --part 1/{N_PARTS} -o part-1.json", search.get()));
    let merge = Signal::stored("laneway merge part-*.json".to_owned());
    let workflow = Signal::derive(move || {
        format!("{} --workflow {N_PARTS} --install 'COMMAND' > .github/workflows/search.yml", search.get())
    });
    let save = move |_| {
        take_away::text(FILE, "application/json", &scenario_json::write(&app.look(Scenario::document)));
    };
    view! {
        <p class="search-panel__note">
            "Save the scenario, run each part on a machine of its own (1 to "{N_PARTS}"), then merge what they write."
        </p>
        <button class="button button--small" type="button" on:click=save>{format!("Save {FILE}")}</button>
        <Command what="A part" text=part />
        <Command what="All of them" text=merge />
        <Command what="Or as a GitHub workflow; COMMAND brings laneway to its machines" text=workflow />
    }
}

/// A command, with a button that copies it.
#[component]
fn Command(
    /// What it does.
    what: &'static str,
    text: Signal<String>,
) -> impl IntoView {
    view! {
        <p class="search-panel__note">{what}</p>
        <div class="search-parts__command">
            <code>{text}</code>
            <CopyButton label=format!("Copy: {what}") text=text />
        </div>
    }
}
