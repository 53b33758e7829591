//! The middle of the page: one run, test by test, or many.

use leptos::prelude::*;

use super::study::StudyPanel;
use super::timeline::TimelinePanel;
use crate::state::study::StudyErrand;
use crate::state::use_app;
use crate::state::view::Middle;
use crate::widgets::tabs::Tabs;

/// What happens: the timeline or the study, whichever is chosen.
#[component]
pub fn MiddlePanel() -> impl IntoView {
    let app = use_app();
    let middle = Memo::new(move |_| app.view.with(|view| view.middle));
    let choose = move |middle: Middle| {
        app.view.update(|view| view.middle = middle);
        if middle == Middle::Study {
            app.study_errand.set(Some(StudyErrand::Run));
        }
    };
    view! {
        <div class="middle-panel">
            <Tabs
                label="What the middle shows"
                name="middle"
                options=vec![(Middle::Timeline, "One run"), (Middle::Study, "Many runs")]
                value=middle
                on_change=Callback::new(choose)
            />
            {move || match middle.get() {
                Middle::Timeline => view! { <TimelinePanel /> }.into_any(),
                Middle::Study => view! { <StudyPanel /> }.into_any(),
            }}
        </div>
    }
}
