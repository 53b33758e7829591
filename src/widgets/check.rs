//! Yes or no.

use leptos::prelude::*;

use super::field::{Before, Field, fresh_id};

/// A labelled box to tick.
#[component]
pub fn Check(
    /// What it is.
    label: &'static str,
    /// A line more, shown on hover and focus.
    #[prop(optional)]
    about: &'static str,
    /// Whether it is ticked.
    #[prop(into)]
    value: Signal<bool>,
    /// The value to go back to.
    #[prop(optional, into)]
    before: Option<Before>,
    /// Whether it does nothing at present.
    #[prop(optional, into)]
    is_off: Signal<bool>,
    /// Ticked, or no longer.
    on_change: Callback<bool>,
) -> impl IntoView {
    let id = fresh_id();
    view! {
        <Field id=id.clone() label=label about=about before=before is_off=is_off>
            <input
                class="field__check"
                id=id.clone()
                type="checkbox"
                disabled=is_off
                aria-describedby=(!about.is_empty()).then(|| format!("{id}-about"))
                prop:checked=value
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
        </Field>
    }
}
