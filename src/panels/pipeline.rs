//! The pipeline around the tests: its jobs, one of them unfolded, and the rules that hold for all.
//!
//! - [`at`]: a job or a step by its place, to be looked at and changed. [`problems`]: what is wrong there.
//! - [`job`]: one job. [`runner`]: what it runs on. [`matrix`]: shards. [`containers`]: what starts beside it.
//! - [`steps`]: its steps; [`step`]: one of them; [`spread`]: how long it takes. [`test_run`]: one `pytest`;
//!   [`coverage`]: what it measures. [`gate`]: coverage combined. [`artifacts`]: what is stored and fetched.
//! - [`rules`]: service, threshold, traffic.

use laneway_engine::suite::Suite;
use laneway_pipeline::pipeline::{MAX_JOBS, Pipeline};
use leptos::prelude::*;

mod at;

mod problems;

mod job;

mod runner;

mod matrix;

mod containers;

mod steps;

mod step;

mod spread;

mod test_run;

mod coverage;

mod gate;

mod artifacts;

mod rules;

use super::way_in::WayIn;
use crate::state::view::SideName;
use crate::state::{jobs, use_app};
use crate::widgets::tabs::Tabs;
use at::JobAt;
use job::JobFields;
use problems::Problems;
use rules::RulesFields;

/// The jobs of the side that is chosen.
#[component]
pub fn PipelinePanel() -> impl IntoView {
    let app = use_app();
    let side = Memo::new(move |_| app.view.with(|view| view.side));
    let n_jobs = Memo::new(move |_| app.look(|scenario| scenario.side(side.get()).jobs.len()));
    let is_bare = Memo::new(move |_| app.look(|scenario| scenario.side(side.get()).is_bare()));
    let change = move |edit: fn(&mut Pipeline) -> usize| {
        let side = side.get_untracked();
        let mut place = 0;
        app.edit("", |scenario| place = edit(scenario.side_mut(side)));
        app.view.update(|view| view.unfolded = Some(place));
    };
    let is_full = move || n_jobs.get() >= MAX_JOBS;
    let said = move || {
        if is_bare.get() {
            "One session and nothing around it: no queue, no set-up, no price. Add a job to make it a pipeline, or drop a workflow or a run."
        } else {
            ""
        }
    };
    let items = move || {
        let side = side.get();
        let item = move |job: usize| view! { <JobItem at=JobAt { app, side, job } /> };
        (0..n_jobs.get()).map(item).collect_view()
    };
    view! {
        <section
            class="panel pipeline-panel"
            class:run-panel--baseline=move || side.get() == SideName::Baseline
            aria-labelledby="pipeline-title"
        >
            <div class="panel__head">
                <h2 class="panel__title" id="pipeline-title">"Pipeline"</h2>
                <Tabs
                    label="Which side's pipeline is shown"
                    name="pipeline-side"
                    options=vec![(SideName::Baseline, "Baseline"), (SideName::Candidate, "Candidate")]
                    value=side
                    on_change=Callback::new(move |side| app.view.update(|view| view.side = side))
                />
            </div>
            <p class="pipeline-panel__note">{said}</p>
            <ol class="pipeline-panel__jobs" aria-label="Jobs">{items}</ol>
            <button
                class="button button--small"
                type="button"
                disabled=is_full
                on:click=move |_| change(jobs::add)
            >
                "Add a job"
            </button>
            <WayIn is_bare=is_bare />
            <Show when=move || !is_bare.get()>
                <RulesFields side=side />
            </Show>
        </section>
    }
}

/// One job: its name, what it does in short, and, unfolded, everything.
#[component]
fn JobItem(
    /// Which.
    at: JobAt,
) -> impl IntoView {
    let app = at.app;
    let is_open = Memo::new(move |_| app.view.with(|view| view.unfolded) == Some(at.job));
    let unfold = move |job: Option<usize>| app.view.update(|view| view.unfolded = job);
    // Changes the list of jobs, and unfolds the one that the change is about.
    let change = move |edit: &dyn Fn(&mut Pipeline) -> Option<usize>| {
        let mut place = None;
        at.edit_pipeline(|pipeline| place = edit(pipeline));
        unfold(place);
    };
    let name = move || at.look(|job| job.title().to_owned());
    let summary = move || app.suite.with(|suite| at.look(|job| in_short(job, suite)));
    let toggle = move |_| unfold((!is_open.get_untracked()).then_some(at.job));
    let button = move |text: &'static str, label: &'static str, is_off: Signal<bool>, act: Callback<()>| {
        view! {
            <button
                class="button button--small"
                type="button"
                aria-label=move || format!("{label} {}", name())
                disabled=is_off
                on:click=move |_| act.run(())
            >
                {text}
            </button>
        }
    };
    let shift =
        move |is_up: bool| Callback::new(move |()| change(&|pipeline| Some(jobs::shift(pipeline, at.job, is_up))));
    let n_jobs = move || app.look(|scenario| scenario.side(at.side).jobs.len());
    let is_last_run = Signal::derive(move || {
        app.look(|scenario| {
            let jobs = &scenario.side(at.side).jobs;
            !jobs.iter().enumerate().any(|(place, job)| place != at.job && job.test_runs().next().is_some())
        })
    });
    view! {
        <li class="pipeline-panel__job" class:pipeline-panel__job--open=is_open>
            <button
                class="pipeline-panel__unfold"
                type="button"
                aria-expanded=move || is_open.get().to_string()
                on:click=toggle
            >
                <span class="pipeline-panel__name">{name}</span>
                <span class="pipeline-panel__summary">{summary}</span>
            </button>
            <Problems at=at step=None />
            <Show when=move || is_open.get()>
                <JobFields at=at />
                <div class="pipeline-panel__buttons">
                    {button("Up", "Move up", Signal::derive(move || at.job == 0), shift(true))}
                    {button("Down", "Move down", Signal::derive(move || at.job + 1 >= n_jobs()), shift(false))}
                    {button(
                        "Duplicate",
                        "Duplicate",
                        Signal::derive(move || n_jobs() >= MAX_JOBS),
                        Callback::new(move |()| change(&|pipeline| Some(jobs::duplicate(pipeline, at.job)))),
                    )}
                    {button(
                        "Remove",
                        "Remove",
                        is_last_run,
                        Callback::new(move |()| {
                            change(&|pipeline| {
                                jobs::remove(pipeline, at.job);
                                None
                            });
                        }),
                    )}
                </div>
            </Show>
        </li>
    }
}

/// `4 shards, 1,240 tests, needs lint`.
fn in_short(job: &laneway_pipeline::job::Job, suite: &Suite) -> String {
    let mut parts = Vec::new();
    if job.matrix.shards > 1 {
        parts.push(format!("{} shards", job.matrix.shards));
    }
    match job.test_runs().count() {
        0 => parts.push(format!("{} step{}", job.steps.len(), if job.steps.len() == 1 { "" } else { "s" })),
        1 => parts.extend(job.test_runs().map(|run| test_run::n_selected(&run.session.selection, suite))),
        n => parts.push(format!("{n} runs of tests")),
    }
    if !job.needs.is_empty() {
        parts.push(format!("needs {}", job.needs.join(", ")));
    }
    parts.join(", ")
}
