//! Suites to start from, as a user types it: presets, and suites that are drawn from a report.

use expect_test::expect;

use crate::door::{check, folder, laneway};

const TABLE: &str = "id,seconds\na.py::test_1,8\na.py::test_2,1\na.py::test_3,1\nb.py::test_4,3\nb.py::test_5,2\n";

#[test]
fn a_suite_is_drawn_from_a_report_file_by_file() {
    let folder = folder("drawn", &[("table.csv", TABLE)]);
    check(
        &folder,
        "generate --from table.csv --tests 9 --seed 1",
        0,
        expect![[r#"
        id,seconds
        a.py::test_1,8
        a.py::test_2,1
        a.py::test_3,1
        a~2.py::test_1,8
        a~2.py::test_2,1
        a~2.py::test_3,1
        b.py::test_4,3
        b.py::test_5,2
        b~2.py::test_4,3
    "#]],
    );
    check(
        &folder,
        "generate --from table.csv --tests 0",
        2,
        expect![[r#"
        error: invalid value '0' for '--tests <N>': expected a whole number from 1 to 16000000

        For more information, try '--help'.
    "#]],
    );
    check(
        &folder,
        "generate spec.json --from table.csv",
        2,
        expect![[r#"
        error: the argument '[SPEC]' cannot be used with '--from <REPORT>'

        Usage: laneway generate <SPEC>

        For more information, try '--help'.
    "#]],
    );
}

#[test]
fn presets_bring_their_sessions() {
    let folder = folder("presets", &[("table.csv", TABLE)]);
    check(
        &folder,
        "simulate --preset worksteal-switch",
        0,
        expect![[r#"
        Case: from load to worksteal: 10,195 tests, 48:51 in all, 32 workers
        order: as collected

        dist  makespan  over floor  idle  tests per worker  steals
        load      2:52       +48 %  38 %         79 to 496

        no schedule beats 1:57
    "#]],
    );
    check(
        &folder,
        "simulate --preset lane-split-unit",
        0,
        expect![[r#"
        Case: lane split, unit lane: 1,240 tests, 59.6 s in all, 0 workers
        order: as collected

        dist  makespan  over floor  idle  tests per worker  steals
        no        1:04               0 %              1240

        no schedule beats 1:04
    "#]],
    );
    check(
        &folder,
        "simulate --preset lane-split-unit -n 2 --startup 9s",
        0,
        expect![[r#"
        Case: lane split, unit lane: 1,240 tests, 59.6 s in all, 2 workers
        order: as collected

        dist  makespan  over floor   idle  tests per worker  steals
        load    42.9 s      +0.1 %  0.2 %        460 to 780

        no schedule beats 42.8 s
    "#]],
    );
    check(
        &folder,
        "study --preset attrs-25-4 --replications 100",
        0,
        expect![[r#"
        Recorded: attrs 25.4.0, 1,370 tests: 1,370 tests, 100 replications, noise 8 % a test, 3 % a job

                                           P5     P50     P95            mean   less baseline
        baseline: loadfile, 4 workers  10.1 s  10.8 s  11.6 s  10.80 ± 0.09 s
        worksteal, 4 workers           4.89 s  5.13 s  5.54 s   5.17 ± 0.04 s  -5.62 ± 0.07 s  faster

        P5 to P95: what single runs take. ±: 95% intervals of means; the model's own error is not in them.
    "#]],
    );
    check(
        &folder,
        "study --preset slow-last",
        2,
        expect![[r#"
        laneway: --preset is `slow-last`, expected an id that `laneway presets` lists
    "#]],
    );
    check(
        &folder,
        "study --preset four-tests table.csv",
        2,
        expect![[r#"
            error: the argument '--preset <ID>' cannot be used with '<FILES>...'

            Usage: laneway study --preset <ID> <FILES>...

            For more information, try '--help'.
        "#]],
    );
}

#[test]
fn presets_are_listed() {
    let folder = folder("presets", &[("table.csv", TABLE)]);
    let (code, text) = laneway(&folder, "presets");
    let first: Vec<&str> = text.lines().take(5).collect();
    expect![[r#"
        Examples
          slow-first                10,195 unit tests, slow ones first
                                    204 slow tests near the beginning: load locks them into a few chunks, worksteal takes them back
          late-giant                Command-line tool, one 80 s test late
                                    One test of 81 s late in the order: the worker that gets it ends last"#]].assert_eq(&first.join("\n"));
    let (json_code, json) = laneway(&folder, "presets --json");
    let document: serde_json::Value = serde_json::from_str(&json).expect("a document");
    let n_rows = text.lines().filter(|line| line.starts_with("  ") && !line.starts_with("    ")).count();
    assert_eq!((code, json_code, n_rows), (0, 0, document["presets"].as_array().map_or(0, Vec::len)));
    expect![[r#"{"about":"One test of 81 s late in the order: the worker that gets it ends last","baseline":{"collection":{"All":0},"contention":null,"controller_cost":0,"coverage_permille":0,"crashes":[],"delays":[],"dist":"load","fixtures":{"class":{"All":0},"module":{"All":0},"session":0},"latency":0,"loadscope_reorder":true,"max_worker_restart":null,"maxschedchunk":null,"order":"collected","order_seed":0,"ramp":0,"restart_block":0,"restart_collection":0,"restart_startup":0,"sees_groups":true,"selection":{"marked":[],"paths":[],"unmarked":[],"without":[]},"speed_permille":1000,"split":null,"startup":{"All":0},"test_gap":0,"test_overhead":0,"worker_finish":0,"workers":8},"candidate":{"collection":{"All":0},"contention":null,"controller_cost":0,"coverage_permille":0,"crashes":[],"delays":[],"dist":"worksteal","fixtures":{"class":{"All":0},"module":{"All":0},"session":0},"latency":0,"loadscope_reorder":true,"max_worker_restart":null,"maxschedchunk":null,"order":"collected","order_seed":0,"ramp":0,"restart_block":0,"restart_collection":0,"restart_startup":0,"sees_groups":true,"selection":{"marked":[],"paths":[],"unmarked":[],"without":[]},"speed_permille":1000,"split":null,"startup":{"All":0},"test_gap":0,"test_overhead":0,"worker_finish":0,"workers":8},"character":[{"least":81.0,"measure":"longest","most":81.0}],"durations":"by-hand","id":"late-giant","parameters":[{"basis":"assumed","name":"longest test","value":{"secs":81.0}},{"basis":"assumed","name":"its place in the order","value":{"count":2310}}],"shelf":"character","source":"the layout of public suites; no duration is anyone's","story":"","title":"Command-line tool, one 80 s test late"}"#]].assert_eq(&document["presets"][1].to_string());
}
