//! The header: examples, files, undo and redo, light and dark.

use leptos::prelude::*;

use crate::app::ThreadsHandle;
use crate::browser::{files, theme};
use crate::examples::EXAMPLES;
use crate::state::scenario::History;
use crate::state::use_app;

/// The header.
#[component]
pub fn HeaderPanel() -> impl IntoView {
    let app = use_app();
    let threads: ThreadsHandle = expect_context();
    let options = EXAMPLES
        .iter()
        .enumerate()
        .map(|(place, example)| view! { <option value=place.to_string()>{example.title}</option> })
        .collect_view();
    let on_example = move |event: leptos::ev::Event| {
        let place = event_target_value(&event).parse::<usize>().ok();
        if let Some(example) = place.and_then(|place| EXAMPLES.get(place)) {
            app.history.update(|history| history.edit("", |scenario| *scenario = (example.make)()));
        }
    };
    let is_example = move |place: usize| {
        app.history.with(|history| EXAMPLES.get(place).is_some_and(|it| it.title == history.scenario().suite.name))
    };
    let own_name = move || app.history.with(|history| history.scenario().suite.name.clone());
    let is_own = move || (0..EXAMPLES.len()).all(|place| !is_example(place));
    let value =
        move || (0..EXAMPLES.len()).find(|place| is_example(*place)).map_or("own".to_owned(), |it| it.to_string());
    view! {
        <header class="header-panel">
            <h1 class="header-panel__name">"Laneway"</h1>
            <label class="header-panel__suite">
                <span class="visually-hidden">"Suite"</span>
                <select class="header-panel__select" on:change=on_example prop:value=value>
                    <Show when=is_own>
                        <option value="own" selected>{own_name}</option>
                    </Show>
                    {options}
                </select>
            </label>
            <button class="button button--strong" type="button" on:click=move |event| files::open_picker(&event)>
                "Open files…"
            </button>
            <input
                class="visually-hidden"
                type="file"
                multiple
                tabindex="-1"
                aria-label="Test reports"
                on:change=move |event| threads.read(files::picked(&event))
            />
            <span class="header-panel__space"></span>
            <button
                class="button"
                type="button"
                disabled=move || app.history.with(|history| !history.can_undo())
                on:click=move |_| app.history.update(History::undo)
            >
                "Undo"
            </button>
            <button
                class="button"
                type="button"
                disabled=move || app.history.with(|history| !history.can_redo())
                on:click=move |_| app.history.update(History::redo)
            >
                "Redo"
            </button>
            <button class="button" type="button" on:click=move |_| theme::set_dark(!theme::is_dark())>
                "Light / dark"
            </button>
        </header>
    }
}
