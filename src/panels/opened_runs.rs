//! Which run of tests of each pipeline is looked at.

use laneway_pipeline::instance::instances;
use laneway_pipeline::pipeline::Pipeline;
use leptos::prelude::*;

use crate::state::opened::Opened;
use crate::state::use_app;
use crate::state::view::{SIDES, SideName};
use crate::widgets::field::fresh_id;

/// A menu for each side.
#[component]
pub fn OpenedRuns() -> impl IntoView {
    let app = use_app();
    let menu = move |side: SideName| {
        let id = fresh_id();
        let runs = Memo::new(move |_| app.look(|scenario| runs(scenario.side(side))));
        let chosen = Memo::new(move |_| {
            app.look(|scenario| {
                let opened = &scenario.opened[side as usize];
                runs.with(|runs| runs.iter().position(|(it, _)| it == opened)).unwrap_or(0)
            })
        });
        let on_change = move |event| {
            let place: usize = event_target_value(&event).parse().unwrap_or(0);
            if let Some((opened, _)) = runs.with_untracked(|runs| runs.get(place).cloned()) {
                app.open(side, opened, app.middle.get_untracked());
            }
        };
        let options = move || {
            let option = |(place, (_, name)): (usize, (Opened, String))| {
                view! { <option value=place.to_string() prop:selected=move || chosen.get() == place>{name}</option> }
            };
            runs.get().into_iter().enumerate().map(option).collect_view()
        };
        let label = if side == SideName::Baseline { "Baseline" } else { "Candidate" };
        view! {
            <label class="opened-runs__label" for=id.clone()>{label}</label>
            <select class="field__input field__input--menu opened-runs__menu" id=id on:change=on_change>
                {options}
            </select>
        }
    };
    view! { <div class="opened-runs" role="group" aria-label="Which run of tests is shown">{SIDES.map(menu).collect_view()}</div> }
}

/// All runs of tests after matrices, each with what people call it.
fn runs(pipeline: &Pipeline) -> Vec<(Opened, String)> {
    let mut runs = Vec::new();
    let mut before = (usize::MAX, 0);
    for instance in instances(pipeline) {
        let place = if before.0 == instance.job { before.1 + 1 } else { 0 };
        before = (instance.job, place);
        let job = &pipeline.jobs[instance.job];
        let n_runs = job.test_runs().count();
        for run in 0..n_runs {
            let number = if n_runs > 1 { format!(", run {}", run + 1) } else { String::new() };
            let opened = Opened { job: job.id.clone(), run, instance: place };
            runs.push((opened, format!("{}{number}", instance.title(pipeline))));
        }
    }
    runs
}
