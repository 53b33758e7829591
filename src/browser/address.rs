//! The part of the address behind the `#`.

use leptos::prelude::window;
use wasm_bindgen::JsValue;

/// What stands there, without the `#`.
pub fn hash() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.trim_start_matches('#').to_owned()
}

/// Puts `hash` there, without a step in the browser's history.
pub fn set_hash(hash: &str) {
    let target = if hash.is_empty() { window().location().pathname().unwrap_or_default() } else { format!("#{hash}") };
    if let Ok(history) = window().history() {
        // A browser may refuse a long address; the page goes on without it.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&target));
    }
}
