//! A span of time, typed as people say it: `0.4`, `200 ms`, `2 m`. Arrow keys step it.

use laneway_chart::human;
use laneway_engine::time::Nanos;
use laneway_formats::typed::read_time;
use leptos::prelude::*;

/// A labelled time.
#[component]
pub fn TimeField(
    /// What it is.
    label: &'static str,
    /// A line more, shown on hover.
    #[prop(optional)]
    about: &'static str,
    /// How far an arrow key steps.
    step: Nanos,
    /// The value.
    #[prop(into)]
    value: Signal<Nanos>,
    /// A new value.
    on_change: Callback<Nanos>,
) -> impl IntoView {
    let is_bad = RwSignal::new(false);
    let take = move |text: String| {
        let time = read_time(&text.replace(' ', ""));
        is_bad.set(time.is_none());
        if let Some(time) = time {
            on_change.run(time);
        }
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let time = match event.key().as_str() {
            "ArrowUp" => value.get_untracked() + step,
            "ArrowDown" => Nanos(value.get_untracked().0.saturating_sub(step.0)),
            _ => return,
        };
        event.prevent_default();
        is_bad.set(false);
        on_change.run(time);
    };
    view! {
        <div class="field" title=about>
            <label class="field__row">
                <span class="field__label">{label}</span>
                <input
                    class="field__input"
                    type="text"
                    inputmode="decimal"
                    aria-invalid=move || is_bad.get().to_string()
                    prop:value=move || human::time(value.get())
                    on:change=move |event| take(event_target_value(&event))
                    on:keydown=on_key
                />
            </label>
            <Show when=move || is_bad.get()>
                <p class="field__error" role="alert">"a time such as 0.4 s, 200 ms or 2 m"</p>
            </Show>
        </div>
    }
}
