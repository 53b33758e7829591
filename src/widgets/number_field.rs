//! A whole number: typed, or stepped with arrow keys.

use leptos::prelude::*;

use super::field::{Before, Field, Wrong, described_by, fresh_id, is_invalid};

/// A labelled number. What is no number, or out of range, is not taken, and the field says so.
#[component]
pub fn NumberField(
    /// What it is.
    label: &'static str,
    /// A line more, shown on hover and focus.
    #[prop(optional)]
    about: &'static str,
    /// The least.
    min: i64,
    /// The most.
    max: i64,
    /// The value; `None` shows as empty.
    #[prop(into)]
    value: Signal<Option<i64>>,
    /// The value to go back to.
    #[prop(optional, into)]
    before: Option<Before>,
    /// What an empty field means; without it the field must not be empty.
    #[prop(optional)]
    empty: &'static str,
    /// Whether it does nothing at present.
    #[prop(optional, into)]
    is_off: Signal<bool>,
    /// What is wrong with its value.
    #[prop(optional, into)]
    wrong: Signal<Option<Wrong>>,
    /// A new value.
    on_change: Callback<Option<i64>>,
) -> impl IntoView {
    let id = fresh_id();
    let is_bad = RwSignal::new(false);
    let take = move |text: String| {
        let text = text.trim();
        let number = text.parse::<i64>().ok().filter(|number| (min..=max).contains(number));
        let is_empty = text.is_empty() && !empty.is_empty();
        is_bad.set(number.is_none() && !is_empty);
        if number.is_some() || is_empty {
            on_change.run(number);
        }
    };
    let error = Signal::derive(move || is_bad.get().then(|| format!("A whole number from {min} to {max}")));
    // A new value from elsewhere puts right what was typed wrong.
    let text = move || {
        let text = value.get().map(|number| number.to_string()).unwrap_or_default();
        is_bad.set(false);
        text
    };
    let described = described_by(&id, about, error, wrong);
    view! {
        <Field id=id.clone() label=label about=about before=before is_off=is_off error=error wrong=wrong>
            <input
                class="field__input"
                id=id.clone()
                type="number"
                inputmode="numeric"
                min=min
                max=max
                placeholder=empty
                disabled=is_off
                aria-describedby=described
                aria-invalid=is_invalid(error, wrong)
                prop:value=text
                on:input=move |event| take(event_target_value(&event))
            />
        </Field>
    }
}
