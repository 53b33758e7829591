//! Both sides compared, as a user types it: in words, for a pull request, and held against a real run.

use std::fs;

use expect_test::expect;
use serde_json::Value;

use crate::door::{check, folder, laneway};

pub(crate) const RUN: &str = r#"{"jobs": [
  {"id": 1, "run_id": 7, "run_attempt": 1, "name": "unit", "conclusion": "success", "created_at": "2026-01-01T00:00:00Z",
   "started_at": "2026-01-01T00:00:10Z", "completed_at": "2026-01-01T00:01:10Z"},
  {"id": 2, "run_id": 7, "run_attempt": 1, "name": "heavy", "conclusion": "success", "created_at": "2026-01-01T00:00:00Z",
   "started_at": "2026-01-01T00:00:10Z", "completed_at": "2026-01-01T00:09:00Z"}]}"#;

#[test]
fn a_session_is_compared_in_words() {
    let folder = folder("compare-words", &[]);
    check(
        &folder,
        "compare --preset late-giant --replications 20",
        0,
        expect![[r#"
            Command-line tool, one 80 s test late: 2,400 tests, 25:35 in all

            9 of 10 runs of the candidate would take 3:03 to 3:43, and end 43.1 to 45.0 s before the baseline's on average, 95 % sure (20 runs of each).

                                       baseline   candidate  difference (95 %)
            typical run                    4:17        3:32
            half of the runs within        4:16        3:31
            19 of 20 runs within           4:26        3:43
            mean                     4:15 ± 5 s  3:31 ± 5 s   −45.0 to −43.1 s

            changes:
              dist load → worksteal

            7 of 8 workers would end later:
                 baseline  candidate  later by
            gw7      3:01       3:32   +30.8 s
            gw1      3:03       3:12   +8.72 s
            gw6      3:01       3:08   +7.57 s
            gw3      3:03       3:11   +7.46 s
            gw5      3:02       3:09   +6.76 s
            gw4      3:04       3:09   +4.62 s
            gw2      3:04       3:08   +3.94 s

            1,135 of 2,400 tests would end later:
                                                           baseline  candidate  later by
            tests/func/test_command_037.py::test_run[525]     37 ms       2:28     +2:28
            tests/func/test_command_037.py::test_run[526]    0.24 s       2:28     +2:28
            tests/func/test_command_037.py::test_run[527]    0.34 s       2:28     +2:28
            tests/func/test_command_037.py::test_run[528]     0.4 s       2:28     +2:28
            tests/func/test_command_037.py::test_run[529]    0.69 s       2:29     +2:28
            tests/func/test_command_037.py::test_run[530]    0.84 s       2:29     +2:28
            tests/func/test_command_037.py::test_run[531]    0.88 s       2:29     +2:28
            tests/func/test_command_038.py::test_run[532]    0.99 s       2:29     +2:28
            tests/func/test_command_038.py::test_run[533]    1.07 s       2:29     +2:28
            tests/func/test_command_038.py::test_run[534]    1.19 s       2:29     +2:28
        "#]],
    );
}

#[test]
fn what_is_measured_lies_inside_or_outside() {
    let folder = folder("compare-measured", &[("run.json", RUN), ("slow.json", &RUN.replace("00:09:00", "00:29:00"))]);
    check(
        &folder,
        "compare --preset lane-split --replications 20 --measured run.json",
        0,
        expect![[r#"
            It came true: predicted 8:27 to 9:22, measured 9:00: inside, from the trigger to the last job.

            run       predicted  measured
            run 7  8:27 to 9:22      9:00  inside

            run 7:
            job         predicted  measured
            unit   47.3 to 58.3 s      1:00  outside, slower
            heavy    7:50 to 8:49      8:50  outside, slower
        "#]],
    );
    check(
        &folder,
        "compare --preset lane-split --replications 20 --measured slow.json --markdown",
        1,
        expect![[r#"
            ### Did it come true? `Case: one job split into lanes`

            It did not come true: predicted 8:27 to 9:22, measured 29:00: outside, slower, from the trigger to the last job.

            | run | predicted, 9 of 10 runs | measured |  |
            |---|---|---|---|
            | `run 7` | 8:27 to 9:22 | 29:00 | **outside, slower** |

            Job by job in `run 7`:

            | job | predicted, 9 of 10 runs | measured |  |
            |---|---|---|---|
            | `unit` | 47.3 to 58.3 s | 1:00 | **outside, slower** |
            | `heavy` | 7:50 to 8:49 | 28:50 | **outside, slower** |

            costs were not fitted to a real run, so the range is that of chance alone
        "#]],
    );
}

#[test]
fn a_report_is_of_a_job_that_is_named() {
    let junit = r#"<testsuites><testsuite name="pytest" tests="1" time="40"><testcase classname="a" name="b" time="2"/></testsuite></testsuites>"#;
    let folder = folder("compare-report", &[("report.xml", junit), ("table.csv", "id,seconds\na.py::b,1\n")]);
    let line = "compare --preset lane-split --replications 20 --measured";
    check(
        &folder,
        &format!("{line} report.xml"),
        2,
        expect![[r#"
        laneway: the report may be of any of `unit`, `heavy`: expected the job's name, or the jobs of the whole run
    "#]],
    );
    check(
        &folder,
        &format!("{line} report.xml --job unit"),
        1,
        expect![[r#"
        It did not come true: predicted 22.8 to 24.4 s, measured 40 s: outside, slower, from the session's beginning to its end.

        run              predicted  measured
        report.xml  22.8 to 24.4 s      40 s  outside, slower
    "#]],
    );
    check(
        &folder,
        &format!("{line} table.csv --job unit"),
        2,
        expect![[r#"
        laneway: table.csv: it does not say how long its run took, expected JUnit XML, a report-log, pytest's output, or the jobs of a run
    "#]],
    );
}

#[test]
fn slower_is_a_no_only_where_it_is_asked_for() {
    let folder = folder("compare-slower", &[]);
    laneway(&folder, "pipeline --preset late-giant --replications 20 --write there.json");
    let text = fs::read_to_string(folder.join("there.json")).expect("a scenario");
    let mut back: Value = serde_json::from_str(&text).expect("JSON");
    let there = back.as_object_mut().expect("an object");
    let (baseline, candidate) = (there["baseline"].clone(), there["candidate"].clone());
    there.insert("baseline".to_owned(), candidate);
    there.insert("candidate".to_owned(), baseline);
    fs::write(folder.join("back.json"), back.to_string()).expect("written");
    let code = |line: &str| laneway(&folder, line).0;
    assert_eq!(code("compare there.json --fail-if-slower"), 0);
    assert_eq!(code("compare back.json"), 0);
    assert_eq!(code("compare back.json --fail-if-slower --json"), 1);
}

#[test]
fn a_program_reads_one_document() {
    let folder = folder("compare-json", &[]);
    let (_, output) = laneway(&folder, "compare --preset lane-split --replications 20 --json");
    let document: Value = serde_json::from_str(&output).expect("JSON");
    assert_eq!(document["schema"], 1);
    assert_eq!(document["changes"][1], "new job `unit`");
    assert_eq!(document["later"][0]["kind"], "tests");
    assert!(document["candidate"]["runs"]["difference"]["secs"].is_f64());
    assert_eq!(document["foretold"], Value::Array(Vec::new()));
}

#[test]
fn a_comment_has_a_link_that_opens() {
    let folder = folder("compare-comment", &[]);
    let command = "compare --preset lane-split --replications 20 --markdown --base-url https://example.org/laneway/";
    let (_, text) = laneway(&folder, command);
    let link = text.split("(<").nth(1).and_then(|rest| rest.split(">)").next()).expect("a link");
    assert!(link.starts_with("https://example.org/laneway/#v1."), "{link}");
    assert_eq!(laneway(&folder, &format!("link --open {link}")).0, 0);
}

#[test]
fn a_run_is_written_as_a_trace() {
    let folder = folder("compare-trace", &[("table.csv", "id,seconds\na.py::b,1\na.py::c,1\n")]);
    assert_eq!(laneway(&folder, "simulate table.csv -n 2 --dist worksteal --trace session.json").0, 0);
    assert_eq!(laneway(&folder, "pipeline --preset lane-split --replications 1 --trace pipeline.json").0, 0);
    for (name, event) in [("session.json", "collection"), ("pipeline.json", "candidate: unit")] {
        let text = fs::read_to_string(folder.join(name)).expect("a trace");
        let document: Value = serde_json::from_str(&text).expect("JSON");
        assert!(document["traceEvents"].is_array() && text.contains(event), "{name}");
    }
}
