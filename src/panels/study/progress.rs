//! What is under way, how long it will take, and the way to stop it.

use laneway_chart::human;
use laneway_engine::time::Nanos;
use leptos::prelude::*;

use crate::state::study::{Progress, StudyErrand};
use crate::state::use_app;
use crate::widgets::progress_bar::ProgressBar;

/// A line that is always there, so that nothing moves when work begins or ends.
#[component]
pub fn ProgressLine() -> impl IntoView {
    let app = use_app();
    let progress = Memo::new(move |_| app.study.with(|study| study.progress));
    let is_running = Memo::new(move |_| progress.with(Option::is_some));
    let n_done = move || app.study.with(|study| study.sides.as_ref().map(|compared| compared.n_replications));
    let words = move || match (progress.get(), n_done()) {
        (Some(progress), _) => words(&progress),
        (None, Some(n_done)) => {
            let plural = if n_done == 1 { "" } else { "s" };
            format!("{} run{plural} of each", human::count(u64::from(n_done)))
        }
        (None, None) => "Stopped".to_owned(),
    };
    let share = move || progress.get().map_or(1.0, |it| f64::from(it.n_done) / f64::from(it.n_all.max(1)));
    let on_click = move |_| {
        let errand = if is_running.get_untracked() { StudyErrand::Stop } else { StudyErrand::Run };
        app.study_errand.set(Some(errand));
    };
    view! {
        <div class="study-progress">
            <ProgressBar is_running=is_running share=Signal::derive(share) />
            <span class="study-progress__words">{words}</span>
            <button class="button button--small" type="button" on:click=on_click>
                {move || if is_running.get() { "Stop" } else { "Run again" }}
            </button>
        </div>
    }
}

fn words(progress: &Progress) -> String {
    let [n_done, n_all] = [progress.n_done, progress.n_all].map(|n| human::count(u64::from(n)));
    let what = if progress.is_sweep { "Every mode and worker count: " } else { "" };
    let left = progress.secs_left.map_or_else(String::new, |secs| {
        // Whole seconds: more would only flicker.
        let left = human::time(Nanos::from_secs(secs.ceil().max(1.0)).unwrap_or_default());
        format!(", {left} left")
    });
    format!("{what}{n_done} of {n_all} runs{left}")
}
