//! Listeners on the window, for as long as the page lives; and what an event says.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Calls `on_hash` whenever the part behind the `#` is changed by hand or by going back.
pub fn on_hash_change(mut on_hash: impl FnMut() + 'static) {
    listen("hashchange", move |_| on_hash());
}

/// Calls `on_failure` with the message of an error whose script is a thread's.
pub fn on_thread_failure(mut on_failure: impl FnMut(String) + 'static) {
    listen("error", move |event| {
        if let Some(error) = event.dyn_ref::<web_sys::ErrorEvent>()
            && ["laneway-thread", "laneway-scribe"].iter().any(|ours| error.filename().contains(ours))
        {
            on_failure(error.message());
        }
    });
}

/// Calls `on_key` with a key that was pressed together with Ctrl or Cmd, outside of text fields; true: it is dealt with.
pub fn on_shortcut(mut on_key: impl FnMut(&str, bool) -> bool + 'static) {
    listen("keydown", move |event| {
        let Some(key) = event.dyn_ref::<web_sys::KeyboardEvent>() else { return };
        let is_typing = key.target().is_some_and(|target| {
            target.dyn_ref::<web_sys::HtmlTextAreaElement>().is_some()
                || target.dyn_ref::<web_sys::HtmlInputElement>().is_some_and(|input| input.type_() == "text")
        });
        if (key.ctrl_key() || key.meta_key()) && !is_typing && on_key(&key.key().to_ascii_lowercase(), key.shift_key())
        {
            event.prevent_default();
        }
    });
}

/// Calls `on_key` with a key that was pressed alone, outside of fields; true: it is dealt with.
pub fn on_plain_key(mut on_key: impl FnMut(&str) -> bool + 'static) {
    listen("keydown", move |event| {
        let Some(key) = event.dyn_ref::<web_sys::KeyboardEvent>() else { return };
        let is_alone = !key.ctrl_key() && !key.meta_key() && !key.alt_key();
        if is_alone && !is_for_field(key) && on_key(&key.key()) {
            event.prevent_default();
        }
    });
}

/// Whether a key is meant for a field that takes letters, or for a list of options.
pub fn is_for_field(event: &web_sys::KeyboardEvent) -> bool {
    event.target().is_some_and(|target| {
        let takes_letters =
            |input: &web_sys::HtmlInputElement| !["range", "checkbox", "radio"].contains(&&*input.type_());
        target.dyn_ref::<web_sys::HtmlTextAreaElement>().is_some()
            || target.dyn_ref::<web_sys::HtmlSelectElement>().is_some()
            || target.dyn_ref::<web_sys::HtmlInputElement>().is_some_and(takes_letters)
    })
}

/// Whether a key is meant for a button or a box to tick.
pub fn is_for_button(event: &web_sys::KeyboardEvent) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    element.is_some_and(|element| matches!(&*element.tag_name(), "BUTTON" | "SUMMARY" | "INPUT" | "A"))
}

/// Whether the disclosure that was just opened or closed is open.
pub fn is_open(event: &web_sys::Event) -> bool {
    let details = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    details.is_some_and(|details| details.has_attribute("open"))
}

/// Calls `handler` with every event of this name that reaches the window.
pub fn listen(name: &str, handler: impl FnMut(web_sys::Event) + 'static) {
    let closure = Closure::<dyn FnMut(web_sys::Event)>::new(handler);
    let _ = window().add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    // It lives as long as the page.
    closure.forget();
}
