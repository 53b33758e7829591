//! Fields of families that are entered in one way alone, and of caps.

use laneway_engine::distribution::{Distribution, Family};
use laneway_engine::time::Nanos;
use leptos::prelude::*;

use super::parameters::{Parameter, number, number_mut, parameters};
use crate::panels::draft::Draft;
use crate::widgets::check::Check;
use crate::widgets::decimal_field::DecimalField;
use crate::widgets::time_field::TimeField;

/// How far an arrow key steps.
pub(super) const STEP: Nanos = Nanos(10_000_000);

/// What a cap is at first, seconds: that of web suites.
const FIRST_CAP: f64 = 60.0;

/// A field for each parameter.
#[component]
pub(super) fn ParameterFields(draft: Draft<Distribution>, family: Family) -> impl IntoView {
    let field = |parameter: &'static Parameter| {
        let Parameter { field, label, about, is_time } = *parameter;
        let set = move |to: f64| {
            draft.edit(|distribution| {
                if let Some(number) = number_mut(distribution, field) {
                    *number = to;
                }
            });
        };
        let value = draft.of(move |distribution| number(distribution, field));
        if is_time {
            view! { <SecsField label=label about=about value=value error=draft.error(field) on_change=Callback::new(set) /> }
                .into_any()
        } else {
            view! {
                <DecimalField
                    label=label
                    about=about
                    min=0.0
                    max=100.0
                    step=0.1
                    value=Signal::derive(move || Some(value.get()))
                    error=draft.error(field)
                    on_change=Callback::new(move |number: Option<f64>| {
                        if let Some(number) = number {
                            set(number);
                        }
                    })
                />
            }
            .into_any()
        }
    };
    parameters(family).iter().map(field).collect_view()
}

/// A time that is kept in seconds.
#[component]
pub(super) fn SecsField(
    label: &'static str,
    about: &'static str,
    /// Seconds.
    #[prop(into)]
    value: Signal<f64>,
    #[prop(into)] error: Signal<Option<String>>,
    on_change: Callback<f64>,
) -> impl IntoView {
    view! {
        <TimeField
            label=label
            about=about
            step=STEP
            value=Signal::derive(move || Nanos::from_secs(value.get()).unwrap_or_default())
            error=error
            on_change=Callback::new(move |time: Nanos| on_change.run(time.as_secs()))
        />
    }
}

/// Whether there is a cap, and where.
#[component]
pub(super) fn CapField(draft: Draft<Distribution>) -> impl IntoView {
    let set = move |to: Option<f64>| {
        draft.edit(|distribution| {
            if let Distribution::Mixture { cap, .. } | Distribution::Lognormal { cap, .. } = distribution {
                *cap = to;
            }
        });
    };
    let cap = draft.of(Distribution::cap);
    let is_capped = Memo::new(move |_| cap.get().is_some());
    view! {
        <Check
            label="Capped"
            about="Whether there is a duration that no test exceeds. Tails of real suites are long: cap them"
            value=is_capped
            on_change=Callback::new(move |is_on: bool| set(is_on.then_some(FIRST_CAP)))
        />
        {move || {
            is_capped.get().then(|| {
                view! {
                    <SecsField
                        label="Cap"
                        about="Nothing takes longer. 1 min for web suites, 5 min for science"
                        value=Signal::derive(move || cap.get().unwrap_or_default())
                        error=draft.error("cap")
                        on_change=Callback::new(move |secs| set(Some(secs)))
                    />
                }
            })
        }}
    }
}
