//! Whether the order of collection is lost in a report, and how much of it can be put right.
//!
//! pytest collects file by file, and those of a folder by name; what several workers finish is of several files at the same time.

use std::collections::HashSet;

use laneway_engine::suite::Test;
use laneway_engine::time::Nanos;

/// Fewer returns to a file that was left may be by chance, or by hand.
const LEAST_RETURNS: usize = 3;

/// At least one of so many tests returns to a file that was left, where several workers run them: one of 17 and more was
/// seen in reports of two and four, none in those of one process.
const TESTS_PER_RETURN: usize = 50;

/// How far the sum of rounded times may be off, for each test.
const ROUNDING: Nanos = Nanos(1_000_000);

/// Whether several workers ran the tests, so that their order is as each of them finished: the report says so, or the tests took
/// longer than the session, or again and again one returns to a file that was left. One process does that too, for fixtures of
/// session scope that have parameters, but then for functions that it has run before. `n_workers`, `wall`: `None` where the
/// report does not say.
pub(super) fn is_of_several_workers<'a>(
    tests: impl Iterator<Item = &'a Test> + Clone,
    n_workers: Option<u32>,
    wall: Option<Nanos>,
) -> bool {
    match n_workers {
        Some(0) => return false,
        Some(2..) => return true,
        Some(1) | None => {}
    }
    let n_tests = tests.clone().count();
    let total: Nanos = tests.clone().map(|test| test.duration).sum();
    if wall.is_some_and(|wall| total > Nanos(wall.0.saturating_add(ROUNDING.0 * n_tests as u64))) {
        return true;
    }
    let (mut files, mut functions) = (HashSet::new(), HashSet::new());
    let (mut file, mut n_returns) = ("", 0);
    for test in tests {
        let is_new_function = functions.insert(test.id.split('[').next());
        if test.file() != file {
            file = test.file();
            n_returns += usize::from(!files.insert(file) && is_new_function);
        }
    }
    n_returns >= LEAST_RETURNS.max(n_tests / TESTS_PER_RETURN)
}

/// Puts tests file by file, and files as pytest 8 and later collects those of one folder: by name, with folders among them. The tests
/// of a file stay in the order in which they are. Costs O(n log n).
pub(super) fn put_by_file<'a>(positions: &mut [u32], test: impl Fn(u32) -> &'a Test) {
    positions.sort_by(|&a, &b| test(a).file().split('/').cmp(test(b).file().split('/')));
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::read::read;

    fn tests(ids: &str) -> Vec<Test> {
        let test = |id: &str| Test { id: id.to_owned(), duration: Nanos(1_000_000_000), ..Test::default() };
        ids.split(' ').map(test).collect()
    }

    /// Tests of a second each, in a session of `wall` seconds.
    fn check(ids: &str, n_workers: Option<u32>, wall: Option<u64>, expected: bool) {
        let wall = wall.map(|secs| Nanos(secs * 1_000_000_000));
        assert_eq!(is_of_several_workers(tests(ids).iter(), n_workers, wall), expected, "{ids}");
    }

    #[test]
    fn one_process_runs_file_by_file() {
        check("a::1 a::2 b::1 b::2 c::1", None, Some(6), false);
        check("a::1 a::2 b::1 b::2 c::1", None, None, false);
        check("a::1 b::1 a::2 b::2 a::3 b::3", Some(0), Some(1), false);
        let by_parameter = "a::1[x] a::2[x] b::1[x] b::2[x] a::1[y] a::2[y] b::1[y] b::2[y] a::1[z] b::1[z]";
        check(by_parameter, None, Some(30), false);
    }

    #[test]
    fn several_workers_return_to_files_or_are_quicker_than_their_tests() {
        check("a::1 b::1 a::2 b::2 c::1 a::3 b::3", None, Some(10), true);
        check("a::1 a::2 a::3 a::4", None, Some(3), true);
        check("a::1 a::2 b::1 b::2", Some(2), None, true);
        check("a::1 b::1 a::2", None, None, false);
    }

    #[test]
    fn files_stand_as_pytest_collects_them() {
        let tests = tests("b/z.py::2 b_a.py::1 b/z.py::1 a.py::1 b/a/c.py::1 b-a/d.py::1 b/a.py::1");
        let mut positions: Vec<u32> = (0..tests.len() as u32).collect();
        put_by_file(&mut positions, |position| &tests[position as usize]);
        let ids: Vec<&str> = positions.iter().map(|&position| tests[position as usize].id.as_str()).collect();
        expect!["a.py::1 b/a/c.py::1 b/a.py::1 b/z.py::2 b/z.py::1 b-a/d.py::1 b_a.py::1"].assert_eq(&ids.join(" "));
    }

    /// A report of tests of a second each, as JUnit, in a session of `wall` seconds: what is known of their order, and their order.
    fn check_junit(ids: &str, wall: u32, expected: &Expect) {
        let mut text = format!("<testsuite name=\"pytest\" time=\"{wall}\">");
        for (file, name) in ids.split(' ').filter_map(|id| id.split_once("::")) {
            text += &format!("<testcase classname=\"{file}\" name=\"{name}\" time=\"1\"/>");
        }
        let suite = read("report.xml", (text + "</testsuite>").as_bytes(), &mut |_| {}).expect("a report").suite;
        let ids: Vec<&str> = suite.tests.iter().map(|test| test.id.as_str()).collect();
        expected.assert_eq(&format!("{:?}: {}", suite.recording.order, ids.join(" ")));
    }

    #[test]
    fn a_report_of_several_workers_is_put_by_file() {
        check_junit(
            "test_c::x test_a::x test_c::y test_a::y test_b::x",
            4,
            &expect!["Sorted: test_a.py::x test_a.py::y test_b.py::x test_c.py::x test_c.py::y"],
        );
        check_junit("test_a::x test_a::y test_b::x", 2, &expect!["Sorted: test_a.py::x test_a.py::y test_b.py::x"]);
        check_junit("test_b::x test_b::y test_a::x", 4, &expect!["Finished: test_b.py::x test_b.py::y test_a.py::x"]);
    }
}
