//! Many runs: how sure the difference is, and what other modes and worker counts would do.
//!
//! - [`whole_runs`]: whole runs of pipelines, where there is something around the sessions.
//! - [`figures`]: the interval of the mean, the spread of single runs, the model's error: three things, kept apart.
//! - [`controls`]: how runs are repeated.
//! - [`progress`]: what is under way.
//! - [`pictures`]: all runs drawn; [`when_runs_end`]: one of them alone.
//! - [`table`]: all sessions in figures.

use laneway_chart::study::verdict::{self, Judged};
use leptos::prelude::*;

use crate::state::scenario::Scenario;
use crate::state::study::Compared;
use crate::state::use_app;
use crate::state::view::SIDES;

mod figures;

mod controls;

mod progress;

mod pictures;

mod table;

mod whole_runs;

mod when_runs_end;

pub use when_runs_end::WhenRunsEnd;

use controls::Controls;
use figures::Figures;
use pictures::Pictures;
use progress::ProgressLine;
use table::ComparedTable;
use whole_runs::WholeRuns;

/// The study; what was found last stays, dimmed, until newer figures are there.
#[component]
pub fn StudyPanel() -> impl IntoView {
    let app = use_app();
    let is_old = Memo::new(move |_| app.study.with(|study| study.is_old));
    let opened = move || {
        let [baseline, candidate] = app.look(|scenario| SIDES.map(|side| scenario.opened_title(side)));
        if baseline == candidate {
            format!("The tests of {candidate} alone")
        } else {
            format!("The tests alone: of {baseline} on the baseline, of {candidate} on the candidate")
        }
    };
    let said = move || {
        let least_share = app.look(Scenario::least_share);
        let sides = app.study.with(|study| study.sides.clone());
        sides.map_or_else(|| "Runs are being repeated.".to_owned(), |compared| sentence(&compared, least_share))
    };
    view! {
        <section class="study-panel" aria-label="Study">
            <h2 class="visually-hidden">"Many runs"</h2>
            <Show when=move || !app.is_bare.get()>
                <WholeRuns />
                <h3 class="study-panel__part">{opened}</h3>
            </Show>
            <div class:is-stale=is_old>
                <p class="study-panel__verdict" role="status">{said}</p>
                <Figures />
            </div>
            <ProgressLine />
            <div class:is-stale=is_old>
                <Pictures />
                <ComparedTable />
            </div>
            <Controls />
        </section>
    }
}

fn sentence(compared: &Compared, least_share: f64) -> String {
    let Compared { sessions, rows, .. } = compared;
    let ([baseline, candidate, ..], [before, after, ..]) = (sessions.as_slice(), rows.as_slice()) else {
        return String::new();
    };
    verdict::sentence(&Judged { baseline: (baseline, before), candidate: (candidate, after), least_share })
}
