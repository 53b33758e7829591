//! Reports of tests: what is read is whole, and reads the same once it is written as CSV.

#![no_main]

use laneway_engine::session::Session;
use laneway_formats::read::read;
use laneway_formats::suite_csv;
use laneway_fuzz::simulate_session;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(reading) = read("fuzzed", bytes, &mut |_| {}) else { return };
    let tests = &reading.suite.tests;
    let is_whole = |length: usize| length == 0 || length == tests.len();
    assert!(!tests.is_empty() && tests.len() <= bytes.len());
    assert!(is_whole(reading.facts.phases.len()) && is_whole(reading.facts.ran_on.len()));
    assert!(reading.warnings.shown.len() <= 100);
    // Blanks around an id are none of it, one with `@` reads as one with a group, and durations are exact to 2^53.
    let is_plain = |test: &laneway_engine::suite::Test| {
        !test.id.contains('@') && test.id.trim() == test.id && test.groups.len() <= 1 && test.duration.0 < 1 << 53
    };
    if tests.iter().all(is_plain) {
        let csv = suite_csv::write(tests);
        let again = read("again", csv.as_bytes(), &mut |_| {}).unwrap_or_else(|error| panic!("{error}, of {csv}"));
        let pairs = |tests: &[laneway_engine::suite::Test]| {
            tests.iter().map(|test| (test.id.clone(), test.duration)).collect::<Vec<_>>()
        };
        assert_eq!(pairs(&again.suite.tests), pairs(tests), "{csv}");
    }
    simulate_session(tests, &Session::default());
});
