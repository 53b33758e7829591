//! A number with decimals: typed, or stepped with arrow keys.

use leptos::prelude::*;

use super::field::{Before, Field, Wrong, described_by, fresh_id, is_invalid};
use super::typing::Typing;

/// A labelled number. What is no number, or out of range, is not taken, and the field says so when it is left.
#[component]
pub fn DecimalField(
    /// What it is.
    #[prop(into)]
    label: String,
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
    /// What is wrong with its value.
    #[prop(optional, into)]
    wrong: Signal<Option<Wrong>>,
    /// A new value, at every key that makes one.
    on_change: Callback<Option<f64>>,
) -> impl IntoView {
    let id = fresh_id();
    // What was typed as 57 is 57, though 0.57 times 100 is not.
    let tidy = |number: f64| (number * 1e6).round() / 1e6;
    let value = Signal::derive(move || value.get().map(tidy));
    let typing = Typing::new(value);
    let error = typing.error(error);
    let read = move |text: &str| {
        let text = text.trim().trim_end_matches(unit.trim()).trim_end().replace(',', ".");
        if text.is_empty() && !empty.is_empty() {
            return Ok(None);
        }
        let number = text.parse::<f64>().ok().filter(|number| (min..=max).contains(number));
        number.map(|number| Some(tidy(number))).ok_or_else(|| format!("A number from {min} to {max}"))
    };
    let on_input = move |event: leptos::ev::Event| {
        let text = event_target_value(&event);
        let read = read(&text);
        if let Some(number) = typing.on_input(text, read) {
            on_change.run(number);
        }
    };
    let on_leave = move |event: leptos::ev::Event| {
        if let Some(number) = typing.on_leave(read(&event_target_value(&event))) {
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
        typing.is_right();
        on_change.run(Some(number.clamp(min, max)));
    };
    let write = move |number: &Option<f64>| number.map(|number| format!("{number}{unit}")).unwrap_or_default();
    let described = described_by(&id, about, error, wrong);
    view! {
        <Field id=id.clone() label=label about=about before=before is_off=is_off error=error wrong=wrong>
            <input
                class="field__input"
                id=id.clone()
                type="text"
                inputmode="decimal"
                autocomplete="off"
                placeholder=empty
                disabled=is_off
                aria-describedby=described
                aria-invalid=is_invalid(error, wrong)
                prop:value=move || typing.text(write)
                on:input=on_input
                on:change=on_leave
                on:keydown=on_key
            />
        </Field>
    }
}
