//! What went wrong or is worth a word, and how far reading has come. They float: nothing moves when one comes.

use leptos::prelude::*;

use crate::browser::update;
use crate::state::files::{Errand, Files};
use crate::state::notice::Notice;
use crate::state::use_app;

/// Notices, the newest last; each can be put away.
#[component]
pub fn NoticesPanel() -> impl IntoView {
    let app = use_app();
    let put_away = move |place: usize| {
        app.notices.update(|notices| {
            if place < notices.len() {
                notices.remove(place);
            }
        });
    };
    let notices = move || {
        let notices = app.notices.get().into_iter().enumerate();
        notices
            .map(|(place, notice)| view! { <Word notice=notice on_close=Callback::new(move |()| put_away(place)) /> })
            .collect_view()
    };
    let share = Memo::new(move |_| match app.files.get() {
        Files::Reading(share) => Some(share),
        Files::None | Files::Opened(_) => None,
    });
    view! {
        <div class="notices">
            {notices}
            <Show when=move || share.with(Option::is_some)>
                <div class="notice">
                    <label class="notice__text notice__progress">
                        "Reading"
                        <progress max="1" prop:value=move || share.get().unwrap_or(1.0)></progress>
                    </label>
                    <button class="button" type="button" on:click=move |_| app.errand.set(Some(Errand::Stop))>
                        "Stop"
                    </button>
                </div>
            </Show>
        </div>
    }
}

#[component]
fn Word(notice: Notice, on_close: Callback<()>) -> impl IntoView {
    let Notice { is_error, text, lines, is_update } = notice;
    let details = (!lines.is_empty()).then(|| {
        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! {
            <details class="notice__more">
                <summary>"Show lines"</summary>
                <ul class="notice__lines" tabindex="0" aria-label="Lines">{lines}</ul>
            </details>
        }
    });
    let open_anew = is_update.then(|| {
        view! {
            <button class="button button--strong" type="button" on:click=|_| update::take()>"Open it"</button>
        }
    });
    view! {
        <div class="notice" class:notice--error=is_error role=if is_error { "alert" } else { "status" }>
            <div class="notice__text">
                <p>{text}</p>
                {details}
            </div>
            {open_anew}
            <button class="button" type="button" on:click=move |_| on_close.run(())>"Close"</button>
        </div>
    }
}
