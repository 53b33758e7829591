//! A whole number: typed, stepped with arrow keys, or slid.

use leptos::prelude::*;

/// A labelled number. What is no number, or out of range, is not taken, and the field says so.
#[component]
pub fn NumberField(
    /// What it is.
    label: &'static str,
    /// A line more, shown on hover.
    #[prop(optional)]
    about: &'static str,
    /// The least.
    min: i64,
    /// The most.
    max: i64,
    /// How far a slider beside it goes; 0: no slider.
    #[prop(optional)]
    slider_to: i64,
    /// The value; `None` shows as empty.
    #[prop(into)]
    value: Signal<Option<i64>>,
    /// The baseline's value, shown with a way back where it differs.
    #[prop(optional, into)]
    baseline: Option<Signal<Option<i64>>>,
    /// What an empty field means; without it the field must not be empty.
    #[prop(optional)]
    empty: &'static str,
    /// A new value.
    on_change: Callback<Option<i64>>,
) -> impl IntoView {
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
    let text = move || value.get().map(|number| number.to_string()).unwrap_or_default();
    let differs = move || baseline.is_some_and(|baseline| baseline.get() != value.get());
    let slider = (slider_to > 0).then(|| {
        view! {
            <input
                class="field__slider"
                type="range"
                min=min
                max=slider_to
                aria-label=format!("{label}, slider")
                prop:value=move || value.get().unwrap_or(min).min(slider_to).to_string()
                on:input=move |event| take(event_target_value(&event))
            />
        }
    });
    view! {
        <div class="field" title=about>
            <label class="field__row">
                <span class="field__label">{label}</span>
                <input
                    class="field__input"
                    type="number"
                    inputmode="numeric"
                    min=min
                    max=max
                    placeholder=empty
                    aria-invalid=move || is_bad.get().to_string()
                    prop:value=text
                    on:input=move |event| take(event_target_value(&event))
                />
            </label>
            {slider}
            <Show when=differs>
                <button
                    class="field__back"
                    type="button"
                    on:click=move |_| {
                        if let Some(baseline) = baseline {
                            on_change.run(baseline.get_untracked());
                        }
                    }
                >
                    {move || {
                        let before = baseline.and_then(|baseline| baseline.get());
                        format!("baseline {}, back", before.map_or_else(|| empty.to_owned(), |number| number.to_string()))
                    }}
                </button>
            </Show>
            <Show when=move || is_bad.get()>
                <p class="field__error" role="alert">{format!("a whole number from {min} to {max}")}</p>
            </Show>
        </div>
    }
}
