//! Which of a scheduler's nodes are idle, in the order in which they became ready.

/// A set of places in that order: a bit each, and how many there are.
#[derive(Default)]
pub(super) struct Idle {
    words: Vec<u64>,
    n_idle: usize,
}

impl Idle {
    pub(super) fn len(&self) -> usize {
        self.n_idle
    }

    pub(super) fn insert(&mut self, place: u32) {
        let (word, bit) = Self::split(place);
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        self.n_idle += usize::from(self.words[word] & bit == 0);
        self.words[word] |= bit;
    }

    pub(super) fn remove(&mut self, place: u32) {
        let (word, bit) = Self::split(place);
        if let Some(word) = self.words.get_mut(word) {
            self.n_idle -= usize::from(*word & bit != 0);
            *word &= !bit;
        }
    }

    /// The first that is idle at `from` or later. Cost: a step for 64 places that are not.
    pub(super) fn next(&self, from: u32) -> Option<u32> {
        let (first, bit) = Self::split(from);
        let mut mask = !(bit - 1);
        for (word, bits) in self.words.iter().enumerate().skip(first) {
            if bits & mask != 0 {
                return Some(word as u32 * 64 + (bits & mask).trailing_zeros());
            }
            mask = u64::MAX;
        }
        None
    }

    /// The one before which so many are idle. Cost: a step for 64 places, and for each before it in its own 64.
    pub(super) fn nth(&self, n: usize) -> Option<u32> {
        let mut n_left = n;
        for (word, &bits) in self.words.iter().enumerate() {
            let n_here = bits.count_ones() as usize;
            if n_left < n_here {
                // Each step takes the lowest bit off.
                let bits = (0..n_left).fold(bits, |bits, _| bits & (bits - 1));
                return Some(word as u32 * 64 + bits.trailing_zeros());
            }
            n_left -= n_here;
        }
        None
    }

    fn split(place: u32) -> (usize, u64) {
        (place as usize / 64, 1 << (place % 64))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use arbtest::arbtest;

    use super::*;

    #[test]
    fn ok_it_is_an_ordered_set() {
        arbtest(|from| {
            let (mut idle, mut set) = (Idle::default(), BTreeSet::new());
            for _ in 0..from.int_in_range(1..=40)? {
                let place = from.int_in_range(0..=200)?;
                if from.arbitrary()? {
                    idle.insert(place);
                    set.insert(place);
                } else {
                    idle.remove(place);
                    set.remove(&place);
                }
                assert_eq!(idle.len(), set.len());
                let from_place = from.int_in_range(0..=300)?;
                assert_eq!(idle.next(from_place), set.range(from_place..).next().copied());
                let n = from.int_in_range(0..=set.len())?;
                assert_eq!(idle.nth(n), set.iter().nth(n).copied());
            }
            Ok(())
        });
    }
}
