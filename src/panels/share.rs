//! Sharing: what will be copied, before it is.
//!
//! - [`offers`]: the links to choose from. [`names`]: which names go with them. [`figures`]: the headline that goes with it.

use laneway_formats::scenario_json;
use laneway_link::address;
use leptos::prelude::*;

mod offers;

mod names;

mod figures;

use crate::browser::{clipboard, focus, take_away};
use crate::keep;
use crate::later::later;
use crate::state::notice::Notice;
use crate::state::scenario::Scenario;
use crate::state::share::Share;
use crate::state::use_app;
use crate::widgets::dialog::Dialog;
use crate::widgets::number_field::NumberField;
use crate::widgets::text_field::TextField;
use figures::FiguresPart;
use names::NamesPart;
use offers::OffersPart;

/// What the file is called.
const FILE: &str = "scenario.laneway.json";

/// The longest texts that go into a link, in characters.
const MAX_TITLE: usize = 200;
const MAX_NOTE: usize = 2_000;

/// Opens the dialog.
#[component]
pub fn ShareButton() -> impl IntoView {
    let app = use_app();
    let on_click = move |_| {
        app.share.update(|share| {
            (share.is_open, share.is_old) = (true, true);
            match app.received.get_untracked() {
                Some(received) if app.history.with_untracked(|now| received.is_about(now.scenario())) => {
                    share.names = received.shared.names;
                }
                // What was said of other tests says nothing of these.
                Some(received) if share.title == received.shared.title => {
                    (share.title, share.note) = Default::default();
                }
                _ => {}
            }
        });
    };
    view! { <button class="button" type="button" on:click=on_click>"Share"</button> }
}

/// The dialog.
#[component]
pub fn ShareDialog() -> impl IntoView {
    let app = use_app();
    let is_open = Memo::new(move |_| app.share.with(|share| share.is_open));
    move || is_open.get().then(form)
}

later! {
    fn form() {
        view! { <Form /> }
    }
}

#[component]
fn Form() -> impl IntoView {
    let app = use_app();
    let share = app.share;
    let close = move || share.update(|share| share.is_open = false);
    let field = move |get: fn(&Share) -> &String| Signal::derive(move || share.with(|share| get(share).clone()));
    let wrong_base = Memo::new(move |_| share.with(|share| address::check(&share.base)).err().map(|it| it.to_string()));
    let is_local =
        Memo::new(move |_| wrong_base.with(Option::is_none) && share.with(|share| address::is_local(&share.base)));
    let text = Memo::new(move |_| share.with(Share::address));
    let is_ready = Memo::new(move |_| {
        wrong_base.with(Option::is_none) && share.with(|share| !share.is_old && share.chosen().is_some())
    });
    let is_file_alone = Memo::new(move |_| share.with(|share| !share.is_old && share.chosen().is_none()));
    let error = Memo::new(move |_| share.with(|share| share.error.clone()));
    let said = RwSignal::new("");
    let copy = move |_| {
        let text = text.get_untracked();
        leptos::task::spawn_local(async move {
            let is_copied = clipboard::copy(&text).await;
            said.set(if is_copied { "Copied." } else { "The browser refuses: copy what is marked by hand." });
            if !is_copied {
                focus::select("#share-address");
            }
        });
    };
    let download = move |_| {
        let text = scenario_json::write(&app.look(Scenario::document));
        if !take_away::text(FILE, "application/json", &text) {
            app.say(Notice::error("The browser does not allow the download."));
        }
    };
    view! {
        <Dialog title="Share" on_close=Callback::new(move |()| close())>
            <div class="share">
                <p class="dialog__lead">
                    "All of it stands in the address, behind the #. No server gets it; whoever opens it computes the same."
                </p>
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
                <NamesPart />
                {move || error.get().map(|error| view! { <p class="share__error" role="alert">{error}</p> })}
                <div class:is-stale=move || share.with(|share| share.is_old)>
                    <OffersPart />
                    <FiguresPart />
                    <textarea
                        class="share__address"
                        id="share-address"
                        rows="3"
                        readonly
                        spellcheck="false"
                        aria-label="What is copied"
                        prop:value=text
                    ></textarea>
                </div>
                <div class="dialog__buttons share__buttons">
                    <span class="share__said" role="status">{said}</span>
                    <button class="button" type="button" on:click=move |_| close()>"Close"</button>
                    <button
                        class="button"
                        class:button--strong=is_file_alone
                        type="button"
                        title="The whole scenario as a file; it is opened by dropping it on the page"
                        on:click=download
                    >
                        "Download .laneway.json"
                    </button>
                    <button
                        class="button"
                        class:button--strong=move || !is_file_alone.get()
                        type="button"
                        disabled=move || !is_ready.get()
                        on:click=copy
                    >
                        "Copy link"
                    </button>
                </div>
            </div>
        </Dialog>
    }
}

/// The first characters of a text, on one line.
fn cut(text: &str, n_most: usize) -> String {
    let line = text.replace(char::is_control, " ");
    line.chars().take(n_most).collect()
}
