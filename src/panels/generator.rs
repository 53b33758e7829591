//! A suite made by rule: how many tests, how long, how alike, and where the slow ones stand. Defaults are the middle of 20
//! public suites.
//!
//! - [`structure`]: files, classes, parametrised functions, groups. [`order`]: where slow files stand.

use std::sync::Arc;

use laneway_engine::distribution::Distribution;
use laneway_engine::generate::{SpecError, SuiteSpec};
use laneway_engine::time::Nanos;
use leptos::prelude::*;

use super::distribution::{Compared, DistributionEditor};
use super::draft::{Draft, Refused};
use crate::widgets::number_field::NumberField;

mod structure;

mod order;

use order::OrderFields;
use structure::StructureFields;

/// The most tests that the page makes.
const MAX_TESTS: i64 = 1_000_000;

/// All that a generated suite is made from. What cannot be is not passed on: its field says what is allowed.
#[component]
pub fn GeneratorPanel(
    /// What the suite looks like.
    #[prop(into)]
    spec: Signal<SuiteSpec>,
    /// Names its random numbers.
    #[prop(into)]
    seed: Signal<u64>,
    /// Recorded durations, for whoever chooses them.
    #[prop(into)]
    recorded: Signal<Arc<Vec<Nanos>>>,
    /// Durations of the suite that was made, ascending.
    #[prop(into)]
    drawn: Signal<Arc<Vec<Nanos>>>,
    /// Another suite that can be made.
    on_change: Callback<(SuiteSpec, u64)>,
) -> impl IntoView {
    let offer = Callback::new(move |spec: SuiteSpec| match spec.check() {
        Ok(()) => {
            on_change.run((spec, seed.get_untracked()));
            Ok(())
        }
        Err(SpecError::Durations(why)) => Err(Refused::new("durations", &why.to_string(), "another")),
        Err(SpecError::Field { field, found, expected }) => Err(Refused::new(field, &found, &expected)),
    });
    let draft = Draft::new(spec, offer);
    let change_seed = move |seed: u64| on_change.run((spec.get_untracked(), seed));
    view! {
        <section class="generator" aria-label="Generated suite">
            <NumberField
                label="Tests"
                about="How many there are in all"
                min=1
                max=MAX_TESTS
                value=draft.of(|spec| Some(spec.tests as i64))
                on_change=Callback::new(move |number: Option<i64>| {
                    if let Some(number) = number {
                        draft.edit(|spec| spec.tests = number as usize);
                    }
                })
            />
            <DistributionEditor
                value=draft.of(|spec| spec.durations.clone())
                recorded=recorded
                compared=Signal::derive(move || Compared { durations: drawn.get(), is_drawn: true })
                on_change=Callback::new(move |durations: Distribution| draft.edit(|spec| spec.durations = durations))
            />
            <StructureFields draft=draft />
            <OrderFields draft=draft />
            <NumberField
                label="Seed"
                about="Names all random numbers: the same seed makes the same suite, on every machine"
                min=0
                max=i64::from(u32::MAX)
                value=Signal::derive(move || i64::try_from(seed.get()).ok())
                on_change=Callback::new(move |number: Option<i64>| {
                    if let Some(number) = number {
                        change_seed(number as u64);
                    }
                })
            />
            <button
                class="button button--small"
                type="button"
                on:click=move |_| change_seed((seed.get_untracked() + 1) % (u64::from(u32::MAX) + 1))
            >
                "Another like it"
            </button>
            <p class="generator__word">
                "Fixtures of sessions, modules and classes are no part of durations: their costs stand under Fixed costs."
            </p>
        </section>
    }
}
