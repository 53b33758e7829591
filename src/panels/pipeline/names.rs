//! Names to be ticked: the jobs that a job needs, the checks that a merge waits for.

use leptos::prelude::*;

use super::said::Said;
use crate::widgets::field::{Wrong, fresh_id};

/// A box for each name. Names that are chosen and not on offer are shown too, so that they can be taken away.
#[component]
pub(super) fn Names(
    /// What they are.
    legend: &'static str,
    /// Those on offer.
    #[prop(into)]
    options: Signal<Vec<String>>,
    /// Those that are ticked.
    #[prop(into)]
    chosen: Signal<Vec<String>>,
    /// What is wrong with them.
    wrong: Signal<Option<Wrong>>,
    /// One is ticked, or no longer.
    on_change: Callback<(String, bool)>,
) -> impl IntoView {
    let all = Memo::new(move |_| {
        let options = options.get();
        let unknown = chosen.get().into_iter().filter(|name| !options.contains(name));
        unknown.chain(options.clone()).collect::<Vec<_>>()
    });
    let name = move |name: String| {
        let is_chosen = {
            let name = name.clone();
            move || chosen.read().contains(&name)
        };
        let text = name.clone();
        view! {
            <label class="pipeline-panel__need">
                <input
                    type="checkbox"
                    prop:checked=is_chosen
                    on:change=move |event| on_change.run((name.clone(), event_target_checked(&event)))
                />
                {text}
            </label>
        }
    };
    let id = fresh_id();
    view! {
        <fieldset class="pipeline-panel__needs" aria-describedby=id.clone()>
            <legend>{legend}</legend>
            {move || all.get().into_iter().map(name).collect_view()}
            <Said id=id.clone() wrong=wrong />
        </fieldset>
    }
}
