//! Yes or no.

use leptos::prelude::*;

use super::field::{Before, Field, Wrong, described_by, fresh_id, is_invalid};

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
    /// What is wrong with its value.
    #[prop(optional, into)]
    wrong: Signal<Option<Wrong>>,
    /// Ticked, or no longer.
    on_change: Callback<bool>,
) -> impl IntoView {
    let id = fresh_id();
    let error = Signal::stored(None);
    let described = described_by(&id, about, error, wrong);
    view! {
        <Field id=id.clone() label=label about=about before=before is_off=is_off wrong=wrong>
            <input
                class="field__check"
                id=id.clone()
                type="checkbox"
                disabled=is_off
                aria-describedby=described
                aria-invalid=is_invalid(error, wrong)
                prop:checked=value
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
        </Field>
    }
}
