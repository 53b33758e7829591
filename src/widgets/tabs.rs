//! One of two or three, all in sight.

use leptos::prelude::*;

/// Options side by side. Arrow keys choose, as in any group of radio buttons.
#[component]
pub fn Tabs<T: Copy + PartialEq + Send + Sync + 'static>(
    /// What is chosen.
    label: &'static str,
    /// A name that no other group of the page has.
    name: &'static str,
    /// Each with its text.
    options: Vec<(T, &'static str)>,
    /// The one chosen.
    #[prop(into)]
    value: Signal<T>,
    /// Another one is chosen.
    on_change: Callback<T>,
) -> impl IntoView {
    let options = options
        .into_iter()
        .map(|(option, text)| {
            view! {
                <label class="tabs__option">
                    <input
                        class="tabs__radio"
                        type="radio"
                        name=name
                        prop:checked=move || value.get() == option
                        on:change=move |_| on_change.run(option)
                    />
                    <span class="tabs__text">{text}</span>
                </label>
            }
        })
        .collect_view();
    view! { <div class="tabs" role="radiogroup" aria-label=label>{options}</div> }
}
