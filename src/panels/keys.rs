//! Every key of the page, at `?`.

use leptos::prelude::*;

use super::player;
use crate::later::later;
use crate::state::use_app;
use crate::widgets::dialog::Dialog;

/// Everywhere.
const PAGE: [(&str, &str); 3] = [("?", "shows this list"), ("Ctrl Z", "undoes"), ("Ctrl Shift Z, Ctrl Y", "redoes")];

/// With the focus on the timeline.
const TIMELINE: [(&str, &str); 6] = [
    ("Arrows", "pan; among the tests: from test to test"),
    ("+ and -", "zoom"),
    ("0", "shows all"),
    ("Enter", "goes to the tests; there: zooms to one"),
    ("Escape", "leaves the tests"),
    ("Shift and arrows", "at a test, in suites of up to 60: another place in order, another duration"),
];

/// The dialog, while it is open.
#[component]
pub fn KeysDialog() -> impl IntoView {
    let app = use_app();
    let is_open = Memo::new(move |_| app.view.with(|view| view.is_keys_open));
    move || is_open.get().then(dialog)
}

later! {
    fn dialog() {
        view! { <Keys /> }
    }
}

#[component]
fn Keys() -> impl IntoView {
    let app = use_app();
    let close = move |()| app.view.update(|view| view.is_keys_open = false);
    view! {
        <Dialog title="Keys" on_close=Callback::new(close)>
            <div class="keys">
                <KeyTable title="Everywhere" keys=&PAGE />
                <KeyTable title="On the timeline" keys=&TIMELINE />
                <KeyTable title="While stepping and playing, on timeline or player" keys=&player::KEYS />
            </div>
            <p class="dialog__buttons">
                <button class="button button--strong" type="button" on:click=move |_| close(())>"Close"</button>
            </p>
        </Dialog>
    }
}

#[component]
fn KeyTable(title: &'static str, keys: &'static [(&'static str, &'static str)]) -> impl IntoView {
    let rows = keys.iter().map(|(key, about)| {
        view! {
            <tr>
                <th scope="row"><kbd>{*key}</kbd></th>
                <td>{*about}</td>
            </tr>
        }
    });
    view! {
        <table class="keys__table">
            <caption>{title}</caption>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}
