//! Recent scenarios, in this browser alone: each as a link under its number, and a list of them. Nothing that was ever kept
//! is lost by a reload, another preset, a link or an import, until it is the oldest of twenty or the browser is full.

use std::cell::Cell;

use laneway_formats::recent::{Recent, Recents};

use crate::browser::{store, timing};

/// Under which name the browser keeps the list; each scenario has its number behind a dot.
const LIST_KEY: &str = "laneway.recent";

thread_local! {
    /// The one that is being worked on, once it was kept. Each tab has its own.
    static CURRENT: Cell<Option<u64>> = const { Cell::new(None) };
}

/// All of them, newest first.
pub fn list() -> Vec<Recent> {
    load().entries().to_vec()
}

/// The link of one; `None`: another tab took it away meanwhile.
pub fn link(number: u64) -> Option<String> {
    store::load(&key(number))
}

/// The number of the one that is being worked on.
pub fn current() -> Option<u64> {
    CURRENT.get()
}

/// What is worked on was changed: keeps it in the place of what it was. With another `name` than before it is another one.
pub fn keep(link: &str, name: &str, about: &str) {
    let recents = load();
    let is_named = |number: &u64| recents.entries().iter().any(|entry| entry.number == *number && entry.name == name);
    let number = CURRENT.get().filter(is_named).or_else(|| find(&recents, link));
    CURRENT.set(put(recents, number, link, name, about));
}

/// Whether it is there.
pub fn has(link: &str) -> bool {
    find(&load(), link).is_some()
}

/// Keeps one more, which is not worked on.
pub fn add(link: &str, name: &str, about: &str) {
    put(load(), None, link, name, about);
}

/// What comes is another scenario, whatever its name.
pub fn begin_another() {
    CURRENT.set(None);
}

/// What is worked on is from now on the one with this link, if it was kept, or a new one.
pub fn go_on_with(link: &str) {
    CURRENT.set(find(&load(), link));
}

/// Takes one away.
pub fn forget(number: u64) {
    let mut recents = load();
    recents.remove(number);
    drop_link(number);
    store::save(LIST_KEY, &recents.write());
}

/// Keeps `value` under `key`; where there is no room, the oldest scenarios make room. False where there is none at all.
pub fn save_with_room(key: &str, value: &str) -> bool {
    let mut recents = load();
    save(&mut recents, key, value)
}

fn put(mut recents: Recents, number: Option<u64>, link: &str, name: &str, about: &str) -> Option<u64> {
    let number = number.unwrap_or_else(|| recents.next_number());
    let entry = Recent { number, name: name.to_owned(), about: about.to_owned(), when: timing::date() };
    for gone in recents.put(entry) {
        drop_link(gone.number);
    }
    if !save(&mut recents, &key(number), link) {
        recents.remove(number);
        drop_link(number);
    }
    let is_there = recents.entries().iter().any(|entry| entry.number == number);
    let list = recents.write();
    (save(&mut recents, LIST_KEY, &list) && is_there).then_some(number)
}

/// Saves, and takes the oldest away until there is room.
fn save(recents: &mut Recents, key: &str, value: &str) -> bool {
    let own = key.strip_prefix(LIST_KEY).and_then(|rest| rest.strip_prefix('.')?.parse().ok());
    while !store::save(key, value) {
        let Some(gone) = recents.remove_oldest(own.or(CURRENT.get())) else { return false };
        drop_link(gone.number);
        store::save(LIST_KEY, &recents.write());
    }
    true
}

fn load() -> Recents {
    Recents::read(&store::load(LIST_KEY).unwrap_or_default())
}

fn find(recents: &Recents, link: &str) -> Option<u64> {
    let has_it = |number: &u64| store::load(&key(*number)).is_some_and(|kept| kept == link);
    recents.entries().iter().map(|entry| entry.number).find(has_it)
}

fn drop_link(number: u64) {
    store::forget(&key(number));
}

fn key(number: u64) -> String {
    format!("{LIST_KEY}.{number}")
}
