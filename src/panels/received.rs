//! The link that was opened: what its sender says and saw, whether the same comes out here, and the reader's reply.
//!
//! - [`words`]: what is said of it. [`reply`]: what the reader changed.

use leptos::prelude::*;

mod reply;

pub(super) mod words;

use crate::keep::{self, Opened};
use crate::later::later;
use crate::state::received::Received;
use crate::state::use_app;
use reply::ReplyPart;
use words::{VerifiedWords, about, figures_of};

/// A band over the page, while the tests are those of the link and the reader has not put it away.
#[component]
pub fn ReceivedPanel() -> impl IntoView {
    let app = use_app();
    let shown = Memo::new(move |_| {
        let is_shown = |received: &Received| !received.is_put_away && app.look(|now| received.is_about(now));
        app.received.with(|received| received.as_ref().is_some_and(is_shown))
    });
    view! { <Show when=move || shown.get()>{band()}</Show> }
}

later! {
    fn band() {
        view! { <Band /> }
    }
}

#[component]
fn Band() -> impl IntoView {
    let app = use_app();
    let put_away = move |_| {
        app.received.update(|received| {
            if let Some(received) = received {
                received.is_put_away = true;
            }
        });
    };
    let before = Memo::new(move |_| app.received.with(|received| received.as_ref().and_then(|it| it.before.clone())));
    let back = move |_| {
        if let Some(Opened { scenario, received, title, note }) =
            before.get_untracked().and_then(|link| keep::own(&link))
        {
            app.take_over(received, title, note);
            app.edit("", |current| *current = scenario);
        }
    };
    let title = move || app.received.with(|it| it.as_ref().map(|it| words::title(&it.shared)).unwrap_or_default());
    let note = move || app.received.with(|it| it.as_ref().map(|it| it.shared.note.clone()).unwrap_or_default());
    view! {
        <section class="received-panel" aria-label="The link that was opened">
            <div class="received-panel__said">
                <p class="received-panel__title">
                    <strong>{title}</strong>
                    " "
                    <span class="received-panel__note" title=note>{note}</span>
                </p>
                <p class="received-panel__figures">
                    <span>{figures_of(app)}</span>
                    <VerifiedWords />
                    <span class="received-panel__about">{about(app)}</span>
                </p>
            </div>
            <ReplyPart />
            <div class="received-panel__buttons">
                <Show when=move || before.with(Option::is_some)>
                    <button class="button" type="button" title="What you worked on before the link; it can be undone" on:click=back>
                        "Back to yours"
                    </button>
                </Show>
                <button class="button" type="button" on:click=put_away>"Put away"</button>
            </div>
        </section>
    }
}
