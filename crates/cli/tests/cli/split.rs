//! Parts of suites, as a user types them: shards, paths, marks.

use expect_test::{Expect, expect};

use crate::door::{self, folder};

/// What the table holds: `test_1` is the longest.
const TABLE: &str = "id,seconds\na.py::test_1,8\na.py::test_2,1\na.py::test_3,1\nb.py::test_4@db,3\nb.py::test_5,2\n";

/// Runs `laneway` beside a table; a folder for each test, by its name.
fn check(name: &str, table: &str, line: &str, code: i32, expect: Expect) {
    door::check(&folder(name, &[("table.csv", table)]), line, code, expect);
}

#[test]
fn shards_are_listed_and_an_empty_one_is_no() {
    check(
        "listed",
        TABLE,
        "split table.csv --splits 2",
        0,
        expect![[r#"
        table.csv: 5 tests, 2 shards by duration_based_chunks

        shard  tests  takes  estimated         first          last
        1          1    8 s       8.00  a.py::test_1  a.py::test_1
        2          4    7 s       7.00  a.py::test_2  b.py::test_5
    "#]],
    );
    check(
        "listed",
        TABLE,
        "split table.csv --splits 2 --splitting-algorithm file --no-durations",
        0,
        expect![[r#"
        table.csv: 5 tests, 2 shards by file
        without a known duration: 5

        shard  tests  takes  estimated         first          last
        1          3   10 s       3.00  a.py::test_1  a.py::test_3
        2          2    5 s       2.00  b.py::test_4  b.py::test_5
    "#]],
    );
    check(
        "listed",
        TABLE,
        "split table.csv --splits 3 --splitting-algorithm file",
        1,
        expect![[r#"
        table.csv: 5 tests, 3 shards by file

        shard  tests  takes  estimated                          first          last
        1          3   10 s      10.00                   a.py::test_1  a.py::test_3
        2          2    5 s       5.00                   b.py::test_4  b.py::test_5
        3          0    0 s       0.00  no tests: pytest exits with 5
    "#]],
    );
    check(
        "listed",
        TABLE,
        "split table.csv --splits 2 --group 2 --path b.py --json",
        0,
        expect![[r#"
        {"schema":1,"suite":"table.csv","splits":2,"by":"duration_based_chunks","error":null,"tests":[{"id":"b.py::test_4","known":3.0},{"id":"b.py::test_5","known":2.0}],"shards":[{"group":2,"takes":2000000000,"estimated":2.0,"ids":["b.py::test_5"]}]}
    "#]],
    );
}

#[test]
fn pytest_split_fails_where_the_last_tests_take_no_time() {
    let table = "id,seconds\na.py::test_1,8\na.py::test_2,0\n";
    check(
        "fails",
        table,
        "split table.csv --splits 1",
        1,
        expect![[r#"
            table.csv: 2 tests, 1 shard by duration_based_chunks
            every shard is red: pytest-split fails with an IndexError: when all shards (1) have their share of the time, tests are left (1, from `a.py::test_2` on); expected durations above 0: record them again, or use least_duration
        "#]],
    );
    check(
        "fails",
        table,
        "simulate table.csv --splits 1 --group 1",
        2,
        expect![[r#"
        laneway: this session cannot be simulated: pytest-split fails with an IndexError: when all shards (1) have their share of the time, tests are left (1, from `a.py::test_2` on); expected durations above 0: record them again, or use least_duration
    "#]],
    );
}

#[test]
fn a_session_runs_its_part() {
    check(
        "part",
        TABLE,
        "simulate table.csv -n 2 --splits 2 --group 2",
        0,
        expect![[r#"
        table.csv: 4 of 5 tests, 7 s in all, 2 workers
        order: as collected
        shard 2 of 2 by duration_based_chunks

        dist  makespan  over floor  idle  tests per worker  steals
        load       5 s       +43 %  30 %                 2

        no schedule beats 3.5 s
    "#]],
    );
    check(
        "part",
        TABLE,
        "simulate table.csv -n 2 --path a.py --without a.py::test_1",
        0,
        expect![[r#"
        table.csv: 2 of 5 tests, 2 s in all, 2 workers
        order: as collected

        dist  makespan  over floor  idle  tests per worker  steals
        load       1 s        +0 %   0 %                 1

        no schedule beats 1 s
    "#]],
    );
    check(
        "part",
        TABLE,
        "simulate table.csv -n 2 -m db",
        0,
        expect![[r#"
        table.csv: 1 of 5 tests, 3 s in all, 2 workers
        order: as collected

        dist  makespan  over floor  idle  tests per worker  steals
        load       3 s        +0 %  50 %            0 to 1

        no schedule beats 3 s
    "#]],
    );
    check(
        "part",
        TABLE,
        "simulate table.csv -n 2 --path c.py",
        1,
        expect![[r#"
        table.csv: none of 5 tests, so that pytest exits with 5, 0 s in all, 2 workers
        order: as collected

        dist  makespan  over floor  idle  tests per worker  steals
        load       0 s               0 %                 0

        no schedule beats 0 s
    "#]],
    );
}

#[test]
fn a_study_compares_parts() {
    let line = "study table.csv -n 2 --unmarked db --replications 4 --noise 0 --job-noise 0 --baseline -n=2";
    check(
        "compared",
        TABLE,
        line,
        0,
        expect![[r#"
            table.csv: 4 tests, 4 replications, noise 0 % a test, 0 % a job

                                              P5  P50  P95           mean  less baseline
            baseline: load, 2 workers        9 s  9 s  9 s  9.00 ± 0.00 s
            load, 2 workers, selected tests  9 s  9 s  9 s  9.00 ± 0.00 s  0.00 ± 0.00 s  the same in each run

            P5 to P95: what single runs take. ±: 95% intervals of means; the model's own error is not in them.
        "#]],
    );
}

#[test]
fn err_options_that_do_not_fit() {
    check(
        "options",
        TABLE,
        "split table.csv",
        2,
        expect![[r#"
        laneway: --splits is missing, expected how many shards there are
    "#]],
    );
    check(
        "options",
        TABLE,
        "split table.csv --splits 2 --group 3",
        2,
        expect![[r#"
        laneway: group is 3, expected 1 to 2, as many as there are splits: the first is 1
    "#]],
    );
    check(
        "options",
        TABLE,
        "simulate table.csv --splits 2",
        2,
        expect![[r#"
        laneway: --splits is 2, expected --group too: which of the shards, 1 to 2
    "#]],
    );
    check(
        "options",
        TABLE,
        "simulate table.csv --splits 2 --group 0",
        2,
        expect![[r#"
        laneway: this session cannot be simulated: group is 0, expected 1 to 2, as many as there are splits: the first is 1
    "#]],
    );
}
