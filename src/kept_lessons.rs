//! Where a lesson that is read is kept: in the address; and which were read to their end, in this browser.

use std::collections::BTreeSet;

use crate::browser::{address, store};
use crate::state::lesson::{LessonErrand, asked};

/// Under which name the browser keeps which lessons were read.
const DONE_KEY: &str = "laneway.lessons";

/// The lesson that the address names.
pub fn in_address() -> Option<LessonErrand> {
    asked(&address::hash())
}

/// Puts a lesson's step into the address.
pub fn show(lesson: &str) {
    address::set_hash(lesson);
}

/// Addresses of the lessons that were read to their end.
pub fn done() -> BTreeSet<String> {
    let kept = store::load(DONE_KEY).unwrap_or_default();
    kept.split_whitespace().map(str::to_owned).collect()
}

/// Keeps them. Where the browser has no room, they are forgotten with the visit.
pub fn keep_done(done: &BTreeSet<String>) {
    store::save(DONE_KEY, &done.iter().map(String::as_str).collect::<Vec<_>>().join(" "));
}
