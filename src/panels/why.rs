//! The answer in words.

use std::sync::Arc;

use laneway_chart::doubt::Beyond;
use laneway_chart::pipeline;
use laneway_chart::why::{WhySide, why};
use leptos::prelude::*;

use crate::state::run::{Pipelines, Side, Sides};
use crate::state::study::Study;
use crate::state::use_app;
use crate::state::view::Middle;

/// A few sentences. "Would", not "will": it is a model.
#[component]
pub fn WhyPanel() -> impl IntoView {
    let app = use_app();
    let words = Memo::new(move |_| {
        if app.middle.get() == Middle::Pipeline {
            let pipelines = app.run.with(|run| run.pipelines.clone());
            let orders = app.run.with(|run| run.pipeline_orders.of_newest()).map(|ranges| ranges.difference);
            let beyond = Beyond { verdict: app.study.with(Study::of_pipelines), orders };
            let words = |it: Arc<Pipelines>| pipeline::why::why(&it.sides()[0], &it.sides()[1], beyond);
            return pipelines.map(words).unwrap_or_default();
        }
        let orders = app.run.with(|run| run.orders.of_newest()).map(|ranges| ranges.difference);
        let beyond = Beyond { verdict: app.study.with(Study::of_sessions), orders };
        app.sides.with(|sides| sides.as_deref().map(|sides| explain(sides, beyond)).unwrap_or_default())
    });
    let sentences = move || {
        let words = words.get().into_iter();
        words.map(|sentence| view! { <p class="why-panel__sentence">{sentence}</p> }).collect_view()
    };
    view! {
        <section class="panel why-panel" aria-labelledby="why-title">
            <h2 class="panel__title" id="why-title">"Why"</h2>
            <div class="why-panel__words" class:is-stale=move || app.run.with(|run| run.is_stale)>{sentences}</div>
        </section>
    }
}

fn explain(sides: &Sides, beyond: Beyond) -> Vec<String> {
    fn side(side: &Side) -> WhySide<'_> {
        WhySide { session: &side.session, outcome: &side.outcome, floor: side.floor }
    }
    why(&sides.suite, side(&sides.baseline), side(&sides.candidate), beyond)
}
