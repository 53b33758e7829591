//! A picture of numbers: inline SVG, what it says in a sentence, its table, and the ways to take it away.

use laneway_chart::scene::Scene;
use laneway_chart::study::frame::Size;
use laneway_chart::study::table::Table;
use leptos::prelude::*;

use super::drawing::Drawing;
use super::numbers::Numbers;
use super::take_away::TakeAway;

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
    /// What stands over it, given its size; made anew when that changes.
    #[prop(optional)]
    over: Option<Callback<Size, AnyView>>,
) -> impl IntoView {
    let width = RwSignal::new(0.0_f32);
    // No element has a width before it stands in the page.
    let laid_out = Memo::new(move |_| {
        let width = width.get();
        (width > 0.0).then(|| scene.run(Size { width, height }))
    });
    view! {
        <figure class="chart">
            <Drawing width=width scene=laid_out least=height sentence=sentence>
                {over.map(|over| move || {
                    let width = width.get();
                    (width > 0.0).then(|| over.run(Size { width, height }))
                })}
            </Drawing>
            <div class="chart__foot">
                <Numbers sentence=sentence table=table />
                <TakeAway name=name scene=laid_out sentence=sentence table=table />
            </div>
        </figure>
    }
}
