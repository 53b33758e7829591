//! Newer versions of the page, which `public/start.js` finds and keeps waiting.

use leptos::prelude::{document, window};
use web_sys::Event;

use super::events;

/// Calls `on_waiting` once a newer version waits, now or later.
pub fn on_waiting(mut on_waiting: impl FnMut() + 'static) {
    let waits = document().document_element().is_some_and(|root| root.has_attribute("data-update"));
    if waits {
        on_waiting();
    } else {
        events::listen("laneway-update-waits", move |_| on_waiting());
    }
}

/// Opens the newer version in place of this one.
pub fn take() {
    if let Ok(event) = Event::new("laneway-update-wanted") {
        let _ = window().dispatch_event(&event);
    }
}
