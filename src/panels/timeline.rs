//! The picture of both sides, what is done to tests in it, and the player below it.

use leptos::prelude::*;

use super::player::{PlayerKeys, PlayerPanel};
use crate::state::use_app;
use crate::timeline::Timeline;

/// The timeline, in its place.
#[component]
pub fn TimelinePanel() -> impl IntoView {
    let app = use_app();
    let stale = Signal::derive(move || app.run.with(|run| run.is_stale));
    let clock = Signal::derive(move || app.player.with(|player| player.is_open.then_some(player.now)));
    let keys = PlayerKeys::new(None);
    let on_key = move |event| {
        if let Some(press) = keys.get_value() {
            press.run(event);
        }
    };
    view! {
        <section class="timeline-panel" aria-label="Timeline" on:keydown=on_key>
            <Timeline
                sides=app.sides
                stale=stale
                view=app.timeline
                clock=clock
                on_edit_test=Callback::new(move |edit| {
                    if let Some(sides) = app.sides.get_untracked() {
                        app.edit("", |scenario| scenario.change_suite(&sides.suite, edit));
                    }
                })
            />
            <PlayerPanel keys=keys />
        </section>
    }
}
