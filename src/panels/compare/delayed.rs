//! What would end later than before, the most delayed first, as a difference: jobs or workers, and tests.

use laneway_chart::pipeline::later::{self, Kind};
use leptos::prelude::*;

use crate::state::use_app;

/// How many of a kind are listed.
const MOST: usize = 12;

/// A table of each kind; the last ones stay, dimmed, until newer ones are there.
#[component]
pub(super) fn Delayed() -> impl IntoView {
    let app = use_app();
    let is_stale = Memo::new(move |_| app.run.with(|run| run.is_stale));
    let kinds = Memo::new(move |_| {
        let suite = app.suite.get();
        if let Some(pipelines) = app.run.with(|run| run.pipelines.clone()) {
            let [before, after] = &pipelines.sides();
            return later::of_pipelines(&suite, [before, after]);
        }
        let sides = app.sides.get();
        sides.map_or_else(Vec::new, |it| later::of_sessions(&it.suite, [&it.baseline.outcome, &it.candidate.outcome]))
    });
    let tables = move || kinds.with(|kinds| kinds.iter().map(table_of).collect_view());
    view! {
        <div class="compare-panel__later" class:is-stale=is_stale>
            <h2 class="panel__title">"What would end later"</h2>
            <div class="compare-panel__kinds">{tables}</div>
        </div>
    }
}

fn table_of(kind: &Kind) -> impl IntoView + use<> {
    let mut table = kind.table(MOST);
    if let Some(name) = table.header.first_mut() {
        kind.kind.clone_into(name);
    }
    let words = kind.words();
    let n_more = kind.later.len().saturating_sub(MOST);
    let head = table.header.into_iter().map(|text| view! { <th scope="col">{text}</th> }).collect_view();
    let row = |row: Vec<String>| {
        let mut cells = row.into_iter();
        let name = cells.next().unwrap_or_default();
        view! {
            <tr>
                <th scope="row" title=name.clone()>{name.clone()}</th>
                {cells.map(|text| view! { <td>{text}</td> }).collect_view()}
            </tr>
        }
    };
    let is_empty = table.rows.is_empty();
    let rows = table.rows.into_iter().map(row).collect_view();
    let label = words.clone();
    view! {
        <div class="compare-panel__kind">
            <p>{words}</p>
            {(!is_empty).then(|| view! {
                <div class="study-table" role="group" aria-label=label tabindex="0">
                    <table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>
                </div>
            })}
            {(n_more > 0).then(|| view! { <p class="compare-panel__note">{format!("and {n_more} more")}</p> })}
        </div>
    }
}
