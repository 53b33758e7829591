//! Whose report is heard next: a tournament between all workers, played again where one of them has other plans.
//!
//! Every worker has one entry, so that nothing in here is ever stale. A change costs a comparison a round, log w of them, and
//! what it is compared with is known beforehand, which a heap's way down is not.

use super::place::Place;

/// The next report of each worker.
pub(super) struct Coming {
    /// By worker.
    places: Vec<Place>,
    /// Who comes first: at 1 of all, at `i` of those at `2 * i` and `2 * i + 1`; the workers themselves from `places.len()` on.
    rounds: Vec<Entry>,
}

/// A worker, and the time of its next report; its whole place matters only between equals.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Entry {
    at: u64,
    worker: u32,
}

impl Coming {
    /// Of so many workers, none of which has anything to report.
    pub(super) fn new(n_workers: usize) -> Self {
        let at = Place::NEVER.at;
        let mut rounds = vec![Entry { at, worker: 0 }; 2 * n_workers];
        for (worker, entry) in (0..).zip(&mut rounds[n_workers..]) {
            entry.worker = worker;
        }
        Self { places: vec![Place::NEVER; n_workers], rounds }
    }

    /// The next report of all; of equals, that of the first worker. At [`Place::NEVER`] if there is none.
    pub(super) fn first(&self) -> (Place, u32) {
        let worker = self.rounds[1].worker;
        (self.places[worker as usize], worker)
    }

    /// The next report of `worker` stands at `place`.
    pub(super) fn set(&mut self, worker: u32, place: Place) {
        self.places[worker as usize] = place;
        let mut at = self.places.len() + worker as usize;
        let mut first = Entry { at: place.at, worker };
        self.rounds[at] = first;
        while at > 1 {
            first = self.first_of(first, self.rounds[at ^ 1]);
            at /= 2;
            if first.worker != worker && self.rounds[at] == first {
                return; // It has lost against who won here before.
            }
            self.rounds[at] = first;
        }
    }

    fn first_of(&self, one: Entry, other: Entry) -> Entry {
        let place = |entry: Entry| (self.places[entry.worker as usize], entry.worker);
        let is_one = if one.at == other.at { place(one) < place(other) } else { one.at < other.at };
        std::hint::select_unpredictable(is_one, one, other)
    }
}

#[cfg(test)]
mod tests {
    use arbtest::arbtest;

    use super::super::place::Rank;
    use super::*;

    #[test]
    fn ok_the_first_is_the_least_of_all() {
        arbtest(|from| {
            let n_workers = from.int_in_range(1..=9)?;
            let mut coming = Coming::new(n_workers);
            let mut places = vec![Place::NEVER; n_workers];
            for _ in 0..from.int_in_range(1..=30)? {
                let worker = from.int_in_range(0..=n_workers as u32 - 1)?;
                let (at, cause) = (from.int_in_range(0..=3)?, from.int_in_range(0..=2)?);
                let place = Place { at, cause, rank: Rank::timer(from.int_in_range(0..=1)?) };
                let place = if from.ratio(1, 5)? { Place::NEVER } else { place };
                places[worker as usize] = place;
                coming.set(worker, place);
                let least = places.iter().copied().zip(0..).min();
                assert_eq!(Some(coming.first().0), least.map(|(place, _)| place));
                assert!(coming.first().0 == Place::NEVER || Some(coming.first()) == least);
            }
            Ok(())
        });
    }
}
