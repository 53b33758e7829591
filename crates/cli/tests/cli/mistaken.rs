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
