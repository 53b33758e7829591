//! The reader's reply: what was changed of the sender's scenario, in words, copied with its link by one click.

use laneway_link::reply::reply;
use leptos::prelude::*;

use crate::browser::focus;
use crate::state::scenario::Scenario;
use crate::state::share::{Answer, ShareErrand};
use crate::state::use_app;

/// A line that is always there, so that nothing moves when something is changed.
#[component]
pub(super) fn ReplyPart() -> impl IntoView {
    let app = use_app();
    let sentence = Memo::new(move |_| {
        let sent = app.received.with(|received| received.as_ref().map(|it| it.shared.clone()))?;
        app.look(|now| reply(&sent.scenario, &Scenario::document(now)))
    });
    let words = move || match sentence.get() {
        Some(sentence) => format!("Your reply: {sentence}."),
        None => "Change something, and your reply to the sender stands here.".to_owned(),
    };
    // An answer about an older change is none.
    let answer = Memo::new(move |_| {
        let answer = app.share.with(|share| share.answer.clone());
        let is_newest =
            |text: &str| sentence.with(|now| now.as_ref().is_some_and(|now| text.starts_with(now.as_str())));
        match answer {
            Answer::Copied(text) if !is_newest(&text) => Answer::None,
            Answer::Refused(text) if !is_newest(&text) => Answer::None,
            answer => answer,
        }
    });
    let said = move || match answer.get() {
        Answer::None => String::new(),
        Answer::Making => "Its link is being made.".to_owned(),
        Answer::Copied(_) => "Copied, with its link.".to_owned(),
        Answer::Refused(_) => "The browser refuses: copy what is marked by hand.".to_owned(),
        Answer::Cannot(why) => format!("There is no link: {why}. Share it as a file."),
    };
    let by_hand = move || match answer.get() {
        Answer::Refused(text) => {
            // Once it stands there.
            set_timeout(|| focus::select("#reply-text"), std::time::Duration::ZERO);
            Some(
                view! { <textarea id="reply-text" rows="2" readonly aria-label="Your reply" prop:value=text></textarea> },
            )
        }
        _ => None,
    };
    view! {
        <div class="received-panel__reply">
            <p class="received-panel__sentence">{words}</p>
            <p class="received-panel__answer" role="status">{said}</p>
            {by_hand}
            <button
                class="button"
                type="button"
                disabled=move || sentence.with(Option::is_none) || answer.get() == Answer::Making
                on:click=move |_| app.share_errand.set(Some(ShareErrand::Reply))
            >
                "Copy reply"
            </button>
        </div>
    }
}
