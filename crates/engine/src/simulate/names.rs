//! Numbers for names, in order of first appearance.

#[expect(clippy::disallowed_types, reason = "looked up, never walked: its order cannot reach an outcome")]
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Names seen so far. A name like the one before it costs one comparison.
#[derive(Default)]
pub(crate) struct Names<'a> {
    names: Vec<&'a str>,
    #[expect(clippy::disallowed_types, reason = "looked up, never walked: its order cannot reach an outcome")]
    numbers: HashMap<&'a str, u32, BuildHasherDefault<WordHasher>>,
    latest: u32,
}

impl<'a> Names<'a> {
    /// Room for so many names.
    pub(crate) fn with_capacity(n_names: usize) -> Self {
        let mut names = Self::default();
        names.names.reserve(n_names);
        names.numbers.reserve(n_names);
        names
    }

    /// The number of `name`; a new name gets the next one, from 0.
    pub(crate) fn number(&mut self, name: &'a str) -> u32 {
        if self.names.get(self.latest as usize).is_none_or(|latest| *latest != name) {
            let next = self.names.len() as u32;
            self.latest = *self.numbers.entry(name).or_insert(next);
            if self.latest == next {
                self.names.push(name);
            }
        }
        self.latest
    }

    /// All names by number.
    pub(crate) fn into_names(self) -> Vec<&'a str> {
        self.names
    }
}

/// Eight bytes at a time: multiply, rotate. Same on every machine; not meant to resist an attacker.
#[derive(Default)]
struct WordHasher(u64);

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}
