//! Candidates under names, kept in this browser: one can be tried again, be the baseline, have another name, or go.

use laneway_formats::candidates::{Candidate, Candidates};
use laneway_formats::changes::changes;
use laneway_formats::source;
use leptos::prelude::*;

use crate::keep::candidates;
use crate::state::opened::Opened;
use crate::state::use_app;
use crate::state::view::SideName;
use crate::widgets::text_field::TextField;

/// The list, and the field that adds to it.
#[component]
pub(super) fn Kept() -> impl IntoView {
    let app = use_app();
    let all = RwSignal::new(candidates::load());
    let name = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let suite = Memo::new(move |_| app.look(|scenario| source::name(&scenario.source).to_owned()));
    let change = move |edit: &dyn Fn(&mut Candidates) -> bool| {
        // Another tab may have kept some meanwhile.
        let mut now = candidates::load();
        let is_done = edit(&mut now) && candidates::save(&now);
        all.set(now);
        is_done
    };
    let on_save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let pipeline = app.look(|scenario| scenario.candidate.clone());
        let entry = Candidate { name: name.get_untracked(), suite: suite.get_untracked(), pipeline };
        let is_kept = change(&|all| all.keep(entry.clone()));
        problem.set((!is_kept).then(|| "It is not kept: give it a name, or delete others.".to_owned()));
        if is_kept {
            name.set(String::new());
        }
    };
    let on_rename = move |from: String, to: String| {
        if from != to {
            let is_done = change(&|all| all.rename(&suite.get_untracked(), &from, &to));
            problem.set((!is_done).then(|| format!("`{from}` keeps its name: another has that one, or it is empty.")));
        }
    };
    let on_delete = move |name: String| {
        change(&|all| {
            all.remove(&suite.get_untracked(), &name);
            true
        });
    };
    let rows = move || {
        let suite = suite.get();
        let row = |entry: &Candidate| {
            let Candidate { name, pipeline, .. } = entry.clone();
            let is_now = app.look(|scenario| scenario.candidate == pipeline);
            let differs = app.look(|scenario| changes(&scenario.baseline, &pipeline).join(", "));
            let differs = if differs.is_empty() { "as the baseline".to_owned() } else { differs };
            let put = move |side: SideName| {
                let pipeline = pipeline.clone();
                app.edit("", |scenario| {
                    *scenario.side_mut(side) = pipeline;
                    scenario.opened[side as usize] = Opened::default();
                });
            };
            let (from, gone, put_baseline) = (name.clone(), name.clone(), put.clone());
            view! {
                <li class="kept__row">
                    <TextField
                        label="Name"
                        value=Signal::stored(name.clone())
                        on_change=Callback::new(move |to| on_rename(from.clone(), to))
                    />
                    <span class="kept__changes" title=differs.clone()>{differs.clone()}</span>
                    <button
                        class="button button--small"
                        type="button"
                        disabled=is_now
                        aria-label=format!("Try {name}")
                        on:click=move |_| put(SideName::Candidate)
                    >
                        {if is_now { "Is tried" } else { "Try it" }}
                    </button>
                    <button
                        class="button button--small"
                        type="button"
                        aria-label=format!("Make {name} the baseline")
                        on:click=move |_| put_baseline(SideName::Baseline)
                    >
                        "Baseline"
                    </button>
                    <button
                        class="button button--small"
                        type="button"
                        aria-label=format!("Delete {name}")
                        on:click=move |_| on_delete(gone.clone())
                    >
                        "Delete"
                    </button>
                </li>
            }
        };
        all.with(|all| all.of_suite(&suite).map(row).collect_view())
    };
    view! {
        <div class="kept">
            <h2 class="panel__title">"Candidates you keep"</h2>
            <form class="kept__new" on:submit=on_save>
                <input
                    class="kept__name"
                    type="text"
                    aria-label="Name of the candidate"
                    placeholder="A name for the candidate"
                    autocomplete="off"
                    prop:value=name
                    on:input=move |event| name.set(event_target_value(&event))
                />
                <button class="button button--small" type="submit">"Keep the candidate"</button>
                <span class="kept__problem" role="status">{problem}</span>
            </form>
            <ul aria-label="Candidates you keep">{rows}</ul>
        </div>
    }
}
