//! The list of recent scenarios as a browser keeps it: `{"schema": 1, "entries": [...]}`, newest first. The scenarios
//! themselves are kept beside it, each under its number.

use serde::{Deserialize, Serialize};

/// How many are kept at most.
pub const MOST: usize = 20;

/// The longest name and the longest line about a scenario, in characters.
const LONGEST: usize = 200;

/// What is known of one scenario without opening it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Recent {
    /// Names it; never given twice.
    pub number: u64,
    /// What people call it.
    pub name: String,
    /// A line about it: its size, what it came to.
    pub about: String,
    /// When it was kept last, milliseconds since 1970.
    pub when: f64,
}

/// All of them, newest first; at most [`MOST`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Recents {
    schema: u32,
    entries: Vec<Recent>,
}

impl Recents {
    /// As it was written; what cannot be read is an empty list, since nothing but the list is lost by that.
    pub fn read(text: &str) -> Self {
        let mut recents: Self = serde_json::from_str(text).unwrap_or_default();
        recents.entries.truncate(MOST);
        recents
    }

    /// As text.
    pub fn write(&self) -> String {
        let written = Self { schema: 1, entries: self.entries.clone() };
        serde_json::to_string(&written).expect("a list always serializes")
    }

    /// Newest first.
    pub fn entries(&self) -> &[Recent] {
        &self.entries
    }

    /// A number that none of them has, greater than all.
    pub fn next_number(&self) -> u64 {
        self.entries.iter().map(|entry| entry.number).max().map_or(1, |number| number.saturating_add(1))
    }

    /// Puts one first, in place of the one with its number. Returns those that the list has no more room for.
    pub fn put(&mut self, entry: Recent) -> Vec<Recent> {
        self.remove(entry.number);
        let cut = |text: &str| text.chars().take(LONGEST).collect();
        self.entries.insert(0, Recent { name: cut(&entry.name), about: cut(&entry.about), ..entry });
        self.entries.split_off(self.entries.len().min(MOST))
    }

    /// Takes one away.
    pub fn remove(&mut self, number: u64) {
        self.entries.retain(|entry| entry.number != number);
    }

    /// Takes the oldest away, other than the one with the number `keep`, to make room.
    pub fn remove_oldest(&mut self, keep: Option<u64>) -> Option<Recent> {
        let place = self.entries.iter().rposition(|entry| Some(entry.number) != keep)?;
        Some(self.entries.remove(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recent(number: u64) -> Recent {
        Recent { number, name: format!("suite {number}"), ..Recent::default() }
    }

    fn numbers(recents: &Recents) -> Vec<u64> {
        recents.entries().iter().map(|entry| entry.number).collect()
    }

    #[test]
    fn the_newest_is_first_and_none_is_there_twice() {
        let mut recents = Recents::default();
        for number in [1, 2, 3, 1] {
            assert_eq!(recents.put(recent(number)), []);
        }
        assert_eq!(numbers(&recents), [1, 3, 2]);
        assert_eq!(recents.next_number(), 4);
        assert_eq!(Recents::read(&recents.write()).entries(), recents.entries());
    }

    #[test]
    fn the_oldest_go_first() {
        let mut recents = Recents::default();
        let gone: Vec<u64> = (1..=22).flat_map(|number| recents.put(recent(number))).map(|gone| gone.number).collect();
        assert_eq!(gone, [1, 2]);
        assert_eq!(recents.remove_oldest(Some(3)).map(|gone| gone.number), Some(4));
        assert_eq!(recents.remove_oldest(None).map(|gone| gone.number), Some(3));
        assert_eq!(numbers(&recents).len(), 18);
    }

    #[test]
    fn what_cannot_be_read_is_empty() {
        for text in ["", "[]", "{\"entries\": 3}", "{\"entries\": [{\"number\": -1}]}"] {
            assert_eq!(Recents::read(text), Recents::default(), "{text}");
        }
        assert_eq!(Recents::read("{\"entries\": [{\"number\": 7, \"later\": 1}]}").next_number(), 8);
    }
}
