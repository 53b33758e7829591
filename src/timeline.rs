//! The picture of both sides: drawn on a canvas, zoomed and moved by wheel, drag and keys, and told in words.
//!
//! - [`details`]: what is known of the test that is looked at.
//! - [`table`]: the same picture as a table.

mod details;

mod table;

use std::sync::Arc;

use laneway_chart::find;
use laneway_chart::hit_test::hit_test;
use laneway_chart::index::Index;
use laneway_chart::lay_out::{Marks, lay_out};
use laneway_chart::palette::Palette;
use laneway_chart::side::{RunRef, Side, detail, end};
use laneway_chart::viewport::{GUTTER, TimeRange, Viewport};
use laneway_chart::words;
use laneway_formats::svg;
use leptos::html::Canvas;
use leptos::prelude::*;

use crate::browser::{element, files, paint, theme};
use crate::state::run::Sides;
use details::Details;
use table::Table;

/// Both sides, made ready to be drawn.
pub struct Drawn {
    sides: Arc<Sides>,
    indices: [Index; 2],
    details: [String; 2],
}

impl Drawn {
    fn new(sides: Arc<Sides>) -> Self {
        let index = |side: &crate::state::run::Side| Index::new(&sides.suite, &side.session, &side.outcome);
        let indices = [index(&sides.baseline), index(&sides.candidate)];
        let details = [detail(&sides.baseline.session), detail(&sides.candidate.session)];
        Self { sides, indices, details }
    }

    /// As the charts take them.
    fn sides(&self) -> [Side<'_>; 2] {
        let sides = [("baseline", &self.sides.baseline), ("candidate", &self.sides.candidate)];
        let mut place = 0;
        sides.map(|(name, side)| {
            let (index, detail) = (&self.indices[place], self.details[place].as_str());
            place += 1;
            Side { name, detail, suite: &self.sides.suite, index, floor: Some(side.floor) }
        })
    }

    fn bounds(&self) -> TimeRange {
        TimeRange::whole(end(&self.sides()))
    }
}

/// Both sides on one axis.
#[component]
pub fn Timeline(
    /// As last simulated.
    #[prop(into)]
    sides: Signal<Option<Arc<Sides>>>,
    /// Whether newer ones are on their way.
    #[prop(into)]
    stale: Signal<bool>,
) -> impl IntoView {
    let drawn = Memo::new_with_compare(move |_| sides.get().map(|sides| Arc::new(Drawn::new(sides))), |_, _| true);
    // `None` is everything, whatever is simulated.
    let range = RwSignal::new(None::<TimeRange>);
    let scroll = RwSignal::new(0.0_f32);
    let size = RwSignal::new((0.0_f32, 0.0_f32));
    let looked_at = RwSignal::new(None::<RunRef>);
    let search = RwSignal::new(String::new());
    let shows_table = RwSignal::new(false);
    let dragged = StoredValue::new(None::<(f32, f32)>);
    let canvas = NodeRef::<Canvas>::new();
    let viewport = move |drawn: &Drawn| {
        let (width, height) = size.get();
        let gutter = if width < 500.0 { 44.0 } else { GUTTER };
        let range = range.get().unwrap_or_else(|| drawn.bounds());
        Viewport { width, height, gutter, scroll: scroll.get(), range }
    };
    let theme_changes = RwSignal::new(0_u32);
    theme::on_change(move || theme_changes.update(|n| *n += 1));
    Effect::new(move |_| {
        if let Some(canvas) = canvas.get() {
            size.set(element::size(&canvas));
            let resized = canvas.clone();
            element::on_resize(&canvas, move || size.set(element::size(&resized)));
        }
    });
    Effect::new(move |_| {
        theme_changes.track();
        let (Some(canvas), Some(drawn)) = (canvas.get(), drawn.get()) else { return };
        let viewport = viewport(&drawn);
        if viewport.width < 1.0 {
            return;
        }
        let start = element::now();
        let found = search.with(|text| find::find(&drawn.sides.suite, text));
        let marks = Marks { found: found.as_deref() };
        let scene = lay_out(&drawn.sides(), &viewport, marks);
        paint::paint(&canvas, &scene, if theme::is_dark() { &Palette::DARK } else { &Palette::LIGHT });
        element::measured("laneway-draw", start);
    });
    let zoom = move |factor: f64, x: Option<f32>| {
        if let Some(drawn) = drawn.get_untracked() {
            let viewport = untrack(|| viewport(&drawn));
            let at = viewport.time_at(f64::from(x.unwrap_or(f32::midpoint(viewport.gutter, viewport.width))));
            range.set(Some(viewport.range.zoomed(factor, at, drawn.bounds())));
        }
    };
    let pan = move |pixels: f64| {
        if let Some(drawn) = drawn.get_untracked() {
            let viewport = untrack(|| viewport(&drawn));
            range.set(Some(viewport.range.moved(pixels / viewport.px_per_nano(), drawn.bounds())));
        }
    };
    let scroll_by = move |pixels: f32| scroll.update(|scroll| *scroll = (*scroll + pixels).max(0.0));
    let on_wheel = move |event: leptos::ev::WheelEvent| {
        let (is_pan, is_scroll) = (event.shift_key(), event.alt_key());
        let (x, across, down) = element::wheel(&event);
        if is_scroll {
            scroll_by(down as f32);
        } else if is_pan || across.abs() > down.abs() {
            pan(across + if is_pan { down } else { 0.0 });
        } else {
            zoom((down / 400.0).exp(), Some(x));
        }
    };
    let on_move = move |event: leptos::ev::PointerEvent| {
        let (x, y) = element::offset(&event);
        if let Some((last_x, last_y)) = dragged.get_value() {
            dragged.set_value(Some((x, y)));
            pan(f64::from(last_x - x));
            scroll_by(last_y - y);
        } else if let Some(drawn) = drawn.get_untracked() {
            looked_at.set(hit_test(&drawn.sides(), &untrack(|| viewport(&drawn)), x, y));
        }
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        match event.key().as_str() {
            "ArrowLeft" => pan(-80.0),
            "ArrowRight" => pan(80.0),
            "ArrowUp" => scroll_by(-40.0),
            "ArrowDown" => scroll_by(40.0),
            "+" | "=" => zoom(0.7, None),
            "-" => zoom(1.4, None),
            "0" | "Home" => range.set(None),
            "," | "." => {
                if let Some(drawn) = drawn.get_untracked() {
                    let step = if event.key() == "," { details::Step::Back } else { details::Step::On };
                    looked_at.update(|run| *run = details::step(&drawn.sides(), *run, step));
                }
            }
            "Escape" => looked_at.set(None),
            _ => return,
        }
        event.prevent_default();
    };
    let label = move || drawn.get().map(|drawn| words::summary(&drawn.sides())).unwrap_or_default();
    let n_found = move || {
        let drawn = drawn.get()?;
        let found = search.with(|text| find::find(&drawn.sides.suite, text))?;
        Some(format!("{} of {}", found.iter().filter(|is_found| **is_found).count(), found.len()))
    };
    let save = move |_| {
        if let Some(drawn) = drawn.get_untracked() {
            files::save("laneway.svg", "image/svg+xml", &svg::timeline(&drawn.sides(), svg::Theme::Reader));
        }
    };
    view! {
        <div class="timeline">
            <div class="timeline__bar">
                <label class="timeline__search">
                    <span class="visually-hidden">"Search tests by id"</span>
                    <input
                        type="search"
                        placeholder="Find a test"
                        prop:value=move || search.get()
                        on:input=move |event| search.set(event_target_value(&event))
                    />
                </label>
                <span class="timeline__found" role="status">{n_found}</span>
                <span class="timeline__hint">"Wheel zooms, drag moves, 0 fits, comma and full stop step from test to test"</span>
                <button class="copy-button" type="button" on:click=move |_| range.set(None)>"Fit"</button>
                <button
                    class="copy-button"
                    type="button"
                    aria-pressed=move || shows_table.get().to_string()
                    on:click=move |_| shows_table.update(|shows| *shows = !*shows)
                >
                    "Table"
                </button>
                <button class="copy-button" type="button" on:click=save>"Save SVG"</button>
            </div>
            <div class="timeline__picture" class:is-stale=stale class:timeline__picture--hidden=shows_table>
                <canvas
                    class="timeline__canvas"
                    node_ref=canvas
                    tabindex="0"
                    role="img"
                    aria-label=label
                    on:wheel=on_wheel
                    on:pointerdown=move |event| {
                        element::capture(&event);
                        dragged.set_value(Some(element::offset(&event)));
                    }
                    on:pointermove=on_move
                    on:pointerup=move |_| dragged.set_value(None)
                    on:pointercancel=move |_| dragged.set_value(None)
                    on:pointerleave=move |_| looked_at.set(None)
                    on:keydown=on_key
                ></canvas>
            </div>
            <Show when=move || shows_table.get()>
                {move || drawn.get().map(|drawn| view! { <Table drawn=drawn /> })}
            </Show>
            {move || drawn.get().map(|drawn| view! { <Details drawn=drawn run=looked_at /> })}
        </div>
    }
}
