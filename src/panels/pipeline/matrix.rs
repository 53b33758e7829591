//! The jobs that one job becomes: shards, axes with their values, what is left out or added, and what a value changes.

use laneway_pipeline::job::Job;
use laneway_pipeline::matrix::{Axis, MAX_MATRIX, Matrix};
use leptos::prelude::*;

use super::effects::Effects;
use super::pairs::{read, write};
use super::part::{Lens, Part, lens};
use super::said::Said;
use crate::widgets::field::fresh_id;
use crate::widgets::text_field::TextField;

/// Shards and axes, and what a failure among them does.
#[component]
pub(super) fn MatrixFields(job: Part<Job>) -> impl IntoView {
    let (at, runner) = (job.at(lens!(matrix)), job.at(lens!(runner)));
    let is_one = Memo::new(move |_| at.look(|it| it.shards <= 1 && it.axes.is_empty() && it.include.is_empty()));
    let has_axes = Memo::new(move |_| at.look(|it| !it.axes.is_empty()));
    let n_axes = Memo::new(move |_| at.look(|it| it.axes.len()));
    let add = move |_| {
        at.edit("", |it| {
            let (name, values) =
                if it.axes.is_empty() { ("python", ["3.13", "3.14"]) } else { ("os", ["linux", "windows"]) };
            let taken = it.axes.iter().filter(|axis| axis.name.starts_with(name)).count();
            let name = if taken == 0 { name.to_owned() } else { format!("{name}-{}", taken + 1) };
            it.axes.push(Axis { name, values: values.map(str::to_owned).to_vec() });
        });
    };
    let id = fresh_id();
    view! {
        <fieldset class="pipeline-panel__list" aria-describedby=id.clone()>
            <legend>"Matrix"</legend>
            <Said id=id.clone() wrong=job.wrong(&["matrix", "matrix.axes"]) />
            {at.number("Shards", "How many copies of the job share its tests", (1, MAX_MATRIX as u32), lens!(shards))}
            {move || (0..n_axes.get()).map(|place| view! { <AxisFields at=at place=place /> }).collect_view()}
            <button class="button button--small" type="button" on:click=add>"Add an axis"</button>
            <Show when=move || has_axes.get()>
                <Entries
                    at=at
                    label="Left out"
                    about="exclude: combinations that have all these values, as in os=windows, python=3.13"
                    add="Leave combinations out"
                    list=lens!(exclude)
                />
            </Show>
            <Entries
                at=at
                label="Added"
                about="include: added to every combination that it does not change, else a combination of its own"
                add="Add a combination"
                list=lens!(include)
            />
            <Show when=move || !is_one.get()>
                <Effects at=at runner=runner />
                {at.check("One failure cancels the others", "fail-fast of the matrix", lens!(fail_fast))}
                {at.number_or("At once at most", "max-parallel of the matrix", (1, MAX_MATRIX as u32), "all", lens!(max_parallel))}
            </Show>
        </fieldset>
    }
}

/// One axis: its name and its values. Each cell runs all tests of the job again.
#[component]
fn AxisFields(at: Part<Matrix>, place: usize) -> impl IntoView {
    let axis = at.item(lens!(axes), place);
    let remove = move |_| at.edit("", |it| drop(it.axes.drain(place..(place + 1).min(it.axes.len()))));
    view! {
        <div class="pipeline-panel__lane">
            {axis.text("Axis", "Its name, as python-version", "", lens!(name))}
            {axis.list("Values", "Separated by commas; each runs all tests of the job again", "none", &[','], None, lens!(values))}
            <button class="button button--small" type="button" aria-label=format!("Remove axis {}", place + 1) on:click=remove>
                "Remove the axis"
            </button>
        </div>
    }
}

/// Entries of `include` or `exclude`, one line each; an empty line takes its entry away.
#[component]
fn Entries(
    at: Part<Matrix>,
    label: &'static str,
    about: &'static str,
    /// What the button says.
    add: &'static str,
    list: Lens<Matrix, Vec<std::collections::BTreeMap<String, String>>>,
) -> impl IntoView {
    let n = Memo::new(move |_| at.look(|it| (list.get)(it).len()));
    let entry = move |place: usize| {
        let wrong_text = RwSignal::new(None::<String>);
        let on_change = move |text: String| {
            let read = read(&text);
            wrong_text.set(read.as_ref().err().cloned());
            let Ok(pairs) = read else { return };
            at.edit("", |it| {
                let list = (list.get_mut)(it);
                if pairs.is_empty() && place < list.len() {
                    list.remove(place);
                } else if let Some(entry) = list.get_mut(place) {
                    *entry = pairs;
                }
            });
        };
        view! {
            <TextField
                label=label
                about=about
                empty="axis=value"
                value=Signal::derive(move || at.look(|it| (list.get)(it).get(place).map(write).unwrap_or_default()))
                error=wrong_text
                wrong=at.wrong(&[list.name])
                on_change=Callback::new(on_change)
            />
        }
    };
    // The first axis, with its last value, is a combination that there is.
    let first = |it: &Matrix| {
        let pair = |axis: &Axis| Some((axis.name.clone(), axis.values.last()?.clone()));
        it.axes.first().and_then(pair).unwrap_or_else(|| ("python".to_owned(), "3.14".to_owned()))
    };
    let push = move |_| {
        at.edit("", |it| {
            let entry = std::iter::once(first(it)).collect();
            (list.get_mut)(it).push(entry);
        });
    };
    view! {
        {move || (0..n.get()).map(entry).collect_view()}
        <button class="button button--small" type="button" on:click=push>{add}</button>
    }
}
