//! A span of time, typed as people say it: `0.4`, `200 ms`, `2:05`. Arrow keys step it.

use laneway_chart::human;
use laneway_engine::time::Nanos;
use laneway_formats::typed::read_time;
use leptos::prelude::*;

use super::field::{Before, Field, fresh_id};

/// A labelled time.
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
    /// A new value.
    on_change: Callback<Nanos>,
) -> impl IntoView {
    let id = fresh_id();
    let is_bad = RwSignal::new(false);
    let take = move |text: String| {
        let time = read_time(&text.replace(':', "m"));
        is_bad.set(time.is_none());
        if let Some(time) = time {
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
        is_bad.set(false);
        on_change.run(time);
    };
    let error = Signal::derive(move || is_bad.get().then(|| "A time such as 0.4 s, 200 ms or 2:05".to_owned()));
    view! {
        <Field id=id.clone() label=label about=about before=before error=error>
            <input
                class="field__input"
                id=id.clone()
                type="text"
                inputmode="decimal"
                autocomplete="off"
                aria-describedby=(!about.is_empty()).then(|| format!("{id}-about"))
                aria-invalid=move || is_bad.get().to_string()
                prop:value=move || human::time(value.get())
                on:change=move |event| take(event_target_value(&event))
                on:keydown=on_key
            />
        </Field>
    }
}
