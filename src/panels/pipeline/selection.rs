//! Which tests: paths and marks, as behind `pytest`.

use laneway_engine::selection::Selection;
use leptos::prelude::*;

use super::part::{Part, lens};
use crate::widgets::field::Wrong;

/// Paths, and what is left out of them; marks likewise. What is wrong with all of it stands at the paths.
#[component]
pub(super) fn SelectionFields(at: Part<Selection>, wrong: Signal<Option<Wrong>>) -> impl IntoView {
    const APART: &[char] = &[' ', ',', '\t'];
    view! {
        {at.list("Paths", "Folders, files or tests, as behind pytest", "all", APART, Some(wrong), lens!(paths))}
        {at.list("Without", "--ignore, --deselect", "none", APART, None, lens!(without))}
        {at.list("Marked", "-m: tests with one of these marks or groups", "all", APART, None, lens!(marked))}
        {at.list("Not marked", "-m not: tests with none of these", "none", APART, None, lens!(unmarked))}
    }
}
