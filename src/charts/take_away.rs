//! The ways to take a picture away: as SVG, as PNG, its table as CSV, and what else there is of it.

use laneway_chart::scene::Scene;
use laneway_chart::study::table::Table;
use laneway_formats::{svg, table_csv};
use leptos::prelude::*;

use crate::browser::{take_away, theme};
use crate::widgets::said::Said;

/// What can be done with the picture.
#[derive(Clone, Copy)]
enum Take {
    CopySvg,
    SaveSvg,
    SavePng,
    CopyCsv,
    SaveCsv,
}

const TAKES: [(Take, &str); 5] = [
    (Take::CopySvg, "Copy SVG"),
    (Take::SaveSvg, "Save SVG"),
    (Take::SavePng, "Save PNG"),
    (Take::CopyCsv, "Copy CSV"),
    (Take::SaveCsv, "Save CSV"),
];

/// One more file that a picture can be taken away as.
#[derive(Clone, Copy)]
pub struct More {
    /// What its button says.
    pub label: &'static str,
    /// How its name ends.
    pub ending: &'static str,
    /// Its media type.
    pub kind: &'static str,
    /// All of it; only asked for when it is taken.
    pub text: Callback<(), String>,
}

/// A row of buttons that opens on demand.
#[component]
pub fn TakeAway(
    /// What files are called, without an ending.
    name: &'static str,
    /// What is drawn.
    #[prop(into)]
    scene: Signal<Option<Scene>>,
    /// Its title.
    #[prop(into)]
    sentence: Signal<String>,
    /// What stands behind it.
    #[prop(into)]
    table: Signal<Table>,
    /// What else there is.
    #[prop(optional)]
    more: Option<More>,
) -> impl IntoView {
    let said = Said::default();
    let take = move |what: Take| {
        let drawn = |theme: svg::Theme| {
            let scene = scene.get_untracked();
            scene.map(|scene| svg::write(&scene, &sentence.get_untracked(), theme)).unwrap_or_default()
        };
        let svg = || drawn(svg::Theme::Reader);
        let csv = || table_csv::write(&table.get_untracked());
        let is_saved = match what {
            Take::CopySvg => return said.copy(svg()),
            Take::CopyCsv => return said.copy(csv()),
            Take::SavePng => {
                // A PNG has one theme, that of the page.
                let svg = drawn(if theme::is_dark() { svg::Theme::Dark } else { svg::Theme::Light });
                let (width, height) =
                    scene.with_untracked(|scene| scene.as_ref().map_or((0.0, 0.0), |it| (it.width, it.height)));
                leptos::task::spawn_local(async move {
                    said.saved(take_away::png(&format!("{name}.png"), &svg, width, height).await);
                });
                return;
            }
            Take::SaveSvg => take_away::text(&format!("{name}.svg"), "image/svg+xml", &svg()),
            Take::SaveCsv => take_away::text(&format!("{name}.csv"), "text/csv", &csv()),
        };
        said.saved(is_saved);
    };
    let buttons = TAKES.map(|(what, label)| {
        view! { <button class="button button--small" type="button" on:click=move |_| take(what)>{label}</button> }
    });
    let more = more.map(|More { label, ending, kind, text }| {
        let on_click = move |_| {
            said.saved(take_away::text(&format!("{name}.{ending}"), kind, &text.run(())));
        };
        view! { <button class="button button--small" type="button" on:click=on_click>{label}</button> }
    });
    view! {
        <details class="chart__more">
            <summary>"Take away"</summary>
            <div class="chart__takes">{buttons.collect_view()} {more} <span role="status">{move || said.get()}</span></div>
        </details>
    }
}
