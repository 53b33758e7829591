//! Moves the focus, and with it what is scrolled into sight.

use leptos::prelude::document;
use wasm_bindgen::JsCast;

/// Onto the first element of a selector, if there is one.
pub fn on(selector: &str) {
    let element = document().query_selector(selector).ok().flatten();
    if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Onto the first text field of a selector, with all of its text selected, so that it can be copied by hand.
pub fn select(selector: &str) {
    let element = document().query_selector(selector).ok().flatten();
    if let Some(text) = element.and_then(|element| element.dyn_into::<web_sys::HtmlTextAreaElement>().ok()) {
        let _ = text.focus();
        text.select();
    }
}
