//! A number with decimals: typed, or stepped with arrow keys.

use leptos::prelude::*;

use super::field::{Before, Field, fresh_id};

/// A labelled number. What is no number, or out of range, is not taken, and the field says so.
#[component]
pub fn DecimalField(
    /// What it is.
    label: &'static str,
    /// A line more, shown on hover and focus.
    #[prop(optional)]
    about: &'static str,
    /// The least.
    min: f64,
    /// The most.
    max: f64,
    /// How far an arrow key steps.
    step: f64,
    /// What stands behind the number.
    #[prop(optional)]
    unit: &'static str,
    /// The value; `None` shows as empty.
    #[prop(into)]
    value: Signal<Option<f64>>,
    /// The value to go back to.
    #[prop(optional, into)]
    before: Option<Before>,
    /// What an empty field means; without it the field must not be empty.
    #[prop(optional)]
    empty: &'static str,
    /// Whether it does nothing at present.
    #[prop(optional, into)]
    is_off: Signal<bool>,
    /// What is wrong with the number for other reasons.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// A new value.
    on_change: Callback<Option<f64>>,
) -> impl IntoView {
    let id = fresh_id();
    let is_bad = RwSignal::new(false);
    let is_allowed = move |number: &f64| (min..=max).contains(number);
    let take = move |text: String| {
        let text = text.trim().trim_end_matches(unit).trim_end().replace(',', ".");
        let number = text.parse::<f64>().ok().filter(is_allowed);
        let is_empty = text.is_empty() && !empty.is_empty();
        is_bad.set(number.is_none() && !is_empty);
        if number.is_some() || is_empty {
            on_change.run(number);
        }
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let Some(number) = value.get_untracked() else { return };
        // From 2.5, a step of 1 goes to 3 or 2.
        let steps = number / step;
        let number = match event.key().as_str() {
            "ArrowUp" => ((steps + 1e-9).floor() + 1.0) * step,
            "ArrowDown" => ((steps - 1e-9).ceil() - 1.0) * step,
            _ => return,
        };
        event.prevent_default();
        is_bad.set(false);
        on_change.run(Some(number.clamp(min, max)));
    };
    let error = Signal::derive(move || {
        let range = || format!("A number from {min} to {max}");
        if is_bad.get() { Some(range()) } else { error.get() }
    });
    let shown = move || {
        is_bad.set(false);
        let number = value.get()?;
        // What was typed as 0.3 is shown as 0.3.
        Some(format!("{}{unit}", (number * 1e6).round() / 1e6))
    };
    view! {
        <Field id=id.clone() label=label about=about before=before is_off=is_off error=error>
            <input
                class="field__input"
                id=id.clone()
                type="text"
                inputmode="decimal"
                autocomplete="off"
                placeholder=empty
                disabled=is_off
                aria-describedby=(!about.is_empty()).then(|| format!("{id}-about"))
                aria-invalid=move || error.with(Option::is_some).to_string()
                prop:value=move || shown().unwrap_or_default()
                on:change=move |event| take(event_target_value(&event))
                on:keydown=on_key
            />
        </Field>
    }
}
