//! Which of a scheduler's nodes has the most tests: a tournament between them, played again where a length changes.
//!
//! Lengths may be those of before, as long as none is shorter than now: who asks sets that of the winner right, and asks again.

/// The length of each place's queue.
pub(super) struct Longest {
    /// Who wins: at 1 of all, at `i` of those at `2 * i` and `2 * i + 1`; the places themselves in the second half.
    rounds: Vec<Entry>,
}

/// A length and a place, so that the greatest is the longest, and of equals the first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry(u64);

impl Entry {
    /// Of a place that takes no part.
    const NONE: Self = Self(0);

    fn new(place: u32, len: u32) -> Self {
        Self(u64::from(len) << 32 | u64::from(u32::MAX - place))
    }

    fn place_and_len(self) -> Option<(u32, u32)> {
        (self != Self::NONE).then_some((u32::MAX - self.0 as u32, (self.0 >> 32) as u32))
    }
}

impl Default for Longest {
    /// Of no places.
    fn default() -> Self {
        Self { rounds: vec![Entry::NONE; 2] }
    }
}

impl Longest {
    /// The queue of `place` is so long. Cost: log of the places; amortised where it is new.
    pub(super) fn set(&mut self, place: u32, len: u32) {
        self.put(place, Entry::new(place, len));
    }

    /// `place` takes no part any more.
    pub(super) fn remove(&mut self, place: u32) {
        self.put(place, Entry::NONE);
    }

    /// The place of the longest queue and its length; without that of `except`.
    pub(super) fn of_all(&self, except: Option<u32>) -> Option<(u32, u32)> {
        let Some(except) = except.filter(|&place| (place as usize) < self.n_places()) else {
            return self.rounds[1].place_and_len();
        };
        let mut at = self.n_places() + except as usize;
        let mut longest = Entry::NONE;
        while at > 1 {
            longest = longest.max(self.rounds[at ^ 1]);
            at /= 2;
        }
        longest.place_and_len()
    }

    fn n_places(&self) -> usize {
        self.rounds.len() / 2
    }

    fn put(&mut self, place: u32, entry: Entry) {
        if place as usize >= self.n_places() {
            self.make_room(place as usize + 1);
        }
        let mut at = self.n_places() + place as usize;
        self.rounds[at] = entry;
        while at > 1 {
            let longer = self.rounds[at].max(self.rounds[at ^ 1]);
            at /= 2;
            if self.rounds[at] == longer {
                return;
            }
            self.rounds[at] = longer;
        }
    }

    /// Room for twice as many places, and for that many at least.
    fn make_room(&mut self, n_places: usize) {
        let entries = self.rounds.split_off(self.n_places());
        let n_places = n_places.next_power_of_two();
        self.rounds = vec![Entry::NONE; 2 * n_places];
        self.rounds[n_places..n_places + entries.len()].copy_from_slice(&entries);
        for at in (1..n_places).rev() {
            self.rounds[at] = self.rounds[2 * at].max(self.rounds[2 * at + 1]);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use arbtest::arbtest;

    use super::*;

    #[test]
    fn ok_it_is_the_first_of_the_longest() {
        arbtest(|from| {
            let (mut longest, mut lens) = (Longest::default(), Vec::new());
            for _ in 0..from.int_in_range(1..=40)? {
                let place = from.int_in_range(0..=lens.len())?;
                let len = from.arbitrary::<bool>()?.then_some(from.int_in_range(0..=3)?);
                if place == lens.len() {
                    lens.push(len);
                } else {
                    lens[place] = len;
                }
                match len {
                    Some(len) => longest.set(place as u32, len),
                    None => longest.remove(place as u32),
                }
                let except = from.arbitrary::<bool>()?.then_some(from.int_in_range(0..=lens.len() as u32 + 1)?);
                let expected = (0..)
                    .zip(&lens)
                    .filter(|(place, _)| Some(*place) != except)
                    .filter_map(|(place, len)| len.map(|len| (place, len)))
                    .max_by_key(|&(place, len)| (len, Reverse(place)));
                assert_eq!(longest.of_all(except), expected);
            }
            Ok(())
        });
    }
}
