//! The ways to take a picture away: as SVG, and its table as CSV.

use std::time::Duration;

use laneway_chart::scene::Scene;
use laneway_chart::study::table::Table;
use laneway_formats::{svg, table_csv};
use leptos::prelude::*;

use crate::browser::{clipboard, take_away};

/// What can be done with the picture.
#[derive(Clone, Copy)]
enum Take {
    CopySvg,
    SaveSvg,
    CopyCsv,
    SaveCsv,
}

const TAKES: [(Take, &str); 4] = [
    (Take::CopySvg, "Copy SVG"),
    (Take::SaveSvg, "Save SVG"),
    (Take::CopyCsv, "Copy CSV"),
    (Take::SaveCsv, "Save CSV"),
];

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
) -> impl IntoView {
    let said = RwSignal::new("");
    let say = move |text: &'static str| {
        said.set(text);
        set_timeout(move || said.set(""), Duration::from_secs(2));
    };
    let copy = move |text: String| {
        leptos::task::spawn_local(async move {
            let is_copied = clipboard::copy(&text).await;
            say(if is_copied { "Copied" } else { "The browser does not allow it" });
        });
    };
    let take = move |what: Take| {
        let svg = || {
            let scene = scene.get_untracked();
            scene.map(|scene| svg::write(&scene, &sentence.get_untracked(), svg::Theme::Reader)).unwrap_or_default()
        };
        let csv = || table_csv::write(&table.get_untracked());
        let is_saved = match what {
            Take::CopySvg => return copy(svg()),
            Take::CopyCsv => return copy(csv()),
            Take::SaveSvg => take_away::text(&format!("{name}.svg"), "image/svg+xml", &svg()),
            Take::SaveCsv => take_away::text(&format!("{name}.csv"), "text/csv", &csv()),
        };
        say(if is_saved { "Saved" } else { "The browser does not allow it" });
    };
    let buttons = TAKES.map(|(what, label)| {
        view! { <button class="button button--small" type="button" on:click=move |_| take(what)>{label}</button> }
    });
    view! {
        <details class="chart__more">
            <summary>"Take away"</summary>
            <div class="chart__takes">{buttons.collect_view()} <span role="status">{move || said.get()}</span></div>
        </details>
    }
}
