//! What several reports are to each other: parts of one run, or repeated runs of one suite.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::read::Reading;

/// What several reports are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Together {
    /// Each holds other tests: shards of one run.
    Parts,
    /// Each holds the same tests: the suite was run several times.
    Repeats,
}

/// What several readings probably are: repeats if more tests stand in several of them than half of the smallest has.
/// Collections without durations do not count.
pub fn guess(readings: &[Reading]) -> Together {
    let timed: Vec<&Reading> = readings.iter().filter(|reading| reading.has_durations).collect();
    let Some(n_smallest) = timed.iter().map(|reading| reading.suite.tests.len()).min() else { return Together::Parts };
    let mut n_holding: HashMap<&str, u32> = HashMap::new();
    for test in timed.iter().flat_map(|reading| &reading.suite.tests) {
        *n_holding.entry(&test.id).or_default() += 1;
    }
    let n_shared = n_holding.into_values().filter(|&n| n > 1).count();
    if 2 * n_shared > n_smallest { Together::Repeats } else { Together::Parts }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::read::read;

    fn check(texts: &[&str], together: Together) {
        let one = |text: &&str| read("one", Cursor::new(text.as_bytes()), &mut |_| {}).expect("a reading");
        assert_eq!(guess(&texts.iter().map(one).collect::<Vec<_>>()), together);
    }

    #[test]
    fn shards_share_little() {
        check(&["a,1\nb,2", "c,3\nd,4"], Together::Parts);
        check(&["a,1\nb,2\nsmoke,1", "c,3\nd,4\nsmoke,1"], Together::Parts);
        check(&["a,1"], Together::Parts);
        check(&[], Together::Parts);
    }

    #[test]
    fn repeats_share_most() {
        check(&["a,1\nb,2", "a,3\nb,4"], Together::Repeats);
        check(&["a,1\nb,2\nc,3", "a,3\nb,4\nd,5"], Together::Repeats);
    }

    #[test]
    fn a_collection_shares_nothing() {
        check(&["a.py::b,1", "a.py::c,1", "a.py::b\na.py::c"], Together::Parts);
    }
}
