//! What stands around the scenario in a link: a title, a note, and the page that opens it; and how long all of it may be.

use laneway_link::address;
use leptos::prelude::*;

use crate::keep;
use crate::state::share::Share;
use crate::state::use_app;
use crate::widgets::number_field::NumberField;
use crate::widgets::text_field::TextField;

/// The longest texts that go into a link, in characters.
const MAX_TITLE: usize = 200;
const MAX_NOTE: usize = 2_000;

/// The fields; `wrong_base` is what is wrong with the page's address.
#[component]
pub(super) fn FramePart(wrong_base: Memo<Option<String>>) -> impl IntoView {
    let share = use_app().share;
    let field = move |get: fn(&Share) -> &String| Signal::derive(move || share.with(|share| get(share).clone()));
    let is_local =
        Memo::new(move |_| wrong_base.with(Option::is_none) && share.with(|share| address::is_local(&share.base)));
    view! {
        <TextField
            label="Title"
            empty="what this is about"
            is_live=true
            value=field(|share| &share.title)
            on_change=Callback::new(move |text: String| share.update(|share| share.title = cut(&text, MAX_TITLE)))
        />
        <TextField
            label="Note"
            empty="what readers should know"
            is_live=true
            value=field(|share| &share.note)
            on_change=Callback::new(move |text: String| share.update(|share| share.note = cut(&text, MAX_NOTE)))
        />
        <TextField
            label="Page"
            about="The address of the page that opens the link"
            value=field(|share| &share.base)
            error=wrong_base
            on_change=Callback::new(move |base: String| {
                let base = keep::set_base(base.trim());
                share.update(|share| share.base = base);
            })
        />
        <Show when=move || is_local.get()>
            <p class="share__warning" role="alert">
                "That page is on this machine alone: colleagues cannot open the link. Say above where they find Laneway."
            </p>
        </Show>
        <NumberField
            label="Characters at most"
            about="Chat programs and code hosts cut longer addresses, or do not make them clickable"
            min=100
            max=4_000_000
            value=Signal::derive(move || Some(i64::from(share.with(|share| share.max_length))))
            on_change=Callback::new(move |most: Option<i64>| {
                if let Some(most) = most.and_then(|most| u32::try_from(most).ok()) {
                    keep::set_max_length(most);
                    share.update(|share| share.max_length = most);
                }
            })
        />
    }
}

/// The first characters of a text, on one line.
fn cut(text: &str, n_most: usize) -> String {
    let line = text.replace(char::is_control, " ");
    line.chars().take(n_most).collect()
}
