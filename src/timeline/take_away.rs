//! The picture to take away: as SVG, as PNG, as CSV; the runs in it as a trace, and as JSON.

use std::sync::Arc;

use laneway_formats::outcome_json::{self, OutcomeSide};
use laneway_formats::trace::{self, TracedSession};
use laneway_formats::{runs_csv, svg};
use leptos::html::Canvas;
use leptos::prelude::*;

use super::picture::Picture;
use crate::browser::{events, take_away};
use crate::later::later;
use crate::state::run::Sides;
use crate::widgets::said::Said;

/// What can be done with the picture.
#[derive(Clone, Copy)]
enum Take {
    CopySvg,
    SaveSvg,
    SavePng,
    CopyCsv,
    SaveCsv,
    SaveTrace,
    SaveJson,
}

const TAKES: [(Take, &str); 7] = [
    (Take::CopySvg, "Copy SVG"),
    (Take::SaveSvg, "Save SVG"),
    (Take::SavePng, "Save PNG"),
    (Take::CopyCsv, "Copy CSV"),
    (Take::SaveCsv, "Save CSV"),
    (Take::SaveTrace, "Save trace"),
    (Take::SaveJson, "Save JSON"),
];

/// A menu that opens on demand. SVG and CSV hold everything; PNG holds what is seen.
#[component]
pub fn TakeAway(
    /// What is drawn.
    #[prop(into)]
    picture: Signal<Option<Arc<Picture>>>,
    /// Where it is drawn.
    below: NodeRef<Canvas>,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    view! {
        <details class="timeline__take-away" on:toggle=move |event| is_open.set(events::is_open(&event))>
            <summary class="timeline__button">"Take away"</summary>
            <Show when=move || is_open.get()>{menu(picture, below)}</Show>
        </details>
    }
}

later! {
    fn menu(picture: Signal<Option<Arc<Picture>>>, below: NodeRef<Canvas>) {
        view! { <Menu picture=picture below=below /> }
    }
}

#[component]
fn Menu(picture: Signal<Option<Arc<Picture>>>, below: NodeRef<Canvas>) -> impl IntoView {
    let said = Said::default();
    let take = move |what: Take| {
        let Some(picture) = picture.get_untracked() else { return };
        let svg = || svg::timeline(&picture.sides(), svg::Theme::Reader);
        let csv = || runs_csv::write(&picture.sides());
        let is_saved = match what {
            Take::CopySvg => return said.copy(svg()),
            Take::CopyCsv => return said.copy(csv()),
            Take::SaveSvg => take_away::text("laneway.svg", "image/svg+xml", &svg()),
            Take::SaveCsv => take_away::text("laneway.csv", "text/csv", &csv()),
            Take::SaveTrace => take_away::text("laneway.trace.json", "application/json", &traced(&picture)),
            Take::SaveJson => take_away::text("laneway.json", "application/json", &as_json(&picture)),
            Take::SavePng => below.get_untracked().is_some_and(|canvas| take_away::picture("laneway.png", &canvas)),
        };
        said.saved(is_saved);
    };
    let buttons = TAKES.map(|(what, label)| {
        view! {
            <button type="button" class="timeline__button" on:click=move |_| take(what)>
                {label}
            </button>
        }
    });
    view! {
        <div class="timeline__menu">{buttons.collect_view()} <span role="status">{move || said.get()}</span></div>
    }
}

/// Both sessions for Perfetto.
fn traced(picture: &Picture) -> String {
    let Sides { suite, baseline, candidate } = &**picture.answer();
    let sides = [("baseline", baseline), ("candidate", candidate)];
    trace::of_sessions(&sides.map(|(name, side)| TracedSession { name, suite, outcome: &side.outcome }))
}

/// All that happened, for a program.
fn as_json(picture: &Picture) -> String {
    let Sides { suite, baseline, candidate } = &**picture.answer();
    let sides = [("baseline", baseline), ("candidate", candidate)].map(|(name, side)| OutcomeSide {
        name,
        session: &side.session,
        floor: side.floor,
        outcome: &side.outcome,
    });
    outcome_json::write(suite, &sides)
}
