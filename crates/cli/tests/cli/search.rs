//! `laneway search` and `laneway merge`, as a user types them.

use std::fs;

use expect_test::expect;

use crate::door::{check, folder, laneway};

const TABLE: &str =
    "id,seconds\na.py::test_1,8\na.py::test_2,1\na.py::test_3,1\nb.py::test_4,3\nb.py::test_5,2\nb.py::test_6,9\n";

#[test]
fn a_winner_is_named_with_what_it_rests_on() {
    let folder = folder("search", &[("table.csv", TABLE)]);
    check(
        &folder,
        "search table.csv -n 2 --cores 4 --free workers=2..4 --fix order,maxschedchunk",
        0,
        expect![[r#"
            table.csv: 6 tests, 12 configurations in 1,840 runs

            configuration                            P50     P95  billed a run               red  note
            baseline                                15 s  16.6 s          1:00  0 % (0 % to 2 %)
            workers 2 → 4                         10.4 s  11.5 s          1:00  0 % (0 % to 2 %)  best
            workers 2 → 3                           11 s  12.5 s          1:00  0 % (0 % to 2 %)
            dist load → worksteal, workers 2 → 3    11 s  12.5 s          1:00  0 % (0 % to 2 %)
            dist load → worksteal, workers 2 → 4    11 s  12.5 s          1:00  0 % (0 % to 2 %)
            dist load → loadscope                   14 s  15.6 s          1:00  0 % (0 % to 2 %)
            dist load → loadscope, workers 2 → 3    14 s  15.6 s          1:00  0 % (0 % to 2 %)

            The winner: workers 2 → 4. It would take 4.56 to 4.73 s less than 15.1 s now, 95 % sure.
            Beside that: still 1:00 billed a run, no more or less red as far as can be told.
            Were the cost of module fixtures above about 1 s a module, workers 2 → 3 would be better (assumed: 0 s a module).
            It stays the best whatever is assumed of the computing share of tests, number of crashing workers, cost of session fixtures, start-up of a worker and latency of messages to workers.
        "#]],
    );
}

#[test]
fn no_winner_is_the_answer_no() {
    let folder = folder("search_none", &[("table.csv", TABLE)]);
    check(
        &folder,
        "search table.csv -n 2 --free workers=2 --fix dist,order,maxschedchunk",
        1,
        expect![[r#"
            table.csv: 6 tests, 1 configuration in 800 runs
            cores are not known: each worker is taken to have one to itself; say --cores

            configuration   P50     P95  billed a run               red  note
            baseline       15 s  16.6 s          1:00  0 % (0 % to 2 %)
            as it is       15 s  16.6 s          1:00  0 % (0 % to 2 %)  best

            No winner: the one configuration, as it is, cannot be told from the baseline (0 s).
        "#]],
    );
    check(
        &folder,
        "search table.csv -n 2 --free workers=2..3 --fix dist,order,maxschedchunk --within 1s",
        1,
        expect![[r#"
            table.csv: 6 tests, 2 configurations in 800 runs
            cores are not known: each worker is taken to have one to itself; say --cores

            configuration   P50     P95  billed a run               red            note
            baseline       15 s  16.6 s          1:00  0 % (0 % to 2 %)
            workers 2 → 3  11 s  12.5 s          1:00  0 % (0 % to 2 %)  beyond a limit
            as it is       15 s  16.6 s          1:00  0 % (0 % to 2 %)  beyond a limit

            No winner: none of 2 configurations is within the limits. Closest: workers 2 → 3.
        "#]],
    );
}

#[test]
fn parts_merge_to_the_same_bytes() {
    let folder = folder("search_parts", &[("table.csv", TABLE)]);
    let search =
        "search table.csv -n 2 --cores 4 --free workers=1..30 --free order=collected,slowest-first,interleaved";
    let (code, whole) = laneway(&folder, &format!("{search} --json"));
    for part in 1..=3 {
        let (code, text) = laneway(&folder, &format!("{search} --part {part}/3 -o part-{part}.json"));
        assert_eq!((code, text.as_str()), (0, ""));
    }
    assert_eq!(laneway(&folder, "merge part-3.json part-1.json part-2.json --json"), (code, whole));
    check(
        &folder,
        "merge part-1.json part-3.json",
        2,
        expect![[r#"
        laneway: part 2 is missing of 3: run `--part` for each
    "#]],
    );
    check(
        &folder,
        "merge table.csv",
        2,
        expect![[r#"
        laneway: table.csv is no part of a search, expected what `laneway search --part` wrote: expected value at line 1 column 1
    "#]],
    );
    let (_, text) = laneway(&folder, &format!("{search} --seed 1 --part 2/3 -o part-2.json"));
    assert_eq!(text, "");
    check(
        &folder,
        "merge part-1.json part-2.json part-3.json",
        2,
        expect![[r#"
        laneway: part-2.json is a part of another search than part-1.json: merge parts of one
    "#]],
    );
}

#[test]
fn the_best_scenario_is_written() {
    let folder = folder("search_written", &[("table.csv", TABLE)]);
    let (code, _) =
        laneway(&folder, "search table.csv -n 1 --free workers=1,4 --fix dist,order,maxschedchunk -o best.json");
    assert_eq!(code, 0);
    let (code, text) = laneway(&folder, "pipeline best.json --replications 20");
    assert!(code == 0 && text.contains("before the baseline's on average, 95 % sure"), "{text}");
    assert!(fs::read_to_string(folder.join("best.json")).expect("a scenario").contains(r#""workers":4"#));
}

#[test]
fn err_options_that_make_no_space() {
    let folder = folder("search_wrong", &[("table.csv", TABLE)]);
    check(
        &folder,
        "search table.csv --free worker=2",
        2,
        expect![[r#"
        laneway: --free is `worker=2`: expected one of dist, workers, maxschedchunk, reorder, order, runner, shards, split-by, lanes, coverage
    "#]],
    );
    check(
        &folder,
        "search table.csv --free workers=two",
        2,
        expect![[r#"
            laneway: --free is `workers=two`: found `two`, expected numbers as in 2, 4, 8 or 2..8
        "#]],
    );
    check(
        &folder,
        "search table.csv --fix distance",
        2,
        expect![[r#"
        laneway: --fix is `distance`: expected one of dist, workers, maxschedchunk, reorder, order, runner, shards, split-by, lanes, coverage
    "#]],
    );
    check(
        &folder,
        "search table.csv --job unit",
        2,
        expect![[r#"
        laneway: --job is `unit`, expected a job that runs tests, of tests
    "#]],
    );
    check(
        &folder,
        "search table.csv --dist all",
        2,
        expect![[r#"
        laneway: --dist is all, expected one mode: `--free dist=load,worksteal,...` says which are tried
    "#]],
    );
    check(
        &folder,
        "search table.csv --part 4/3 -o part.json",
        2,
        expect![[r#"
        error: invalid value '4/3' for '--part <K/N>': expected K/N with 1 to N in front, as in 3/16, 10000 parts at most

        For more information, try '--help'.
    "#]],
    );
    check(
        &folder,
        "search table.csv --free workers=1..9999 --free maxschedchunk=1,2,3,4,5,6,7,8,9,10,11",
        2,
        expect![[r#"
            laneway: space: it has 879912 choices, expected 200000 at most; fix some, or give fewer values
        "#]],
    );
}
