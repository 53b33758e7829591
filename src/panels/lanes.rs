//! The picture of both pipelines: jobs as lanes. A lane opens by click or Enter.

use std::sync::Arc;

use laneway_chart::pipeline::hit_test::places;
use laneway_chart::pipeline::lay_out::lay_out;
use laneway_chart::pipeline::side::{LaneRef, PipelineSide, viewport};
use laneway_chart::pipeline::{table, why};
use laneway_chart::scene::Rect;
use laneway_formats::svg;
use leptos::html;
use leptos::prelude::*;

use crate::browser::watch;
use crate::charts::numbers::Numbers;
use crate::charts::take_away::TakeAway;
use crate::state::opened::Opened;
use crate::state::run::Pipelines;
use crate::state::use_app;
use crate::state::view::{Middle, SIDES};

/// Lanes of both sides on one time axis, what they say, their table, and the ways to take them away.
#[component]
pub fn LanesPanel() -> impl IntoView {
    let app = use_app();
    let place = NodeRef::<html::Figure>::new();
    let width = RwSignal::new(0.0_f32);
    let size_watch = StoredValue::new_local(None);
    place.on_load(move |place| {
        // Whole pixels: a scroll bar that comes and goes by fractions draws nothing anew.
        let on_size = move |wide: f32, _| {
            if width.get_untracked() as u32 != wide as u32 {
                width.set(wide.floor());
            }
        };
        size_watch.set_value(watch::size(&place, on_size));
    });
    let pipelines = Memo::new_with_compare(
        move |_| app.run.with(|run| run.pipelines.clone()),
        |before, now| !matches!((before, now), (Some(Some(a)), Some(Some(b))) if Arc::ptr_eq(a, b)),
    );
    let scene = Memo::new(move |_| {
        let width = width.get();
        pipelines.with(|it| {
            let sides = it.as_deref().filter(|_| width > 0.0)?.sides();
            Some(lay_out(&sides, &viewport(&sides, width)))
        })
    });
    let size = move || scene.with(|scene| scene.as_ref().map_or((1.0, 0.0), |it| (it.width, it.height)));
    let shapes = move || scene.with(|scene| scene.as_ref().map(svg::shapes).unwrap_or_default());
    let sentence = Signal::derive(move || {
        let said = pipelines.with(|it| it.as_deref().map(|it| why::why(&it.sides()[0], &it.sides()[1]).join(" ")));
        said.unwrap_or_else(|| "Nothing was simulated yet.".to_owned())
    });
    let table = Signal::derive(move || {
        pipelines.with(|it| it.as_deref().map(|it| table::table(&it.sides())).unwrap_or_default())
    });
    let lanes = move || {
        let width = width.get();
        pipelines.with(|it| {
            let it = it.as_ref().filter(|_| width > 0.0)?;
            let sides = it.sides();
            let places = places(&sides, &viewport(&sides, width));
            Some(
                places
                    .into_iter()
                    .map(|(lane, rect)| view! { <Lane pipelines=it.clone() lane=lane rect=rect /> })
                    .collect_view(),
            )
        })
    };
    let is_stale = move || app.run.with(|run| run.is_stale || run.is_pipeline_stale);
    view! {
        <section class="lanes timeline-panel" aria-label="Pipelines" class:lanes--stale=is_stale>
            <figure class="chart lanes__stage" node_ref=place>
                <svg
                    class="chart__picture"
                    role="img"
                    aria-label=sentence
                    height=move || size().1.to_string()
                    viewBox=move || format!("0 0 {} {}", size().0, size().1.max(1.0))
                    inner_html=shapes
                ></svg>
                <ul class="lanes__list" aria-label="Lanes">{lanes}</ul>
            </figure>
            <div class="chart__foot">
                <Numbers sentence=sentence table=table />
                <TakeAway name="pipelines" scene=scene sentence=sentence table=table />
            </div>
        </section>
    }
}

/// A lane of the picture as a button over it: opens its run of tests, or the job's fields where it runs none.
#[component]
fn Lane(pipelines: Arc<Pipelines>, lane: LaneRef, rect: Rect) -> impl IntoView {
    let app = use_app();
    let side = SIDES[lane.side];
    let sides = pipelines.sides();
    let label = words(&sides[lane.side], lane);
    let opened = opened(&sides[lane.side], lane);
    let job = sides[lane.side].outcome.jobs[lane.row.job].job;
    let title = if opened.is_some() { "Open its run of tests" } else { "Show the job's fields" };
    let on_click = move |_| {
        app.view.update(|view| (view.side, view.unfolded) = (side, Some(job)));
        if let Some(opened) = opened.clone() {
            app.open(side, opened, Middle::Timeline);
        }
    };
    view! {
        <li>
            <button
                class="lanes__lane"
                type="button"
                aria-label=label
                title=title
                style:top=format!("{}px", rect.y)
                style:height=format!("{}px", rect.height)
                on:click=on_click
            ></button>
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
