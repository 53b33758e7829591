//! How the tests are run: workers, dist mode, and what goes with the mode.

use laneway_engine::dist_mode::{DIST_MODES, DistMode};
use laneway_engine::session::{MAX_WORKERS, Session};
use leptos::prelude::*;

use crate::state::use_app;
use crate::widgets::choice::Choice;
use crate::widgets::number_field::NumberField;

/// The candidate's options; each shows the baseline's where it differs.
#[component]
pub fn RunPanel() -> impl IntoView {
    let app = use_app();
    let scenario = app.scenario();
    let of = move |get: fn(&Session) -> Option<i64>| {
        (
            Signal::derive(move || scenario.with(|scenario| get(&scenario.candidate))),
            Signal::derive(move || scenario.with(|scenario| get(&scenario.baseline))),
        )
    };
    let workers = of(|session| Some(i64::from(session.workers)));
    let chunk = of(|session| session.maxschedchunk);
    let restarts = of(|session| session.max_worker_restart);
    let dist = Signal::derive(move || scenario.with(|scenario| scenario.candidate.dist));
    let baseline_dist = move || scenario.with(|scenario| scenario.baseline.dist);
    let is_scoped = move || matches!(dist.get(), DistMode::LoadScope | DistMode::LoadFile | DistMode::LoadGroup);
    let modes = DIST_MODES.iter().map(|info| (info.flag.to_owned(), info.flag.to_owned())).collect();
    view! {
        <section class="panel" aria-labelledby="run-title">
            <h2 class="panel__title" id="run-title">"Run"</h2>
            <NumberField
                label="Workers"
                about="-n: how many processes share the tests"
                min=0
                max=i64::from(MAX_WORKERS)
                slider_to=64
                value=workers.0
                baseline=workers.1
                on_change=Callback::new(move |number: Option<i64>| {
                    app.edit_candidate("workers", |session| session.workers = number.unwrap_or(0) as u32);
                })
            />
            <Choice
                label="Dist mode"
                options=modes
                value=Signal::derive(move || dist.get().flag().to_owned())
                on_change=Callback::new(move |flag: String| {
                    app.edit_candidate("", |session| session.dist = DistMode::from_flag(&flag).unwrap_or_default());
                })
            />
            <p class="field__about">{move || dist.get().info().about}</p>
            <Show when=move || dist.get() != baseline_dist()>
                <button
                    class="field__back"
                    type="button"
                    on:click=move |_| {
                        let dist = scenario.with_untracked(|scenario| scenario.baseline.dist);
                        app.edit_candidate("", |session| session.dist = dist);
                    }
                >
                    {move || format!("baseline {}, back", baseline_dist().flag())}
                </button>
            </Show>
            <Show when=move || dist.get() == DistMode::Load>
                <NumberField
                    label="Chunk at most"
                    about="--maxschedchunk: how many tests load sends at once"
                    min=1
                    max=1_000_000
                    empty="all"
                    value=chunk.0
                    baseline=chunk.1
                    on_change=Callback::new(move |number| {
                        app.edit_candidate("chunk", |session| session.maxschedchunk = number);
                    })
                />
            </Show>
            <Show when=is_scoped>
                <label class="field field__row" title="--loadscope-reorder: scopes with the most tests go first">
                    <span class="field__label">"Largest first"</span>
                    <input
                        type="checkbox"
                        prop:checked=move || scenario.with(|scenario| scenario.candidate.loadscope_reorder)
                        on:change=move |event| {
                            let reorder = event_target_checked(&event);
                            app.edit_candidate("", |session| session.loadscope_reorder = reorder);
                        }
                    />
                </label>
            </Show>
            <NumberField
                label="Restarts at most"
                about="--max-worker-restart: how many crashed workers are replaced"
                min=0
                max=100_000
                empty="4 × workers"
                value=restarts.0
                baseline=restarts.1
                on_change=Callback::new(move |number| {
                    app.edit_candidate("restarts", |session| session.max_worker_restart = number);
                })
            />
            <button
                class="button"
                type="button"
                on:click=move |_| app.history.update(|history| {
                    history.edit("", |scenario| scenario.baseline = scenario.candidate.clone());
                })
            >
                "Take as baseline"
            </button>
        </section>
    }
}
