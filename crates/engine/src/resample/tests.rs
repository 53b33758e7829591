//! Laws of resampling, and resampled suites against the ones that they are drawn from.

use std::collections::{BTreeMap, BTreeSet};

use arbtest::arbtest;
use expect_test::{Expect, expect};

use super::*;
use crate::generate::{Groups, SlowBlock, SuiteSpec, generate};
use crate::suite::class_of;
use crate::time::Nanos;

/// Tests by id, each with its place as duration.
fn tests(ids: &str) -> Vec<Test> {
    let test = |(place, id): (u64, &str)| Test {
        id: id.to_owned(),
        duration: Nanos(place),
        groups: Vec::new(),
        ..Test::default()
    };
    (1..).zip(ids.split_whitespace()).map(test).collect()
}

fn generated(n_tests: usize) -> Vec<Test> {
    let groups = Groups { files: 0.2, number: 3 };
    let spec = SuiteSpec { tests: n_tests, groups, ..SuiteSpec::default() };
    generate("generated", &spec, 1).expect("a specification that is allowed").tests
}

fn check(ids: &str, size: Size, seed: u64, expect: Expect) {
    let drawn = resample(&tests(ids), size, seed);
    expect.assert_eq(&drawn.iter().map(|test| test.id.as_str()).collect::<Vec<_>>().join(" "));
}

fn total(tests: &[Test]) -> f64 {
    tests.iter().map(|test| test.duration.as_secs()).sum()
}

#[test]
fn files_keep_their_places_and_copies_get_names() {
    let ids = "d/a.py::C::one d/a.py::C::two[x.y::z] b.py::three c::four";
    check(
        ids,
        Size::Tests(7),
        0,
        expect![
            "d/a.py::C::one d/a.py::C::two[x.y::z] d/a~2.py::C::one d/a~2.py::C::two[x.y::z] b.py::three b~2.py::three c::four"
        ],
    );
    check(ids, Size::Times(0.5), 1, expect!["d/a.py::C::one b.py::three"]);
    check(ids, Size::Tests(0), 2, expect![""]);
    check("", Size::Tests(5), 3, expect![""]);
}

#[test]
fn the_file_drawn_last_is_cut_to_its_first_tests() {
    check("a.py::1 a.py::2 a.py::3", Size::Tests(5), 0, expect!["a.py::1 a.py::2 a.py::3 a~2.py::1 a~2.py::2"]);
    check("a.py::1 b.py::1 a.py::2", Size::Tests(1), 5, expect!["a.py::1"]);
}

#[test]
fn stretches_of_a_scattered_file_are_repeated_in_their_places() {
    check(
        "a.py::1 b.py::1 a.py::2 b.py::2",
        Size::Tests(8),
        0,
        expect!["a.py::1 b.py::1 b~2.py::1 b~3.py::1 a.py::2 b.py::2 b~2.py::2 b~3.py::2"],
    );
}

#[test]
fn names_that_files_have_already_are_not_given_again() {
    check(
        "a.py::1 a~2.py::1 a~3::1",
        Size::Tests(8),
        0,
        expect!["a.py::1 a~3.py::1 a~4.py::1 a~2.py::1 a~2~2.py::1 a~2~3.py::1 a~3::1 a~3~2::1"],
    );
}

#[test]
fn every_law_holds_whatever_is_drawn() {
    arbtest(|u| {
        let files = ["a.py", "a~2.py", "b/c.py", "b/c", "d.e.py"];
        let n_tests = u.int_in_range(1..=12)?;
        let ids: Vec<String> =
            (0..n_tests).map(|place| Ok(format!("{}::{place}", u.choose(&files)?))).collect::<Result<_, _>>()?;
        let tests = tests(&ids.join(" "));
        let (n_wanted, seed) = (u.int_in_range(0..=60)?, u.arbitrary()?);
        let drawn = resample(&tests, Size::Tests(n_wanted), seed);
        assert_eq!(drawn.len(), n_wanted, "the number is exact");
        assert_eq!(drawn, resample(&tests, Size::Tests(n_wanted), seed), "same seed, same suite");
        let ids: BTreeSet<&str> = drawn.iter().map(|test| test.id.as_str()).collect();
        assert_eq!(ids.len(), n_wanted, "every id is there once");
        let is_in_order = |places: &[u64]| places.is_sorted();
        let mut places: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
        drawn.iter().for_each(|test| places.entry(test.file()).or_default().push(test.duration.0));
        assert!(places.values().all(|places| is_in_order(places)), "the order within files is kept");
        assert!(drawn.is_sorted_by_key(|test| stretch_of(&tests, test.duration.0)), "stretches keep their places");
        let is_whole = |places: &&Vec<u64>| {
            let file = tests[places[0] as usize - 1].file();
            tests.iter().filter(|test| test.file() == file).count() == places.len()
        };
        let n_cut = places.values().filter(|places| !is_whole(places)).count();
        assert!(n_cut <= 1, "one file may be cut");
        Ok(())
    });
}

/// Where the stretch of the test at `place`, counted from 1, begins.
fn stretch_of(tests: &[Test], place: u64) -> usize {
    let mut start = place as usize - 1;
    while start > 0 && tests[start - 1].file() == tests[start].file() {
        start -= 1;
    }
    start
}

#[test]
fn classes_parameters_and_groups_stay_together() {
    let tests = generated(2_000);
    let of = |test: &Test| {
        let tail = test.id[test.file().len()..].to_owned();
        (tail, class_of(&test.id).is_some(), test.duration, test.groups.clone())
    };
    let known: BTreeSet<_> = tests.iter().map(of).collect();
    let drawn = resample(&tests, Size::Times(3.0), 0);
    assert!(drawn.iter().map(of).all(|test| known.contains(&test)));
    assert!(drawn.iter().any(|test| test.file().contains('~') && !test.groups.is_empty()));
}

#[test]
fn totals_spread_around_the_suites_own() {
    let tests = generated(2_000);
    let mut of_one: Vec<f64> = (0..200).map(|seed| total(&resample(&tests, Size::Times(1.0), seed))).collect();
    of_one.sort_by(f64::total_cmp);
    let shares = [of_one[10], of_one[100], of_one[190]].map(|secs| format!("{:.2}", secs / total(&tests)));
    expect!["0.69 0.98 1.41"].assert_eq(&shares.join(" "));
    let grown = total(&resample(&tests, Size::Times(50.0), 0)) / total(&tests);
    expect!["53.2"].assert_eq(&format!("{grown:.1}"));
}

#[test]
fn a_block_of_slow_files_stays_where_it_was() {
    let slow_block = Some(SlowBlock { tests: 300, at: 0.3 });
    let spec = SuiteSpec { slow_block, ..SuiteSpec::default() };
    let tests = generate("generated", &spec, 7).expect("a specification that is allowed").tests;
    let busiest_tenth = |tests: &[Test]| {
        let tenths = tests.chunks(tests.len().div_ceil(10)).map(total).enumerate();
        tenths.max_by(|one, other| one.1.total_cmp(&other.1)).map(|(tenth, _)| tenth)
    };
    let drawn = [2.0, 5.0, 20.0].map(|times| busiest_tenth(&resample(&tests, Size::Times(times), 1)));
    assert_eq!((busiest_tenth(&tests), drawn), (Some(3), [Some(3); 3]));
}

#[test]
fn what_is_drawn_is_the_same_for_ever() {
    let tests = generated(500);
    let drawn = [0, 1, 2, u64::MAX].map(|seed| {
        let drawn = resample(&tests, Size::Tests(300), seed);
        let sum: Nanos = drawn.iter().map(|test| test.duration).sum();
        format!("{} {} {}", sum.0, drawn[0].id, drawn[299].id)
    });
    expect![[r#"
        123841806751 tests/api/test_accounts_0.py::test_accounts_0 tests/web/test_views_35.py::TestViews::test_views_1
        128531674185 tests/api/test_events_3.py::test_events_0 tests/web/test_tasks_34.py::test_tasks_0[2]
        125934289959 tests/api/test_accounts_0.py::test_accounts_0 tests/web/test_routes_33.py::test_routes_0
        141339351943 tests/api/test_cache_1.py::test_cache_0 tests/web/test_views_35.py::TestViews::test_views_1"#]]
    .assert_eq(&drawn.join("\n"));
}
