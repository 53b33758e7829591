//! One job in the list: what it does in short and, unfolded, everything. Rows are moved by drag, or by the buttons.

use laneway_engine::suite::Suite;
use laneway_pipeline::job::Job;
use laneway_pipeline::pipeline::{MAX_JOBS, Pipeline};
use leptos::prelude::*;

use super::at::JobAt;
use super::job::JobFields;
use super::problems::Problems;
use super::step::LAST_RUN;
use super::test_run;
use crate::browser::drag;
use crate::later::later;
use crate::state::jobs;

/// What rows are called while they are dragged.
const ROW: &str = "job";

/// One job: its name, what it does in short, and, unfolded, everything.
#[component]
pub(super) fn JobItem(
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
            let pipeline = scenario.side(at.side);
            let own = pipeline.jobs.get(at.job).map_or(0, |job| job.test_runs().count());
            own > 0 && jobs::n_runs(pipeline) == own
        })
    });
    let is_over = RwSignal::new(false);
    let on_drop = move |event: leptos::ev::DragEvent| {
        is_over.set(false);
        let Some(from) = drag::dropped(&event, ROW).and_then(|text| text.parse::<usize>().ok()) else { return };
        let unfolded = app.view.with_untracked(|view| view.unfolded);
        let unfolded =
            unfolded.and_then(|place| app.look(|it| it.side(at.side).jobs.get(place).map(|job| job.id.clone())));
        at.edit_pipeline(|pipeline| jobs::move_to(pipeline, from, at.job));
        unfold(unfolded.and_then(|id| app.look(|it| it.side(at.side).jobs.iter().position(|job| job.id == id))));
    };
    view! {
        <li
            class="pipeline-panel__job"
            class:pipeline-panel__job--open=is_open
            class:pipeline-panel__job--over=is_over
            on:dragover=move |event| is_over.set(drag::is_over(&event, ROW))
            on:dragleave=move |_| is_over.set(false)
            on:drop=on_drop
        >
            <div
                class="pipeline-panel__row"
                draggable="true"
                on:dragstart=move |event| drag::start(&event, ROW, &at.job.to_string())
            >
                <span class="pipeline-panel__grip" aria-hidden="true" title="Drag to another place">"\u{2807}"</span>
                <button
                    class="pipeline-panel__unfold"
                    type="button"
                    aria-expanded=move || is_open.get().to_string()
                    on:click=toggle
                >
                    <span class="pipeline-panel__name">{name}</span>
                    <span class="pipeline-panel__summary">{summary}</span>
                </button>
            </div>
            <Problems spot=at.spot() />
            <Show when=move || is_open.get()>
                {fields(at)}
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
                <Show when=move || is_last_run.get()>
                    <p class="pipeline-panel__note">{LAST_RUN}</p>
                </Show>
            </Show>
        </li>
    }
}

later! {
    fn fields(at: JobAt) {
        view! { <JobFields at=at /> }
    }
}

/// `4 shards, 1,240 tests, needs lint`.
fn in_short(job: &Job, suite: &Suite) -> String {
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
