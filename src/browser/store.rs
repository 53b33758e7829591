//! What is kept between visits, on this machine alone.

use leptos::prelude::window;

/// What was kept under `key`; `None` too where the browser keeps nothing.
pub fn load(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

/// Keeps `value`. False where there is no room, or the browser keeps nothing.
pub fn save(key: &str, value: &str) -> bool {
    let storage = window().local_storage().ok().flatten();
    storage.is_some_and(|storage| storage.set_item(key, value).is_ok())
}

/// Keeps nothing under `key` any more.
pub fn forget(key: &str) {
    if let Some(storage) = window().local_storage().ok().flatten() {
        let _ = storage.remove_item(key);
    }
}

/// What was kept under `key` in this tab, reloads included.
pub fn load_for_tab(key: &str) -> Option<String> {
    window().session_storage().ok()??.get_item(key).ok()?
}

/// Keeps `value` as long as this tab lives, if there is room.
pub fn save_for_tab(key: &str, value: &str) {
    if let Some(storage) = window().session_storage().ok().flatten() {
        let _ = storage.set_item(key, value);
    }
}
