//! The picture of both sides: workers as rows, tests as blocks, one time axis.
//!
//! - [`view`]: what of it is looked at.
//! - [`picture`]: both sides made ready to be drawn.
//! - [`stage`]: where it stands; [`hand`]: pointers, wheel and keys as they come; [`moves`]: what they do to the view; [`fingers`]:
//!   pointers that are down; [`edits`]: small suites are changed by hand.
//! - [`canvas`], [`paint`]: how it is drawn.
//! - [`details`]: what there is to say about one run.
//! - [`search`], [`minimap`], [`legend`], [`table`], [`take_away`]: what stands around it.

use std::sync::Arc;

use laneway_chart::find::find;
use laneway_engine::time::Nanos;
use leptos::html::Canvas;
use leptos::prelude::*;

use crate::browser::theme;
use crate::later::later;
use crate::state::run::Sides;
use details::Spoken;
use legend::Legend;
use minimap::Minimap;
use moves::Stage;
use picture::Picture;
use search::SearchField;
use stage::{HELP, TimelineStage};
use table::WorkerTables;
use take_away::TakeAway;
use view::{SuiteEdit, TimelineView};

pub mod view;

mod picture;

mod stage;

mod hand;

mod moves;

pub mod fingers;

mod edits;

pub mod canvas;

pub mod paint;

mod details;

mod search;

mod minimap;

mod legend;

mod table;

mod take_away;

/// Both sides on one axis, with everything that is needed to look closer.
#[component]
pub fn Timeline(
    /// As last simulated.
    #[prop(into)]
    sides: Signal<Option<Arc<Sides>>>,
    /// Whether newer ones are on their way; the picture is dimmed.
    #[prop(into)]
    stale: Signal<bool>,
    /// What of it is looked at; without, the timeline keeps that to itself.
    #[prop(optional)]
    view: Option<RwSignal<TimelineView>>,
    /// Where a clock stands; what comes later is dimmed. `None`: there is no clock.
    #[prop(optional, into)]
    clock: Signal<Option<Nanos>>,
    /// What is done about changes made with the pointer in the picture; without, there are none.
    #[prop(optional)]
    on_edit_test: Option<Callback<SuiteEdit>>,
) -> impl IntoView {
    let view = view.unwrap_or_else(|| RwSignal::new(TimelineView::default()));
    let size = RwSignal::new((0.0, 0.0));
    let below = NodeRef::<Canvas>::new();
    let changes = RwSignal::new(0_u32);
    // Kept as long as the timeline is.
    StoredValue::new_local(theme::watch(move || changes.update(|n| *n += 1)));

    let picture = Memo::new(move |before: Option<&Option<Arc<Picture>>>| {
        let before = before.and_then(Option::as_ref);
        sides.get().map(|sides| match before {
            Some(before) if Arc::ptr_eq(before.answer(), &sides) => Arc::clone(before),
            _ => Arc::new(Picture::new(sides, before.map(Arc::as_ref))),
        })
    });
    // What is looked at follows its test into the new picture.
    Effect::new(move |before: Option<Option<Arc<Picture>>>| {
        let now = picture.get();
        if let (Some(now), Some(Some(before))) = (&now, before)
            && now != &before
        {
            view.update(|view| {
                view.hovered = None;
                view.chosen = view.chosen.and_then(|run| before.same_in(now, run));
                view.is_walking &= view.chosen.is_some();
                if before.is_of_other_suite(now) {
                    (view.window.zoom, view.found_at) = (None, None);
                }
            });
        }
        now
    });
    let search = Memo::new(move |_| view.with(|view| view.search.clone()));
    let found = Memo::new(move |_| find(&picture.get()?.answer().suite, &search.get()).map(Arc::new));

    let zoom = move |factor: f64| {
        if let Some(picture) = picture.get_untracked() {
            let on_it = Stage { picture: &picture, size: size.get_untracked() };
            view.update(|view| on_it.zoom_by_key(view, factor));
        }
    };
    let is_table = Memo::new(move |_| view.with(|view| view.is_table));
    view! {
        <div class="timeline" class:timeline--stale=stale>
            <div class="timeline__bar">
                <SearchField picture=picture view=view found=found size=size />
                <div class="timeline__zoom" role="group" aria-label="Zoom">
                    <button type="button" class="timeline__button" aria-label="Zoom out" on:click=move |_| zoom(2.0)>
                        "\u{2212}"
                    </button>
                    <button type="button" class="timeline__button" aria-label="Zoom in" on:click=move |_| zoom(0.5)>
                        "+"
                    </button>
                    <button
                        type="button"
                        class="timeline__button"
                        disabled=move || view.with(|view| view.window.zoom.is_none())
                        on:click=move |_| view.update(|view| view.window.zoom = None)
                    >
                        "Fit"
                    </button>
                </div>
                <button
                    type="button"
                    class="timeline__button"
                    aria-pressed=move || is_table.get().to_string()
                    on:click=move |_| view.update(|view| view.is_table = !view.is_table)
                >
                    "Table"
                </button>
                <TakeAway picture=picture below=below />
            </div>
            <div class="timeline__body" class:timeline__body--table=is_table>
                <TimelineStage
                    picture=picture
                    view=view
                    found=found
                    clock=clock
                    size=size
                    below=below
                    theme=changes
                    on_edit_test=on_edit_test
                />
                <Minimap picture=picture view=view size=size theme=changes />
                <Show when=move || is_table.get()>
                    {tables(picture)}
                </Show>
            </div>
            <Legend help=HELP />
            <Spoken picture=picture view=view />
        </div>
    }
}

later! {
    fn tables(picture: Memo<Option<Arc<Picture>>>) {
        view! { <WorkerTables picture=picture /> }
    }
}
