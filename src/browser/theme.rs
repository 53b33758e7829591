//! Light or dark: the system's choice, or the reader's.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{MediaQueryList, MutationObserver, MutationObserverInit};

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

/// Calls `on_change` whenever the system's choice or the reader's changes, as long as the watch is kept.
pub fn watch(on_change: impl FnMut() + 'static) -> ThemeWatch {
    let closure = Closure::<dyn FnMut()>::new(on_change);
    let callback: &js_sys::Function = closure.as_ref().unchecked_ref();
    let query = window().match_media("(prefers-color-scheme: dark)").ok().flatten();
    if let Some(query) = &query {
        let _ = query.add_event_listener_with_callback("change", callback);
    }
    let observer = MutationObserver::new(callback).ok();
    if let (Some(observer), Some(root)) = (&observer, document().document_element()) {
        let options = MutationObserverInit::new();
        options.set_attributes(true);
        let _ = observer.observe_with_options(&root, &options);
    }
    ThemeWatch { query, observer, closure }
}

/// Ends when dropped.
pub struct ThemeWatch {
    query: Option<MediaQueryList>,
    observer: Option<MutationObserver>,
    closure: Closure<dyn FnMut()>,
}

impl Drop for ThemeWatch {
    fn drop(&mut self) {
        if let Some(query) = &self.query {
            let _ = query.remove_event_listener_with_callback("change", self.closure.as_ref().unchecked_ref());
        }
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

/// Puts the reader's choice in force, and keeps it; the start script puts it in force at the next visit.
pub fn set_dark(is_dark: bool) {
    if let Some(root) = document().document_element() {
        let theme = if is_dark { "dark" } else { "light" };
        let _ = root.set_attribute("data-theme", theme);
        store::save(STORE_KEY, theme);
    }
}
