//! The steps of a job, or of one lane of parallel steps, in order.

use laneway_pipeline::step::{Step, Work};
use laneway_pipeline::timing::around;
use leptos::prelude::*;

use super::at::{StepAt, StepsAt};
use super::step::StepItem;

/// One line a step; each can be unfolded, moved and removed.
#[component]
pub(super) fn Steps(among: StepsAt) -> impl IntoView {
    let n = Memo::new(move |_| among.look(Vec::len));
    let add = move |_| {
        among.edit("", |steps| steps.push(Step::new("Step", Work::Command { takes: around(10.0, 15.0) })));
    };
    view! {
        <fieldset class="pipeline-panel__list">
            <legend>"Steps"</legend>
            {move || (0..n.get()).map(|step| view! { <StepItem at=StepAt { among, step } /> }).collect_view()}
            <button class="button button--small" type="button" on:click=add>"Add a step"</button>
        </fieldset>
    }
}
