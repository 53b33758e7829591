//! All dist modes side by side, under the candidate's other options. Click one to choose it.

use std::sync::Arc;

use laneway_chart::human;
use laneway_engine::dist_mode::{DIST_MODES, DistMode};
use laneway_engine::outcome::Ending;
use laneway_engine::session::Session;
use laneway_formats::addopts::addopts;
use leptos::prelude::*;

use crate::state::run::{ModeAnswer, ModeFigures};
use crate::state::use_app;
use crate::state::view::SideName;
use crate::widgets::copy_button::CopyButton;

/// The table. Its rows stay where they are; figures come one row after the other.
#[component]
pub fn ModesPanel() -> impl IntoView {
    let app = use_app();
    let best = Memo::new(move |_| {
        app.run.with(|run| {
            let figures = run.modes.iter().filter_map(|mode| mode.row.as_ref()).filter(|it| shares_work(it.row.dist));
            let ended = figures.filter(|it| it.row.ending == Ending::Ok);
            ended.map(|it| it.row.summary.makespan).min()
        })
    });
    let rows = DIST_MODES.iter().map(|info| {
        let dist = info.mode;
        let answer = Memo::new(move |_| app.run.with(|run| run.modes.iter().find(|mode| mode.dist == dist).cloned()));
        let is_best = Memo::new(move |_| {
            let row = answer.get().and_then(|answer| answer.row);
            let makespan = row.map(|it| it.row.summary.makespan);
            shares_work(dist) && makespan.is_some() && makespan == best.get()
        });
        view! { <Row dist=dist answer=answer is_best=is_best /> }
    });
    view! {
        <section class="panel modes-panel" aria-labelledby="modes-title">
            <h2 class="panel__title" id="modes-title">"All modes"</h2>
            <table class="modes-panel__table" aria-labelledby="modes-title">
                <thead>
                    <tr>
                        <th scope="col">"Mode"</th>
                        <th scope="col">"Time"</th>
                        <th scope="col"><abbr title="Above the floor, which no schedule can beat">"Over"</abbr></th>
                        <th scope="col">
                            <abbr title="The share of the workers' time in which they run nothing">"Idle"</abbr>
                        </th>
                        <th scope="col"><abbr title="The fewest and the most tests of a worker">"Tests"</abbr></th>
                        <th scope="col"><abbr title="How often a worker was asked to give tests back">"Steals"</abbr></th>
                        <th scope="col"><span class="visually-hidden">"Options for addopts"</span></th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </section>
    }
}

#[component]
fn Row(dist: DistMode, answer: Memo<Option<ModeAnswer>>, is_best: Memo<bool>) -> impl IntoView {
    let app = use_app();
    let figures = Memo::new(move |_| answer.get().and_then(|answer| answer.row));
    let is_old = move || answer.with(|answer| answer.as_ref().is_none_or(|answer| answer.is_old));
    let is_chosen = Memo::new(move |_| app.look(|scenario| scenario.session(SideName::Candidate).dist == dist));
    let is_baseline = Memo::new(move |_| app.look(|scenario| scenario.session(SideName::Baseline).dist == dist));
    let choose = move |_| {
        app.edit("", |scenario| scenario.edit_session(SideName::Candidate, |session| session.dist = dist));
    };
    let options = Memo::new(move |_| {
        app.look(|scenario| {
            let session = scenario.session(SideName::Candidate);
            addopts(&Session { dist, workers: session.workers.max(1), ..session.clone() })
        })
    });
    let cell = move |get: fn(&ModeFigures) -> String| {
        move || figures.with(|it| it.as_deref().map_or_else(|| "\u{2013}".to_owned(), get))
    };
    let mark = move || {
        is_baseline.get().then(|| view! { <span class="modes-panel__mark" title="The baseline's mode">"now"</span> })
    };
    view! {
        <tr
            class="modes-panel__row"
            class:modes-panel__row--chosen=is_chosen
            class:modes-panel__row--best=is_best
            class:modes-panel__row--old=is_old
            on:click=choose
        >
            <th scope="row">
                <button
                    class="modes-panel__choose"
                    type="button"
                    title=dist.info().about
                    aria-pressed=move || is_chosen.get().to_string()
                >
                    {dist.flag()}
                </button>
                {mark}
            </th>
            <td
                class="modes-panel__time"
                class:modes-panel__time--bad=move || figures.with(|it| is_bad(it.as_ref()))
            >
                {cell(time)}
            </td>
            <td>{cell(over)}</td>
            <td>{cell(|it| human::percent(it.row.idle_share()))}</td>
            <td>{cell(tests)}</td>
            <td>{cell(steals)}</td>
            <td>
                <CopyButton label=format!("Copy the options of {}", dist.flag()) text=options />
            </td>
        </tr>
    }
}

fn is_bad(figures: Option<&Arc<ModeFigures>>) -> bool {
    figures.is_some_and(|it| it.row.ending != Ending::Ok)
}

fn time(it: &ModeFigures) -> String {
    match it.row.ending {
        Ending::Ok => human::time(it.row.summary.makespan),
        Ending::Deadlock => "hangs".to_owned(),
        Ending::InternalError(_) => "fails".to_owned(),
    }
}

fn over(it: &ModeFigures) -> String {
    if !shares_work(it.row.dist) || it.row.ending != Ending::Ok {
        return String::new();
    }
    let over = it.row.summary.makespan.as_secs() / it.floor.as_secs().max(1e-9) - 1.0;
    format!("+{}", human::percent(over.max(0.0)))
}

fn tests(it: &ModeFigures) -> String {
    let (fewest, most) = it.row.tests_per_worker();
    if fewest == most { fewest.to_string() } else { format!("{fewest}\u{2013}{most}") }
}

fn steals(it: &ModeFigures) -> String {
    if it.row.dist == DistMode::WorkSteal { it.row.summary.steals.to_string() } else { String::new() }
}

/// Whether a mode shares the tests out, so that the floor is its own.
fn shares_work(dist: DistMode) -> bool {
    !matches!(dist, DistMode::Each | DistMode::No)
}
