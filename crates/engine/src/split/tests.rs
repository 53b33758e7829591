//! Small suites split by every rule, as pictures: a group of letters for each shard.

use expect_test::{Expect, expect};

use super::*;
use crate::time::Nanos;

/// `a=0.5 b=1`: names and seconds; a name with a dot has a file, as `x.a`.
fn suite(words: &str) -> Vec<Test> {
    let test = |word: &str| {
        let (name, secs) = word.split_once('=').expect("name=seconds");
        let id = name.replace('.', "::");
        let duration = Nanos::from_secs(secs.parse().expect("seconds")).expect("seconds");
        Test { id, duration, ..Test::default() }
    };
    words.split_whitespace().map(test).collect()
}

fn check(by: SplitBy, known: Known, splits: u32, text: &str, expect: Expect) {
    let tests = suite(text);
    let all: Vec<u32> = (0..tests.len() as u32).collect();
    let shards = shards(&tests, &all, &Split { splits, group: 1, by, known }, false, PythonSum::default());
    let name = |&test: &u32| tests[test as usize].id.replace("::", ".");
    let shown = match shards {
        Ok(shards) => shards
            .iter()
            .map(|shard| format!("{} {:.2}", shard.tests.iter().map(name).collect::<String>(), shard.secs))
            .collect::<Vec<_>>()
            .join(" | "),
        Err(error) => error.to_string(),
    };
    expect.assert_eq(&shown);
}

#[test]
fn chunks_end_when_they_have_their_share() {
    let chunks = SplitBy::DurationBasedChunks;
    check(chunks, Known::Recorded, 2, "a=1 b=1 c=1 d=1", expect!["ab 2.00 | cd 2.00"]);
    check(chunks, Known::Recorded, 3, "a=1 b=1 c=10 d=0.5", expect!["abc 12.00 | d 0.50 |  0.00"]);
    check(chunks, Known::Nothing, 3, "a=1 b=1 c=10 d=0.5", expect!["ab 2.00 | cd 2.00 |  0.00"]);
    check(chunks, Known::Recorded, 2, "", expect![" 0.00 |  0.00"]);
}

#[test]
fn err_chunks_run_out_of_shards_where_time_is_over_before_the_tests() {
    let chunks = SplitBy::DurationBasedChunks;
    check(
        chunks,
        Known::Recorded,
        2,
        "a=1 b=1 c=0 d=0",
        expect![
            "pytest-split fails with an IndexError: when all shards (2) have their share of the time, tests are left (2, from `c` on); expected durations above 0: record them again, or use least_duration"
        ],
    );
    check(
        chunks,
        Known::Recorded,
        2,
        "a=0 b=0 c=0",
        expect![
            "pytest-split fails with an IndexError: when all shards (2) have their share of the time, tests are left (2, from `b` on); expected durations above 0: record them again, or use least_duration"
        ],
    );
    check(chunks, Known::Recorded, 4, "a=0 b=0 c=0", expect![" 0.00 | a 0.00 | b 0.00 | c 0.00"]);
    check(
        chunks,
        Known::Recorded,
        1,
        "a=1 b=0",
        expect![
            "pytest-split fails with an IndexError: when all shards (1) have their share of the time, tests are left (1, from `b` on); expected durations above 0: record them again, or use least_duration"
        ],
    );
}

#[test]
fn least_duration_goes_by_time_then_by_name() {
    let least = SplitBy::LeastDuration;
    check(least, Known::Recorded, 2, "a=1 b=4 c=2 d=3", expect!["ab 5.00 | cd 5.00"]);
    check(least, Known::Recorded, 2, "d=1 c=1 b=1 a=1", expect!["ca 2.00 | db 2.00"]);
    check(least, Known::Recorded, 2, "y.t=1 x.t=1 z.t1=1", expect!["x.tz.t1 2.00 | y.t 1.00"]);
    check(least, Known::Recorded, 3, "a=0 b=0", expect!["ab 0.00 |  0.00 |  0.00"]);
}

#[test]
fn count_and_file_leave_the_last_shards_short() {
    check(SplitBy::Count, Known::Recorded, 3, "a=9 b=1 c=1 d=1 e=1", expect!["ab 10.00 | cd 2.00 | e 1.00"]);
    check(SplitBy::Count, Known::Recorded, 3, "a=9 b=1", expect!["a 9.00 | b 1.00 |  0.00"]);
    check(SplitBy::File, Known::Recorded, 2, "x.a=1 y.b=4 x.c=2 z.d=3 y.e=1", expect!["y.by.e 5.00 | x.ax.cz.d 6.00"]);
    check(SplitBy::File, Known::Nothing, 3, "x.a=1 y.b=4", expect!["x.a 1.00 | y.b 1.00 |  0.00"]);
}

/// As `int.from_bytes(hashlib.sha256(id.encode()).digest(), "little") % 3` has it.
#[test]
fn hash_looks_at_ids_alone() {
    check(SplitBy::Hash, Known::Recorded, 3, "a=1 b=1 c=1 d=1 e=1 f=1", expect![" 0.00 | acde 4.00 | bf 2.00"]);
}

#[test]
fn an_old_file_is_the_same_whoever_reads_it() {
    let tests = suite(&"a=1 b=2 c=3 d=4 ".repeat(250));
    let known = |missing, drift| Known::Stale { missing, drift };
    let all: Vec<u32> = (0..1_000).collect();
    let bits = |selected: &[u32], known| -> Vec<u64> {
        let secs = known::seconds(&tests, selected, known).expect("seconds");
        known::counted(secs, PythonSum::default()).into_iter().map(f64::to_bits).collect()
    };
    let (whole, half) = (bits(&all, known(0.2, 0.5)), bits(&all[500..], known(0.2, 0.5)));
    // Durations that drifted all differ, so what occurs twice is the mean.
    let is_missing = |of: &[u64], secs: u64| of.iter().filter(|other| **other == secs).count() > 1;
    let n_missing = whole.iter().filter(|secs| is_missing(&whole, **secs)).count();
    assert!((150..250).contains(&n_missing), "{n_missing} of 1000 are missing");
    for (&one, &other) in whole[500..].iter().zip(&half) {
        assert!(one == other || is_missing(&whole, one) && is_missing(&half, other));
    }
    assert_eq!(bits(&all, known(0.0, 0.0)), bits(&all, Known::Recorded));
    assert_eq!(bits(&all, known(1.0, 0.5)), bits(&all, Known::Nothing));
}

#[test]
fn documents_and_options_name_rules_alike() {
    for info in SPLIT_RULES {
        assert_eq!(serde_json::to_value(info.by).expect("a name"), info.flag);
        assert_eq!(SplitBy::from_flag(info.flag), Some(info.by));
    }
    assert_eq!(SplitBy::from_flag("halves"), None);
}

#[test]
fn err_what_cannot_be_split() {
    let count = SplitBy::Count;
    check(count, Known::Recorded, 0, "a=1", expect!["splits is 0, expected 1 to 10000"]);
    check(count, Known::Recorded, 10_001, "a=1", expect!["splits is 10001, expected 1 to 10000"]);
    check(
        count,
        Known::Stale { missing: 1.5, drift: 0.0 },
        2,
        "a=1",
        expect!["known durations have missing 1.5, expected 0 to 1"],
    );
    check(
        count,
        Known::Stale { missing: 0.5, drift: f64::NAN },
        2,
        "a=1",
        expect!["known durations have drift NaN, expected 0 to 2"],
    );
    let group = |group| Split { splits: 3, group, by: count, known: Known::Recorded }.place();
    assert_eq!((group(1), group(3)), (Ok(0), Ok(2)));
    assert!([0, 4].into_iter().all(|wrong| group(wrong) == Err(SplitError::NoSuchGroup { group: wrong, splits: 3 })));
}
