//! The options of a run, one control each; for the side that is in sight.

use laneway_engine::dist_mode::{DIST_MODES, DistMode};
use laneway_engine::order::{ORDERS, Order};
use laneway_engine::session::{MAX_WORKERS, Session};
use leptos::prelude::*;

use crate::panels::before::before;
use crate::state::{AppState, use_app};
use crate::widgets::check::Check;
use crate::widgets::choice::Choice;
use crate::widgets::number_field::NumberField;
use crate::widgets::slider::Slider;

/// How far the slider goes.
const MAX_SLID: i64 = 64;

/// A value of the session at hand.
fn value<T: Clone + PartialEq + Send + Sync + 'static>(app: AppState, get: fn(&Session) -> T) -> Signal<T> {
    let side = Memo::new(move |_| app.view.with(|view| view.side));
    Memo::new(move |_| app.look_at(side.get(), get)).into()
}

fn number_or(number: Option<i64>, empty: &str) -> String {
    number.map_or_else(|| empty.to_owned(), |number| number.to_string())
}

/// How many workers (`-n`).
#[component]
pub fn WorkersControl() -> impl IntoView {
    let app = use_app();
    let n_workers = value(app, |session| i64::from(session.workers));
    let set_workers = move |number: i64| app.edit_side("workers", |session| session.workers = number as u32);
    view! {
        <NumberField
            label="Workers"
            about="-n: how many processes share the tests; 0 is one plain process"
            min=0
            max=i64::from(MAX_WORKERS)
            value=value(app, |session| Some(i64::from(session.workers)))
            before=before(app, |session| session.workers.to_string(), |to, from| to.workers = from.workers)
            on_change=Callback::new(move |number: Option<i64>| set_workers(number.unwrap_or(0)))
        />
        <Slider label="Workers, slider" min=0 max=MAX_SLID value=n_workers on_change=Callback::new(set_workers) />
    }
}

/// The dist mode (`--dist`), and what it does.
#[component]
pub fn DistControl() -> impl IntoView {
    let app = use_app();
    let dist = value(app, |session| session.dist);
    view! {
        <Choice
            label="Dist mode"
            about="--dist: how tests are dealt out"
            options=DIST_MODES.iter().map(|info| (info.flag.to_owned(), info.flag.to_owned())).collect()
            value=Signal::derive(move || dist.get().flag().to_owned())
            before=before(app, |session| session.dist.flag().to_owned(), |to, from| to.dist = from.dist)
            on_change=Callback::new(move |flag: String| {
                app.edit_side("", |session| session.dist = DistMode::from_flag(&flag).unwrap_or_default());
            })
        />
        <p class="run-panel__mode">{move || dist.get().info().about}</p>
    }
}

/// In which order tests are collected.
#[component]
pub fn OrderControl() -> impl IntoView {
    let app = use_app();
    let order = value(app, |session| session.order);
    view! {
        <Choice
            label="Order"
            about="In which order tests are collected, as a plugin such as pytest-order or pytest-randomly makes it"
            options=ORDERS.iter().map(|info| (info.flag.to_owned(), info.words.to_owned())).collect()
            value=Signal::derive(move || order.get().info().flag.to_owned())
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
                value=value(app, |session| Some(session.order_seed as i64))
                on_change=Callback::new(move |number: Option<i64>| {
                    app.edit_side("order-seed", |session| session.order_seed = number.unwrap_or(0) as u64);
                })
            />
        </Show>
    }
}

/// How many tests `load` sends at once (`--maxschedchunk`).
#[component]
pub fn ChunkControl() -> impl IntoView {
    let app = use_app();
    let dist = value(app, |session| session.dist);
    view! {
        <NumberField
            label="Chunk at most"
            about="--maxschedchunk: how many tests load sends to a worker at once"
            min=1
            max=1_000_000
            empty="all"
            is_off=Signal::derive(move || dist.get() != DistMode::Load)
            value=value(app, |session| session.maxschedchunk)
            before=before(
                app,
                |session| number_or(session.maxschedchunk, "all"),
                |to, from| to.maxschedchunk = from.maxschedchunk,
            )
            on_change=Callback::new(move |number| app.edit_side("chunk", |session| session.maxschedchunk = number))
        />
    }
}

/// Whether scopes with the most tests are dealt out first (`--loadscope-reorder`).
#[component]
pub fn ReorderControl() -> impl IntoView {
    let app = use_app();
    let dist = value(app, |session| session.dist);
    let is_scoped = move || matches!(dist.get(), DistMode::LoadScope | DistMode::LoadFile | DistMode::LoadGroup);
    view! {
        <Check
            label="Largest first"
            about="--loadscope-reorder: the scopes with the most tests are dealt out first"
            is_off=Signal::derive(move || !is_scoped())
            value=value(app, |session| session.loadscope_reorder)
            before=before(
                app,
                |session| if session.loadscope_reorder { "on" } else { "off" }.to_owned(),
                |to, from| to.loadscope_reorder = from.loadscope_reorder,
            )
            on_change=Callback::new(move |reorder| app.edit_side("", |session| session.loadscope_reorder = reorder))
        />
    }
}

/// How many crashed workers are replaced (`--max-worker-restart`).
#[component]
pub fn RestartsControl() -> impl IntoView {
    let app = use_app();
    view! {
        <NumberField
            label="Restarts at most"
            about="--max-worker-restart: how many crashed workers are replaced; if not given, 4 for each worker"
            min=0
            max=100_000
            empty="4 each"
            value=value(app, |session| session.max_worker_restart)
            before=before(
                app,
                |session| number_or(session.max_worker_restart, "4 each"),
                |to, from| to.max_worker_restart = from.max_worker_restart,
            )
            on_change=Callback::new(move |number| {
                app.edit_side("restarts", |session| session.max_worker_restart = number);
            })
        />
    }
}
