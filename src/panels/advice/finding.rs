//! One thing that is wrong: what, why, what to do, what that would gain; the change in words, and the button that makes it.

use std::sync::Arc;

use laneway_chart::advice;
use laneway_pipeline::place::Place;
use laneway_pool::protocol::{Advice, Fix};
use leptos::prelude::*;

use crate::browser::focus;
use crate::state::advice::{Findings, Worth};
use crate::state::opened::Opened;
use crate::state::view::SideName;
use crate::state::{AppState, use_app};
use crate::widgets::marked_text::MarkedText;

/// The button that unfolds the job whose fields are open.
const OPEN_JOB: &str = ".pipeline-panel__job--open .pipeline-panel__unfold";

/// The finding at a place of an answer.
#[component]
pub(super) fn Finding(answer: Arc<Findings>, place: usize) -> impl IntoView {
    let app = use_app();
    let side = answer.side;
    let Some(Advice { rule, place: at, wrong, why, advice, fix }) = answer.findings.get(place).cloned() else {
        return ().into_any();
    };
    let worth = Memo::new(move |_| app.advice.with(|advice| advice.gains.get(place).copied()));
    // A bare session's job is no job of anybody's, and nobody is billed for it.
    let has_jobs = !app.look(|scenario| scenario.side(side).is_bare());
    let gain = move || match worth.get() {
        Some(Worth::Known(gain)) => advice::gain(&gain, has_jobs),
        Some(Worth::Waits) => "What mending would gain is being simulated.".to_owned(),
        Some(Worth::Unknown) | None => String::new(),
    };
    let job = (has_jobs && at.job.is_some()).then(|| {
        let title = at.title.clone();
        let label = format!("Open the job {title}");
        view! {
            <button class="advice-panel__job" type="button" aria-label=label on:click=move |_| open(app, side, &at)>
                {title}
            </button>
        }
    });
    let href = format!("advice.html#{rule}");
    view! {
        <li class="advice-panel__finding">
            <p class="advice-panel__wrong">{job}<MarkedText text=wrong /></p>
            <p class="advice-panel__text"><MarkedText text=why /></p>
            <p class="advice-panel__text"><MarkedText text=advice /></p>
            <p class="advice-panel__gain">{gain}</p>
            {fix.map(|fix| view! { <Mend side=side fix=fix /> })}
            <a class="advice-panel__rule" href=href target="_blank" rel="noopener">{format!("About {rule}")}</a>
        </li>
    }
    .into_any()
}

/// What mending changes, in words, and the button that does it: one step, to be undone.
#[component]
fn Mend(side: SideName, fix: Fix) -> impl IntoView {
    let app = use_app();
    let is_old = Memo::new(move |_| app.advice.with(|advice| advice.is_old));
    let Fix { pipeline, changes } = fix;
    let changes = changes.join(", ");
    let (lead, button) = match side {
        SideName::Candidate => ("Would change: ", "Apply to the candidate"),
        SideName::Baseline => ("The candidate would be the baseline with: ", "Make that the candidate"),
    };
    let label = format!("{button}: {changes}");
    let on_click = move |_| {
        app.edit("", |scenario| {
            if side == SideName::Baseline {
                scenario.opened[1] = scenario.opened[0].clone();
            }
            scenario.candidate = pipeline.clone();
        });
    };
    view! {
        <p class="advice-panel__changes">
            <span class="advice-panel__lead">{lead}</span>
            {changes}
        </p>
        <button class="button button--small" type="button" aria-label=label disabled=is_old on:click=on_click>
            {button}
        </button>
    }
}

/// Unfolds the job of a place and opens its run of tests, if it has one, whatever the middle shows.
fn open(app: AppState, side: SideName, place: &Place) {
    let opened = app.look(|scenario| Opened::at(scenario.side(side), place));
    app.view.update(|view| (view.side, view.unfolded, view.is_sheet_open) = (side, place.job, true));
    if let Some(opened) = opened {
        app.open(side, opened, app.middle.get_untracked());
    }
    request_animation_frame(|| focus::on(OPEN_JOB));
}
