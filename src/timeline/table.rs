//! The picture as tables, one for each side.

use std::sync::Arc;

use laneway_chart::human;
use laneway_chart::worker_table::worker_table;
use leptos::prelude::*;

use super::picture::Picture;

/// A table for each side, a line for each worker.
#[component]
pub fn WorkerTables(
    /// What is shown.
    #[prop(into)]
    picture: Signal<Option<Arc<Picture>>>,
) -> impl IntoView {
    let tables = move || {
        let picture = picture.get()?;
        let tables = picture.sides().map(|side| {
            let caption = format!("{}: {}", side.name, side.detail);
            let lines = worker_table(side.index).into_iter().map(|line| {
                let end = line.last_end.map_or_else(|| "none".to_owned(), human::time);
                view! {
                    <tr>
                        <th scope="row">{line.name} {line.died.then_some(" (died)")}</th>
                        <td>{human::count(line.n_runs.into())}</td>
                        <td>{human::time(line.busy)}</td>
                        <td>{human::time(line.idle)}</td>
                        <td>{end}</td>
                    </tr>
                }
            });
            view! {
                <table class="timeline__table">
                    <caption>{caption}</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Worker"</th>
                            <th scope="col">"Tests"</th>
                            <th scope="col">"Busy"</th>
                            <th scope="col">"Idle"</th>
                            <th scope="col">"Last end"</th>
                        </tr>
                    </thead>
                    <tbody>{lines.collect_view()}</tbody>
                </table>
            }
        });
        Some(tables.collect_view())
    };
    view! {
        <div class="timeline__tables" role="region" aria-label="Workers, as tables" tabindex="0">
            {tables}
        </div>
    }
}
