//! Other orders that a suite might have been collected in.

use rand::seq::SliceRandom;

use crate::prepared::Prepared;
use crate::random::{Purpose, stream};
use crate::session::Session;
use crate::simulate::{Detail, SessionError, simulate_prepared};
use crate::suite::Test;
use crate::time::Nanos;

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

/// The shortest and the longest makespan of each session over the first [`N_ORDERS`] shuffled orders.
///
/// # Errors
/// If a session makes no sense.
pub fn makespan_ranges(tests: &[Test], sessions: &[Session]) -> Result<Vec<(Nanos, Nanos)>, SessionError> {
    let mut ranges = vec![(Nanos(u64::MAX), Nanos::ZERO); sessions.len()];
    for number in 1..=N_ORDERS {
        let tests = shuffled_within_files(tests, 0, number);
        let prepared = Prepared::new(&tests);
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
        let test = |id: &str| Test { id: id.to_owned(), duration: Nanos(1), groups: Vec::new() };
        let tests: Vec<Test> = ids.split(' ').map(test).collect();
        let tests = shuffled_within_files(&tests, 0, number);
        expect.assert_eq(&tests.iter().map(|test| test.id.as_str()).collect::<Vec<_>>().join(" "));
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
        };
        let tests: Vec<Test> = secs.iter().enumerate().map(test).collect();
        let session = |workers| Session { workers, ..Session::default() };
        let ranges = makespan_ranges(&tests, &[session(1), session(2)]).expect("sessions that make sense");
        let said: Vec<String> = ranges.iter().map(|(least, most)| format!("{}-{}", least.0, most.0)).collect();
        expect!["17000000000-17000000000 9000000000-13000000000"].assert_eq(&said.join(" "));
    }
}
