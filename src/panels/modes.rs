//! All dist modes side by side, under the candidate's other options. Click one to choose it.

use laneway_chart::human;
use laneway_engine::dist_mode::DistMode;
use laneway_engine::modes::ModeRow;
use laneway_engine::outcome::Ending;
use laneway_engine::session::Session;
use laneway_engine::time::Nanos;
use laneway_formats::addopts::addopts;
use leptos::prelude::*;

use crate::state::use_app;
use crate::widgets::copy_button::CopyButton;

/// The table.
#[component]
pub fn ModesPanel() -> impl IntoView {
    let app = use_app();
    let rows = move || {
        let (rows, sides) = app.run.with(|run| (run.modes.clone(), run.sides.clone()));
        let Some(sides) = sides else { return Vec::new() };
        let best = rows.iter().filter(|row| shares_work(row.dist)).map(|row| row.summary.makespan).min();
        rows.iter().map(|row| view! {
            <Row row=row.clone() floor=sides.candidate.floor session=sides.candidate.session.clone() is_best=best == Some(row.summary.makespan) && shares_work(row.dist) />
        }).collect()
    };
    view! {
        <section class="panel" class:is-stale=move || app.run.with(|run| run.is_stale) aria-labelledby="modes-title">
            <h2 class="panel__title" id="modes-title">"All modes"</h2>
            <table class="modes-panel__table">
                <thead>
                    <tr>
                        <th scope="col">"Mode"</th>
                        <th scope="col">"Time"</th>
                        <th scope="col" title="Above the floor, which no schedule can beat">"Over"</th>
                        <th scope="col" title="The share of the workers' time in which they run nothing">"Idle"</th>
                        <th scope="col" title="The fewest and the most tests of a worker">"Tests"</th>
                        <th scope="col" title="How often a worker was asked for tests">"Steals"</th>
                        <th scope="col"><span class="visually-hidden">"Options"</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

#[component]
fn Row(row: ModeRow, floor: Nanos, session: Session, is_best: bool) -> impl IntoView {
    let app = use_app();
    let scenario = app.scenario();
    let dist = row.dist;
    let is_chosen = move || scenario.with(|scenario| scenario.candidate.dist == dist);
    let is_baseline = move || scenario.with(|scenario| scenario.baseline.dist == dist);
    let choose = move || app.edit_candidate("", |session| session.dist = dist);
    let over = row.summary.makespan.as_secs() / floor.as_secs().max(1e-9) - 1.0;
    let over = if shares_work(dist) { format!("+{}", human::percent(over.max(0.0))) } else { String::new() };
    let (fewest, most) = row.tests_per_worker();
    let tests = if fewest == most { fewest.to_string() } else { format!("{fewest}–{most}") };
    let time = match row.ending {
        Ending::Ok => human::time(row.summary.makespan),
        Ending::Deadlock => "hangs".to_owned(),
        Ending::InternalError(_) => "error".to_owned(),
    };
    let steals = if dist == DistMode::WorkSteal { row.summary.steals.to_string() } else { String::new() };
    let options = addopts(&Session { dist, workers: session.workers.max(1), ..session });
    view! {
        <tr
            class="modes-panel__row"
            class:modes-panel__row--chosen=is_chosen
            class:modes-panel__row--best=is_best
            on:click=move |_| choose()
        >
            <th scope="row">
                <button
                    class="modes-panel__choose"
                    type="button"
                    title=dist.info().about
                    aria-pressed=move || is_chosen().to_string()
                >
                    {dist.flag()}
                </button>
                <Show when=is_baseline><span class="modes-panel__mark" title="The baseline's mode">"now"</span></Show>
            </th>
            <td>{time}</td>
            <td>{over}</td>
            <td>{human::percent(row.idle_share())}</td>
            <td>{tests}</td>
            <td>{steals}</td>
            <td><CopyButton label=format!("Copy addopts of {}", dist.flag()) text=Signal::stored(options) /></td>
        </tr>
    }
}

/// Whether a mode shares the tests out, so that the floor is its own.
fn shares_work(dist: DistMode) -> bool {
    !matches!(dist, DistMode::Each | DistMode::No)
}
