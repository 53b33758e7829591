//! Sessions and studies, as a user types them.

use std::fs;

use expect_test::expect;

use crate::door::{check, folder, laneway};

const TABLE: &str = "id,seconds\na.py::test_1,8\na.py::test_2,1\na.py::test_3,1\nb.py::test_4,3\nb.py::test_5,2\n";

#[test]
fn all_modes_side_by_side() {
    let folder = folder("modes", &[("table.csv", TABLE)]);
    check(
        &folder,
        "simulate table.csv -n 2 --dist all",
        0,
        expect![[r#"
            table.csv: 5 tests, 15 s in all, 2 workers
            order: as collected

            dist       makespan  over floor  idle  tests per worker  steals
            load            9 s       +12 %  17 %            2 to 3
            worksteal       9 s       +12 %  17 %            2 to 3       0
            loadgroup       9 s       +12 %  17 %            2 to 3
            loadscope      10 s        +0 %  25 %            2 to 3
            loadfile       10 s        +0 %  25 %            2 to 3
            each           15 s               0 %                 5
            no             15 s               0 %                 5

            no schedule beats 8 s, none of loadscope 10 s, none of loadfile 10 s
        "#]],
    );
}

#[test]
fn more_workers_than_cores_slow_each_other_down() {
    let folder = folder("cores", &[("table.csv", TABLE)]);
    check(
        &folder,
        "simulate table.csv -n 4 --cores 2 --cpu-share 100",
        0,
        expect![[r#"
        table.csv: 5 tests, 15 s in all, 4 workers on 2 cores
        order: as collected

        dist  makespan  over floor  idle  tests per worker  steals
        load      11 s       +38 %  57 %            1 to 2

        no schedule beats 8 s
    "#]],
    );
    let recorded = "simulate table.csv -n 4 --cores 4 --cpu-share 100 --recorded-cores 2";
    check(
        &folder,
        &format!("{recorded} --recorded-workers 4"),
        0,
        expect![[r#"
        table.csv: 5 tests, 7.5 s in all, 4 workers on 4 cores
        recorded by 4 workers on 2 cores: durations divided by 2.00
        order: as collected

        dist  makespan  over floor  idle  tests per worker  steals
        load       5 s       +25 %  62 %            1 to 2

        no schedule beats 4 s
    "#]],
    );
    check(
        &folder,
        recorded,
        2,
        expect![[r#"
        laneway: table.csv does not say how many workers ran, expected --recorded-workers with --recorded-cores
    "#]],
    );
    check(
        &folder,
        "simulate table.csv -n 4 --cpu-share 100",
        2,
        expect![[r#"
        error: the following required arguments were not provided:
          --cores <N>

        Usage: laneway simulate --cores <N> --numprocesses <N> --cpu-share <PERCENT> <FILES>...

        For more information, try '--help'.
    "#]],
    );
}

#[test]
fn an_order_puts_slow_tests_first() {
    let folder = folder("ordered", &[("table.csv", TABLE)]);
    check(
        &folder,
        "simulate table.csv -n 2 --dist worksteal --order slowest-first",
        0,
        expect![[r#"
        table.csv: 5 tests, 15 s in all, 2 workers
        order: as collected
        collected here: slowest first

        dist       makespan  over floor  idle  tests per worker  steals
        worksteal      11 s       +38 %  32 %            2 to 3       0

        no schedule beats 8 s
    "#]],
    );
    let study = "study table.csv -n 2 --replications 200 --baseline -n~2";
    check(
        &folder,
        &format!("{study} --order slowest-first"),
        0,
        expect![[r#"
        table.csv: 5 tests, 200 replications, noise 8 % a test, 3 % a job

                                            P5     P50     P95            mean  less baseline
        baseline: load, 2 workers       7.91 s   8.9 s    10 s   8.93 ± 0.09 s
        load, 2 workers, slowest first  9.81 s  10.9 s  12.1 s  10.94 ± 0.10 s  2.00 ± 0.04 s  slower

        P5 to P95: what single runs take. ±: 95% intervals of means; the model's own error is not in them.
    "#]],
    );
    check(
        &folder,
        "simulate table.csv --order slowest",
        2,
        expect![[r#"
        error: invalid value 'slowest' for '--order <ORDER>'
          [possible values: collected, slowest-first, fastest-first, interleaved, random]

          tip: a similar value exists: 'slowest-first'

        For more information, try '--help'.
    "#]],
    );
}

#[test]
fn coverage_and_the_machine_change_durations_once() {
    let folder = folder("conditions", &[("table.csv", TABLE)]);
    let study = "study table.csv -n 2 --replications 200 --baseline -n~2~--cov";
    check(
        &folder,
        "simulate table.csv -n 2 --speed 2 --coverage 20",
        0,
        expect![[r#"
        table.csv: 5 tests, 9 s in all, 2 workers
        coverage adds 20 %: durations times 1.20
        a machine 2 times as fast: durations divided by 2
        order: as collected

        dist  makespan  over floor  idle  tests per worker  steals
        load     5.4 s       +13 %  17 %            2 to 3

        no schedule beats 4.8 s
    "#]],
    );
    check(
        &folder,
        "simulate table.csv -n 2 --recorded-coverage 50 --coverage 0",
        0,
        expect![[r#"
        table.csv: 5 tests, 10 s in all, 2 workers
        recorded with coverage, which added 50 %: durations divided by 1.50
        order: as collected

        dist  makespan  over floor  idle  tests per worker  steals
        load       6 s       +13 %  17 %            2 to 3

        no schedule beats 5.33 s
    "#]],
    );
    check(
        &folder,
        "simulate table.csv -n 2 --recorded-coverage 50 --coverage 20",
        0,
        expect![[r#"
        table.csv: 5 tests, 12 s in all, 2 workers
        coverage added 50 % when recorded, and adds 20 %: durations divided by 1.50, times 1.20
        order: as collected

        dist  makespan  over floor  idle  tests per worker  steals
        load     7.2 s       +12 %  17 %            2 to 3

        no schedule beats 6.4 s
    "#]],
    );
    check(
        &folder,
        "simulate table.csv -n 2 --recorded-coverage 50 --coverage 50",
        0,
        expect![[r#"
        table.csv: 5 tests, 15 s in all, 2 workers
        order: as collected

        dist  makespan  over floor  idle  tests per worker  steals
        load       9 s       +12 %  17 %            2 to 3

        no schedule beats 8 s
    "#]],
    );
    check(
        &folder,
        &format!("{study} --recorded-coverage 50 --coverage 0"),
        0,
        expect![[r#"
        table.csv: 5 tests, 200 replications, noise 8 % a test, 3 % a job
        recorded with coverage, which added 50 %: durations divided by 1.50

                                                      P5     P50     P95           mean   less baseline
        baseline: load, 2 workers, with coverage  7.91 s   8.9 s    10 s  8.93 ± 0.09 s
        load, 2 workers                           5.28 s  5.94 s  6.67 s  5.96 ± 0.06 s  -2.98 ± 0.03 s  faster

        P5 to P95: what single runs take. ±: 95% intervals of means; the model's own error is not in them.
    "#]],
    );
    check(
        &folder,
        "simulate table.csv --recorded-coverage 50",
        2,
        expect![[r#"
        error: the following required arguments were not provided:
          --coverage <PERCENT>

        Usage: laneway simulate --coverage <PERCENT> --recorded-coverage <PERCENT> <FILES>...

        For more information, try '--help'.
    "#]],
    );
    check(
        &folder,
        "simulate table.csv --speed 0",
        2,
        expect![[r#"
        error: invalid value '0' for '--speed <FACTOR>': expected a number from 0.001 to 100, for example 1.3

        For more information, try '--help'.
    "#]],
    );
    check(
        &folder,
        "simulate table.csv --coverage 1001",
        2,
        expect![[r#"
        error: invalid value '1001' for '--coverage <PERCENT>': expected percent from 0 to 1000, for example 30

        For more information, try '--help'.
    "#]],
    );
}

#[test]
fn a_lost_order_shows_a_range() {
    let tests: Vec<String> = (1..=9).map(|number| format!("\"a.py::test_{number}\": {number}")).collect();
    let folder = folder("order", &[(".test_durations", &format!("{{{}}}", tests.join(",")))]);
    check(
        &folder,
        "simulate .test_durations -n 2",
        0,
        expect![[r#"
            .test_durations: 9 tests, 45 s in all, 2 workers
            order: by file, as pytest collects them: the order within files is lost (add `pytest --collect-only -q` output)

            dist  makespan      by order  over floor  idle  tests per worker  steals
            load      24 s  23 s to 28 s        +7 %   6 %            4 to 5

            no schedule beats 22.5 s
        "#]],
    );
}

#[test]
fn a_picture_is_written_where_one_says() {
    let folder = folder("svg", &[("table.csv", TABLE)]);
    let (code, _) = laneway(&folder, "simulate table.csv -n 2 --dist worksteal --svg picture.svg");
    let svg = fs::read_to_string(folder.join("picture.svg")).expect("a picture");
    assert_eq!((code, svg.starts_with("<svg "), svg.contains("worksteal")), (0, true, true));
}

#[test]
fn a_study_is_the_same_on_any_number_of_threads() {
    let folder = folder("study", &[]);
    let (code, table) = laneway(&folder, "generate --seed 3");
    fs::write(folder.join("suite.csv"), table).expect("a suite");
    let study = |threads: u32| {
        laneway(
            &folder,
            &format!("study suite.csv -n 8 --dist all --baseline=-n4 --replications 250 --until 5 --threads {threads}"),
        )
    };
    let (one, three) = (study(1), study(3));
    assert_eq!((code, &one), (0, &three));
    expect![[r#"
        suite.csv: 2,000 tests, 100 replications, noise 8 % a test, 3 % a job

                                     P5   P50   P95             mean     less baseline
        baseline: load, 4 workers  3:23  3:38  4:02  219.66 ± 2.21 s
        load, 8 workers            2:10  2:21  2:39  142.17 ± 1.77 s   -77.49 ± 2.13 s  faster
        worksteal, 8 workers       1:35  1:41  1:47  101.47 ± 0.76 s  -118.19 ± 1.83 s  faster
        loadgroup, 8 workers       1:27  1:32  1:38   91.90 ± 0.62 s  -127.76 ± 1.87 s  faster
        loadscope, 8 workers       1:53  2:02  2:10  122.20 ± 0.88 s   -97.46 ± 1.71 s  faster
        loadfile, 8 workers        1:53  2:02  2:10  122.20 ± 0.88 s   -97.46 ± 1.71 s  faster

        P5 to P95: what single runs take. ±: 95% intervals of means; the model's own error is not in them.
    "#]]
    .assert_eq(&one.1);
}

#[test]
fn a_study_that_cannot_be_is_refused() {
    let folder =
        folder("bad_study", &[("table.csv", TABLE), ("spec.json", "{\"tests\": 0}"), ("odd.json", "{\"test\": 5}")]);
    check(
        &folder,
        "study table.csv --replications 0",
        2,
        expect![[r#"
        laneway: replications is 0, expected a number from 1 to 1000000
    "#]],
    );
    check(
        &folder,
        "study table.csv --noise -5",
        2,
        expect![[r#"
            error: invalid value '-5' for '--noise <PERCENT>': expected percent from 0 to 200, for example 20

            For more information, try '--help'.
        "#]],
    );
    check(
        &folder,
        "generate spec.json",
        2,
        expect![[r#"
        laneway: tests is 0, expected a number from 1 to 16000000
    "#]],
    );
    check(
        &folder,
        "generate odd.json",
        2,
        expect![[r#"
        laneway: odd.json is no specification: unknown field `test`, expected one of `tests`, `durations`, `tests_per_file`, `likeness`, `parametrised`, `classes`, `groups`, `slow_block` at line 1 column 7
    "#]],
    );
}

#[test]
fn what_was_read_and_warned() {
    let folder = folder("import", &[("table.csv", "id,seconds\na.py::test_1,8\na.py::test_2,-1\na.py::test_3,soon\n")]);
    check(
        &folder,
        "import table.csv",
        0,
        expect![[r#"
        table.csv
        tests         2
        files         1
        total time    8 s
        longest test  8 s  a.py::test_1
        source        Csv
        order         as collected
        2 warnings
          table.csv, line 3: the time of `a.py::test_2` is -1, expected seconds from 0 to 1e9; taken as 0
          table.csv, line 4: the time is `soon`, expected seconds such as `0.25`; row skipped
    "#]],
    );
}

#[test]
fn bad_input_says_what_to_do() {
    let folder = folder("bad", &[("table.csv", TABLE), ("notes.txt", "just some words\n")]);
    check(
        &folder,
        "simulate notes.txt",
        2,
        expect![[r#"
        laneway: notes.txt: the file begins with `just some words`, expected one of: .test_durations JSON, JUnit XML, pytest --report-log, pytest-timing JSON, pytest --durations=0 -vv output, pytest --collect-only -q output, or CSV rows `id,seconds`
    "#]],
    );
    check(
        &folder,
        "simulate missing.xml",
        2,
        expect![[r#"
            laneway: missing.xml is not there, expected a file: check its name, which counts from the folder that you are in
        "#]],
    );
    check(
        &folder,
        "pipeline .",
        2,
        expect![[r#"
            laneway: . is a folder, expected a file: name one that is in it
        "#]],
    );
    check(
        &folder,
        "simulate table.csv --dist fastest",
        2,
        expect![[r#"
        laneway: --dist is `fastest`, expected one of: load, worksteal, loadgroup, loadscope, loadfile, each, no, or all
    "#]],
    );
    check(
        &folder,
        "simulate table.csv -n auto",
        2,
        expect![[r#"
        error: invalid value 'auto' for '--numprocesses <N>': it depends on the machine; give the number of cores it has, for example 4

        For more information, try '--help'.
    "#]],
    );
    check(
        &folder,
        "simulate table.csv --svg missing/picture.svg",
        2,
        expect![[r#"
            laneway: missing/picture.svg cannot be written: its folder is not there, make that first
        "#]],
    );
}

#[test]
fn err_numbers_that_are_none_are_told_with_those_that_are_expected() {
    let folder = folder("numbers", &[]);
    for (option, expected) in [
        ("simulate --preset slow-first --cores 2 --cpu-share", "a whole number from 0 to 100"),
        ("simulate --preset slow-first --cores", "a whole number from 1 to"),
        ("simulate --preset slow-first -n", "a whole number from 0 to"),
        ("simulate --preset slow-first --order-seed", "a whole number from 0 to"),
        ("simulate --preset slow-first --speed", "a number from 0.001 to 100"),
        ("simulate --preset slow-first --coverage", "percent from 0 to 1000"),
        ("simulate --preset slow-first --latency", "for example 2, 0.4s"),
        ("simulate --preset slow-first --splits", "a whole number from 1 to"),
        ("study --preset slow-first --replications", "a whole number from 0 to"),
        ("study --preset slow-first --noise", "percent from 0 to"),
        ("advise --preset lane-split --replications", "a whole number from 2 to 100000"),
        ("compare --preset lane-split --seed", "a whole number from 0 to"),
        ("generate --tests", "a whole number from 1 to"),
        ("search --preset lane-split --budget", "expected dollars a month, from 0 to 1e9"),
    ] {
        for found in ["nan", "inf", "-1"] {
            let (code, said) = laneway(&folder, &format!("{option}={found}").replace("-n=", "-n"));
            assert_eq!(code, 2, "{option}={found}: {said}");
            assert!(said.contains(&format!("'{found}'")) && said.contains(expected), "{option}={found}: {said}");
        }
    }
}
