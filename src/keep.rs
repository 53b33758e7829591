//! Where the scenario is kept: in the address, and in this browser between visits.
//!
//! - [`recent`]: it and those before it. [`candidates`]: candidates under names.
//!
//! What the page writes into the address itself takes the place of what it wrote before. A link that was opened stays in
//! the browser's history, and what was kept before it stays kept, until the reader changes something.

use std::cell::RefCell;

use laneway_chart::human;
use laneway_formats::presets;
use laneway_formats::source;
use laneway_link::link;
use laneway_link::shared::Shared;

use crate::browser::{address, store};
use crate::state::lesson;
use crate::state::received::Received;
use crate::state::scenario::Scenario;
use crate::state::view::{Kept, Middle};

pub mod recent;

pub mod candidates;

/// Under which name the browser keeps it.
const STORE_KEY: &str = "laneway.scenario";

/// Under which name the browser keeps, as long as the tab lives, the link that it was changed from.
const RECEIVED_KEY: &str = "laneway.received";

/// Under which name the browser keeps the address of the page that links are for, where that is another one than this.
const BASE_KEY: &str = "laneway.public-address";

/// Under which name the browser keeps how long links may be.
const LENGTH_KEY: &str = "laneway.link-length";

/// The longest address that the page gives itself, in characters.
const MAX_ADDRESS: usize = 30_000;

thread_local! {
    /// What stands in the address by our own doing, so that it is not taken for a change by hand.
    static WRITTEN: RefCell<String> = const { RefCell::new(String::new()) };
    /// The link that was opened last, as the address has it.
    static OPENED: RefCell<String> = const { RefCell::new(String::new()) };
}

/// What a visit begins with, or goes on with.
pub struct Opened {
    /// What is simulated.
    pub scenario: Scenario,
    /// The link that it comes from, where somebody else made it.
    pub received: Option<Received>,
    /// What is to be sent with it.
    pub title: String,
    /// Likewise.
    pub note: String,
}

/// Keeps the scenario, written as a link, in the address and in this browser; whether that had room for it.
pub fn keep(link: &str) -> bool {
    let is_stored = store::save(STORE_KEY, link);
    if !is_stored {
        // Better none than an older one.
        store::forget(STORE_KEY);
    }
    let hash = in_address(link);
    let now = address::hash();
    WRITTEN.set(hash.to_owned());
    if now != hash {
        let is_opened = !now.is_empty() && OPENED.with_borrow(|opened| *opened == now);
        if is_opened {
            address::push_hash(hash);
        } else {
            address::set_hash(hash);
        }
    }
    is_stored
}

/// Keeps it in this browser where [`keep`] found no room: the oldest scenarios make some, if that helps.
pub fn make_room(link: &str) -> bool {
    recent::save_with_room(STORE_KEY, link)
}

/// Where it is kept now.
pub fn kept(link: &str, is_stored: bool) -> Kept {
    match (in_address(link).is_empty(), is_stored) {
        (false, _) => Kept::Everywhere,
        (true, true) => Kept::Here,
        (true, false) => Kept::Nowhere,
    }
}

fn in_address(link: &str) -> &str {
    if link.len() <= MAX_ADDRESS { link } else { "" }
}

/// The address of the page that links are for.
pub fn base() -> String {
    store::load(BASE_KEY).unwrap_or_else(address::base)
}

/// Keeps another one; none means this page. Returns what it is then.
pub fn set_base(base: &str) -> String {
    if base.is_empty() || base == address::base() {
        store::forget(BASE_KEY);
        return address::base();
    }
    store::save(BASE_KEY, base);
    base.to_owned()
}

/// How long links may be, in characters, where the user said so.
pub fn max_length() -> Option<u32> {
    store::load(LENGTH_KEY)?.parse().ok()
}

/// Keeps how long links may be.
pub fn set_max_length(most: u32) {
    store::save(LENGTH_KEY, &most.to_string());
}

/// All changes of a link that was opened are undone: the address is that link again.
pub fn put_back(hash: &str) {
    WRITTEN.set(hash.to_owned());
    if address::hash() != hash {
        address::set_hash(hash);
    }
}

/// What was worked on gives way to another scenario: it stays among the recent ones. What cannot be read is left out.
pub fn remember(link: &str) {
    // Most are there already, and reading one costs time.
    if recent::has(link) {
        return;
    }
    if let Ok(document) = link::read(link) {
        recent::add(link, source::name(&document.source), "");
    }
}

/// One picture for somebody's page: which, and the link behind it. Nothing is kept then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embedded {
    /// What is shown.
    pub view: Middle,
    /// The part of the address that opens the whole.
    pub link: String,
}

/// What the address asks to be embedded: `embed=<view>&<link>`; with a view that is not known, the first one.
pub fn embedded() -> Option<Embedded> {
    let hash = address::hash();
    let (view, link) = hash.strip_prefix("embed=")?.split_once('&')?;
    let view = match view {
        "timeline" => Middle::Timeline,
        "study" => Middle::Study,
        _ => Middle::Pipeline,
    };
    Some(Embedded { view, link: link.to_owned() })
}

/// What a visit begins with where neither the address nor this browser says anything: the first preset.
pub fn usual() -> Option<Opened> {
    let says_nothing = address::hash().is_empty() && store::load(STORE_KEY).is_none();
    says_nothing.then(Opened::usual)
}

/// What the address says, else what was kept, else the first preset; and what is wrong with the address.
pub fn first() -> (Opened, Option<String>) {
    let kept = store::load(STORE_KEY);
    match &kept {
        Some(kept) if [kept.as_str(), ""].contains(&address::hash().as_str()) => {
            remember(kept);
            recent::go_on_with(kept);
        }
        Some(_) if embedded().is_some() => {}
        // An address from elsewhere: what was kept must not be lost when that is changed and kept in turn.
        Some(kept) => remember(kept),
        None => {}
    }
    match from_address(None) {
        Some(Ok(opened)) => (opened, None),
        Some(Err(why)) => (Opened::usual(), Some(why)),
        None => (kept.and_then(|kept| own(&kept)).unwrap_or_else(Opened::usual), None),
    }
}

/// What a page had kept, written as a link.
pub fn own(link: &str) -> Option<Opened> {
    Some(Opened::from_own(link::read_shared(link).ok()?))
}

/// What the address says, unless the page itself wrote it, or it says nothing from the beginning. `received` is the link that
/// the scenario at hand comes from.
pub fn from_address(received: Option<&Received>) -> Option<Result<Opened, String>> {
    let hash = address::hash();
    // A lesson is opened in another way.
    let is_lesson = lesson::asked(&hash).is_some();
    if is_lesson || WRITTEN.with_borrow(|written| *written == hash) {
        return None;
    }
    let kept = store::load(STORE_KEY);
    WRITTEN.set(hash.clone());
    if hash.is_empty() {
        // What is too long for an address is kept all the same.
        return kept.and_then(|kept| own(&kept)).map(|own| Ok(own.changed_from(received.cloned())));
    }
    let shared = match link::read_shared(&hash) {
        Ok(shared) => shared,
        Err(error) => return Some(Err(format!("{}.", human::capital(&error.to_string())))),
    };
    if kept.as_ref() == Some(&hash) {
        let before = || {
            let hash = store::load_for_tab(RECEIVED_KEY)?;
            Some(Received::new(hash.clone(), link::read_shared(&hash).ok()?))
        };
        return Some(Ok(Opened::from_own(shared).changed_from(received.cloned().or_else(before))));
    }
    store::save_for_tab(RECEIVED_KEY, &hash);
    OPENED.set(hash.clone());
    let before = kept.filter(|kept| link::read(kept).is_ok_and(|scenario| scenario != shared.scenario));
    Some(Ok(Opened {
        scenario: Scenario::from_document(shared.scenario.clone()),
        title: shared.title.clone(),
        note: shared.note.clone(),
        received: Some(Received { before, ..Received::new(hash, shared) }),
    }))
}

impl Opened {
    fn usual() -> Self {
        let scenario = Scenario::from_document(presets::first_scenario());
        Self { scenario, received: None, title: String::new(), note: String::new() }
    }

    fn from_own(shared: Shared) -> Self {
        let Shared { scenario, title, note, .. } = shared;
        Self { scenario: Scenario::from_document(scenario), received: None, title, note }
    }

    /// Made from a link by changing something, if it has the tests of that link.
    fn changed_from(mut self, received: Option<Received>) -> Self {
        self.received = received.filter(|it| it.shared.scenario.source == self.scenario.source);
        if let Some(received) = &self.received {
            self.scenario.source = received.shared.scenario.source.clone();
        }
        self
    }
}
