//! A lane of the picture as a button over it: opens its run of tests. Tests are dropped on it, and its end on what needs it.

use std::sync::Arc;

use laneway_chart::pipeline::side::{LaneRef, PipelineSide, frame};
use laneway_chart::pipeline::table;
use laneway_chart::scene::Rect;
use laneway_chart::window::Window;
use laneway_pipeline::assignment::RunPlace;
use leptos::prelude::*;

use super::shown::HIGHEST;
use crate::browser::drag;
use crate::panels::assignment::given;
use crate::state::opened::Opened;
use crate::state::run::Pipelines;
use crate::state::view::{Middle, SIDES};
use crate::state::{jobs, use_app};

/// What the end of a lane is called while it is dragged.
const LINK: [&str; 2] = ["need-of-baseline", "need-of-candidate"];

/// The button; a job that runs no tests shows its fields. Keyboards link jobs there, in the fields.
#[component]
pub(super) fn Lane(pipelines: Arc<Pipelines>, lane: LaneRef, rect: Rect, window: RwSignal<Window>) -> impl IntoView {
    let app = use_app();
    let side = SIDES[lane.side];
    let sides = pipelines.sides();
    let label = words(&sides[lane.side], lane);
    let opened = opened(&sides[lane.side], lane);
    let outcome = &sides[lane.side].outcome.jobs[lane.row.job];
    let (job, ended) = (outcome.job, outcome.ended);
    let run = opened.as_ref().map(|opened| RunPlace { job, run: opened.run });
    let title = if opened.is_some() { "Open its run of tests" } else { "Show the job's fields" };
    let on_click = move |_| {
        app.view.update(|view| (view.side, view.unfolded) = (side, Some(job)));
        if let Some(opened) = opened.clone() {
            app.open(side, opened, Middle::Timeline);
        }
    };
    let takes_tests = move || run.is_some() && app.view.with_untracked(|view| view.side) == side;
    let is_over = RwSignal::new(false);
    let on_over = move |event: leptos::ev::DragEvent| {
        is_over.set(drag::is_over(&event, LINK[lane.side]) || (takes_tests() && drag::is_over(&event, given::TESTS)));
    };
    let on_drop = move |event: leptos::ev::DragEvent| {
        is_over.set(false);
        if let Some(need) = drag::dropped(&event, LINK[lane.side]) {
            app.edit("", |scenario| jobs::link(scenario.side_mut(side), job, &need));
            app.view.update(|view| (view.side, view.unfolded) = (side, Some(job)));
        } else if let Some((run, what)) = run.zip(drag::dropped(&event, given::TESTS)) {
            given::give(app, side, &what, run);
        }
    };
    let id = sides[lane.side].pipeline.jobs.get(job).map(|job| job.id.clone()).unwrap_or_default();
    let handle_title = format!("Drag onto the job that needs {id}");
    let handle = (lane.row.lane == 0).then(|| {
        let x = move || {
            let sides = pipelines.sides();
            let viewport = frame(&sides, rect.width, HIGHEST, &window.get()).viewport;
            let x = viewport.x(ended) as f32;
            (viewport.gutter <= x && x <= viewport.width).then(|| format!("{x}px"))
        };
        let x = Memo::new(move |_| x());
        view! {
            <span
                class="lanes__handle"
                class:lanes__handle--unseen=move || x.read().is_none()
                draggable="true"
                aria-hidden="true"
                title=handle_title
                style:left=move || x.get().unwrap_or_default()
                style:top=format!("{}px", rect.y)
                style:height=format!("{}px", rect.height)
                on:pointerdown=|event| event.stop_propagation()
                on:dragstart=move |event| drag::start(&event, LINK[lane.side], &id)
            ></span>
        }
    });
    view! {
        <li>
            <button
                class="lanes__lane"
                class:lanes__lane--over=is_over
                type="button"
                aria-label=label
                title=title
                style:top=format!("{}px", rect.y)
                style:height=format!("{}px", rect.height)
                on:click=on_click
                on:dragover=on_over
                on:dragleave=move |_| is_over.set(false)
                on:drop=on_drop
            ></button>
            {handle}
        </li>
    }
}

/// The run of tests of a lane.
fn opened(side: &PipelineSide<'_>, lane: LaneRef) -> Option<Opened> {
    let jobs = &side.outcome.jobs;
    let outcome = &jobs[lane.row.job];
    let job = side.pipeline.jobs.get(outcome.job)?;
    let is_in_lane = |span: usize| outcome.spans.get(span).is_some_and(|span| span.lane == lane.row.lane);
    let run = outcome.runs.iter().find(|run| is_in_lane(run.span)).map(|run| run.run);
    // A job that did not run has its runs all the same.
    let run = run.or_else(|| (job.test_runs().next().is_some() && outcome.runs.is_empty()).then_some(0))?;
    let instance = jobs[..lane.row.job].iter().filter(|it| it.job == outcome.job).count();
    Some(Opened { job: job.id.clone(), run, instance })
}

/// `candidate: unit (2/4), took 5:02, success, critical`.
fn words(side: &PipelineSide<'_>, lane: LaneRef) -> String {
    let row = table::row(side, lane.row.job);
    let part = if lane.row.lane == 0 { String::new() } else { format!(", {}", side.row_name(lane.row)) };
    let [job, waited, took, result, slack, ..] = row.as_slice() else { return String::new() };
    format!("{job}{part}: waited {waited}, took {took}, {result}, slack {slack}")
}
