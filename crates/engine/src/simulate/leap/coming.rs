//! Whose report is heard next: a tournament between all workers, played again where one of them has other plans.
//!
//! Every worker has one entry, so that nothing in here is ever stale. A change costs a comparison a round, and what it is compared
//! with is known beforehand, which a heap's way down is not.

use super::place::Place;

/// The next report of each worker. Where that stands is kept elsewhere: `place_of` a worker.
#[derive(Default)]
pub(super) struct Coming {
    /// Who comes first: at 1 of all, at `i` of those at `2 * i` and `2 * i + 1`; the workers themselves in the second half.
    rounds: Vec<Entry>,
}

/// A worker, and the time of its next report; its whole place matters only between equals.
#[derive(Clone, Copy, Default)]
struct Entry {
    at: u64,
    worker: u32,
}

impl Coming {
    /// Who comes first; of equals, the first worker.
    pub(super) fn first(&self) -> u32 {
        self.rounds[1].worker
    }

    /// All of so many workers have other plans than before, if they had any. Cost: w comparisons.
    pub(super) fn set_all(&mut self, n_workers: usize, place_of: impl Fn(u32) -> Place) {
        self.rounds.clear();
        self.rounds.resize(n_workers, Entry::default());
        self.rounds.extend((0..n_workers as u32).map(|worker| Entry { at: place_of(worker).at, worker }));
        for at in (1..n_workers).rev() {
            self.rounds[at] = first_of(self.rounds[2 * at], self.rounds[2 * at + 1], &place_of);
        }
    }

    /// `worker` has other plans than before. Cost: log w comparisons.
    pub(super) fn set(&mut self, worker: u32, place_of: impl Fn(u32) -> Place) {
        let mut at = self.rounds.len() / 2 + worker as usize;
        let mut first = Entry { at: place_of(worker).at, worker };
        self.rounds[at] = first;
        while at > 1 {
            first = first_of(self.rounds[at ^ 1], first, &place_of);
            at /= 2;
            self.rounds[at] = first;
        }
    }
}

fn first_of(one: Entry, other: Entry, place_of: impl Fn(u32) -> Place) -> Entry {
    let place = |entry: Entry| (place_of(entry.worker), entry.worker);
    let is_one = if one.at == other.at { place(one) < place(other) } else { one.at < other.at };
    std::hint::select_unpredictable(is_one, one, other)
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
            coming.set_all(n_workers, |worker| places[worker as usize]);
            for _ in 0..from.int_in_range(1..=30)? {
                let worker = from.int_in_range(0..=n_workers as u32 - 1)?;
                let (at, cause) = (from.int_in_range(0..=3)?, from.int_in_range(0..=2)?);
                let place = Place { at, cause, rank: Rank::timer(from.int_in_range(0..=1)?) };
                let place = if from.ratio(1, 5)? { Place::NEVER } else { place };
                places[worker as usize] = place;
                if from.arbitrary()? {
                    coming.set(worker, |worker| places[worker as usize]);
                } else {
                    coming.set_all(n_workers, |worker| places[worker as usize]);
                }
                let least = places.iter().copied().zip(0..).min();
                assert_eq!(Some(coming.first()), least.map(|(_, worker)| worker));
            }
            Ok(())
        });
    }
}
