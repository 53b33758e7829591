//! The middle of the page: the pipelines job by job, one run test by test, many, the best, both compared, or all of it as files.

use leptos::prelude::*;

use super::assignment::AssignmentPanel;
use super::compare::ComparePanel;
use super::export::ExportPanel;
use super::lanes::LanesPanel;
use super::opened_runs::OpenedRuns;
use super::search::SearchPanel;
use super::study::StudyPanel;
use super::timeline::TimelinePanel;
use crate::later::later;
use crate::state::study::StudyErrand;
use crate::state::use_app;
use crate::state::view::Middle;
use crate::widgets::tabs::Tabs;

/// What happens: lanes, timeline or study, whichever is chosen.
#[component]
pub fn MiddlePanel() -> impl IntoView {
    let app = use_app();
    let middle = app.middle;
    let choose = move |middle: Middle| {
        app.view.update(|view| view.middle = middle);
        if middle == Middle::Study {
            app.study_errand.set(Some(StudyErrand::Run));
        }
    };
    // A plain session has no jobs to show.
    let tabs = move || {
        let pipeline = (!app.is_bare.get()).then_some((Middle::Pipeline, "Pipeline"));
        let options = pipeline.into_iter().chain([
            (Middle::Timeline, "One run"),
            (Middle::Study, "Many runs"),
            (Middle::Search, "Search"),
            (Middle::Compare, "Compare"),
            (Middle::Export, "Export"),
        ]);
        view! {
            <Tabs
                label="What the middle shows"
                name="middle"
                options=options.collect()
                value=middle
                on_change=Callback::new(choose)
            />
        }
    };
    view! {
        <div class="middle-panel">
            {tabs}
            <Show when=move || !app.is_bare.get() && matches!(middle.get(), Middle::Timeline | Middle::Study)>
                {opened_runs()}
            </Show>
            {move || match middle.get() {
                Middle::Pipeline => pipelines(),
                Middle::Timeline => view! { <TimelinePanel /> }.into_any(),
                Middle::Study => study(),
                Middle::Search => search(),
                Middle::Compare => compare(),
                Middle::Export => export(),
            }}
        </div>
    }
}

later! {
    fn opened_runs() {
        view! { <OpenedRuns /> }
    }

    fn pipelines() {
        view! {
            <div class="middle-panel__pipelines">
                <LanesPanel />
                <AssignmentPanel />
            </div>
        }
    }

    fn study() {
        view! { <StudyPanel /> }
    }

    fn search() {
        view! { <SearchPanel /> }
    }

    fn compare() {
        view! { <ComparePanel /> }
    }

    fn export() {
        view! { <ExportPanel /> }
    }
}
