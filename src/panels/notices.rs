//! What went wrong or is worth a word, and how far reading has come.

use leptos::prelude::*;

use crate::app::ThreadsHandle;
use crate::state::use_app;

/// Notices, the newest last; each can be put away.
#[component]
pub fn NoticesPanel() -> impl IntoView {
    let app = use_app();
    let threads: ThreadsHandle = expect_context();
    let notices = move || {
        let notices = app.notices.get();
        notices.into_iter().enumerate().map(|(place, notice)| {
            let class = if notice.is_error { "notice notice--error" } else { "notice" };
            let has_lines = !notice.lines.is_empty();
            let lines = notice.lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
            let details = has_lines.then(|| view! { <details><summary>"Show"</summary><ul class="notice__lines">{lines}</ul></details> });
            view! {
                <div class=class role="alert">
                    <p class="notice__text">{notice.text}</p>
                    {details}
                    <button
                        class="button"
                        type="button"
                        on:click=move |_| app.notices.update(|notices| { if place < notices.len() { notices.remove(place); } })
                    >
                        "Close"
                    </button>
                </div>
            }
        }).collect_view()
    };
    let stop = move |_| threads.stop_reading();
    let stop = StoredValue::new_local(stop);
    view! {
        <div class="notices">
            {notices}
            <Show when=move || app.reading.with(Option::is_some)>
                <div class="notice" role="status">
                    <label class="notice__text">
                        "Reading "
                        <progress max="1" prop:value=move || app.reading.get().unwrap_or(0.0)></progress>
                    </label>
                    <button class="button" type="button" on:click=move |event| stop.with_value(|stop| stop(event))>"Stop"</button>
                </div>
            </Show>
        </div>
    }
}
