//! One job, unfolded: its names, what it needs and when it runs, then its parts.

use laneway_engine::time::Nanos;
use laneway_pipeline::job::Condition;
use leptos::prelude::*;

use super::at::{JobAt, StepsAt};
use super::containers::Containers;
use super::matrix::MatrixFields;
use super::runner::RunnerFields;
use super::spread::SpreadFields;
use super::steps::Steps;
use crate::state::jobs;
use crate::widgets::check::Check;
use crate::widgets::choice::Choice;
use crate::widgets::text_field::TextField;
use crate::widgets::time_field::TimeField;

/// When a job or a step runs: what the document calls it, and what it means.
pub(super) const CONDITIONS: &[(Condition, &str, &str)] = &[
    (Condition::Success, "success", "all before succeeded"),
    (Condition::NotCancelled, "not-cancelled", "!cancelled()"),
    (Condition::Always, "always", "always()"),
    (Condition::Failure, "failure", "failure()"),
    (Condition::Never, "never", "never"),
];

/// Everything about one job.
#[component]
pub(super) fn JobFields(at: JobAt) -> impl IntoView {
    let wrong_id = RwSignal::new(None::<String>);
    let others = move || {
        at.app.look(|scenario| {
            let jobs = scenario.side(at.side).jobs.iter().enumerate();
            jobs.filter(|(place, _)| *place != at.job).map(|(_, job)| job.id.clone()).collect::<Vec<_>>()
        })
    };
    let on_id = move |id: String| {
        let mut done = Ok(());
        at.app.edit("", |scenario| {
            let old = scenario.side(at.side).jobs.get(at.job).map(|job| job.id.clone());
            done = jobs::rename(scenario.side_mut(at.side), at.job, id.trim());
            let opened = &mut scenario.opened[at.side as usize];
            if done.is_ok() && old.is_some_and(|old| old == opened.job) {
                id.trim().clone_into(&mut opened.job);
            }
        });
        wrong_id.set(done.err());
    };
    let need = move |id: String| {
        let is_needed = {
            let id = id.clone();
            move || at.look(|job| job.needs.contains(&id))
        };
        let on_change = {
            let id = id.clone();
            move |event| {
                let is_needed = event_target_checked(&event);
                at.edit_pipeline(|pipeline| jobs::set_need(pipeline, at.job, &id, is_needed));
            }
        };
        view! {
            <label class="pipeline-panel__need">
                <input type="checkbox" prop:checked=is_needed on:change=on_change />
                {id}
            </label>
        }
    };
    let needs = move || others().into_iter().map(need).collect_view();
    let is_required = move || {
        at.app.look(|scenario| {
            let pipeline = scenario.side(at.side);
            pipeline.jobs.get(at.job).is_some_and(|job| pipeline.required.contains(&job.id))
        })
    };
    let flag = move || {
        let condition = at.look(|job| job.condition);
        CONDITIONS.iter().find(|(it, ..)| *it == condition).map_or("", |(_, flag, _)| flag).to_owned()
    };
    view! {
        <div class="pipeline-panel__fields">
            <TextField
                label="Id"
                about="What needs calls it"
                value=Signal::derive(move || at.look(|job| job.id.clone()))
                error=wrong_id
                on_change=Callback::new(on_id)
            />
            <TextField
                label="Name"
                about="What people read"
                empty="as its id"
                value=Signal::derive(move || at.look(|job| job.name.clone()))
                on_change=Callback::new(move |name: String| at.edit("", |job| name.trim().clone_into(&mut job.name)))
            />
            <Show when=move || !others().is_empty()>
                <fieldset class="pipeline-panel__needs">
                    <legend>"Needs"</legend>
                    {needs}
                </fieldset>
            </Show>
            <Choice
                label="Runs if"
                about="if: of the job, given how the jobs that it needs ended"
                options=CONDITIONS.iter().map(|(_, flag, words)| ((*flag).to_owned(), (*words).to_owned())).collect()
                value=Signal::derive(flag)
                on_change=Callback::new(move |flag: String| {
                    let found = CONDITIONS.iter().find(|(_, it, _)| *it == flag);
                    at.edit("", |job| job.condition = found.map_or(Condition::Success, |(it, ..)| *it));
                })
            />
            <TimeField
                label="Time-out"
                about="timeout-minutes: it is cancelled after so long"
                step=Nanos(60_000_000_000)
                value=Signal::derive(move || at.look(|job| job.timeout))
                on_change=Callback::new(move |timeout: Nanos| at.edit("timeout", |job| job.timeout = timeout))
            />
            <Check
                label="Counts as green even if it fails"
                about="continue-on-error of the job"
                value=Signal::derive(move || at.look(|job| job.continue_on_error))
                on_change=Callback::new(move |is_on| at.edit("", |job| job.continue_on_error = is_on))
            />
            <Check
                label="A merge waits for it"
                about="A required check; one that is skipped counts as passed"
                value=Signal::derive(is_required)
                on_change=Callback::new(move |is_on| {
                    at.edit_pipeline(|pipeline| jobs::set_required(pipeline, at.job, is_on));
                })
            />
            <RunnerFields at=at />
            <MatrixFields at=at />
            <Containers at=at />
            <Steps among=StepsAt { of: at, lane: None } />
            <SpreadFields
                label="Post steps"
                label_95="Post steps, 95 %"
                value=Signal::derive(move || at.look(|job| Some(job.post.clone())))
                on_change=Callback::new(move |post| at.edit("post", |job| job.post = post))
            />
        </div>
    }
}
