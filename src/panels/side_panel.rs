//! A panel about one of the two sides, with the tabs that choose which.

use leptos::prelude::*;

use crate::state::use_app;
use crate::state::view::SideName;
use crate::widgets::field::fresh_id;
use crate::widgets::tabs::Tabs;

/// Title and tabs, then what it is about. The side is that of the view, so that all such panels show the same.
#[component]
pub fn SidePanel(
    /// What stands above it.
    title: &'static str,
    /// What looks it up in the styles: `panel run-panel`.
    class: &'static str,
    /// What the tabs choose.
    label: &'static str,
    /// A name that no other group of tabs has.
    name: &'static str,
    /// What it is about.
    children: Children,
) -> impl IntoView {
    let app = use_app();
    let side = Memo::new(move |_| app.view.with(|view| view.side));
    let id = fresh_id();
    view! {
        <section
            class=class
            class:side-panel--baseline=move || side.get() == SideName::Baseline
            aria-labelledby=id.clone()
        >
            <div class="panel__head">
                <h2 class="panel__title" id=id.clone()>{title}</h2>
                <Tabs
                    label=label
                    name=name
                    options=vec![(SideName::Baseline, "Baseline"), (SideName::Candidate, "Candidate")]
                    value=side
                    on_change=Callback::new(move |side| app.view.update(|view| view.side = side))
                />
            </div>
            {children()}
        </section>
    }
}
