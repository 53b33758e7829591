//! Light or dark: the system's choice, or the reader's.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{MutationObserver, MutationObserverInit};

use super::store;

/// Under which name the browser keeps the reader's choice; the start script knows it too.
const STORE_KEY: &str = "laneway.theme";

/// Whether dark is in force.
pub fn is_dark() -> bool {
    match document().document_element().and_then(|root| root.get_attribute("data-theme")).as_deref() {
        Some("dark") => true,
        Some("light") => false,
        _ => window().match_media("(prefers-color-scheme: dark)").ok().flatten().is_some_and(|query| query.matches()),
    }
}

/// Calls `on_change` whenever the system's choice or the reader's changes.
pub fn on_change(on_change: impl FnMut() + 'static) {
    let closure = Closure::<dyn FnMut()>::new(on_change);
    let callback: &js_sys::Function = closure.as_ref().unchecked_ref();
    if let Ok(Some(query)) = window().match_media("(prefers-color-scheme: dark)") {
        let _ = query.add_event_listener_with_callback("change", callback);
    }
    if let (Ok(observer), Some(root)) = (MutationObserver::new(callback), document().document_element()) {
        let options = MutationObserverInit::new();
        options.set_attributes(true);
        let _ = observer.observe_with_options(&root, &options);
    }
    // Both live as long as the page.
    closure.forget();
}

/// Puts the reader's choice in force, and keeps it; the start script puts it in force at the next visit.
pub fn set_dark(is_dark: bool) {
    if let Some(root) = document().document_element() {
        let theme = if is_dark { "dark" } else { "light" };
        let _ = root.set_attribute("data-theme", theme);
        store::save(STORE_KEY, theme);
    }
}
