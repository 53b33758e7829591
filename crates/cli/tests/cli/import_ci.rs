//! `laneway import` of what is no report of tests: coverage reports, real runs, workflow files.

use expect_test::{Expect, expect};

use crate::door::{folder, laneway};

/// Runs `laneway import` in a folder of its own with those files; what it prints, and its exit code.
fn check(name: &str, files: &[(&str, &str)], options: &str, expect: Expect) {
    let folder = folder(name, files);
    let words: Vec<&str> = files.iter().map(|(name, _)| *name).chain(options.split_whitespace()).collect();
    let (code, text) = laneway(&folder, &format!("import {}", words.join(" ")));
    expect.assert_eq(&format!("{text}exit code {code}\n"));
}

const UNIT: &str = "SF:a.py\nDA:1,1\nDA:2,1\nDA:3,0\nDA:4,0\nend_of_record\n";
const HEAVY: &str = "SF:a.py\nDA:1,1\nDA:2,0\nDA:3,1\nDA:4,0\nend_of_record\n";
const JOBS: &str = r#"[{"run_id": 1, "name": "test", "conclusion": "success", "labels": ["ubuntu-latest"],
    "created_at": "2026-01-01T00:00:00Z", "started_at": "2026-01-01T00:00:09Z", "completed_at": "2026-01-01T00:01:00Z"}]"#;
const WORKFLOW: &str = "on: push\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: pytest -n 2\n";

#[test]
fn coverage_of_lanes_is_told_apart_and_together() {
    let files = [("unit.lcov", UNIT), ("heavy.lcov", HEAVY)];
    check(
        "import_coverage",
        &files,
        "",
        expect![[r#"
          50.000 %  unit.lcov  1 files
          50.000 %  heavy.lcov  1 files
          75.000 %  together
        exit code 0
    "#]],
    );
}

#[test]
fn real_runs_are_a_pipeline() {
    check(
        "import_runs",
        &[("jobs.json", JOBS)],
        "",
        expect![[r#"
        jobs.json
        jobs          1
        runs          1

        test on ubuntu-latest, waits 9 s
          test: 51 s
        runs tests    test: test
        exit code 0
    "#]],
    );
    check(
        "import_runs",
        &[("jobs.json", JOBS)],
        "--workflow Other",
        expect![[r#"
        laneway: there is no workflow `Other`, expected one of: ``
        exit code 2
    "#]],
    );
}

#[test]
fn a_workflow_is_a_pipeline() {
    check(
        "import_workflow",
        &[("ci.yml", WORKFLOW)],
        "",
        expect![[r#"
        ci.yml
        jobs          1

        test on ubuntu-24.04, waits 6 s (up to 1:00 in 95 of 100)
          Set up job: 1 s
          Run pytest -n 2: tests, -n 2 --dist load
          after: 3 s

        3 numbers are in no file and were assumed
          test: queue 6 s, up to 60 s in 95 of 100
          test: Set up job: takes 1 s
          test: post 3 s
        exit code 0
    "#]],
    );
    check(
        "import_workflow",
        &[("ci.yml", WORKFLOW)],
        "--json",
        expect![[r#"
        {"schema":1,"pipeline":{"jobs":[{"id":"test","name":"","needs":[],"condition":"success","continue_on_error":false,"timeout":21600000000000,"runner":{"label":"ubuntu-24.04","cores":2,"speed_permille":1000,"price":6000,"factor_permille":1000,"is_included":true,"queue":{"lognormal":{"median":6.0,"p95":60.0,"cap":null}},"pool":null},"matrix":{"axes":[],"exclude":[],"include":[],"effects":[],"shards":1,"fail_fast":true,"max_parallel":null},"containers":[],"steps":[{"name":"Set up job","condition":"success","continue_on_error":false,"work":{"command":{"takes":{"constant":{"secs":1.0}}}}},{"name":"Run pytest -n 2","condition":"success","continue_on_error":false,"work":{"tests":{"session":{"selection":{"paths":[],"without":[],"marked":[],"unmarked":[]},"split":null,"dist":"load","workers":2,"maxschedchunk":null,"loadscope_reorder":true,"max_worker_restart":null,"latency":0,"startup":{"All":0},"collection":{"All":0},"ramp":0,"test_overhead":0,"test_gap":0,"worker_finish":0,"restart_startup":0,"restart_collection":0,"controller_cost":0,"restart_block":0,"crashes":[],"delays":[],"fixtures":{"session":0,"module":{"All":0},"class":{"All":0}},"contention":null,"order":"collected","order_seed":0,"speed_permille":1000,"coverage_permille":0,"sees_groups":true},"splitter":{"by":"duration_based_chunks","known":"recorded"},"hazards":{"flaky":{"share":0.0,"fails":0.0,"reruns":0},"crashes":[]},"coverage":null}}}],"post":{"constant":{"secs":3.0}}}],"service":"git-hub","plan":{"name":"Team","slots":60,"included_minutes":3000},"coverage":{"fail_under":null,"precision":0,"overlap":0.5},"required":[],"traffic":{"runs_per_day":20.0,"at_once":1,"breaks":0.0},"reruns":2},"test_steps":[],"assumed":[{"job":"test","step":"","what":"queue","value":"6 s, up to 60 s in 95 of 100"},{"job":"test","step":"Set up job","what":"takes","value":"1 s"},{"job":"test","step":"","what":"post","value":"3 s"}],"n_runs":0,"warnings":{"shown":[],"n_all":0}}
        exit code 0
    "#]],
    );
}

#[test]
fn files_of_several_kinds_are_refused() {
    check(
        "import_mixed",
        &[("ci.yml", WORKFLOW), ("jobs.json", JOBS)],
        "",
        expect![[r#"
        laneway: the files are of several kinds, expected files of one kind
        exit code 2
    "#]],
    );
}
