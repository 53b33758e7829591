//! A picture of numbers: inline SVG, what it says in a sentence, its table, and the ways to take it away.

use laneway_chart::scene::Scene;
use laneway_chart::study::frame::Size;
use laneway_chart::study::table::Table;
use laneway_formats::svg;
use leptos::html;
use leptos::prelude::*;

use super::numbers::Numbers;
use super::take_away::TakeAway;
use crate::browser::watch;

/// A picture as wide as its place. The SVG has classes alone: the inks are in `styles/chart_inks.css`, light and dark.
///
/// It is laid out anew when its place becomes wider or narrower, and when a signal changes that `scene` reads.
#[component]
pub fn ChartPicture(
    /// What files are called that are saved from it, without an ending: `durations`.
    name: &'static str,
    /// Height, CSS px.
    height: f32,
    /// Lays it out. Runs where its signals are followed, so read them within.
    #[prop(into)]
    scene: Callback<Size, Scene>,
    /// What it says; read out where it is not seen.
    #[prop(into)]
    sentence: Signal<String>,
    /// The same in numbers; only worked out when someone looks, or takes it away.
    #[prop(into)]
    table: Signal<Table>,
) -> impl IntoView {
    let place = NodeRef::<html::Figure>::new();
    let width = RwSignal::new(0.0_f32);
    let size_watch = StoredValue::new_local(None);
    place.on_load(move |place| {
        // Whole pixels: a scroll bar that comes and goes by fractions draws nothing anew.
        let on_size = move |wide: f32, _| {
            if width.get_untracked() as u32 != wide as u32 {
                width.set(wide.floor());
            }
        };
        size_watch.set_value(watch::size(&place, on_size));
    });
    // No element has a width before it stands in the page.
    let laid_out = Memo::new(move |_| {
        let width = width.get();
        (width > 0.0).then(|| scene.run(Size { width, height }))
    });
    let size = move || laid_out.with(|scene| scene.as_ref().map_or((0.0, height), |it| (it.width, it.height)));
    let shapes = move || laid_out.with(|scene| scene.as_ref().map(svg::shapes).unwrap_or_default());
    view! {
        <figure class="chart" node_ref=place>
            <svg
                class="chart__picture"
                role="img"
                aria-label=sentence
                height=move || size().1.to_string()
                viewBox=move || format!("0 0 {} {}", size().0.max(1.0), size().1)
                inner_html=shapes
            ></svg>
            <div class="chart__foot">
                <Numbers sentence=sentence table=table />
                <TakeAway name=name scene=laid_out sentence=sentence table=table />
            </div>
        </figure>
    }
}
