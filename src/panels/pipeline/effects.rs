//! What a value of a matrix changes: how fast tests run, and what they run on.

use laneway_pipeline::matrix::{Effect, Matrix};
use laneway_pipeline::runner::Runner;
use leptos::prelude::*;

use super::fields::SPEED;
use super::fold::Fold;
use super::part::{Part, lens};
use super::runner::RunnerFields;
use crate::widgets::check::Check;
use crate::widgets::choice::Choice;

/// One entry a value that changes something.
#[component]
pub(super) fn Effects(
    at: Part<Matrix>,
    /// The job's own.
    runner: Part<Runner>,
) -> impl IntoView {
    let n = Memo::new(move |_| at.look(|it| it.effects.len()));
    let has_values = Memo::new(move |_| !at.look(values).is_empty());
    let add = move |_| {
        at.edit("", |it| {
            let taken =
                |pair: &(String, String)| it.effects.iter().any(|own| (&own.axis, &own.value) == (&pair.0, &pair.1));
            let all = values(it);
            if let Some((axis, value)) = all.iter().find(|pair| !taken(pair)).or(all.last()).cloned() {
                it.effects.push(Effect { axis, value, ..Effect::default() });
            }
        });
    };
    view! {
        {move || (0..n.get()).map(|place| view! { <EffectItem at=at place=place of_job=runner /> }).collect_view()}
        <Show when=move || has_values.get()>
            <button class="button button--small" type="button" on:click=add>"Say what a value changes"</button>
        </Show>
    }
}

/// One value: its speed, and its runner.
#[component]
fn EffectItem(at: Part<Matrix>, place: usize, of_job: Part<Runner>) -> impl IntoView {
    let of = at.item(lens!(effects), place);
    let text = move || of.look(|it| format!("{} = {}", it.axis, it.value));
    let has_runner = Memo::new(move |_| of.look(|it| it.runner.is_some()));
    let runner = of.case("runner.", |it| it.runner.as_ref(), |it| it.runner.as_mut());
    let remove = move |_| at.edit("", |it| drop(it.effects.drain(place..(place + 1).min(it.effects.len()))));
    let own = move || of.look(|it| (it.axis.clone(), it.value.clone()));
    let on_offer = Memo::new(move |_| {
        let mut all = at.look(values);
        // A value that is no longer there stays on offer where it is meant.
        all.extend(Some(own()).filter(|own| !all.contains(own)));
        all
    });
    let menu = move || {
        let options = on_offer.get().into_iter().map(|(axis, value)| format!("{axis} = {value}")).enumerate();
        view! {
            <Choice
                label="Where"
                about="Which value of the matrix"
                options=options.map(|(place, text)| (place.to_string(), text)).collect()
                value=Signal::derive(move || {
                    on_offer.read().iter().position(|it| *it == own()).unwrap_or_default().to_string()
                })
                on_change=Callback::new(move |place: String| {
                    let chosen = place.parse::<usize>().ok().and_then(|place| on_offer.read_untracked().get(place).cloned());
                    if let Some(chosen) = chosen {
                        of.edit("", |it| (it.axis, it.value) = chosen);
                    }
                })
            />
        }
    };
    view! {
        <Fold class="pipeline-panel__item" summary=move || view! { <span>"Where "{text}</span> }>
            {menu}
            {of.decimal_or(
                "Tests run at",
                "How fast, beside the runner's own speed",
                SPEED,
                "its speed",
                lens!(speed_permille),
            )}
            <Check
                label="A runner of its own"
                about="Instead of the job's: another label, price and queue"
                value=has_runner
                on_change=Callback::new(move |is_on: bool| {
                    let runner = is_on.then(|| of_job.look(|it| Some(it.clone())).unwrap_or_default());
                    of.edit("", |it| it.runner = runner);
                })
            />
            <Show when=move || has_runner.get()>
                <RunnerFields at=runner />
            </Show>
            <button
                class="button button--small"
                type="button"
                aria-label=move || format!("Remove the effect of {}", text())
                on:click=remove
            >
                "Remove"
            </button>
        </Fold>
    }
}

/// Axis and value, of axes and of what is added.
fn values(matrix: &Matrix) -> Vec<(String, String)> {
    let of_axes =
        matrix.axes.iter().flat_map(|axis| axis.values.iter().map(|value| (axis.name.clone(), value.clone())));
    let added = matrix.include.iter().flatten().map(|(axis, value)| (axis.clone(), value.clone()));
    let mut all: Vec<(String, String)> = of_axes.collect();
    for pair in added {
        if !all.contains(&pair) {
            all.push(pair);
        }
    }
    all
}
