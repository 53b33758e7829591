//! Light or dark: the system's choice, or the reader's.

use leptos::prelude::{document, window};

/// Whether dark is in force.
pub fn is_dark() -> bool {
    match document().document_element().and_then(|root| root.get_attribute("data-theme")).as_deref() {
        Some("dark") => true,
        Some("light") => false,
        _ => window().match_media("(prefers-color-scheme: dark)").ok().flatten().is_some_and(|query| query.matches()),
    }
}

/// Puts a choice in force.
pub fn set_dark(is_dark: bool) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-theme", if is_dark { "dark" } else { "light" });
    }
}
