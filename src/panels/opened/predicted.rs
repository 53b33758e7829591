//! A real run among what was opened, held against what was predicted for the candidate.

use laneway_chart::human;
use laneway_formats::measured::{Clock, Measured};
use leptos::prelude::*;

use crate::state::comment::CommentErrand;
use crate::state::files::Errand;
use crate::state::use_app;

/// The other thing that a real run is good for: it is held against what was predicted for the candidate.
#[component]
pub fn Predicted(
    /// What the files say of how long they took.
    measured: Vec<Measured>,
) -> impl IntoView {
    let app = use_app();
    // Reports of tests are of one session, the jobs of a run of all.
    let is_of_run = |it: &&Measured| it.clock == Clock::Pipeline;
    let of_runs: Vec<Measured> = measured.iter().filter(is_of_run).cloned().collect();
    let taken = if of_runs.is_empty() { measured } else { of_runs };
    let took = match taken.as_slice() {
        [it] => format!("This run took {}. ", human::time(it.took)),
        all => format!("These are {} runs. ", all.len()),
    };
    let on_click = move |_| {
        app.errand.set(Some(Errand::Stop));
        app.comment_errand.set(Some(CommentErrand::Write(taken.clone())));
    };
    view! {
        <p class="opened-dialog__predicted">
            {took}
            <button class="button button--small" type="button" on:click=on_click>"Compare with what was predicted"</button>
        </p>
    }
}
