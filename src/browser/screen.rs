//! How much room there is.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// As the style sheet has it.
const NARROW: &str = "(max-width: 699px)";

/// Whether the page has the width of a phone.
pub fn is_narrow() -> bool {
    window().match_media(NARROW).ok().flatten().is_some_and(|query| query.matches())
}

/// Calls `on_change` whenever that changes, as long as the page lives.
pub fn on_change(on_change: impl FnMut() + 'static) {
    let closure = Closure::<dyn FnMut()>::new(on_change);
    if let Ok(Some(query)) = window().match_media(NARROW) {
        let _ = query.add_event_listener_with_callback("change", closure.as_ref().unchecked_ref());
    }
    closure.forget();
}
