//! Durations on steps, and tests in order of them.

use std::cmp::Reverse;

use laneway_engine::suite::{Test, class_of};

use crate::v1::grid::Grid;

/// Puts all durations on the nearest steps, but for the `n_exact` longest, of equal ones the first. No test becomes longer
/// than one of these, so that the same ones are the longest when it is done again.
pub(super) fn put_on_steps(tests: &mut [Test], grid: &Grid, n_exact: usize) {
    let mut longest: Vec<usize> = (0..tests.len()).collect();
    longest.sort_by_key(|place| (Reverse(tests[*place].duration), *place));
    let (exact, others) = longest.split_at(n_exact.min(longest.len()));
    let most = exact.last().map(|place| tests[*place].duration);
    for place in others {
        let duration = &mut tests[*place].duration;
        let near = grid.nearest(*duration);
        *duration = if most.is_some_and(|most| near > most) { grid.below(*duration) } else { near };
    }
}

/// Sorts the tests of each class, or of a file's stretch without classes, longest first, where groups and marks are the
/// same; gives each test's new place by its old one.
pub(super) fn sort_in_scopes(tests: &mut Vec<Test>) -> Vec<u32> {
    let mut numbered: Vec<(usize, Test)> = std::mem::take(tests).into_iter().enumerate().collect();
    let is_alike = |(_, one): &(usize, Test), (_, other): &(usize, Test)| {
        one.file() == other.file()
            && class_of(&one.id) == class_of(&other.id)
            && (&one.groups, &one.marks) == (&other.groups, &other.marks)
    };
    for scope in numbered.chunk_by_mut(is_alike) {
        scope.sort_by_key(|(_, test)| Reverse(test.duration));
    }
    let mut places = vec![0; numbered.len()];
    for (place, (was, test)) in numbered.into_iter().enumerate() {
        places[was] = place as u32;
        tests.push(test);
    }
    places
}
