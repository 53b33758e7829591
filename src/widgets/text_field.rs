//! A short text.

use leptos::prelude::*;

use super::field::{Field, Wrong, described_by, fresh_id, is_invalid};

/// A labelled text, taken when the field is left or Enter is pressed, or letter by letter.
#[component]
pub fn TextField(
    /// What it is.
    label: &'static str,
    /// A line more, shown on hover and focus.
    #[prop(optional)]
    about: &'static str,
    /// The value.
    #[prop(into)]
    value: Signal<String>,
    /// What an empty field means.
    #[prop(optional)]
    empty: &'static str,
    /// Whether each letter is taken at once.
    #[prop(optional)]
    is_live: bool,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What is wrong with its value.
    #[prop(optional, into)]
    wrong: Signal<Option<Wrong>>,
    /// A new value.
    on_change: Callback<String>,
) -> impl IntoView {
    let id = fresh_id();
    let described = described_by(&id, about, error, wrong);
    view! {
        <Field id=id.clone() label=label about=about error=error wrong=wrong>
            <input
                class="field__input"
                id=id.clone()
                type="text"
                autocomplete="off"
                spellcheck="false"
                placeholder=empty
                aria-describedby=described
                aria-invalid=is_invalid(error, wrong)
                prop:value=value
                on:input=move |event| {
                    if is_live {
                        on_change.run(event_target_value(&event));
                    }
                }
                on:change=move |event| on_change.run(event_target_value(&event))
            />
        </Field>
    }
}
