//! Whole CI runs, as a user types it: a workflow on a report, a preset, a scenario that is written and given again.

use std::fs;
use std::path::PathBuf;

use expect_test::expect;

use crate::door::{check, folder, laneway};

/// Two lanes and a gate behind them.
const WORKFLOW: &str = r#"
jobs:
  unit:
    runs-on: ubuntu-24.04
    steps:
      - run: pytest -n 2 --dist worksteal --cov=src --cov-fail-under=0 unit
        env: {COVERAGE_FILE: .coverage.unit}
      - uses: actions/upload-artifact@v7
        with: {name: coverage-unit, path: .coverage.unit, include-hidden-files: HIDDEN}
  gate:
    needs: NEEDS
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v7
      - uses: actions/download-artifact@v8
        with: {pattern: coverage-*, merge-multiple: true}
      - run: coverage combine && coverage report
"#;

const TABLE: &str = "id,seconds\nunit/a.py::test_1,8\nunit/a.py::test_2,1\nunit/b.py::test_3,1\nunit/b.py::test_4,3\n";

/// A folder for one test, with a report and a workflow in it.
fn ci(name: &str, hidden: &str, needs: &str) -> PathBuf {
    let workflow = WORKFLOW.replace("HIDDEN", hidden).replace("NEEDS", needs);
    folder(name, &[("table.csv", TABLE), ("ci.yml", &workflow)])
}

#[test]
fn a_workflow_is_simulated_on_a_report() {
    let folder = ci("workflow", "true", "unit");
    check(
        &folder,
        "pipeline --baseline ci.yml --tests table.csv --replications 100",
        0,
        expect![[r#"
            table.csv: 4 tests, 13 s in all

            job              waited  took   result     slack        billed
            baseline: unit      6 s  14 s  success  critical  1:00, $0.006
            baseline: gate      6 s  12 s  success  critical  1:00, $0.006
            candidate: unit     6 s  14 s  success  critical  1:00, $0.006
            candidate: gate     6 s  12 s  success  critical  1:00, $0.006

            100 runs of each:
            figure                           baseline           candidate  difference
            mean                             58 ± 9 s            58 ± 9 s         0 s
            9 of 10 runs               28.2 s to 1:54      28.2 s to 1:54
            red                    0 % (0.0 % to 4 %)  0 % (0.0 % to 4 %)    0 points
            until green, mean                58 ± 9 s            58 ± 9 s         0 s
            until green, 19 of 20                1:54                1:54
            never green                           0 %                 0 %
            billed a run                         2:00                2:00         0 s
            price a run                        $0.012              $0.012          $0
            price a month                          $0                  $0
            people wait a month                9 h 46              9 h 46
            workers idle a run                 4.86 s              4.86 s         0 s
            coverage at the gate               80.0 %              80.0 %    0 points
            gate margin                             –                   –

            No difference: 9 of 10 runs of the candidate would take 28.2 s to 1:54, the same as the baseline in each (100 runs of each).
            With queues and steps at their medians, both would be done after 38 s.
            Its time hangs on unit, then gate.
            Of 38 s, 12 s are queues, 10 s set-up and other steps, 9 s tests, 5 s the gate.
            ci.yml: 11 numbers assumed, 0 warnings; `laneway import` lists them
        "#]],
    );
}

#[test]
fn what_a_real_pipeline_would_trip_over_is_the_answer_no() {
    let folder = ci("hidden", "false", "unit");
    let (code, text) = laneway(&folder, "pipeline --baseline ci.yml --tests table.csv --replications 10");
    assert_eq!(code, 1);
    assert!(text.contains("there is no coverage data to combine"), "{text}");
}

#[test]
fn err_what_cannot_be_names_its_place() {
    let folder = ci("cycle", "true", "gate");
    check(
        &folder,
        "pipeline --baseline ci.yml --tests table.csv",
        2,
        expect![[r#"
        laneway: baseline: job `gate`, needs: jobs wait for each other: gate needs gate; take one of these needs away
    "#]],
    );
    check(
        &folder,
        "pipeline --preset no-such-preset",
        2,
        expect![[r#"
        laneway: --preset is `no-such-preset`, expected an id that `laneway presets` lists
    "#]],
    );
    check(
        &folder,
        "pipeline table.csv",
        2,
        expect![[r#"
        laneway: table.csv is a report of tests, expected a scenario: `--tests table.csv` of link, pipeline, compare, advise and export takes it, beside a scenario or `--preset ID`; `laneway simulate table.csv` and `laneway search table.csv` take it alone
    "#]],
    );
}

#[test]
fn a_scenario_that_is_written_is_the_same_when_it_is_given() {
    let folder = ci("written", "true", "unit");
    let first = laneway(&folder, "pipeline --preset lane-split --replications 20 --write scenario.json --json");
    assert_eq!(first.0, 0);
    assert_eq!(laneway(&folder, "pipeline scenario.json --json"), first);
    let (code, text) = laneway(&folder, "pipeline scenario.json --svg lanes.svg");
    assert!(code == 0 && text.contains("Its time hangs on heavy, then gate."), "{text}");
    assert!(fs::read_to_string(folder.join("lanes.svg")).expect("a picture").starts_with("<svg"));
}
