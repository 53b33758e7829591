//! What the marks of the picture mean.

use leptos::prelude::*;

/// One mark: the end of its class, its word, and what it means.
const MARKS: [(&str, &str, &str); 9] = [
    ("test", "test", "A block is a test; its colour is its file"),
    ("slow", "slow", "A stronger shade: 3 times, or 10 times, as long as the mean"),
    ("start-up", "start-up", "The worker's process starts"),
    ("collection", "collection", "The worker collects all tests"),
    ("fixtures", "fixtures", "The notch at a block's left edge: fixtures of wider scope"),
    ("idle", "idle", "The worker has nothing left to run"),
    ("steal", "steal", "Tests go from one worker's queue to another's"),
    ("crash", "crash", "The worker dies"),
    ("floor", "floor", "No schedule can beat it: the longest test, or all work shared evenly"),
];

/// The marks, and how to move about.
#[component]
pub fn Legend(
    /// What keys and pointers do.
    help: &'static str,
) -> impl IntoView {
    let marks = MARKS.map(|(mark, word, about)| {
        view! {
            <li class="timeline__mark" title=about>
                <span class=format!("timeline__swatch timeline__swatch--{mark}") aria-hidden="true"></span>
                {word}
            </li>
        }
    });
    view! {
        <ul class="timeline__legend">
            {marks.collect_view()} <li class="timeline__mark timeline__mark--help" title=help>
                "Moving about"
                <span id="timeline-help" class="visually-hidden">{help}</span>
            </li>
        </ul>
    }
}
