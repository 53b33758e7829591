//! The configurations of the front as buttons over its picture: each says its figures, and becomes the candidate at a click.

use std::sync::Arc;

use laneway_chart::search::front::{self, Spot};
use laneway_chart::search::table;
use laneway_chart::study::frame::Size;
use leptos::prelude::*;

use super::taken::Taken;
use crate::state::search::Answered;

/// The buttons. `said`: the figures of the one that is pointed at or has the focus.
pub(super) fn points(answer: &Arc<Answered>, taken: Taken, said: RwSignal<Option<String>>, size: Size) -> AnyView {
    let (_, spots) = front::lay_out(&answer.found, &answer.question.objective, size);
    let point = |Spot { finalist, at }: Spot| {
        let figures = table::figures(&answer.found, finalist);
        let is_best = answer.found.answer.favourite == Some(finalist);
        let is_chosen = taken.is_chosen(finalist);
        let say = figures.clone();
        let say = move || said.set(Some(say.clone()));
        let say_too = say.clone();
        view! {
            <li>
                <button
                    class="front__point"
                    class:front__point--best=is_best
                    class:front__point--chosen=is_chosen
                    type="button"
                    aria-label=figures
                    aria-pressed=move || is_chosen.get().to_string()
                    style:left=format!("{}px", at.x)
                    style:top=format!("{}px", at.y)
                    on:click=move |_| taken.take(finalist)
                    on:pointerenter=move |_| say()
                    on:focus=move |_| say_too()
                    on:pointerleave=move |_| said.set(None)
                    on:blur=move |_| said.set(None)
                ></button>
            </li>
        }
    };
    let points = spots.into_iter().map(point).collect_view();
    view! { <ul class="front__points" aria-label="Configurations: make one the candidate">{points}</ul> }.into_any()
}
