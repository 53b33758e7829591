//! A scene as inline SVG that is as wide as its place. It has classes alone: the inks are in `styles/chart_inks.css`.

use laneway_chart::scene::Scene;
use laneway_formats::svg;
use leptos::html;
use leptos::prelude::*;

use crate::browser::watch;

/// The picture, and what stands over it. Its place says how wide it is; what has no width yet is not drawn.
#[component]
pub fn Drawing(
    /// Says how wide the place is, whole CSS px; 0 before it stands in the page.
    width: RwSignal<f32>,
    /// What is drawn.
    #[prop(into)]
    scene: Signal<Option<Scene>>,
    /// How high it is before there is anything to draw, CSS px.
    #[prop(optional)]
    least: f32,
    /// What it says; read out where it is not seen.
    #[prop(into)]
    sentence: Signal<String>,
    /// What stands over it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
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
    let size = move || scene.with(|scene| scene.as_ref().map_or((0.0, least), |it| (it.width, it.height)));
    let shapes = move || scene.with(|scene| scene.as_ref().map(svg::shapes).unwrap_or_default());
    view! {
        <div class="chart__stage" node_ref=place>
            <svg
                class="chart__picture"
                role="img"
                aria-label=sentence
                height=move || size().1.to_string()
                viewBox=move || format!("0 0 {} {}", size().0.max(1.0), size().1.max(1.0))
                inner_html=shapes
            ></svg>
            {children.map(|children| children())}
        </div>
    }
}
