//! A file given where another kind is wanted: each command says what it is, and where it goes.

use std::path::Path;

use crate::door::{folder, laneway};

const REPORT: &str = r#"<testsuite><testcase classname="a" name="test_a" time="1.5"/></testsuite>"#;
const DURATIONS: &str = r#"{"a.py::test_a": 1.5, "a.py::test_b": 0.5}"#;
const WORKFLOW: &str = "on: push\njobs:\n  unit:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest -n 4\n";
const SCENARIO: &str =
    r#"{"schema": 1, "source": {"preset": "lane-split"}, "baseline": {"jobs": []}, "candidate": {"jobs": []}}"#;

#[test]
fn a_report_in_place_of_a_scenario() {
    let folder = files("mistaken-report");
    let takes_scenarios = [
        "link {} --base-url https://example.org/",
        "pipeline {}",
        "compare {}",
        "advise {}",
        "search --scenario {}",
        "export {} out",
    ];
    for file in ["report.xml", ".test_durations"] {
        for command in takes_scenarios {
            let said = refused(&folder, &command.replace("{}", file));
            assert!(said.contains(&format!("{file} is a report of tests, expected a scenario")), "{command}: {said}");
            assert!(said.contains(&format!("`--tests {file}`")), "{command}: {said}");
        }
    }
    let said = refused(&folder, "pipeline ci.yml");
    assert!(said.contains("ci.yml is a workflow, expected a scenario: `laneway pipeline --baseline ci.yml"), "{said}");
}

#[test]
fn a_scenario_with_a_mistake_is_no_report() {
    let folder = folder(
        "mistaken-key",
        &[("s.json", r#"{"schema": 1, "sourc": {"preset": "lane-split"}}"#), ("t.json", r#"{"schema": 99}"#)],
    );
    let said = refused(&folder, "pipeline s.json");
    assert!(said.contains("s.json: the scenario is broken"), "{said}");
    let said = refused(&folder, "pipeline t.json");
    assert!(!said.contains("report"), "{said}");
}

#[test]
fn a_number_below_0_is_a_number_that_cannot_be() {
    let folder = files("mistaken-number");
    let said = refused(&folder, "simulate report.xml -n -1");
    let expected = "expected a whole number from 0 to 10000, for example 4";
    assert!(said.contains(&format!("invalid value '-1' for '--numprocesses <N>': {expected}")), "{said}");
    let said = refused(&folder, "simulate report.xml --speed -1");
    assert!(said.contains("expected a number from 0.001 to 100"), "{said}");
}

#[test]
fn what_cannot_be_simulated_gets_no_advice() {
    let side =
        r#"{"jobs": [{"id": "a", "steps": [{"name": "t", "work": {"tests": {"session": {"workers": 1000000000}}}}]}]}"#;
    let scenario =
        format!(r#"{{"schema": 1, "source": {{"preset": "lane-split"}}, "baseline": {side}, "candidate": {side}}}"#);
    let folder = folder("mistaken-side", &[("s.json", &scenario)]);
    let said = refused(&folder, "advise s.json");
    assert!(said.contains("workers is 1000000000, expected 0 to 10000: choose fewer"), "{said}");
}

#[test]
fn a_pipeline_without_tests_says_so() {
    let folder = files("mistaken-tests");
    let (_, said) = laneway(&folder, "pipeline --baseline ci.yml --replications 5");
    assert!(said.starts_with("no tests, so that runs of tests take no time: `--tests REPORT`"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_folder_may_hold_links_that_lead_nowhere() {
    let folder = folder("mistaken-links", &[]);
    std::fs::create_dir_all(folder.join("in")).expect("a folder");
    std::fs::write(folder.join("in/report.xml"), REPORT).expect("a file");
    for (target, link) in [(".", "in/loop"), ("nowhere", "in/dangling")] {
        let _ = std::fs::remove_file(folder.join(link));
        std::os::unix::fs::symlink(target, folder.join(link)).expect("a link");
    }
    let (code, said) = laneway(&folder, "simulate in -n 2");
    assert_eq!(code, 0, "{said}");
}

#[test]
fn what_was_said_is_not_said_again() {
    let folder = folder(
        "mistaken-spec",
        &[("spec.json", r#"{"tests": 5, "durations": {"lognormal": {"median": 2, "p95": 1}}}"#)],
    );
    let said = refused(&folder, "generate spec.json");
    assert_eq!(said.trim(), "laneway: durations: p95 is 1, expected no less than the median, 2");
}

#[test]
fn what_the_hints_say_works() {
    let folder = files("mistaken-hints");
    for line in [
        "link --preset lane-split --tests report.xml --base-url https://example.org/",
        "simulate report.xml",
        "simulate .test_durations",
        "pipeline --baseline ci.yml --tests report.xml --write made.json --replications 20",
        "link made.json --base-url https://example.org/",
    ] {
        let (code, said) = laneway(&folder, line);
        assert!(code < 2, "{line}: {said}");
    }
}

#[test]
fn a_scenario_with_a_mistake_is_still_a_scenario() {
    let folder = files("mistaken-scenario");
    let said = refused(&folder, "pipeline broken.json");
    assert!(said.contains("jobz") && !said.contains("report of tests"), "{said}");
}

#[test]
fn a_scenario_or_a_workflow_in_place_of_a_report() {
    let folder = files("mistaken-suite");
    let said = refused(&folder, "simulate scenario.json");
    assert!(
        said.contains("scenario.json is a scenario, expected a report of tests: `laneway pipeline scenario.json`"),
        "{said}"
    );
    let said = refused(&folder, "study ci.yml");
    assert!(
        said.contains("ci.yml is a workflow, expected a report of tests: `laneway pipeline --baseline ci.yml"),
        "{said}"
    );
}

#[test]
fn a_report_in_place_of_a_pipeline() {
    let folder = files("mistaken-pipeline");
    let said = refused(&folder, "compare --baseline report.xml");
    assert!(
        said.contains("report.xml is a report of tests, expected a pipeline") && said.contains("`--tests report.xml`"),
        "{said}"
    );
}

fn files(name: &str) -> std::path::PathBuf {
    let broken = SCENARIO.replace("\"candidate\": {\"jobs\"", "\"candidate\": {\"jobz\"");
    folder(
        name,
        &[
            ("report.xml", REPORT),
            (".test_durations", DURATIONS),
            ("ci.yml", WORKFLOW),
            ("scenario.json", SCENARIO),
            ("broken.json", &broken),
        ],
    )
}

/// What is said of bad input.
fn refused(folder: &Path, line: &str) -> String {
    let (code, said) = laneway(folder, line);
    assert_eq!(code, 2, "{line}: {said}");
    said
}
