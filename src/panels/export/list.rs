//! The files, in the order of their parts; what cannot be written stands where it would.

use std::sync::Arc;

use laneway_export::offer::{Offer, Offered};
use leptos::prelude::*;

use crate::state::export::Export;
use crate::state::use_app;
use crate::widgets::copy_button::CopyButton;

/// So many files of one folder are listed; a project of sleeping tests may have thousands.
const N_SHOWN: usize = 60;

/// The list; a click shows a file.
#[component]
pub(super) fn FileList() -> impl IntoView {
    let app = use_app();
    let offer = offer();
    let chosen = Memo::new(move |_| app.export.with(Export::chosen_place));
    let rows = move || {
        offer.get().map(|offer| {
            let n_hidden = offer.files.len().saturating_sub(N_SHOWN);
            let rows = (0..offer.files.len().min(N_SHOWN)).map(|place| row(&offer, place, chosen));
            let hidden = (n_hidden > 0).then(|| {
                view! { <li class="export-list__about">{format!("and {n_hidden} more, in the zip")}</li> }
            });
            view! { {rows.collect_view()} {hidden} }
        })
    };
    view! { <ul class="export-list" aria-label="Files">{rows}</ul> }
}

fn row(offer: &Arc<Offer>, place: usize, chosen: Memo<Option<usize>>) -> impl IntoView + use<> {
    let app = use_app();
    let Offered { path, about, text, diff, is_taken, .. } = &offer.files[place];
    let is_chosen = move || chosen.get() == Some(place);
    let (n_added, n_removed) = diff.as_deref().map(changed).unwrap_or_default();
    let changes = diff
        .as_ref()
        .map(|_| if n_added + n_removed == 0 { "no change".to_owned() } else { format!("+{n_added} −{n_removed}") });
    let side = changes.or_else(|| text.as_ref().map(|text| size(text.len())));
    let cannot = text.is_none();
    let copied = {
        let offer = Arc::clone(offer);
        Signal::derive(move || offer.files[place].text.clone().unwrap_or_default())
    };
    let copy = text.is_some().then(|| view! { <CopyButton label=format!("Copy {path}") text=copied /> });
    let on_click = {
        let path = path.clone();
        move |_| {
            let path = path.clone();
            app.export.update(|export| export.chosen = Some(path));
        }
    };
    view! {
        <li class="export-list__row" class:export-list__row--chosen=is_chosen>
            <button
                class="export-list__file"
                type="button"
                aria-pressed=move || is_chosen().to_string()
                on:click=on_click
            >
                <span class="export-list__path" class:export-list__path--off=!is_taken>{path.clone()}</span>
                <span class="export-list__about" class:export-list__about--cannot=cannot>{about.clone()}</span>
            </button>
            <span class="export-list__size">{side}</span>
            {copy}
        </li>
    }
}

/// The last answer; another one only when it is another.
pub(super) fn offer() -> Memo<Option<Arc<Offer>>> {
    let app = use_app();
    let is_other = |before: Option<&Option<Arc<Offer>>>, now: Option<&Option<Arc<Offer>>>| match (before, now) {
        (Some(Some(before)), Some(Some(now))) => !Arc::ptr_eq(before, now),
        (Some(None), Some(None)) => false,
        _ => true,
    };
    Memo::new_with_compare(move |_| app.export.with(|export| export.offer.clone()), is_other)
}

/// How many lines a diff adds, and how many it takes away.
fn changed(diff: &str) -> (usize, usize) {
    let lines = || diff.lines().skip(2);
    (lines().filter(|line| line.starts_with('+')).count(), lines().filter(|line| line.starts_with('-')).count())
}

/// Bytes as people say them.
fn size(n_bytes: usize) -> String {
    match n_bytes {
        0..1_000 => format!("{n_bytes} B"),
        1_000..1_000_000 => format!("{:.1} kB", n_bytes as f64 / 1e3),
        _ => format!("{:.1} MB", n_bytes as f64 / 1e6),
    }
}
