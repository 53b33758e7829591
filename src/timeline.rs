//! The picture of both sides.

use std::sync::Arc;

use leptos::prelude::*;

use crate::state::run::Sides;

/// Both sides on one axis.
#[component]
pub fn Timeline(
    /// As last simulated.
    #[prop(into)]
    sides: Signal<Option<Arc<Sides>>>,
    /// Whether newer ones are on their way.
    #[prop(into)]
    stale: Signal<bool>,
) -> impl IntoView {
    let _ = (sides, stale);
}
