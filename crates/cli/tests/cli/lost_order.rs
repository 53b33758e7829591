//! Reports that have lost the order of tests: what other orders come to is said beside whatever takes the order as it is.

use expect_test::expect;

use crate::door::{check, folder, laneway};

const DURATIONS: &str = r#"{"a.py::test_1": 8, "a.py::test_2": 1, "a.py::test_3": 1, "a.py::test_4": 1, "a.py::test_5": 1,
    "a.py::test_6": 1, "a.py::test_7": 1, "a.py::test_8": 3}"#;

fn scenario(workers: u32) -> String {
    let side = |workers| {
        format!(
            r#"{{"jobs": [{{"id": "t", "steps": [{{"name": "Test", "work": {{"tests": {{"session": {{"workers": {workers}}}}}}}}}]}}]}}"#
        )
    };
    let (baseline, candidate) = (side(1), side(workers));
    format!(
        r#"{{"schema": 1, "source": {{"preset": "four-tests"}}, "study": {{"replications": 20}},
            "baseline": {baseline}, "candidate": {candidate}}}"#
    )
}

#[test]
fn a_comparison_says_both_sides_and_their_difference() {
    let folder = folder("lost-order-compare", &[(".test_durations", DURATIONS), ("two.json", &scenario(2))]);
    check(
        &folder,
        "compare two.json --tests .test_durations",
        0,
        expect![[r#"
            .test_durations: 8 tests, 17 s in all
            order: by file, as pytest collects them: the order within files is lost (add `pytest --collect-only -q` output)

            9 of 10 runs of the candidate would take 7.8 to 9.44 s, and end 7.9 to 8.2 s before the baseline's on average, 95 % sure (20 runs of each).

                                              baseline          candidate  difference (95 %)
            typical run                           17 s                9 s
            typical run, 25 orders                17 s          9 to 13 s         −8 to −4 s
            half of the runs within               17 s             9.01 s
            19 of 20 runs within                17.8 s             9.44 s
            mean                          16.9 ± 0.3 s        8.9 ± 0.2 s     −8.2 to −7.9 s
            red                      0 % (0 % to 16 %)  0 % (0 % to 16 %)           0 points
            billed a run                          1:00               1:00                0 s
            people wait a month                 2 h 51             1 h 30

            changes:
              workers 1 → 2

            the one job would not end later

            none of the 8 tests would end later
        "#]],
    );
    check(
        &folder,
        "pipeline two.json --tests .test_durations",
        0,
        expect![[r#"
        .test_durations: 8 tests, 17 s in all
        order: by file, as pytest collects them: the order within files is lost (add `pytest --collect-only -q` output)

        job           waited  took   result     slack  billed
        baseline: t      0 s  17 s  success  critical    1:00
        candidate: t     0 s   9 s  success  critical    1:00

        20 runs of each:
        figure                           baseline          candidate      difference
        typical run, 25 orders               17 s          9 to 13 s      −8 to −4 s
        mean                         16.9 ± 0.3 s        8.9 ± 0.2 s  −8.2 to −7.9 s
        9 of 10 runs               15.4 to 17.8 s      7.8 to 9.44 s
        red                     0 % (0 % to 16 %)  0 % (0 % to 16 %)        0 points
        until green, mean            16.9 ± 0.3 s        8.9 ± 0.2 s  −8.2 to −7.9 s
        until green, 19 of 20              17.8 s             9.44 s
        never green                           0 %                0 %
        billed a run                         1:00               1:00             0 s
        price a run                            $0                 $0              $0
        price a month                          $0                 $0
        people wait a month                2 h 51             1 h 30
        workers idle a run                    0 s             0.85 s    0.6 to 1.1 s
        coverage at the gate                    –                  –
        gate margin                             –                  –

        9 of 10 runs of the candidate would take 7.8 to 9.44 s, and end 7.9 to 8.2 s before the baseline's on average, 95 % sure (20 runs of each).
        With queues and steps at their medians, the candidate would be done after 9 s, 8 s before the baseline.
        Its time hangs on t alone.
        Of 9 s, 9 s are tests.
    "#]],
    );
}

#[test]
fn so_does_each_of_several_candidates() {
    let files = [(".test_durations", DURATIONS), ("two.json", &scenario(2)), ("three.json", &scenario(3))];
    let folder = folder("lost-order-candidates", &files);
    check(
        &folder,
        "compare two.json three.json --tests .test_durations",
        0,
        expect![[r#"
        .test_durations: 8 tests, 17 s in all
        order: by file, as pytest collects them: the order within files is lost (add `pytest --collect-only -q` output)

        2 candidates beside one baseline, 20 runs of each with the same luck.

                    9 of 10 runs  difference (95 %)          difference in 25 orders                red  billed a run
        baseline  15.4 to 17.8 s                                                      0 % (0 % to 16 %)          1:00
        two        7.8 to 9.44 s     −8.2 to −7.9 s  faster               −8 to −4 s  0 % (0 % to 16 %)          1:00
        three     7.74 to 9.44 s     −8.2 to −7.9 s  faster               −8 to −5 s  0 % (0 % to 16 %)          1:00
    "#]],
    );
}

#[test]
fn a_study_has_a_column_and_a_search_a_sentence() {
    let folder = folder("lost-order-study", &[(".test_durations", DURATIONS)]);
    check(
        &folder,
        "study .test_durations -n 2 --dist worksteal --replications 20",
        0,
        expect![[r#"
        .test_durations: 8 tests, 20 replications, noise 8 % a test, 3 % a job

                                       P5     P50     P95   by order           mean  less baseline
        baseline: load, 2 workers  7.04 s  8.74 s  9.46 s  9 to 13 s  8.76 ± 0.28 s
        worksteal, 2 workers       7.04 s  8.74 s  9.46 s  9 to 13 s  8.76 ± 0.28 s  0.00 ± 0.00 s  the same in each run

        P5 to P95: what single runs take. ±: 95% intervals of means; the model's own error is not in them.
        by order: a run without noise, over 25 orders: the report has lost that of tests within files. The rest takes it as it is.
    "#]],
    );
    check(
        &folder,
        "search .test_durations -n 1 --cores 4 --free workers=1..2 --fix dist,order,maxschedchunk",
        0,
        expect![[r#"
            .test_durations: 8 tests, 2 configurations in 1,000 runs

            configuration     P50     P95  billed a run               red  note
            baseline       16.9 s  18.1 s          1:00  0 % (0 % to 2 %)
            workers 1 → 2  8.93 s    10 s          1:00  0 % (0 % to 2 %)  best
            as it is       16.9 s  18.1 s          1:00  0 % (0 % to 2 %)

            The winner: workers 1 → 2. It would take 7.97 to 8.08 s less than 17.1 s now, 95 % sure.
            Beside that: still 1:00 billed a run, no more or less red as far as can be told.
            It stays the best whatever is assumed of the computing share of tests, number of crashing workers, cost of session fixtures, cost of module fixtures, start-up of a worker and latency of messages to workers.
            The report has lost the order of tests within files: over 25 orders a run without noise takes 9 to 13 s, now 17 s; the difference is −8 to −4 s.
        "#]],
    );
}

#[test]
fn a_comment_says_what_it_assumes() {
    let folder = folder("lost-order-comment", &[(".test_durations", DURATIONS), ("two.json", &scenario(2))]);
    let (code, text) = laneway(&folder, "compare two.json --tests .test_durations --markdown");
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("| typical run, 25 orders |"), "{text}");
    assert!(text.contains("- the report has lost the order of tests within files: runs take it as it is"), "{text}");
}
