//! The table behind a picture, opened on demand.

use laneway_chart::study::table::Table;
use leptos::prelude::*;

use crate::browser::events;

/// What a picture shows, in numbers. The first column names the row.
#[component]
pub fn Numbers(
    /// What the picture says: the table's caption.
    #[prop(into)]
    sentence: Signal<String>,
    /// The numbers; only worked out while they are in sight.
    #[prop(into)]
    table: Signal<Table>,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let numbers = move || {
        is_open.get().then(|| {
            let Table { header, rows } = table.get();
            let header = header.into_iter().map(|text| view! { <th scope="col">{text}</th> }).collect_view();
            let rows = rows.into_iter().map(row).collect_view();
            view! {
                <div class="chart__numbers" role="region" aria-label="Numbers of the picture" tabindex="0">
                    <table>
                        <caption>{sentence}</caption>
                        <thead>
                            <tr>{header}</tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
        })
    };
    view! {
        <details class="chart__more" on:toggle=move |event| is_open.set(events::is_open(&event))>
            <summary>"Table"</summary>
            {numbers}
        </details>
    }
}

fn row(texts: Vec<String>) -> impl IntoView {
    let mut texts = texts.into_iter();
    let first = texts.next();
    let rest = texts.map(|text| view! { <td>{text}</td> }).collect_view();
    view! {
        <tr>
            <th scope="row">{first}</th>
            {rest}
        </tr>
    }
}
