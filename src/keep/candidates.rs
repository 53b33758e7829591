//! Candidates that are kept under names, in this browser alone.

use laneway_formats::candidates::Candidates;

use super::recent;
use crate::browser::store;

/// Under which name the browser keeps them.
const KEY: &str = "laneway.candidates";

/// All of them.
pub fn load() -> Candidates {
    Candidates::read(&store::load(KEY).unwrap_or_default())
}

/// Keeps all of them. False where the browser does not.
pub fn save(candidates: &Candidates) -> bool {
    recent::save_with_room(KEY, &candidates.write())
}
