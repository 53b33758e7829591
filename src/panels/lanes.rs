//! The picture of both pipelines: jobs as lanes on one time axis, to be zoomed, scrolled, opened and linked.
//!
//! - [`shown`]: what is seen of them. [`hand`]: what pointers, wheel and keys do.
//! - [`lane`]: a lane as a button: opens its run of tests, takes tests and links that are dropped.

use laneway_chart::window::KEY_ZOOM;
use leptos::prelude::*;

mod hand;

mod lane;

mod shown;

use crate::charts::drawing::Drawing;
use crate::charts::numbers::Numbers;
use crate::charts::take_away::{More, TakeAway};
use crate::state::use_app;
use hand::Hand;
use shown::Shown;

/// Lanes of both sides on one time axis, what they say, their table, and the ways to take them away.
#[component]
pub fn LanesPanel() -> impl IntoView {
    let app = use_app();
    let shown = Shown::new(app);
    let hand = Hand::new(shown);
    let scene = Memo::new(move |_| shown.scene());
    // Laid out when someone takes it.
    let whole = Signal::derive(move || shown.whole());
    let sentence = Signal::derive(move || shown.sentence());
    let table = Signal::derive(move || shown.table());
    let scroll = Memo::new(move |_| shown.window.with(|window| window.scroll));
    let lanes = move || shown.lanes(scroll.get());
    let as_trace = More {
        label: "Save trace",
        ending: "trace.json",
        kind: "application/json",
        text: Callback::new(move |()| shown.trace(&app.suite.get_untracked())),
    };
    let is_stale = move || app.run.with(|run| run.is_stale || run.is_pipeline_stale);
    view! {
        <section class="lanes" aria-label="Pipelines" class:lanes--stale=is_stale>
            <figure class="chart">
                <div
                    class="lanes__stage"
                    class:lanes__stage--dragging=hand.is_dragging
                    role="group"
                    aria-label="Lanes on a time axis"
                    aria-describedby="lanes-help"
                    tabindex="0"
                    on:wheel=move |event| hand.turn(&event)
                    on:keydown=move |event| hand.press_key(&event)
                    on:pointerdown=move |event| hand.press(&event)
                    on:pointermove=move |event| hand.slide(&event)
                    on:pointerup=move |event| hand.release(&event)
                    on:pointercancel=move |event| hand.release(&event)
                >
                    <Drawing width=shown.width scene=scene sentence=sentence>
                        <ul class="lanes__list" aria-label="Lanes">{lanes}</ul>
                    </Drawing>
                </div>
                <div class="chart__foot">
                    <p class="lanes__help" id="lanes-help">
                        "The wheel, + and \u{2212} zoom; drag and arrows move. "
                        "Drag the end of a lane onto a job that is to need it."
                    </p>
                    <ZoomButtons shown=shown />
                    <Numbers sentence=sentence table=table />
                    <TakeAway name="pipelines" scene=whole sentence=sentence table=table more=as_trace />
                </div>
            </figure>
        </section>
    }
}

/// Nearer, farther, and back to all of the time.
#[component]
fn ZoomButtons(shown: Shown) -> impl IntoView {
    let is_whole = Signal::derive(move || shown.window.with(|window| window.zoom.is_none()));
    let zoom_by = move |factor: f64| {
        shown.change(|window, frame| {
            window.zoom_about_middle(frame, factor);
            true
        });
    };
    let button = move |text: &'static str, label: &'static str, is_off: Signal<bool>, act: Callback<()>| {
        view! {
            <button
                class="button button--small"
                type="button"
                aria-label=label
                disabled=is_off
                on:click=move |_| act.run(())
            >
                {text}
            </button>
        }
    };
    view! {
        <div class="lanes__zoom">
            {button("+", "Nearer", Signal::stored(false), Callback::new(move |()| zoom_by(KEY_ZOOM)))}
            {button("\u{2212}", "Farther", is_whole, Callback::new(move |()| zoom_by(1.0 / KEY_ZOOM)))}
            {button("All", "All of the time", is_whole, Callback::new(move |()| shown.window.update(|it| it.zoom = None)))}
        </div>
    }
}
