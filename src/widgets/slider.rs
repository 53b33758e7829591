//! A slider, beside a number, where trying is the point.

use leptos::prelude::*;

/// A slider over whole numbers.
#[component]
pub fn Slider(
    /// What a screen reader says.
    label: &'static str,
    /// The least.
    min: i64,
    /// The most; a value above stands at the end.
    max: i64,
    /// The value.
    #[prop(into)]
    value: Signal<i64>,
    /// Whether it does nothing at present.
    #[prop(optional, into)]
    is_off: Signal<bool>,
    /// A new value, at every step of the hand.
    on_change: Callback<i64>,
) -> impl IntoView {
    let take = move |text: String| {
        if let Ok(number) = text.parse() {
            on_change.run(number);
        }
    };
    view! {
        <input
            class="slider"
            type="range"
            min=min
            max=max
            aria-label=label
            disabled=is_off
            prop:value=move || value.get().clamp(min, max).to_string()
            on:input=move |event| take(event_target_value(&event))
        />
    }
}
