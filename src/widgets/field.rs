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

/// What is wrong with the value that is in place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// In words.
    pub text: String,
    /// Whether nothing goes on before it is put right.
    pub is_fatal: bool,
}

/// The ids of what describes the control `id`: what it is, what is wrong with what was typed, and with its value.
pub fn described_by(
    id: &str,
    about: &str,
    error: Signal<Option<String>>,
    wrong: Signal<Option<Wrong>>,
) -> Signal<Option<String>> {
    let (id, has_about) = (id.to_owned(), !about.is_empty());
    Signal::derive(move || {
        let parts =
            [(has_about, "about"), (error.with(Option::is_some), "error"), (wrong.with(Option::is_some), "wrong")];
        let ids: Vec<String> =
            parts.iter().filter(|(is_there, _)| *is_there).map(|(_, part)| format!("{id}-{part}")).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    })
}

/// Whether a control is to be marked as invalid.
pub fn is_invalid(error: Signal<Option<String>>, wrong: Signal<Option<Wrong>>) -> impl Fn() -> String + Copy + Send {
    move || (error.with(Option::is_some) || wrong.with(|it| it.as_ref().is_some_and(|it| it.is_fatal))).to_string()
}

/// A row with a label, a control with the id `id`, and, where it differs, the value before.
#[component]
pub fn Field(
    /// The control's id.
    id: String,
    /// What it is.
    #[prop(into)]
    label: String,
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
    /// What is wrong with its value.
    #[prop(optional, into)]
    wrong: Signal<Option<Wrong>>,
    /// The control.
    children: Children,
) -> impl IntoView {
    let error_id = format!("{id}-error");
    let error = move || {
        let error = error.get()?;
        Some(view! { <p class="field__error" id=error_id.clone() role="alert">{error}</p> })
    };
    let wrong_id = format!("{id}-wrong");
    let wrong = move || {
        let Wrong { text, is_fatal } = wrong.get()?;
        Some(view! {
            <p class="field__wrong" class:field__wrong--fatal=is_fatal id=wrong_id.clone() role="status">{text}</p>
        })
    };
    let about = (!about.is_empty()).then(|| {
        view! { <span class="field__about" id=format!("{id}-about") role="tooltip">{about}</span> }
    });
    let label_of_back = label.clone();
    let back = move || {
        let Before { text, on_back } = before?;
        let text = text.get()?;
        let label = label_of_back.clone();
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
            {error}
            {wrong}
        </div>
    }
}
