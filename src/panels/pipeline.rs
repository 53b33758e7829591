//! The pipeline around the tests: its jobs, one of them unfolded, and the rules that hold for all.
//!
//! - [`at`]: a job or a step by its place. [`part`]: any part of it, to be looked at and changed; [`fields`]: fields of one, by
//!   shape. [`fold`], [`names`], [`said`]: what they stand in.
//! - [`shown`]: where problems are shown; [`problems`]: those whose field is not on the screen.
//! - [`item`]: a job in the list. [`job`]: all of it. [`runner`]: what it runs on. [`containers`]: what starts beside it.
//! - [`matrix`]: shards and axes; [`pairs`]: values as one types them; [`effects`]: what they change.
//! - [`steps`]: its steps; [`step`]: one of them; [`spread`]: how long it takes. [`artifacts`]: what is stored and fetched.
//! - [`test_run`]: one `pytest`; [`selection`]: its tests; [`splitter`]: its shards; [`hazards`]: what goes wrong;
//!   [`coverage`]: what it measures. [`gate`]: coverage combined.
//! - [`rules`]: service, threshold, traffic; [`prices`]: what runners cost.

use laneway_pipeline::pipeline::{MAX_JOBS, Pipeline};
use leptos::prelude::*;

mod at;

mod part;

mod fields;

mod fold;

mod names;

mod said;

mod shown;

mod problems;

mod item;

mod job;

mod runner;

mod containers;

mod matrix;

mod pairs;

mod effects;

mod steps;

mod step;

mod spread;

mod artifacts;

mod test_run;

mod selection;

mod splitter;

mod hazards;

mod coverage;

mod gate;

mod rules;

mod prices;

use super::side_panel::SidePanel;
use super::way_in::WayIn;
use crate::later::later;
use crate::state::view::SideName;
use crate::state::{jobs, use_app};
use at::JobAt;
use item::JobItem;
use problems::Problems;
use rules::RulesFields;
use shown::{Shown, Spot};

/// The jobs of the side that is chosen.
#[component]
pub fn PipelinePanel() -> impl IntoView {
    let app = use_app();
    provide_context(Shown::new());
    let side = Memo::new(move |_| app.view.with(|view| view.side));
    let n_jobs = Memo::new(move |_| app.look(|scenario| scenario.side(side.get()).jobs.len()));
    let is_bare = Memo::new(move |_| app.look(|scenario| scenario.side(side.get()).is_bare()));
    let change = move |edit: fn(&mut Pipeline) -> usize| {
        let side = side.get_untracked();
        let mut place = 0;
        app.edit("", |scenario| place = edit(scenario.side_mut(side)));
        app.view.update(|view| view.unfolded = Some(place));
    };
    let is_full = move || n_jobs.get() >= MAX_JOBS;
    let said = move || {
        if is_bare.get() {
            "One session and nothing around it: no queue, no set-up, no price. Add a job to make it a pipeline, or drop a workflow or a run."
        } else {
            ""
        }
    };
    let items = move || {
        let side = side.get();
        let item = move |job: usize| view! { <JobItem at=JobAt { app, side, job } /> };
        (0..n_jobs.get()).map(item).collect_view()
    };
    view! {
        <SidePanel
            title="Pipeline"
            class="panel pipeline-panel"
            label="Which side's pipeline is shown"
            name="pipeline-side"
        >
            <p class="pipeline-panel__note">{said}</p>
            {move || view! { <Problems spot=Spot::of_side(side.get()) /> }}
            <ol class="pipeline-panel__jobs" aria-label="Jobs">{items}</ol>
            <button
                class="button button--small"
                type="button"
                disabled=is_full
                on:click=move |_| change(jobs::add)
            >
                "Add a job"
            </button>
            <WayIn is_bare=is_bare />
            <Show when=move || !is_bare.get()>
                {rules(side)}
            </Show>
        </SidePanel>
    }
}

later! {
    fn rules(side: Memo<SideName>) {
        view! { <RulesFields side=side /> }
    }
}
