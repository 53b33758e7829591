//! The runs of tests, with what each has: what is dropped on one is given to it.

use laneway_chart::human;
use laneway_pipeline::assignment::{Fate, RunPlace};
use leptos::prelude::*;

use super::{Runs, given, n_tests};
use crate::browser::drag;
use crate::state::use_app;
use crate::state::view::SideName;

/// The runs of a side; the first of `of_nodes` is the whole suite.
#[component]
pub(super) fn Targets(side: Memo<SideName>, runs: Memo<Runs>, of_nodes: Memo<Vec<Fate>>) -> impl IntoView {
    let target = move |(place, (run, title))| {
        view! { <Target side=side place=place run=run title=title of_nodes=of_nodes /> }
    };
    view! {
        <ul class="assignment__runs" aria-label="Runs of tests">
            {move || runs.get().into_iter().enumerate().map(target).collect_view()}
        </ul>
    }
}

#[component]
fn Target(
    side: Memo<SideName>,
    place: usize,
    run: RunPlace,
    title: String,
    of_nodes: Memo<Vec<Fate>>,
) -> impl IntoView {
    let app = use_app();
    let tally = Memo::new(move |_| {
        of_nodes.with(|all| all.first().and_then(|it| it.of_runs.get(place).copied())).unwrap_or_default()
    });
    let is_over = RwSignal::new(false);
    let on_drop = move |event: leptos::ev::DragEvent| {
        is_over.set(false);
        if let Some(dropped) = drag::dropped(&event, given::TESTS) {
            given::give(app, side.get_untracked(), &dropped, run);
        }
    };
    view! {
        <li
            class="assignment__run"
            class:assignment__run--over=is_over
            on:dragover=move |event| is_over.set(drag::is_over(&event, given::TESTS))
            on:dragleave=move |_| is_over.set(false)
            on:drop=on_drop
        >
            <span class="assignment__run-name">{format!("{} {title}", place + 1)}</span>
            <span class="assignment__figures">
                {move || format!("{}, {}", n_tests(tally.get().n_tests), human::time(tally.get().time))}
            </span>
        </li>
    }
}
