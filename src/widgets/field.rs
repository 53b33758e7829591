//! What all fields share: label left, control right, between them the value it had before and the way back.

use std::cell::Cell;

use leptos::prelude::*;

thread_local! {
    static N_IDS: Cell<u32> = const { Cell::new(0) };
}

/// An id that no other element of the page has.
pub fn fresh_id() -> String {
    N_IDS.set(N_IDS.get() + 1);
    format!("field-{}", N_IDS.get())
}

/// A value to go back to.
#[derive(Clone, Copy)]
pub struct Before {
    /// It in words, where it differs from the value now.
    pub text: Signal<Option<String>>,
    /// Goes back to it.
    pub on_back: Callback<()>,
}

/// A row with a label, a control with the id `id`, and, where it differs, the value before.
#[component]
pub fn Field(
    /// The control's id.
    id: String,
    /// What it is.
    label: &'static str,
    /// A line more, shown on hover and focus.
    #[prop(optional)]
    about: &'static str,
    /// The value to go back to.
    #[prop(optional_no_strip)]
    before: Option<Before>,
    /// Whether it does nothing at present.
    #[prop(optional, into)]
    is_off: Signal<bool>,
    /// What is wrong with what was typed.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The control.
    children: Children,
) -> impl IntoView {
    let about = (!about.is_empty()).then(|| {
        view! { <span class="field__about" id=format!("{id}-about") role="tooltip">{about}</span> }
    });
    let back = move || {
        let Before { text, on_back } = before?;
        let text = text.get()?;
        Some(view! {
            <button
                class="field__back"
                type="button"
                aria-label=format!("{label} was {text}: back to the baseline's")
                title="Back to the baseline"
                on:click=move |_| on_back.run(())
            >
                {format!("was {text}")}
            </button>
        })
    };
    view! {
        <div class="field" class:field--off=is_off>
            <label class="field__label" for=id>{label}</label>
            <span class="field__before">{back}</span>
            {children()}
            {about}
            {move || error.get().map(|error| view! { <p class="field__error" role="alert">{error}</p> })}
        </div>
    }
}
