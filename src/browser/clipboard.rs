//! Copies text.

use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

/// Copies `text`. False where the browser does not let us.
pub async fn copy(text: &str) -> bool {
    JsFuture::from(window().navigator().clipboard().write_text(text)).await.is_ok()
}
