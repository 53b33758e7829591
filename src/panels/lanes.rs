//! The picture of both pipelines: jobs as lanes on one time axis, to be zoomed, scrolled, opened and linked.
//!
//! - [`lane`]: a lane as a button: opens its run of tests, takes tests and links that are dropped.

use std::sync::Arc;

use laneway_chart::pipeline::hit_test::places;
use laneway_chart::pipeline::lay_out::lay_out;
use laneway_chart::pipeline::side::{frame, viewport};
use laneway_chart::pipeline::{table, why};
use laneway_chart::scene::Scene;
use laneway_chart::viewport::Viewport;
use laneway_chart::window::{Frame, KEY_ZOOM, Window};
use laneway_formats::trace;
use leptos::ev;
use leptos::prelude::*;

mod lane;

use crate::browser::pointer;
use crate::charts::drawing::Drawing;
use crate::charts::numbers::Numbers;
use crate::charts::take_away::{More, TakeAway};
use crate::state::run::Pipelines;
use crate::state::use_app;
use crate::timeline::fingers::{Fingers, Gesture};
use lane::Lane;

/// The picture is no higher than this; further lanes are scrolled to, CSS px.
const HIGHEST: f32 = 640.0;

/// Lanes of both sides on one time axis, what they say, their table, and the ways to take them away.
#[component]
pub fn LanesPanel() -> impl IntoView {
    let app = use_app();
    let width = RwSignal::new(0.0_f32);
    let window = RwSignal::new(Window::default());
    let pipelines = Memo::new_with_compare(
        move |_| app.run.with(|run| run.pipelines.clone()),
        |before, now| !matches!((before, now), (Some(Some(a)), Some(Some(b))) if Arc::ptr_eq(a, b)),
    );
    let on_window = move |window: &Window, act: &dyn Fn(&Pipelines, &Frame) -> Option<Scene>| {
        let width = width.get();
        pipelines.with(|it| {
            let it = it.as_deref().filter(|_| width > 0.0)?;
            act(it, &frame(&it.sides(), width, HIGHEST, window))
        })
    };
    let scene = Memo::new(move |_| on_window(&window.get(), &|it, frame| Some(lay_out(&it.sides(), &frame.viewport))));
    // All lanes, whatever is scrolled away; laid out when someone takes it.
    let whole = Signal::derive(move || {
        on_window(&window.get(), &|it, frame| {
            let all = viewport(&it.sides(), frame.viewport.width);
            Some(lay_out(&it.sides(), &Viewport { range: frame.viewport.range, ..all }))
        })
    });
    let sentence = Signal::derive(move || {
        let said = pipelines.with(|it| it.as_deref().map(|it| why::why(&it.sides()[0], &it.sides()[1]).join(" ")));
        said.unwrap_or_else(|| "Nothing was simulated yet.".to_owned())
    });
    let table = Signal::derive(move || {
        pipelines.with(|it| it.as_deref().map(|it| table::table(&it.sides())).unwrap_or_default())
    });
    // Buttons are made anew where rows move, not where time does.
    let scroll = Memo::new(move |_| window.with(|window| window.scroll));
    let lanes = move || {
        let (width, scroll) = (width.get(), scroll.get());
        pipelines.with(|it| {
            let it = it.as_ref().filter(|_| width > 0.0)?;
            let sides = it.sides();
            let viewport = frame(&sides, width, HIGHEST, &Window { zoom: None, scroll }).viewport;
            let places = places(&sides, &viewport).into_iter();
            Some(
                places
                    .map(|(lane, rect)| view! { <Lane pipelines=it.clone() lane=lane rect=rect window=window /> })
                    .collect_view(),
            )
        })
    };
    let as_trace = More {
        label: "Save trace",
        ending: "trace.json",
        kind: "application/json",
        text: Callback::new(move |()| {
            let suite = app.suite.get_untracked();
            pipelines.with_untracked(|it| {
                it.as_deref().map(|it| trace::of_pipelines(&suite, &it.sides())).unwrap_or_default()
            })
        }),
    };
    let is_stale = move || app.run.with(|run| run.is_stale || run.is_pipeline_stale);

    let change = move |act: &dyn Fn(&mut Window, &Frame) -> bool| {
        let mut is_ours = false;
        pipelines.with_untracked(|it| {
            let Some(it) = it.as_deref() else { return };
            let frame = frame(&it.sides(), width.get_untracked(), HIGHEST, &window.get_untracked());
            window.maybe_update(|window| {
                let before = *window;
                is_ours = act(window, &frame);
                *window != before
            });
        });
        is_ours
    };
    let zoom_by = move |factor: f64| {
        change(&|window, frame| {
            window.zoom_about_middle(frame, factor);
            true
        });
    };
    let on_wheel = move |event: ev::WheelEvent| {
        // Over names the page scrolls, unless rows do.
        let turn = pointer::looked_at(&event);
        let is_ours = change(&|window, frame| {
            let is_ours = frame.viewport.gutter <= turn.x || frame.farthest_scroll > 0.0;
            if is_ours {
                window.turn(frame, &turn);
            }
            is_ours
        });
        if is_ours {
            event.prevent_default();
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let Some(key) = pointer::key(&event) else { return };
        let is_ours = change(&|window, frame| {
            let is_vertical = key == "ArrowUp" || key == "ArrowDown";
            (!is_vertical || frame.farthest_scroll > 0.0) && window.press(frame, &key)
        });
        if is_ours {
            event.prevent_default();
        }
    };
    let fingers = StoredValue::new(Fingers::default());
    let is_dragging = RwSignal::new(false);
    let on_down = move |event: ev::PointerEvent| {
        if event.button() == 0 {
            fingers.update_value(|fingers| fingers.press(event.pointer_id(), pointer::place(&event)));
        }
    };
    let on_move = move |event: ev::PointerEvent| {
        let at = pointer::place(&event);
        let gesture = fingers.try_update_value(|fingers| fingers.slide(event.pointer_id(), at)).flatten();
        let Some(gesture) = gesture else { return };
        if !is_dragging.get_untracked() {
            // Not before: a click belongs to the lane under it.
            pointer::capture(&event);
            is_dragging.set(true);
        }
        change(&|window, frame| {
            match gesture {
                Gesture::Drag { across, down } => window.drag(frame, across, down),
                Gesture::Pinch { by, x, across } => {
                    window.zoom_at(frame, f64::from(1.0 / by), x);
                    window.drag(frame, across, 0.0);
                }
            }
            true
        });
    };
    let on_up = move |event: ev::PointerEvent| {
        fingers.update_value(|fingers| {
            fingers.release(event.pointer_id());
        });
        is_dragging.set(false);
    };
    let is_whole = Signal::derive(move || window.with(|window| window.zoom.is_none()));
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
        <section class="lanes" aria-label="Pipelines" class:lanes--stale=is_stale>
            <figure class="chart">
                <div
                    class="lanes__stage"
                    class:lanes__stage--dragging=is_dragging
                    role="group"
                    aria-label="Lanes on a time axis"
                    aria-describedby="lanes-help"
                    tabindex="0"
                    on:wheel=on_wheel
                    on:keydown=on_key
                    on:pointerdown=on_down
                    on:pointermove=on_move
                    on:pointerup=on_up
                    on:pointercancel=on_up
                >
                    <Drawing width=width scene=scene sentence=sentence>
                        <ul class="lanes__list" aria-label="Lanes">{lanes}</ul>
                    </Drawing>
                </div>
                <div class="chart__foot">
                    <p class="lanes__help" id="lanes-help">
                        "The wheel, + and \u{2212} zoom; drag and arrows move. "
                        "Drag the end of a lane onto a job that is to need it."
                    </p>
                    <div class="lanes__zoom">
                        {button("+", "Nearer", Signal::stored(false), Callback::new(move |()| zoom_by(KEY_ZOOM)))}
                        {button("\u{2212}", "Farther", is_whole, Callback::new(move |()| zoom_by(1.0 / KEY_ZOOM)))}
                        {button("All", "All of the time", is_whole, Callback::new(move |()| window.update(|it| it.zoom = None)))}
                    </div>
                    <Numbers sentence=sentence table=table />
                    <TakeAway name="pipelines" scene=whole sentence=sentence table=table more=as_trace />
                </div>
            </figure>
        </section>
    }
}
