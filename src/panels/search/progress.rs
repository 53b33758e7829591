//! The search that is under way, how long it will take, the best so far, and the way to stop it.

use laneway_chart::human;
use laneway_chart::search::words;
use laneway_engine::time::Nanos;
use laneway_search::search::Stage;
use leptos::prelude::*;

use crate::state::search::{SearchErrand, Standing, UnderWay};
use crate::state::use_app;
use crate::widgets::progress_bar::ProgressBar;

/// A line that is always there, and below it the best so far.
#[component]
pub(super) fn SearchProgress() -> impl IntoView {
    let app = use_app();
    let under_way = Memo::new(move |_| app.search.with(|search| search.under_way));
    let is_running = Memo::new(move |_| under_way.with(Option::is_some));
    let said = move || under_way.get().map_or(String::new(), |it| words_of(&it));
    // Full when one is over, empty before the first.
    let at_rest = move || if app.search.with(|search| search.answer.is_some()) { 1.0 } else { 0.0 };
    let share = move || under_way.get().map_or_else(at_rest, |it| it.n_done as f64 / it.n_all.max(1) as f64);
    let on_click = move |_| {
        let errand = if is_running.get_untracked() { SearchErrand::Stop } else { SearchErrand::Run };
        app.search_errand.set(Some(errand));
    };
    let standing = move || {
        let rows = app.search.with(|search| search.standing.clone())?;
        Some(view! {
            <p class="search-panel__note">"The best so far; a few runs say little yet."</p>
            <ol class="search-panel__standing">{rows.iter().map(line).collect_view()}</ol>
        })
    };
    view! {
        <div class="study-progress">
            <ProgressBar is_running=is_running share=Signal::derive(share) />
            <span class="study-progress__words" role="status">{said}</span>
            <button class="button button--strong" type="button" on:click=on_click>
                {move || if is_running.get() { "Stop" } else { "Search" }}
            </button>
        </div>
        {standing}
    }
}

fn line(row: &Standing) -> impl IntoView + use<> {
    view! { <li><strong>{human::time(row.measure.p50)}</strong>" "{words::changes(&row.changes)}</li> }
}

fn words_of(under_way: &UnderWay) -> String {
    let [n_done, n_all] = [under_way.n_done, under_way.n_all].map(human::count);
    let what = match under_way.stage {
        None => return "Starting".to_owned(),
        Some(Stage::Brackets) => "All configurations",
        Some(Stage::Finalists) => "The best of them",
        Some(Stage::Fresh) => "The best against the baseline",
        Some(Stage::Assumptions | Stage::Over) => "Other assumptions",
    };
    let left = under_way.secs_left.map_or_else(String::new, |secs| {
        let left = human::time(Nanos::from_secs(secs.ceil().max(1.0)).unwrap_or_default());
        format!(", {left} left")
    });
    format!("{what}: {n_done} of {n_all} runs{left}")
}
