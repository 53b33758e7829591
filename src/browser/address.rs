//! The address of the page: what stands before the `#`, and behind it.

use leptos::prelude::window;
use wasm_bindgen::JsValue;

/// What stands behind the `#`, without it.
pub fn hash() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.trim_start_matches('#').to_owned()
}

/// What stands before the `#`.
pub fn base() -> String {
    let address = window().location().href().unwrap_or_default();
    address.split('#').next().unwrap_or_default().to_owned()
}

/// Puts `hash` there, without a step in the browser's history.
pub fn set_hash(hash: &str) {
    if let Ok(history) = window().history() {
        // A browser may refuse a long address; the page goes on without it.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&target(hash)));
    }
}

/// Puts `hash` there as a step of its own, so that going back leads to what stood there before.
pub fn push_hash(hash: &str) {
    if let Ok(history) = window().history() {
        // As above.
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&target(hash)));
    }
}

fn target(hash: &str) -> String {
    if hash.is_empty() { window().location().pathname().unwrap_or_default() } else { format!("#{hash}") }
}
