//! A short text.

use leptos::prelude::*;

use super::field::{Field, fresh_id};

/// A labelled text, taken when the field is left or Enter is pressed.
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
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// A new value.
    on_change: Callback<String>,
) -> impl IntoView {
    let id = fresh_id();
    view! {
        <Field id=id.clone() label=label about=about error=error>
            <input
                class="field__input"
                id=id.clone()
                type="text"
                autocomplete="off"
                spellcheck="false"
                placeholder=empty
                aria-describedby=(!about.is_empty()).then(|| format!("{id}-about"))
                aria-invalid=move || error.with(Option::is_some).to_string()
                prop:value=value
                on:change=move |event| on_change.run(event_target_value(&event))
            />
        </Field>
    }
}
