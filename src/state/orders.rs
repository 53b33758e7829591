//! What a lost order of tests may come to: the times of both sides in several orders.

use laneway_engine::order::N_ORDERS;
use laneway_engine::time::Nanos;

/// The ranges that were found last; they stay until newer ones are there, of all orders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Orders {
    found: Option<Ranges>,
    /// Those of a newer scenario, and of how many other orders they are.
    coming: Option<(Ranges, u64)>,
}

/// The least and the greatest over the order as it is and others within files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ranges {
    /// Of the baseline.
    pub baseline: (Nanos, Nanos),
    /// Of the candidate.
    pub candidate: (Nanos, Nanos),
    /// By how many nanoseconds the candidate's is longer under the same order.
    pub difference: (i64, i64),
}

impl Orders {
    /// What is found; it may be about an older scenario.
    pub fn found(&self) -> Option<Ranges> {
        self.found
    }

    /// Whether what is found is about an older scenario.
    pub fn is_old(&self) -> bool {
        self.found.is_some() && self.coming.is_some()
    }

    /// What is found of the newest scenario.
    pub fn of_newest(&self) -> Option<Ranges> {
        self.found.filter(|_| self.coming.is_none())
    }

    /// Both sides of a newer scenario, in the order as it is.
    pub fn begin(&mut self, baseline: Nanos, candidate: Nanos) {
        self.coming = Some((Ranges::of(baseline, candidate), 0));
    }

    /// They in one more order.
    pub fn add(&mut self, baseline: Nanos, candidate: Nanos) {
        let Some((ranges, n_orders)) = &mut self.coming else { return };
        ranges.widen(Ranges::of(baseline, candidate));
        *n_orders += 1;
        if *n_orders == N_ORDERS {
            (self.found, self.coming) = (Some(*ranges), None);
        }
    }
}

impl Ranges {
    fn of(baseline: Nanos, candidate: Nanos) -> Self {
        let difference = candidate.0 as i64 - baseline.0 as i64;
        Self { baseline: (baseline, baseline), candidate: (candidate, candidate), difference: (difference, difference) }
    }

    fn widen(&mut self, by: Self) {
        widen(&mut self.baseline, by.baseline);
        widen(&mut self.candidate, by.candidate);
        widen(&mut self.difference, by.difference);
    }
}

fn widen<T: Ord + Copy>((least, most): &mut (T, T), by: (T, T)) {
    (*least, *most) = ((*least).min(by.0), (*most).max(by.1));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_stays_until_newer_ranges_are_of_all_orders() {
        let mut orders = Orders::default();
        orders.begin(Nanos(10), Nanos(8));
        assert_eq!((orders.found(), orders.is_old()), (None, false), "none were there before");
        (1..=N_ORDERS).for_each(|number| orders.add(Nanos(10 + number), Nanos(9)));
        let first = Ranges {
            baseline: (Nanos(10), Nanos(10 + N_ORDERS)),
            candidate: (Nanos(8), Nanos(9)),
            difference: (-1 - N_ORDERS as i64, -2),
        };
        assert_eq!((orders.found(), orders.of_newest(), orders.is_old()), (Some(first), Some(first), false));
        orders.begin(Nanos(5), Nanos(7));
        orders.add(Nanos(4), Nanos(7));
        assert_eq!((orders.found(), orders.of_newest(), orders.is_old()), (Some(first), None, true));
        // A scenario after it, before all orders of that one were tried.
        orders.begin(Nanos(3), Nanos(3));
        (1..=N_ORDERS).for_each(|_| orders.add(Nanos(3), Nanos(3)));
        let same = Ranges { baseline: (Nanos(3), Nanos(3)), candidate: (Nanos(3), Nanos(3)), difference: (0, 0) };
        assert_eq!(orders.of_newest(), Some(same));
    }
}
