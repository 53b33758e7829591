//! Generated suites against what is known of real ones.

use std::collections::BTreeMap;

use expect_test::{Expect, expect};

use super::*;

fn suite(spec: &SuiteSpec) -> Suite {
    generate("generated", spec, 7).expect("a specification that is allowed")
}

/// Share of the variance of log durations that lies between files.
fn explained_by_file(suite: &Suite) -> f64 {
    let logs: Vec<(&str, f64)> =
        suite.tests.iter().map(|test| (test.file(), libm::log(test.duration.as_secs().max(1e-9)))).collect();
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let all = mean(&logs.iter().map(|(_, log)| *log).collect::<Vec<_>>());
    let mut files: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    logs.iter().for_each(|(file, log)| files.entry(file).or_default().push(*log));
    let between: f64 = files.values().map(|logs| logs.len() as f64 * (mean(logs) - all) * (mean(logs) - all)).sum();
    between / logs.iter().map(|(_, log)| (log - all) * (log - all)).sum::<f64>()
}

#[test]
fn the_default_is_like_real_suites() {
    let suite = suite(&SuiteSpec { tests: 5_000, ..SuiteSpec::default() });
    let mut durations: Vec<u64> = suite.tests.iter().map(|test| test.duration.0).collect();
    durations.sort_unstable_by_key(|duration| std::cmp::Reverse(*duration));
    let total: u64 = durations.iter().sum();
    let top = durations[..50].iter().sum::<u64>() as f64 / total as f64;
    let fast = durations.iter().filter(|duration| **duration < 10_000_000).count() as f64 / 5_000.0;
    let n_files = suite.tests.chunk_by(|one, next| one.file() == next.file()).count();
    let parametrised = suite.tests.iter().filter(|test| test.id.ends_with(']')).count() as f64 / 5_000.0;
    let explained = explained_by_file(&suite);
    expect!["top 1% 0.20, under 10 ms 0.33, 12.4 tests a file, parametrised 0.36, explained by file 0.82"].assert_eq(
        &format!(
            "top 1% {top:.2}, under 10 ms {fast:.2}, {:.1} tests a file, parametrised {parametrised:.2}, explained by file \
             {explained:.2}",
            5_000.0 / n_files as f64
        ),
    );
}

#[test]
fn likeness_goes_from_none_to_all() {
    let spec = |likeness| SuiteSpec { likeness, parametrised: 0.0, ..SuiteSpec::default() };
    let explained = [0.0, 0.5, 1.0].map(|likeness| format!("{:.2}", explained_by_file(&suite(&spec(likeness)))));
    expect!["0.08 0.57 1.00"].assert_eq(&explained.join(" "));
}

#[test]
fn ids_differ_and_the_same_seed_makes_the_same_suite() {
    let spec = SuiteSpec { groups: Groups { files: 0.2, number: 3 }, ..SuiteSpec::default() };
    let one = suite(&spec);
    let ids: std::collections::BTreeSet<&str> = one.tests.iter().map(|test| test.id.as_str()).collect();
    assert_eq!((ids.len(), &one), (2_000, &suite(&spec)));
    assert_ne!(one, generate("generated", &spec, 8).expect("as before"));
}

#[test]
fn a_slow_block_stands_where_it_is_put() {
    let at = |at| {
        let suite = suite(&SuiteSpec { slow_block: Some(SlowBlock { tests: 100, at }), ..SuiteSpec::default() });
        let n_tenth = suite.tests.len() / 10;
        let tenths = suite.tests.chunks(n_tenth).map(|tests| tests.iter().map(|test| test.duration.0).sum::<u64>());
        tenths.enumerate().max_by_key(|(_, total)| *total).map(|(tenth, _)| tenth)
    };
    assert_eq!([at(0.0), at(0.5), at(1.0)], [Some(0), Some(5), Some(9)]);
}

fn check_error(json: &str, expect: Expect) {
    let spec: SuiteSpec = serde_json::from_str(json).expect("a specification");
    expect.assert_eq(&generate("none", &spec, 0).err().map_or_else(|| "allowed".to_owned(), |error| error.to_string()));
}

#[test]
fn err_specifications_that_cannot_be() {
    check_error(r#"{"tests": 0}"#, expect!["tests is 0, expected a number from 1 to 16000000"]);
    check_error(r#"{"likeness": 1.5}"#, expect!["likeness is 1.5, expected a share from 0 to 1"]);
    check_error(
        r#"{"tests_per_file": {"median": 5, "p95": 2}}"#,
        expect!["tests_per_file.p95 is 2, expected a number from the median, 5, to 1e6"],
    );
    check_error(
        r#"{"durations": {"constant": {"secs": -1}}}"#,
        expect!["durations: secs is -1, expected seconds from 0 to 1e9"],
    );
    check_error(
        r#"{"slow_block": {"tests": 5, "at": 2}}"#,
        expect!["slow_block.at is 2, expected a share from 0 to 1"],
    );
}
