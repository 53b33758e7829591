//! One job, unfolded: its names, what it needs and when it runs, then its parts.

use laneway_engine::time::Nanos;
use laneway_pipeline::job::Condition;
use leptos::prelude::*;

use super::at::{JobAt, StepsAt};
use super::containers::Containers;
use super::fields::Options;
use super::matrix::MatrixFields;
use super::names::Names;
use super::part::lens;
use super::runner::RunnerFields;
use super::steps::Steps;
use crate::state::jobs;
use crate::widgets::check::Check;
use crate::widgets::text_field::TextField;

/// When a job or a step runs: what the document calls it, and what it means.
pub(super) const CONDITIONS: Options<Condition> = &[
    (Condition::Success, "success", "all before succeeded"),
    (Condition::NotCancelled, "not-cancelled", "!cancelled()"),
    (Condition::Always, "always", "always()"),
    (Condition::Failure, "failure", "failure()"),
    (Condition::Never, "never", "never"),
];

/// Everything about one job.
#[component]
pub(super) fn JobFields(at: JobAt) -> impl IntoView {
    let of = at.part();
    let wrong_id = RwSignal::new(None::<String>);
    let others = Memo::new(move |_| {
        at.app.look(|scenario| {
            let jobs = scenario.side(at.side).jobs.iter().enumerate();
            jobs.filter(|(place, _)| *place != at.job).map(|(_, job)| job.id.clone()).collect::<Vec<_>>()
        })
    });
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
    let needs = of.value(lens!(needs));
    let has_needs = move || !others.read().is_empty() || !needs.read().is_empty();
    let is_required = move || {
        at.app.look(|scenario| {
            let pipeline = scenario.side(at.side);
            pipeline.jobs.get(at.job).is_some_and(|job| pipeline.required.contains(&job.id))
        })
    };
    view! {
        <div class="pipeline-panel__fields">
            <TextField
                label="Id"
                about="What needs calls it"
                value=of.value(lens!(id))
                error=wrong_id
                wrong=of.wrong(&["id"])
                on_change=Callback::new(on_id)
            />
            {of.text("Name", "What people read", "as its id", lens!(name))}
            <Show when=has_needs>
                <Names
                    legend="Needs"
                    options=others
                    chosen=needs
                    wrong=of.wrong(&["needs"])
                    on_change=Callback::new(move |(id, is_needed): (String, bool)| {
                        at.edit_pipeline(|pipeline| jobs::set_need(pipeline, at.job, &id, is_needed));
                    })
                />
            </Show>
            {of.choice("Runs if", "if: of the job, given how the jobs that it needs ended", CONDITIONS, lens!(condition))}
            {of.time("Time-out", "timeout-minutes: it is cancelled after so long", Nanos(60_000_000_000), lens!(timeout))}
            {of.check("Counts as green even if it fails", "continue-on-error of the job", lens!(continue_on_error))}
            <Check
                label="A merge waits for it"
                about="A required check; one that is skipped counts as passed"
                value=Signal::derive(is_required)
                on_change=Callback::new(move |is_on| {
                    at.edit_pipeline(|pipeline| jobs::set_required(pipeline, at.job, is_on));
                })
            />
            <RunnerFields at=of.at(lens!(runner)) />
            <MatrixFields job=of />
            <Containers at=at />
            <Steps among=StepsAt { of: at, lane: None } />
            {of.spread("Post steps", "Post steps, 95 %", lens!(post))}
        </div>
    }
}
