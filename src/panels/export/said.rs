//! What to know before any file is taken: what none of them says, what works against them, what is left to hands.

use std::sync::Arc;

use laneway_export::offer::{Offer, Said, SaidKind};
use leptos::prelude::*;

use crate::state::use_app;

/// So many are shown at once; the others are folded away.
const N_SHOWN: usize = 3;

/// Every kind, the gravest first, with its words.
const KINDS: [(SaidKind, &str); 4] = [
    (SaidKind::Broken, "Cannot be read"),
    (SaidKind::Cannot, "In no file"),
    (SaidKind::Conflict, "In the way"),
    (SaidKind::ToDo, "By hand"),
];

/// A list, gravest first; nothing where there is nothing to say.
#[component]
pub(super) fn SaidPart() -> impl IntoView {
    let app = use_app();
    let said = Memo::new(move |_| {
        let said = |offer: &Arc<Offer>| {
            let of_kind = |kind: SaidKind| offer.said.iter().filter(move |it| it.kind == kind).cloned();
            KINDS.into_iter().flat_map(|(kind, _)| of_kind(kind)).collect::<Vec<Said>>()
        };
        app.export.with(|export| export.offer.as_ref().map(said).unwrap_or_default())
    });
    move || {
        let mut lines = said.get();
        if lines.is_empty() {
            return None;
        }
        let rest = lines.split_off(lines.len().min(N_SHOWN));
        let folded = (!rest.is_empty()).then(|| {
            let summary = format!("and {} more", rest.len());
            view! {
                <details class="export-said__more">
                    <summary>{summary}</summary>
                    <ul>{rest.into_iter().map(line).collect_view()}</ul>
                </details>
            }
        });
        Some(view! {
            <section class="export-said" aria-label="Before you take them">
                <h3 class="export-said__title">"Before you take them"</h3>
                <ul>{lines.into_iter().map(line).collect_view()}</ul>
                {folded}
            </section>
        })
    }
}

/// One of them; its file can be opened.
fn line(said: Said) -> impl IntoView {
    let app = use_app();
    let Said { kind, path, line, text } = said;
    let words = KINDS.iter().find(|(it, _)| *it == kind).map_or("", |(_, words)| *words);
    let place = path.map(|path| {
        let name = line.map_or_else(|| path.clone(), |line| format!("{path}:{line}"));
        let on_click = move |_| {
            let path = path.clone();
            app.export.update(|export| export.chosen = Some(path));
        };
        view! { <button class="export-said__place" type="button" on:click=on_click>{name}</button> }
    });
    view! {
        <li class="export-said__line">
            <span class="export-said__kind" class:export-said__kind--grave=kind == SaidKind::Broken>{words}</span>
            <span class="export-said__text">{place}" "{text}</span>
        </li>
    }
}
