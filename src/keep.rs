//! Where the scenario is kept: in the address, and in this browser between visits.
//!
//! - [`recent`]: it and those before it.

use std::cell::RefCell;

use laneway_formats::presets::{self, PRESETS};
use laneway_formats::source;
use laneway_link::link;

use crate::browser::{address, store};
use crate::state::scenario::Scenario;
use crate::state::view::Kept;

pub mod recent;

/// Under which name the browser keeps it.
const STORE_KEY: &str = "laneway.scenario";

/// The longest address that the page gives itself, in characters.
const MAX_ADDRESS: usize = 30_000;

thread_local! {
    /// What stands in the address by our own doing, so that it is not taken for a change by hand.
    static WRITTEN: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps the scenario, written as a link; says where there was room for it.
pub fn keep(link: &str) -> Kept {
    let is_stored = recent::save_with_room(STORE_KEY, link);
    if !is_stored {
        // Better none than an older one.
        store::forget(STORE_KEY);
    }
    let hash = if link.len() <= MAX_ADDRESS { link } else { "" };
    WRITTEN.set(hash.to_owned());
    address::set_hash(hash);
    match (hash.is_empty(), is_stored) {
        (false, _) => Kept::Everywhere,
        (true, true) => Kept::Here,
        (true, false) => Kept::Nowhere,
    }
}

/// What was worked on gives way to another scenario: it stays among the recent ones. What cannot be read is left out.
pub fn remember(link: &str) {
    if let Ok(document) = link::read(link) {
        recent::remember(link, source::name(&document.source), "");
    }
}

/// What the address says, else what was kept, else the first preset; and what is wrong with the address.
pub fn first() -> (Scenario, Option<String>) {
    let kept = store::load(STORE_KEY);
    match &kept {
        Some(kept) if [kept.as_str(), ""].contains(&address::hash().as_str()) => {
            remember(kept);
            recent::go_on_with(kept);
        }
        // An address from elsewhere: what was kept must not be lost when that is changed and kept in turn.
        Some(kept) => remember(kept),
        None => {}
    }
    match from_address() {
        Some(Ok(scenario)) => (scenario, None),
        Some(Err(why)) => (Scenario::from_document(presets::scenario(&PRESETS[0])), Some(why)),
        None => {
            let kept = kept.and_then(|kept| link::read(&kept).ok());
            (Scenario::from_document(kept.unwrap_or_else(|| presets::scenario(&PRESETS[0]))), None)
        }
    }
}

/// What the address says, unless the page itself wrote it, or it says nothing.
pub fn from_address() -> Option<Result<Scenario, String>> {
    let hash = address::hash();
    if hash.is_empty() || WRITTEN.with_borrow(|written| *written == hash) {
        return None;
    }
    Some(link::read(&hash).map(Scenario::from_document).map_err(|error| format!("{}.", sentence(&error.to_string()))))
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
