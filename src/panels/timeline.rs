//! The picture of both sides, and what is done to tests in it.

use leptos::prelude::*;

use crate::state::use_app;
use crate::timeline::Timeline;

/// The timeline, in its place.
#[component]
pub fn TimelinePanel() -> impl IntoView {
    let app = use_app();
    let stale = Signal::derive(move || app.run.with(|run| run.is_stale));
    view! {
        <section class="timeline-panel" aria-label="Timeline">
            <Timeline
                sides=app.sides
                stale=stale
                view=app.timeline
                on_edit_test=Callback::new(move |edit| {
                    if let Some(sides) = app.sides.get_untracked() {
                        app.edit("", |scenario| scenario.change_suite(&sides.suite, edit));
                    }
                })
            />
        </section>
    }
}
