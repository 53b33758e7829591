//! Whether the reader wants things to move.

use leptos::prelude::window;

/// Whether the system asks for less motion.
pub fn is_reduced() -> bool {
    window().match_media("(prefers-reduced-motion: reduce)").ok().flatten().is_some_and(|query| query.matches())
}
