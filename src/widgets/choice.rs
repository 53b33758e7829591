//! One of several.

use leptos::prelude::*;

/// A labelled menu. Options are a value, what is shown, and what is said on hover.
#[component]
pub fn Choice(
    /// What it is.
    label: &'static str,
    /// Value and text of each.
    options: Vec<(String, String)>,
    /// The value chosen.
    #[prop(into)]
    value: Signal<String>,
    /// Another one is chosen.
    on_change: Callback<String>,
) -> impl IntoView {
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
        <div class="field">
            <label class="field__row">
                <span class="field__label">{label}</span>
                <select class="field__input" on:change=move |event| on_change.run(event_target_value(&event))>
                    {options}
                </select>
            </label>
        </div>
    }
}
