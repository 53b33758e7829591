//! Where the picture stands, and what it says to whoever does not see it.

use std::sync::Arc;

use leptos::html::Canvas;
use leptos::prelude::*;

use laneway_chart::words;
use laneway_engine::time::Nanos;

use super::canvas::TimelineCanvas;
use super::details::Details;
use super::hand::Hand;
use super::picture::Picture;
use super::view::{SuiteEdit, TimelineView};

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
    let hand = Hand::new(picture, view, size, on_edit_test);
    let label = move || {
        let said = picture.get().map(|picture| words::summary(&picture.sides()));
        format!("Timeline. {}", said.unwrap_or_else(|| "Nothing was simulated yet.".to_owned()))
    };
    view! {
        <div
            class="timeline__stage"
            class:timeline__stage--dragging=hand.is_dragging
            role="application"
            aria-roledescription="chart"
            aria-label=label
            aria-describedby="timeline-help"
            tabindex="0"
            style:max-height=move || picture.get().map(|picture| format!("{}px", picture.highest()))
            style:cursor=move || hand.cursor.get()
            on:pointerdown=move |event| hand.press(&event)
            on:pointermove=move |event| hand.slide(&event)
            on:pointerup=move |event| hand.release(&event)
            on:pointercancel=move |event| hand.cancel(&event)
            on:pointerleave=move |_| hand.leave()
            on:dblclick=move |event| hand.double_click(&event)
            on:wheel=move |event| hand.turn(&event)
            on:keydown=move |event| hand.press_key(&event)
        >
            <TimelineCanvas picture=picture view=view found=found clock=clock size=size below=below theme=theme />
            <Details picture=picture view=view size=size />
        </div>
    }
}
