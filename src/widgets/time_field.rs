//! A span of time, typed as people say it: `0.4`, `200 ms`, `2:05`. Arrow keys step it.

use laneway_chart::human;
use laneway_engine::time::Nanos;
use laneway_formats::typed::read_time;
use leptos::prelude::*;

use super::field::{Before, Field, Wrong, described_by, fresh_id, is_invalid};
use super::typing::Typing;

/// A labelled time. What is no time is not taken, and the field says so when it is left.
#[component]
pub fn TimeField(
    /// What it is.
    label: &'static str,
    /// A line more, shown on hover and focus.
    #[prop(optional)]
    about: &'static str,
    /// How far an arrow key steps.
    step: Nanos,
    /// The value.
    #[prop(into)]
    value: Signal<Nanos>,
    /// The value to go back to.
    #[prop(optional, into)]
    before: Option<Before>,
    /// What is wrong with the time for other reasons.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What is wrong with its value.
    #[prop(optional, into)]
    wrong: Signal<Option<Wrong>>,
    /// A new value, at every key that makes one.
    on_change: Callback<Nanos>,
) -> impl IntoView {
    let id = fresh_id();
    let typing = Typing::new(value);
    let error = typing.error(error);
    let on_input = move |event: leptos::ev::Event| {
        let text = event_target_value(&event);
        let read = read(&text);
        if let Some(time) = typing.on_input(text, read) {
            on_change.run(time);
        }
    };
    let on_leave = move |event: leptos::ev::Event| {
        if let Some(time) = typing.on_leave(read(&event_target_value(&event))) {
            on_change.run(time);
        }
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let value = value.get_untracked();
        // From 250 ms, a step of 100 ms goes to 300 ms or 200 ms.
        let time = match event.key().as_str() {
            "ArrowUp" => Nanos((value.0 / step.0 + 1) * step.0),
            "ArrowDown" => Nanos(value.0.saturating_sub(1) / step.0 * step.0),
            _ => return,
        };
        event.prevent_default();
        typing.is_right();
        on_change.run(time);
    };
    let described = described_by(&id, about, error, wrong);
    view! {
        <Field id=id.clone() label=label about=about before=before error=error wrong=wrong>
            <input
                class="field__input"
                id=id.clone()
                type="text"
                inputmode="decimal"
                autocomplete="off"
                aria-describedby=described
                aria-invalid=is_invalid(error, wrong)
                prop:value=move || typing.text(|time| human::time(*time))
                on:input=on_input
                on:change=on_leave
                on:keydown=on_key
            />
        </Field>
    }
}

fn read(text: &str) -> Result<Nanos, String> {
    let expected = if text.trim_start().starts_with(['-', '\u{2212}']) {
        "A time from 0 on, such as 0.4 s"
    } else {
        "A time such as 0.4 s, 200 ms or 2:05"
    };
    read_time(&text.replace(':', "m")).ok_or_else(|| expected.to_owned())
}
