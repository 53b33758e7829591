//! All sessions of the study in figures.

use laneway_chart::study::verdict;
use laneway_chart::{human, interval, side};
use laneway_engine::session::Session;
use laneway_engine::study::summary::Row;
use leptos::prelude::*;

use crate::state::use_app;

/// One row a session.
#[component]
pub fn ComparedTable() -> impl IntoView {
    let app = use_app();
    let rows = move || {
        let compared = app.study.with(|study| study.sides.clone())?;
        let rows = compared.sessions.iter().zip(&compared.rows).enumerate();
        Some(rows.map(|(place, (session, row))| compared_row(place, session, row)).collect_view())
    };
    view! {
        <div class="study-table" role="group" aria-label="All sessions" tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">"Session"</th>
                        <th scope="col"><abbr title="5 of 100 runs are shorter">"P5"</abbr></th>
                        <th scope="col"><abbr title="Half of the runs are shorter">"P50"</abbr></th>
                        <th scope="col"><abbr title="95 of 100 runs are shorter">"P95"</abbr></th>
                        <th scope="col"><abbr title="With its 95 % interval">"Mean"</abbr></th>
                        <th scope="col"><abbr title="95 % interval of the paired differences">"Less baseline"</abbr></th>
                        <th scope="col">"Verdict"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn compared_row(place: usize, session: &Session, row: &Row) -> impl IntoView + use<> {
    let mark = match place {
        0 => "baseline: ",
        1 => "candidate: ",
        _ => "",
    };
    let name = format!("{mark}{}", side::detail(session));
    let (verdict, kind) = verdict(row);
    let time = |time| if row.spread.n > 0 { human::time(time) } else { "\u{2013}".to_owned() };
    view! {
        <tr class="study-table__row" class:study-table__row--candidate=place == 1>
            <th scope="row">{name}</th>
            <td>{time(row.spread.p5)}</td>
            <td>{time(row.spread.p50)}</td>
            <td>{time(row.spread.p95)}</td>
            <td>{interval::plus_minus(&row.spread.mean)}</td>
            <td>{row.difference.as_ref().map(interval::of_difference)}</td>
            <td class=kind>{verdict}</td>
        </tr>
    }
}

fn verdict(row: &Row) -> (String, &'static str) {
    match row.n_failed {
        0 => (verdict::words(row.verdict, row.difference.as_ref()).to_owned(), "study-table__verdict"),
        n => (format!("fails in {}", human::count(n as u64)), "study-table__bad"),
    }
}
