//! How the tests are run: workers, dist mode, and what goes with the mode; for either side.
//!
//! - [`controls`]: one control each; lessons have some of them too.

use leptos::prelude::*;

pub(super) mod controls;

use super::side_panel::SidePanel;
use crate::state::scenario::Scenario;
use crate::state::use_app;
use controls::{ChunkControl, DistControl, OrderControl, ReorderControl, RestartsControl, WorkersControl};

/// The options of the side that is chosen; the candidate's show the baseline's where they differ.
#[component]
pub fn RunPanel() -> impl IntoView {
    let app = use_app();
    let side = Memo::new(move |_| app.view.with(|view| view.side));
    view! {
        <SidePanel title="Run" class="panel run-panel" label="Which side the controls change" name="side">
            <Show when=move || !app.is_bare.get()>
                <p class="run-panel__of">"Of "{move || app.look(|scenario| scenario.opened_title(side.get()))}</p>
            </Show>
            <WorkersControl />
            <DistControl />
            <OrderControl />
            <ChunkControl />
            <ReorderControl />
            <RestartsControl />
            <button
                class="button button--small"
                type="button"
                disabled=move || app.look(|scenario| scenario.baseline == scenario.candidate)
                on:click=move |_| app.edit("", Scenario::adopt_candidate)
            >
                "Make the candidate the baseline"
            </button>
        </SidePanel>
    }
}
