//! `laneway calibrate` as a user types it, and what takes its costs.

use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect;

use crate::door::{self, check, laneway};

/// A folder for one test, with samples of real reports in it.
fn folder(name: &str, samples: &[&str]) -> PathBuf {
    let folder = door::folder(name, &[]);
    for sample in samples {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/reports").join(sample);
        fs::copy(from, folder.join(sample)).expect("a sample");
    }
    folder
}

#[test]
fn ok_a_report_of_pytest_timing_knows_start_up_too() {
    let folder = folder("calibrate_timing", &["pytest_timing.json"]);
    check(
        &folder,
        "calibrate pytest_timing.json --cores 2 --took 3.6s -o costs.json",
        0,
        expect![[r#"
            pytest_timing.json: 11 tests, 2 workers, load
            the order is not surely as collected: add the output of `pytest --collect-only -q`

            modelled 3.22 s, measured 3.22 s (−0.1 %), from pytest's session start to its end
            modelled 0.14 s, measured 0.15 s (−2.3 %), from the first test's start to the last test's end

            fitted                                      value  observed       P5      P95
            overhead of a test                        12.6 ms        11   131 µs  59.7 ms
            gap between tests                         7.14 ms         7  1.96 ms  23.2 ms
            start-up, until the last worker is ready   2.62 s         2   2.29 s   2.62 s
            collection, until the first test          64.5 ms         2  63.7 ms   0.25 s
            finish of a worker                        3.55 ms         2  3.55 ms  4.08 ms
            end of the session                         0.39 s         1
            computing, on 2 cores                       100 %
            the command around it                      0.38 s         1

            left alone
              latency, one way: messages are not in reports; 0.5 ms is what real runs showed
              fixtures of the session, a worker: none above noise in 4 comparisons
              fixtures of a module: none above noise in 8 comparisons
              fixtures of a class: none above noise in 2 comparisons
        "#]],
    );
    check(
        &folder,
        "simulate pytest_timing.json -n 4 --dist all --calibrated costs.json",
        0,
        expect![[r#"
            pytest_timing.json: 11 tests, 77.2 ms in all, 4 workers on 2 cores
            calibrated on pytest_timing.json: modelled 3.22 s, measured 3.22 s (−0.1 %)
            order: by file, as pytest collects them: the order within files is lost (add `pytest --collect-only -q` output)
            1 warning, see `laneway import`

            dist       makespan         by order  pytest ends  over floor  idle  tests per worker  steals
            load          5.2 s  5.2 s to 5.22 s       6.36 s        +6 %  21 %            2 to 3
            worksteal    5.21 s  5.2 s to 5.22 s       6.36 s        +6 %  21 %            2 to 3       1
            loadgroup    5.22 s  5.2 s to 5.22 s       6.37 s        +6 %  35 %            2 to 3
            loadscope    5.25 s                        6.41 s        +7 %  62 %            0 to 7
            loadfile     5.24 s                         6.4 s        +7 %  65 %            0 to 7
            each         5.59 s                        6.75 s              14 %                11
            no           2.97 s                        4.13 s              25 %                11

            no schedule with workers beats 4.92 s
        "#]],
    );
    let study = "study pytest_timing.json -n 4 --dist worksteal --calibrated costs.json --replications 100";
    check(
        &folder,
        study,
        0,
        expect![[r#"
            pytest_timing.json: 11 tests, 100 replications, noise 8 % a test, 3 % a job
            calibrated on pytest_timing.json: modelled 3.22 s, measured 3.22 s (−0.1 %)

                                          P5     P50     P95       by order           mean  less baseline
            baseline: load, 4 workers  5.2 s   5.2 s  5.21 s  5.2 to 5.22 s  5.20 ± 0.00 s
            worksteal, 4 workers       5.2 s  5.21 s  5.21 s  5.2 to 5.22 s  5.21 ± 0.00 s  0.00 ± 0.00 s  too small to matter

            P5 to P95: what single runs take. ±: 95% intervals of means; the model's own error is not in them.
            by order: a run without noise, over 25 orders: the report has lost that of tests within files. The rest takes it as it is.
            On the calibrated run that error is 2.3%: differences below 2.3% are too small to matter.
        "#]],
    );
}

#[test]
fn ok_the_mode_of_a_report_log_is_guessed() {
    let folder = folder("calibrate_report_log", &["report_log.jsonl"]);
    check(
        &folder,
        "calibrate report_log.jsonl",
        0,
        expect![[r#"
        report_log.jsonl: 7 tests, 2 workers, load
        --dist is guessed: tests on the worker that ran them: load 100 %, worksteal 100 %, loadscope 85 %, loadfile 85 %, loadgroup 71 %

        modelled 0.48 s, measured 0.48 s (−1.1 %), from the first test's start to the last test's end

        fitted                               value  observed       P5      P95
        overhead of a test                 2.76 ms         7  1.02 ms   5.7 ms
        gap between tests                  6.73 ms         3  4.27 ms  8.02 ms
        fixtures of the session, a worker  30.1 ms         1
        fixtures of a module               20.5 ms         1

        left alone
          start-up, until the last worker is ready: the report does not say when workers began; set it yourself, or record with pytest-timing
          collection, until the first test: likewise
          finish of a worker: the report does not say when workers ended
          end of the session: the report does not say when the session began and ended
          the command around it: no report has the time of the whole command; `--took` tells it
          latency, one way: messages are not in reports; 0.5 ms is what real runs showed
          computing: the report does not say how many cores there were; without them start-up is the same for any number of workers
          fixtures of a class: none above noise in 2 comparisons
    "#]],
    );
}

#[test]
fn ok_options_come_before_calibrated_costs() {
    let folder = folder("calibrate_options", &["report_log.jsonl"]);
    laneway(&folder, "calibrate report_log.jsonl --dist load -o costs.json");
    let simulate = "simulate report_log.jsonl -n 2 --calibrated costs.json --json";
    let without = laneway(&folder, simulate).1;
    let with = laneway(&folder, &format!("{simulate} --startup 5s")).1;
    assert!(without.contains("\"first_start\":1000000,"), "{without}");
    assert!(with.contains("\"first_start\":5001000000,"), "{with}");
}

#[test]
fn err_reports_without_times_and_costs_that_are_none() {
    let folder = folder("calibrate_bad", &["test_durations.json", "report_log.jsonl"]);
    check(
        &folder,
        "calibrate test_durations.json",
        2,
        expect![[r#"
        laneway: test_durations.json: the report does not say when each test ran, expected times: record it with `--report-log=report.jsonl` (pytest-reportlog) or `--timing-json` (pytest-timing)
    "#]],
    );
    check(
        &folder,
        "calibrate report_log.jsonl --dist fastest",
        2,
        expect![[r#"
        error: invalid value 'fastest' for '--dist <MODE>': expected one of: load, worksteal, loadgroup, loadscope, loadfile, each, no

        For more information, try '--help'.
    "#]],
    );
    check(
        &folder,
        "calibrate report_log.jsonl --dist each",
        2,
        expect![[r#"
        laneway: report_log.jsonl: dist is each, expected a mode that runs every test once: record a run under another mode
    "#]],
    );
    check(
        &folder,
        "simulate report_log.jsonl --calibrated test_durations.json",
        2,
        expect![[r#"
        laneway: test_durations.json: it is another document, expected the JSON that `laneway calibrate REPORT -o costs.json` writes: missing field `schema` at line 28 column 1
    "#]],
    );
}
