//! One of several.

use leptos::prelude::*;

use super::field::{Before, Field, Wrong, described_by, fresh_id, is_invalid};

/// A labelled menu. Options are a value and what is shown.
#[component]
pub fn Choice(
    /// What it is.
    label: &'static str,
    /// A line more, shown on hover and focus.
    #[prop(optional)]
    about: &'static str,
    /// Value and text of each.
    options: Vec<(String, String)>,
    /// The value chosen.
    #[prop(into)]
    value: Signal<String>,
    /// The value to go back to.
    #[prop(optional, into)]
    before: Option<Before>,
    /// What is wrong with its value.
    #[prop(optional, into)]
    wrong: Signal<Option<Wrong>>,
    /// Another one is chosen.
    on_change: Callback<String>,
) -> impl IntoView {
    let id = fresh_id();
    let error = Signal::stored(None);
    let described = described_by(&id, about, error, wrong);
    let options = options
        .into_iter()
        .map(|(option, text)| {
            let is_chosen = {
                let option = option.clone();
                move || value.get() == option
            };
            view! { <option value=option prop:selected=is_chosen>{text}</option> }
        })
        .collect_view();
    view! {
        <Field id=id.clone() label=label about=about before=before wrong=wrong>
            <select
                class="field__input field__input--menu"
                id=id.clone()
                aria-describedby=described
                aria-invalid=is_invalid(error, wrong)
                on:change=move |event| on_change.run(event_target_value(&event))
            >
                {options}
            </select>
        </Field>
    }
}
