//! What is wrong with the side in sight, why, what to do, and what that would gain.
//!
//! - [`finding`]: one thing that is wrong, and the button that mends it.

use std::sync::Arc;

use laneway_chart::human;
use leptos::prelude::*;

use super::side_panel::SidePanel;
use crate::state::advice::{Findings, Worth};
use crate::state::use_app;

mod finding;

use finding::Finding;

/// The findings, the most worthwhile first; the last ones stay until newer ones are there.
#[component]
pub fn AdvicePanel() -> impl IntoView {
    let app = use_app();
    let is_other = |before: Option<&Option<Arc<Findings>>>, now: Option<&Option<Arc<Findings>>>| match (before, now) {
        (Some(Some(before)), Some(Some(now))) => !Arc::ptr_eq(before, now),
        (Some(None), Some(None)) => false,
        _ => true,
    };
    let answer = Memo::new_with_compare(move |_| app.advice.with(|advice| advice.answer.clone()), is_other);
    let is_old = Memo::new(move |_| app.advice.with(|advice| advice.is_old));
    let waits = Memo::new(move |_| app.advice.with(|advice| advice.gains.contains(&Worth::Waits)));
    let why_not = Memo::new(move |_| app.advice.with(|advice| advice.why_not.clone()));
    let side = Memo::new(move |_| app.view.with(|view| view.side));
    // What is said of one side is no answer about the other.
    let is_of_other =
        move || is_old.get() && answer.with(|answer| answer.as_ref().is_some_and(|answer| answer.side != side.get()));
    let said = move || {
        if is_of_other() {
            return "Being looked at.".to_owned();
        }
        let n = answer.with(|answer| answer.as_ref().map(|answer| answer.findings.len()));
        match (n, why_not.get()) {
            (_, Some(why_not)) => why_not,
            (None, None) => String::new(),
            (Some(0), None) => "Nothing found.".to_owned(),
            (Some(n), None) => in_short(n, waits.get()),
        }
    };
    // What is mended in the order that is shown; each look's findings are new ones.
    let rows = move || {
        let order = app.advice.with(|advice| advice.order.clone());
        let answer = answer.get();
        answer
            .into_iter()
            .flat_map(|answer| order.iter().map(|place| (Arc::clone(&answer), *place)).collect::<Vec<_>>())
            .filter(|(answer, place)| *place < answer.findings.len())
            .collect::<Vec<_>>()
    };
    let looked_for = move || {
        answer.with(|answer| {
            let titles = answer.as_ref().map(|answer| answer.looked_for.clone()).filter(|titles| !titles.is_empty())?;
            let summary = format!("What was looked for ({})", titles.len());
            Some(view! {
                <details class="advice-panel__looked-for">
                    <summary>{summary}</summary>
                    <ul>{titles.into_iter().map(|title| view! { <li>{title}</li> }).collect_view()}</ul>
                </details>
            })
        })
    };
    view! {
        <SidePanel title="Advice" class="panel advice-panel" label="Which side is looked at" name="advice-side">
            <p class="advice-panel__said" role="status">{said}</p>
            <ol class="advice-panel__findings" class:advice-panel__findings--old=is_old aria-label="What is wrong">
                <For
                    each=rows
                    key=|(answer, place)| (answer.number, *place)
                    children=|(answer, place)| view! { <Finding answer=answer place=place /> }
                />
            </ol>
            {looked_for}
        </SidePanel>
    }
}

fn in_short(n: usize, waits: bool) -> String {
    let what = if n == 1 { "One finding".to_owned() } else { format!("{} findings", human::count(n as u64)) };
    match (waits, n) {
        (true, _) => format!("{what}; what mending would gain is being simulated."),
        (false, 1) => format!("{what}."),
        (false, _) => format!("{what}, the most worthwhile first."),
    }
}
