//! A distribution of durations: a family from the menu, its parameters as people know them, and its picture, drawn as one
//! types.
//!
//! - [`parameters`]: what each family is asked for. [`fields`]: its fields; [`parts`]: those of mixtures; [`entry`]: those
//!   that can be entered in two ways.
//! - [`picture`]: how dense it is.

use std::sync::Arc;

use laneway_chart::human;
use laneway_engine::distribution::{Distribution, FAMILIES, Family, FamilyInfo};
use laneway_engine::time::Nanos;
use leptos::prelude::*;

use super::draft::{Draft, Refused};
use crate::widgets::field::{Field, fresh_id};

mod parameters;

mod fields;

mod parts;

mod entry;

mod picture;

use entry::EntryFields;
use fields::{CapField, ParameterFields};
use parts::PartFields;
use picture::Picture;

/// Durations to compare with, ascending.
#[derive(Clone, PartialEq, Default)]
pub struct Compared {
    /// The durations.
    pub durations: Arc<Vec<Nanos>>,
    /// Whether they were drawn from the distribution itself.
    pub is_drawn: bool,
}

/// A menu, fields and a picture. A distribution that cannot be is not passed on: its field says what is allowed.
#[component]
pub fn DistributionEditor(
    /// The one in force.
    #[prop(into)]
    value: Signal<Distribution>,
    /// Recorded durations, for whoever chooses them.
    #[prop(into)]
    recorded: Signal<Arc<Vec<Nanos>>>,
    /// What stands behind the curve.
    #[prop(into)]
    compared: Signal<Compared>,
    /// Another one that can be.
    on_change: Callback<Distribution>,
) -> impl IntoView {
    let offer = Callback::new(move |distribution: Distribution| {
        let why = distribution.shape().err();
        why.map_or_else(
            || {
                on_change.run(distribution);
                Ok(())
            },
            |why| Err(Refused::new(&why.field, &why.found, &why.expected)),
        )
    });
    let draft = Draft::new(value, offer);
    let family = Memo::new(move |_| value.with(Family::of));
    let choose = move |name: String| {
        if let Some(info) = FAMILIES.iter().find(|info| info.name == name) {
            let like =
                recorded.with_untracked(|recorded| value.with_untracked(|before| info.family.like(before, recorded)));
            draft.edit(|distribution| *distribution = like);
        }
    };
    let fields = move || match family.get() {
        Family::TwoLognormals => view! { <PartFields draft=draft n_parts=2 /><CapField draft=draft /> }.into_any(),
        Family::ThreeLognormals => view! { <PartFields draft=draft n_parts=3 /><CapField draft=draft /> }.into_any(),
        Family::Lognormal => view! { <EntryFields draft=draft /><CapField draft=draft /> }.into_any(),
        Family::Gamma | Family::Weibull | Family::Normal => view! { <EntryFields draft=draft /> }.into_any(),
        Family::Recorded => view! { <p class="distribution__word">{move || value.with(values)}</p> }.into_any(),
        family => view! { <ParameterFields draft=draft family=family /> }.into_any(),
    };
    let id = fresh_id();
    let word = StoredValue::new(format!("{id}-word"));
    view! {
        <div class="distribution">
            <Field id=id.clone() label="Durations">
                <select
                    class="field__input field__input--menu"
                    id=id.clone()
                    aria-describedby=word.get_value()
                    on:change=move |event| choose(event_target_value(&event))
                >
                    <optgroup label="Like real suites">{options(family, true)}</optgroup>
                    <optgroup label="Textbook: fit real suites badly">{options(family, false)}</optgroup>
                </select>
            </Field>
            <p class="distribution__word" id=word.get_value()>{move || family.get().info().about}</p>
            {fields}
            <Picture value=value compared=compared />
        </div>
    }
}

fn options(chosen: Memo<Family>, is_like_real_suites: bool) -> impl IntoView {
    let infos = FAMILIES.iter().filter(|info| info.is_like_real_suites == is_like_real_suites);
    let option = |info: &'static FamilyInfo| {
        view! {
            <option value=info.name prop:selected=move || chosen.get() == info.family>
                {info.name}
            </option>
        }
    };
    infos.map(option).collect_view()
}

/// How many recorded values there are, and from when to when.
fn values(distribution: &Distribution) -> String {
    let Distribution::Empirical { values } = distribution else { return String::new() };
    let ends = values.iter().min().zip(values.iter().max());
    let Some((least, most)) = ends else { return String::new() };
    let n = human::count(values.len() as u64);
    format!("{n} values from {} to {}, each as likely.", human::time(*least), human::time(*most))
}
