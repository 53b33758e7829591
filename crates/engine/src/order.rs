//! Other orders that a suite might be collected in.

use std::borrow::Cow;
use std::cmp::Reverse;

use rand::seq::SliceRandom;
use serde::{Deserialize, Serialize};

use crate::prepared::Prepared;
use crate::random::{Purpose, stream};
use crate::session::Session;
use crate::simulate::{Detail, SessionError, simulate_prepared};
use crate::suite::{Suite, Test};
use crate::time::Nanos;

/// An order of collection, as a plugin makes it: of the durations of earlier runs, or like pytest-randomly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// As it is.
    #[default]
    Collected,
    /// The longest tests first; ties as collected.
    SlowestFirst,
    /// The shortest tests first; ties as collected.
    FastestFirst,
    /// The first test of every file, then the second of every file, and so on.
    Interleaved,
    /// Shuffled, tests by tests.
    Random,
}

/// One row of [`ORDERS`].
pub struct OrderInfo {
    /// The order described.
    pub order: Order,
    /// What stands after `--order`.
    pub flag: &'static str,
    /// In a word or two, behind a mode and its workers.
    pub words: &'static str,
}

/// Every order, in the order in which menus and help show them.
pub const ORDERS: &[OrderInfo] = &[
    OrderInfo { order: Order::Collected, flag: "collected", words: "as collected" },
    OrderInfo { order: Order::SlowestFirst, flag: "slowest-first", words: "slowest first" },
    OrderInfo { order: Order::FastestFirst, flag: "fastest-first", words: "fastest first" },
    OrderInfo { order: Order::Interleaved, flag: "interleaved", words: "files interleaved" },
    OrderInfo { order: Order::Random, flag: "random", words: "random order" },
];

impl Order {
    /// The order that `flag` names after `--order`.
    pub fn from_flag(flag: &str) -> Option<Self> {
        ORDERS.iter().find(|info| info.flag == flag).map(|info| info.order)
    }

    /// This order's row of [`ORDERS`].
    pub fn info(self) -> &'static OrderInfo {
        ORDERS.iter().find(|info| info.order == self).expect("the table has every order")
    }
}

/// Where the tests of an order stand in `tests`: first the position of the one that is collected first. `seed` counts for
/// [`Order::Random`] alone. Costs O(n log n).
pub fn positions(tests: &[Test], order: Order, seed: u64) -> Vec<u32> {
    let mut positions: Vec<u32> = (0..tests.len() as u32).collect();
    arrange(&mut positions, tests, order, seed);
    positions
}

/// Puts some positions in `tests`, as collected, in an order.
pub(crate) fn arrange(positions: &mut [u32], tests: &[Test], order: Order, seed: u64) {
    let duration = |position: &u32| tests[*position as usize].duration;
    match order {
        Order::Collected => {}
        Order::SlowestFirst => positions.sort_by_key(|position| Reverse(duration(position))),
        Order::FastestFirst => positions.sort_by_key(duration),
        Order::Interleaved => {
            let file = |position: &u32| tests[*position as usize].file();
            let mut in_file: Vec<usize> = vec![0; tests.len()];
            for file in positions.chunk_by(|one, next| file(one) == file(next)) {
                file.iter().enumerate().for_each(|(place, position)| in_file[*position as usize] = place);
            }
            positions.sort_by_key(|position| in_file[*position as usize]);
        }
        Order::Random => positions.shuffle(&mut stream(seed, Purpose::Order, 0)),
    }
}

/// Puts `tests` in an order, as [`positions`].
pub fn put_in_order(tests: &mut [Test], order: Order, seed: u64) {
    let positions = positions(tests, order, seed);
    let mut taken: Vec<Test> = tests.iter_mut().map(std::mem::take).collect();
    for (slot, position) in tests.iter_mut().zip(positions) {
        *slot = std::mem::take(&mut taken[position as usize]);
    }
}

/// How many other orders show a range.
pub const N_ORDERS: u64 = 24;

/// `tests` with those of each file shuffled, and files where they are: what a report that is sorted by id leaves open.
/// Same seed and number, same order. Costs O(n).
pub fn shuffled_within_files(tests: &[Test], seed: u64, number: u64) -> Vec<Test> {
    let mut random = stream(seed, Purpose::OrderWithinFiles, number);
    let mut tests = tests.to_vec();
    for file in tests.chunk_by_mut(|one, next| one.file() == next.file()) {
        file.shuffle(&mut random);
    }
    tests
}

/// `tests` as they are, and in the first [`N_ORDERS`] shuffled orders ([`shuffled_within_files`]).
pub fn orders(tests: &[Test]) -> impl Iterator<Item = Cow<'_, [Test]>> {
    let shuffled = (1..=N_ORDERS).map(|number| Cow::Owned(shuffled_within_files(tests, 0, number)));
    std::iter::once(Cow::Borrowed(tests)).chain(shuffled)
}

/// The shortest and the longest makespan of each session over the [`orders`] of a suite; a session then puts them in its own.
///
/// # Errors
/// If a session makes no sense.
pub fn makespan_ranges(suite: &Suite, sessions: &[Session]) -> Result<Vec<(Nanos, Nanos)>, SessionError> {
    let mut ranges = vec![(Nanos(u64::MAX), Nanos::ZERO); sessions.len()];
    for tests in orders(&suite.tests) {
        let prepared = Prepared::new(&tests[..]).with_recording(suite.recording.clone());
        for ((least, most), session) in ranges.iter_mut().zip(sessions) {
            let makespan = simulate_prepared(&prepared, session, Detail::Summary)?.summary.makespan;
            (*least, *most) = (makespan.min(*least), makespan.max(*most));
        }
    }
    Ok(ranges)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(ids: &str, number: u64, expect: Expect) {
        let test = |id: &str| Test { id: id.to_owned(), duration: Nanos(1), groups: Vec::new(), ..Test::default() };
        let tests: Vec<Test> = ids.split(' ').map(test).collect();
        let tests = shuffled_within_files(&tests, 0, number);
        expect.assert_eq(&tests.iter().map(|test| test.id.as_str()).collect::<Vec<_>>().join(" "));
    }

    fn check_order(order: Order, expect: Expect) {
        let test = |(id, secs): &(&str, u64)| Test {
            id: (*id).to_owned(),
            duration: Nanos(*secs),
            groups: Vec::new(),
            ..Test::default()
        };
        let tests = [("a::1", 2), ("a::2", 9), ("b::3", 4), ("b::4", 2), ("c::5", 1), ("a::6", 5)];
        let mut tests: Vec<Test> = tests.iter().map(test).collect();
        put_in_order(&mut tests, order, 0);
        expect.assert_eq(&tests.iter().map(|test| test.id.as_str()).collect::<Vec<_>>().join(" "));
    }

    #[test]
    fn every_order_keeps_every_test() {
        check_order(Order::Collected, expect!["a::1 a::2 b::3 b::4 c::5 a::6"]);
        check_order(Order::SlowestFirst, expect!["a::2 a::6 b::3 a::1 b::4 c::5"]);
        check_order(Order::FastestFirst, expect!["c::5 a::1 b::4 b::3 a::6 a::2"]);
        check_order(Order::Interleaved, expect!["a::1 b::3 c::5 a::6 a::2 b::4"]);
        check_order(Order::Random, expect!["a::6 b::3 c::5 a::2 a::1 b::4"]);
    }

    #[test]
    fn documents_and_options_name_orders_alike() {
        for info in ORDERS {
            assert_eq!(serde_json::to_value(info.order).expect("a name"), info.flag);
            assert_eq!(Order::from_flag(info.flag), Some(info.order));
        }
        assert_eq!(Order::from_flag("slow"), None);
    }

    #[test]
    fn files_stay_where_they_are() {
        let ids = "a::1 a::2 a::3 a::4 b::1 c::1 c::2 a::5";
        check(ids, 1, expect!["a::4 a::2 a::3 a::1 b::1 c::2 c::1 a::5"]);
        check(ids, 2, expect!["a::3 a::1 a::2 a::4 b::1 c::1 c::2 a::5"]);
        check("", 3, expect![""]);
    }

    #[test]
    fn a_range_holds_the_makespans_of_its_orders() {
        let secs = [8, 1, 1, 1, 1, 1, 1, 3];
        let test = |(number, secs): (usize, &u64)| Test {
            id: format!("a::{number}"),
            duration: Nanos(secs * 1_000_000_000),
            groups: Vec::new(),
            ..Test::default()
        };
        let tests: Vec<Test> = secs.iter().enumerate().map(test).collect();
        let session = |workers| Session { workers, ..Session::default() };
        let suite = Suite { tests, ..Suite::default() };
        let ranges = makespan_ranges(&suite, &[session(1), session(2)]).expect("sessions that make sense");
        let said: Vec<String> = ranges.iter().map(|(least, most)| format!("{}-{}", least.0, most.0)).collect();
        expect!["17000000000-17000000000 9000000000-13000000000"].assert_eq(&said.join(" "));
    }
}
