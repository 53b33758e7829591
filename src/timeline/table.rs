//! The same picture as a table, a row a worker.

use std::sync::Arc;

use laneway_chart::human;
use laneway_chart::worker_table::worker_table;
use leptos::prelude::*;

use super::Drawn;

/// Every worker of both sides.
#[component]
pub fn Table(drawn: Arc<Drawn>) -> impl IntoView {
    let rows: Vec<_> = drawn
        .sides()
        .iter()
        .flat_map(|side| worker_table(side.index).into_iter().map(|line| (side.name.to_owned(), line)))
        .map(|(side, line)| {
            let end = line.last_end.map(human::time).unwrap_or_default();
            view! {
                <tr>
                    <td>{side}</td>
                    <th scope="row">{line.name}</th>
                    <td>{line.n_runs}</td>
                    <td>{human::time(line.busy)}</td>
                    <td>{human::time(line.idle)}</td>
                    <td>{if line.died { format!("died {end}") } else { end }}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="timeline__table" tabindex="0" role="region" aria-label="Workers">
            <table>
                <thead>
                    <tr>
                        <th scope="col">"Side"</th>
                        <th scope="col">"Worker"</th>
                        <th scope="col">"Tests"</th>
                        <th scope="col">"Busy"</th>
                        <th scope="col">"Idle"</th>
                        <th scope="col">"Last end"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
