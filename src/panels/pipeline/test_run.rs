//! One `pytest` of a job: which tests it runs, what may go wrong, what it measures; the way to look at it alone.

use laneway_chart::human;
use laneway_engine::selection::Selection;
use laneway_engine::suite::Suite;
use leptos::prelude::*;

use super::at::StepAt;
use super::coverage::CoverageFields;
use super::hazards::HazardFields;
use super::part::lens;
use super::selection::SelectionFields;
use super::splitter::SplitterFields;
use crate::state::opened::Opened;
use crate::state::view::Middle;

/// `1,240 tests`, or `1,240 of 10,195 tests`.
pub(super) fn n_selected(selection: &Selection, suite: &Suite) -> String {
    let n_all = suite.tests.len() as u64;
    if selection.is_all() {
        return format!("{} tests", human::count(n_all));
    }
    let n = suite.tests.iter().filter(|test| selection.has(test)).count() as u64;
    format!("{} of {} tests", human::count(n), human::count(n_all))
}

/// What it selects, with its count; how shards split it; what may go wrong; coverage; and a button that opens it.
#[component]
pub(super) fn TestRunFields(at: StepAt) -> impl IntoView {
    let app = at.among.of.app;
    let run = at.test_run();
    let selected = move || app.suite.with(|suite| run.look(|run| n_selected(&run.session.selection, suite)));
    let has_shards = Memo::new(move |_| at.among.of.look(|job| job.matrix.shards > 1));
    let open = move |_| {
        let of = at.among.of;
        let opened = app.look(|scenario| {
            let job = scenario.side(of.side).jobs.get(of.job)?;
            Some(Opened { job: job.id.clone(), run: at.run(job)?, instance: 0 })
        });
        if let Some(opened) = opened {
            app.open(of.side, opened, Middle::Timeline);
        }
    };
    view! {
        <SelectionFields at=run.at(lens!(session.selection)) wrong=run.wrong(&["session.selection"]) />
        <p class="pipeline-panel__note" role="status">"Runs "{selected}</p>
        <Show when=move || has_shards.get()>
            <SplitterFields at=run.at(lens!(splitter)) />
        </Show>
        <HazardFields at=run.at(lens!(hazards)) />
        <CoverageFields at=at />
        <button class="button button--small" type="button" on:click=open>"Workers, mode and costs: open this run"</button>
    }
}
