//! Where the picture stands and listens to pointers, wheel and keys.

use std::sync::Arc;

use leptos::ev;
use leptos::html::Canvas;
use leptos::prelude::*;

use laneway_chart::words;
use laneway_engine::time::Nanos;

use super::canvas::TimelineCanvas;
use super::details::Details;
use super::edits::{Grip, Pending};
use super::fingers::{Fingers, Gesture};
use super::moves::Stage;
use super::picture::Picture;
use super::view::{SuiteEdit, TimelineView};
use crate::browser::pointer;

/// What keys and pointers do; read out, and shown as a tooltip of the legend.
pub const HELP: &str = "Wheel: zoom. Shift and wheel, or drag: pan. Wheel over the worker names: scroll the rows. \
    Double click: zoom to a test. Keys: arrows pan, plus and minus zoom, 0 fits. \
    Enter goes to the tests: arrows move from test to test, Enter zooms to one, Escape leaves. \
    In suites of up to 60 tests: drag a block to another place in order, its right edge to another duration; or, at a test, \
    Shift and arrows.";

/// The picture and everything that is done to it by hand.
#[component]
pub fn TimelineStage(
    /// What is drawn.
    #[prop(into)]
    picture: Signal<Option<Arc<Picture>>>,
    /// What of it is seen.
    view: RwSignal<TimelineView>,
    /// Per test, whether the search found it.
    #[prop(into)]
    found: Signal<Option<Arc<Vec<bool>>>>,
    /// Where a clock stands.
    #[prop(into)]
    clock: Signal<Option<Nanos>>,
    /// The area, CSS pixels.
    size: RwSignal<(f32, f32)>,
    /// The canvas, for whoever wants to take its picture away.
    below: NodeRef<Canvas>,
    /// Counts changes of light and dark.
    #[prop(into)]
    theme: Signal<u32>,
    /// What is done about changes of the suite.
    on_edit_test: Option<Callback<SuiteEdit>>,
) -> impl IntoView {
    let grip = StoredValue::new(None::<Grip>);
    let cursor = RwSignal::new("");
    let fingers = StoredValue::new(Fingers::default());
    let is_dragging = RwSignal::new(false);
    // Changes the view, if there is a picture. Signals are written only where something changed.
    let change = move |edit: &dyn Fn(&Stage<'_>, &mut TimelineView)| {
        let Some(picture) = picture.get_untracked() else { return };
        let stage = Stage { picture: &picture, size: size.get_untracked() };
        let before = view.get_untracked();
        let mut after = before.clone();
        edit(&stage, &mut after);
        if after != before {
            view.set(after);
        }
    };
    let with_stage = move |look: &dyn Fn(&Stage<'_>, &TimelineView) -> Option<Grip>| {
        let picture = picture.get_untracked()?;
        let stage = Stage { picture: &picture, size: size.get_untracked() };
        Some(view.with_untracked(|view| look(&stage, view)))
    };
    let hover = move |at: pointer::Place| {
        let over = with_stage(&|stage, view| stage.grip_at(view, at)).flatten().filter(|_| on_edit_test.is_some());
        let now = over.map_or("", |grip| if grip.is_edge { "ew-resize" } else { "move" });
        if cursor.get_untracked() != now {
            cursor.set(now);
        }
        change(&|stage, view| {
            view.hovered = stage.run_at(view, at);
            view.pointer = if view.hovered.is_some() { (at.x, at.y) } else { (0.0, 0.0) };
        });
    };

    let on_down = move |event: ev::PointerEvent| {
        if event.button() == 0 {
            pointer::capture(&event);
            let at = pointer::place(&event);
            fingers.update_value(|fingers| fingers.press(event.pointer_id(), at));
            let can_edit = on_edit_test.is_some() && !pointer::is_touch(&event);
            grip.set_value(with_stage(&|stage, view| stage.grip_at(view, at)).flatten().filter(|_| can_edit));
        }
    };
    let on_move = move |event: ev::PointerEvent| {
        let at = pointer::place(&event);
        let gesture = fingers.try_update_value(|fingers| fingers.slide(event.pointer_id(), at)).flatten();
        let dragging = fingers.with_value(Fingers::is_dragging);
        if is_dragging.get_untracked() != dragging {
            is_dragging.set(dragging);
        }
        match gesture {
            None if !dragging => hover(at),
            None => {}
            Some(Gesture::Drag { across, down }) => change(&|stage, view| {
                view.hovered = None;
                match grip.get_value() {
                    Some(grip) => view.pending = stage.pending(view, grip, at),
                    None => stage.drag(view, across, down),
                }
            }),
            Some(Gesture::Pinch { by, x, across }) => change(&|stage, view| {
                view.hovered = None;
                stage.zoom(view, f64::from(1.0 / by), x);
                stage.drag(view, across, 0.0);
            }),
        }
    };
    let let_go = move || {
        grip.set_value(None);
        change(&|_, view| view.pending = None);
    };
    let on_up = move |event: ev::PointerEvent| {
        let at = pointer::place(&event);
        if let (Some(Pending { edit: Some(edit), .. }), Some(on_edit)) =
            (view.with_untracked(|view| view.pending), on_edit_test)
        {
            on_edit.run(edit);
        }
        let_go();
        let is_click = fingers.try_update_value(|fingers| fingers.release(event.pointer_id())).unwrap_or_default();
        is_dragging.set(false);
        if is_click {
            change(&|stage, view| {
                view.chosen = stage.run_at(view, at);
                view.is_walking = view.chosen.is_some();
                view.hovered = None;
            });
        }
    };
    let on_cancel = move |event: ev::PointerEvent| {
        fingers.update_value(|fingers| {
            fingers.release(event.pointer_id());
        });
        let_go();
        is_dragging.set(false);
    };
    let on_leave = move |_: ev::PointerEvent| {
        change(&|_, view| {
            view.hovered = None;
            view.pointer = (0.0, 0.0);
        });
    };
    let on_double = move |event: ev::MouseEvent| {
        let at = pointer::mouse_place(&event);
        change(&|stage, view| {
            if let Some(run) = stage.run_at(view, at) {
                stage.zoom_to(view, run);
            } else {
                view.window.zoom = None;
            }
        });
    };
    let on_wheel = move |event: ev::WheelEvent| {
        let turn = pointer::turn(&event);
        change(&|stage, view| {
            stage.turn(view, &turn);
            view.hovered = None;
        });
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let Some(key) = pointer::key(&event) else { return };
        let Some(picture) = picture.get_untracked() else { return };
        let mut is_ours = false;
        let stage = Stage { picture: &picture, size: size.get_untracked() };
        let edit = view.with_untracked(|view| stage.edit_by_key(view, &key)).filter(|_| event.shift_key());
        if let (Some(edit), Some(on_edit)) = (edit, on_edit_test) {
            event.prevent_default();
            on_edit.run(edit);
            return;
        }
        view.maybe_update(|view| {
            view.hovered = None;
            is_ours = stage.press(view, &key);
            is_ours
        });
        if is_ours {
            event.prevent_default();
        }
    };
    let label = move || {
        let said = picture.get().map(|picture| words::summary(&picture.sides()));
        format!("Timeline. {}", said.unwrap_or_else(|| "Nothing was simulated yet.".to_owned()))
    };
    view! {
        <div
            class="timeline__stage"
            class:timeline__stage--dragging=is_dragging
            role="application"
            aria-roledescription="chart"
            aria-label=label
            aria-describedby="timeline-help"
            tabindex="0"
            style:max-height=move || picture.get().map(|picture| format!("{}px", picture.highest()))
            style:cursor=move || cursor.get()
            on:pointerdown=on_down
            on:pointermove=on_move
            on:pointerup=on_up
            on:pointercancel=on_cancel
            on:pointerleave=on_leave
            on:dblclick=on_double
            on:wheel=on_wheel
            on:keydown=on_key
        >
            <TimelineCanvas picture=picture view=view found=found clock=clock size=size below=below theme=theme />
            <Details picture=picture view=view size=size />
        </div>
    }
}
