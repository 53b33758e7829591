//! Whose report is heard next: a tournament between all workers, played again where one of them has other plans.
//!
//! Every worker has one entry, so that nothing in here is ever stale. A change costs a comparison a round, and what it is compared
//! with is known beforehand, which a heap's way down is not.

use super::place::Place;

/// The next report of each worker.
#[derive(Default)]
pub(super) struct Coming {
    /// By worker.
    places: Vec<Place>,
    /// Who comes first: at 1 of all, at `i` of those at `2 * i` and `2 * i + 1`; the workers themselves from `places.len()` on.
    rounds: Vec<Entry>,
}

/// A worker, and the time of its next report; its whole place matters only between equals.
#[derive(Clone, Copy, Default)]
struct Entry {
    at: u64,
    worker: u32,
}

impl Coming {
    /// The next report of all; of equals, that of the first worker. At [`Place::NEVER`] if there is none.
    pub(super) fn first(&self) -> (Place, u32) {
        let worker = self.rounds[1].worker;
        (self.places[worker as usize], worker)
    }

    /// The next report of each worker, instead of all that was known. Cost: w comparisons.
    pub(super) fn set_all(&mut self, places: impl Iterator<Item = Place>) {
        let Self { places: all, rounds } = self;
        all.clear();
        all.extend(places);
        rounds.clear();
        rounds.resize(all.len(), Entry::default());
        rounds.extend((0..).zip(&*all).map(|(worker, place)| Entry { at: place.at, worker }));
        for at in (1..all.len()).rev() {
            rounds[at] = first_of(all, rounds[2 * at], rounds[2 * at + 1]);
        }
    }

    /// The next report of `worker` stands at `place`. Cost: log w comparisons.
    pub(super) fn set(&mut self, worker: u32, place: Place) {
        let Self { places, rounds } = self;
        places[worker as usize] = place;
        let mut at = places.len() + worker as usize;
        let mut first = Entry { at: place.at, worker };
        rounds[at] = first;
        while at > 1 {
            first = first_of(places, rounds[at ^ 1], first);
            at /= 2;
            rounds[at] = first;
        }
    }
}

fn first_of(places: &[Place], one: Entry, other: Entry) -> Entry {
    let is_one = if one.at == other.at { is_first(places, one, other) } else { one.at < other.at };
    std::hint::select_unpredictable(is_one, one, other)
}

/// Whether `one` comes before `other`, of two at one time.
#[cold]
fn is_first(places: &[Place], one: Entry, other: Entry) -> bool {
    let place = |entry: Entry| (places[entry.worker as usize], entry.worker);
    place(one) < place(other)
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
            let mut places = vec![Place::NEVER; n_workers];
            let mut coming = Coming::default();
            coming.set_all(places.iter().copied());
            for _ in 0..from.int_in_range(1..=30)? {
                let worker = from.int_in_range(0..=n_workers as u32 - 1)?;
                let (at, cause) = (from.int_in_range(0..=3)?, from.int_in_range(0..=2)?);
                let place = Place { at, cause, rank: Rank::timer(from.int_in_range(0..=1)?) };
                let place = if from.ratio(1, 5)? { Place::NEVER } else { place };
                places[worker as usize] = place;
                if from.arbitrary()? {
                    coming.set(worker, place);
                } else {
                    coming.set_all(places.iter().copied());
                }
                let least = places.iter().copied().zip(0..).min();
                assert_eq!(Some(coming.first().0), least.map(|(place, _)| place));
                assert!(coming.first().0 == Place::NEVER || Some(coming.first()) == least);
            }
            Ok(())
        });
    }
}
