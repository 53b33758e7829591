//! Sharing: what will be copied, before it is.
//!
//! - [`frame`]: what stands around the scenario, and how long all of it may be. [`names`]: which names go with it.
//! - [`offers`]: the links to choose from. [`figures`]: the headline that goes with one.

use laneway_formats::scenario_json;
use laneway_link::address;
use leptos::prelude::*;

mod frame;

mod offers;

mod names;

mod figures;

use crate::browser::{clipboard, focus, take_away};
use crate::later::later;
use crate::state::notice::Notice;
use crate::state::scenario::Scenario;
use crate::state::share::Share;
use crate::state::use_app;
use crate::widgets::dialog::Dialog;
use figures::FiguresPart;
use frame::FramePart;
use names::NamesPart;
use offers::OffersPart;

/// What the file is called.
const FILE: &str = "scenario.laneway.json";

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
    let wrong_base = Memo::new(move |_| share.with(|share| address::check(&share.base)).err().map(|it| it.to_string()));
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
                <FramePart wrong_base=wrong_base />
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
