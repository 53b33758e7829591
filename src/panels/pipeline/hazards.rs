//! What may go wrong in a run of tests: flaky tests, and tests that kill their worker.

use laneway_pipeline::hazard::{CrashHazard, Hazards};
use leptos::prelude::*;

use super::fields::{SHARE, Scale};
use super::fold::Fold;
use super::part::{Part, lens};
use super::selection::SelectionFields;

const FINE: Scale = Scale { step: 0.1, ..SHARE };

/// Probability that a pair of tests that is added kills a worker, before anyone says otherwise.
const FIRST: f64 = 0.01;

/// Flaky tests, then one entry for each kind of crash.
#[component]
pub(super) fn HazardFields(at: Part<Hazards>) -> impl IntoView {
    let n = Memo::new(move |_| at.look(|it| it.crashes.len()));
    let crash = move |place: usize| {
        let of = at.item(lens!(crashes), place);
        let about = move || {
            let words = of.look(|it| [it.tests.paths.clone(), it.tests.marked.clone()].concat());
            if words.is_empty() { "all tests".to_owned() } else { words.join(" ") }
        };
        let remove = move |_| at.edit("", |it| drop(it.crashes.drain(place..(place + 1).min(it.crashes.len()))));
        let summary = move || {
            view! { <span>{format!("Crash {}", place + 1)}</span> <span class="pipeline-panel__summary">{about}</span> }
        };
        view! {
            <Fold class="pipeline-panel__item" summary=summary>
                <SelectionFields at=of.at(lens!(tests)) wrong=of.wrong(&["tests"]) />
                {of.decimal(
                    "Kills alone",
                    "How often a run of such a test kills its worker, whatever runs beside it",
                    FINE,
                    lens!(alone),
                )}
                {of.decimal(
                    "Kills beside another",
                    "How often it does while another of them runs on another worker, as tests that are not safe side by side",
                    FINE,
                    lens!(together),
                )}
                <button
                    class="button button--small"
                    type="button"
                    aria-label=format!("Remove crash {}", place + 1)
                    on:click=remove
                >
                    "Remove"
                </button>
            </Fold>
        }
    };
    let add = move |_| {
        at.edit("", |it| it.crashes.push(CrashHazard { together: FIRST, ..CrashHazard::default() }));
    };
    view! {
        {at.decimal("Flaky tests", "The share of tests that fail now and then", FINE, lens!(flaky.share))}
        {at.decimal("Each fails in", "How often one run of such a test fails", SHARE, lens!(flaky.fails))}
        {at.number("Reruns", "--reruns: how often a failed test is run again at once", (0, 100), lens!(flaky.reruns))}
        <fieldset class="pipeline-panel__list">
            <legend>"Tests that kill their worker"</legend>
            {move || (0..n.get()).map(crash).collect_view()}
            <button class="button button--small" type="button" on:click=add>"Add a crash"</button>
        </fieldset>
    }
}
