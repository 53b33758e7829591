//! The tests that one session runs: where they stand in the suite, and whether one is among them.

use std::sync::Arc;

use crate::collected::Ordered;

/// The tests that a session runs, in its order of collection.
#[derive(Clone)]
pub struct Selected {
    ordered: Arc<Ordered>,
    n_of_suite: usize,
}

impl Selected {
    pub(crate) fn new(ordered: Arc<Ordered>, n_of_suite: usize) -> Self {
        Self { ordered, n_of_suite }
    }

    /// How many they are.
    pub fn len(&self) -> usize {
        self.ordered.n_tests(self.n_of_suite)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where they stand in the suite, in the order of collection.
    pub fn positions(&self) -> impl Iterator<Item = u32> {
        (0..self.len() as u32).map(|test| self.ordered.position(test))
    }

    /// Whether the test at that position of the suite is among them. Cost: O(log n); the first time that of a sort.
    pub fn has(&self, position: u32) -> bool {
        if self.len() == self.n_of_suite {
            return (position as usize) < self.n_of_suite;
        }
        self.ordered.ascending().binary_search(&position).is_ok()
    }

    /// Whether all of the others are known to be among them; `false` where that would have to be looked up.
    pub fn covers(&self, other: &Self) -> bool {
        self.len() == self.n_of_suite || Arc::ptr_eq(&self.ordered, &other.ordered)
    }
}

#[cfg(test)]
mod tests {
    use crate::order::Order;
    use crate::prepared::Prepared;
    use crate::selection::Selection;
    use crate::session::Session;
    use crate::suite::Test;

    #[test]
    fn ok_it_knows_its_tests_by_their_position() {
        let test = |number: u32| Test {
            id: format!("{}.py::test_{number}", ["a", "b"][number as usize % 2]),
            ..Test::default()
        };
        let tests: Vec<Test> = (0..6).map(test).collect();
        let prepared = Prepared::new(&tests);
        let selected = |path: &str, order| {
            let selection = Selection { paths: vec![path.to_owned()], ..Selection::default() };
            prepared
                .selected(&Session { selection, order, order_seed: 3, ..Session::default() })
                .expect("there is no split")
        };
        let whole = selected(".", Order::Random);
        let odd = selected("b.py", Order::Random);
        let mut positions: Vec<u32> = odd.positions().collect();
        positions.sort_unstable();
        assert_eq!(positions, [1, 3, 5]);
        assert_eq!([0, 1, 5, 6].map(|position| odd.has(position)), [false, true, true, false]);
        assert_eq!([0, 5, 6].map(|position| whole.has(position)), [true, true, false]);
        assert!(whole.covers(&odd) && odd.covers(&selected("b.py", Order::Random)));
        assert!(!odd.covers(&whole) && !odd.covers(&selected("b.py", Order::Collected)));
        assert!(selected("c.py", Order::Collected).is_empty());
    }
}
