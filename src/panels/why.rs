//! The answer in words.

use laneway_chart::pipeline;
use laneway_chart::why::{WhySide, why};
use leptos::prelude::*;

use crate::state::run::{Side, Sides};
use crate::state::use_app;
use crate::state::view::Middle;

/// A few sentences. "Would", not "will": it is a model.
#[component]
pub fn WhyPanel() -> impl IntoView {
    let app = use_app();
    let words = Memo::new(move |_| {
        if app.middle.get() == Middle::Pipeline {
            let pipelines = app.run.with(|run| run.pipelines.clone());
            return pipelines.map(|it| pipeline::why::why(&it.sides()[0], &it.sides()[1])).unwrap_or_default();
        }
        app.sides.with(|sides| sides.as_deref().map(explain).unwrap_or_default())
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

fn explain(sides: &Sides) -> Vec<String> {
    fn side(side: &Side) -> WhySide<'_> {
        WhySide { session: &side.session, outcome: &side.outcome, floor: side.floor }
    }
    why(&sides.suite, side(&sides.baseline), side(&sides.candidate))
}
