//! What is wrong with a job or a step, where it stands.

use leptos::prelude::*;

use super::at::JobAt;

/// One line a problem: what keeps the pipeline from being simulated, and what a real one would trip over. Those of steps
/// stand at the job while it is folded.
#[component]
pub(super) fn Problems(
    /// Of which job.
    at: JobAt,
    /// Of which of its steps; `None`: of the job itself.
    step: Option<usize>,
) -> impl IntoView {
    let is_folded = move || at.app.view.with(|view| view.unfolded) != Some(at.job);
    let lines = move || {
        let is_whole = step.is_none() && is_folded();
        at.app.run.with(|run| {
            let all = &run.problems[at.side as usize];
            let of_this = all.iter().filter(|it| it.place.job == Some(at.job) && (is_whole || it.place.step == step));
            let line = |it: &laneway_pipeline::place::Problem| {
                let field = if it.place.field.is_empty() { String::new() } else { format!("{}: ", it.place.field) };
                view! { <p class="pipeline-panel__problem" class:pipeline-panel__problem--fatal=it.is_fatal>{field}{it.message.clone()}</p> }
            };
            let mut said = Vec::new();
            let lines = of_this.filter(|it| {
                let is_new = !said.contains(&(&it.place.field, &it.message));
                said.push((&it.place.field, &it.message));
                is_new
            });
            lines.map(line).collect_view()
        })
    };
    view! { <div role="status">{lines}</div> }
}
