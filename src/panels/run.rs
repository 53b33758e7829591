//! How the tests are run: workers, dist mode, and what goes with the mode; for either side.

use laneway_engine::dist_mode::{DIST_MODES, DistMode};
use laneway_engine::order::{ORDERS, Order};
use laneway_engine::session::{MAX_WORKERS, Session};
use leptos::prelude::*;

use super::before::before;
use super::side_panel::SidePanel;
use crate::state::scenario::Scenario;
use crate::state::use_app;
use crate::widgets::check::Check;
use crate::widgets::choice::Choice;
use crate::widgets::number_field::NumberField;
use crate::widgets::slider::Slider;

/// How far the slider goes.
const MAX_SLID: i64 = 64;

/// The options of the side that is chosen; the candidate's show the baseline's where they differ.
#[component]
pub fn RunPanel() -> impl IntoView {
    let app = use_app();
    let side = Memo::new(move |_| app.view.with(|view| view.side));
    let dist = Memo::new(move |_| app.look_at(side.get(), |session| session.dist));
    let order = Memo::new(move |_| app.look_at(side.get(), |session| session.order));
    let n_workers = Memo::new(move |_| app.look_at(side.get(), |session| i64::from(session.workers)));
    let value = move |get: fn(&Session) -> Option<i64>| Signal::derive(move || app.look_at(side.get(), get));
    let set_workers = move |number: i64| app.edit_side("workers", |session| session.workers = number as u32);
    let is_scoped = move || matches!(dist.get(), DistMode::LoadScope | DistMode::LoadFile | DistMode::LoadGroup);
    let modes = DIST_MODES.iter().map(|info| (info.flag.to_owned(), info.flag.to_owned())).collect();
    view! {
        <SidePanel title="Run" class="panel run-panel" label="Which side the controls change" name="side">
            <Show when=move || !app.is_bare.get()>
                <p class="run-panel__of">"Of "{move || app.look(|scenario| scenario.opened_title(side.get()))}</p>
            </Show>
            <NumberField
                label="Workers"
                about="-n: how many processes share the tests; 0 is one plain process"
                min=0
                max=i64::from(MAX_WORKERS)
                value=value(|session| Some(i64::from(session.workers)))
                before=before(app, |session| session.workers.to_string(), |to, from| to.workers = from.workers)
                on_change=Callback::new(move |number: Option<i64>| set_workers(number.unwrap_or(0)))
            />
            <Slider label="Workers, slider" min=0 max=MAX_SLID value=n_workers on_change=Callback::new(set_workers) />
            <Choice
                label="Dist mode"
                about="--dist: how tests are dealt out"
                options=modes
                value=Signal::derive(move || dist.get().flag().to_owned())
                before=before(app, |session| session.dist.flag().to_owned(), |to, from| to.dist = from.dist)
                on_change=Callback::new(move |flag: String| {
                    app.edit_side("", |session| session.dist = DistMode::from_flag(&flag).unwrap_or_default());
                })
            />
            <p class="run-panel__mode">{move || dist.get().info().about}</p>
            <Choice
                label="Order"
                about="In which order tests are collected, as a plugin such as pytest-order or pytest-randomly makes it"
                options=ORDERS.iter().map(|info| (info.flag.to_owned(), info.words.to_owned())).collect()
                value=Signal::derive(move || app.look_at(side.get(), |session| session.order.info().flag.to_owned()))
                before=before(app, |session| session.order.info().words.to_owned(), |to, from| to.order = from.order)
                on_change=Callback::new(move |flag: String| {
                    app.edit_side("", |session| session.order = Order::from_flag(&flag).unwrap_or_default());
                })
            />
            <Show when=move || order.get() == Order::Random>
                <NumberField
                    label="Order's seed"
                    about="Names the random order"
                    min=0
                    max=i64::from(u32::MAX)
                    value=value(|session| Some(session.order_seed as i64))
                    on_change=Callback::new(move |number: Option<i64>| {
                        app.edit_side("order-seed", |session| session.order_seed = number.unwrap_or(0) as u64);
                    })
                />
            </Show>
            <NumberField
                label="Chunk at most"
                about="--maxschedchunk: how many tests load sends to a worker at once"
                min=1
                max=1_000_000
                empty="all"
                is_off=Signal::derive(move || dist.get() != DistMode::Load)
                value=value(|session| session.maxschedchunk)
                before=before(
                    app,
                    |session| number_or(session.maxschedchunk, "all"),
                    |to, from| to.maxschedchunk = from.maxschedchunk,
                )
                on_change=Callback::new(move |number| app.edit_side("chunk", |session| session.maxschedchunk = number))
            />
            <Check
                label="Largest first"
                about="--loadscope-reorder: the scopes with the most tests are dealt out first"
                is_off=Signal::derive(move || !is_scoped())
                value=Signal::derive(move || app.look_at(side.get(), |session| session.loadscope_reorder))
                before=before(
                    app,
                    |session| if session.loadscope_reorder { "on" } else { "off" }.to_owned(),
                    |to, from| to.loadscope_reorder = from.loadscope_reorder,
                )
                on_change=Callback::new(move |reorder| app.edit_side("", |session| session.loadscope_reorder = reorder))
            />
            <NumberField
                label="Restarts at most"
                about="--max-worker-restart: how many crashed workers are replaced; if not given, 4 for each worker"
                min=0
                max=100_000
                empty="4 each"
                value=value(|session| session.max_worker_restart)
                before=before(
                    app,
                    |session| number_or(session.max_worker_restart, "4 each"),
                    |to, from| to.max_worker_restart = from.max_worker_restart,
                )
                on_change=Callback::new(move |number| {
                    app.edit_side("restarts", |session| session.max_worker_restart = number);
                })
            />
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

fn number_or(number: Option<i64>, empty: &str) -> String {
    number.map_or_else(|| empty.to_owned(), |number| number.to_string())
}
