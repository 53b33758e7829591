//! docs/json.md, held to its word: its examples are read, and its keys are those that commands print.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::door::{folder, laneway};

/// The examples of one kind: the blocks of code that begin with that word.
fn examples(kind: &str) -> Vec<String> {
    let (text, fence) = (page(), format!("```json {kind}\n"));
    let blocks = text.split(&fence).skip(1);
    blocks.map(|block| block.split("```").next().unwrap_or_default().to_owned()).collect()
}

fn page() -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/json.md");
    fs::read_to_string(path).expect("docs/json.md is there")
}

#[test]
fn every_scenario_is_one_that_commands_take() {
    let scenarios = examples("scenario");
    assert!(scenarios.len() >= 2, "{scenarios:?}");
    for scenario in scenarios {
        let folder = folder("documents-scenario", &[("scenario.json", &scenario)]);
        let (code, said) = laneway(&folder, "pipeline scenario.json --replications 20 --write whole.json --json");
        assert!(code < 2, "{scenario}\n{said}");
        let wrong = scenario.replacen("\"session\"", "\"sessoin\"", 1).replacen(
            "\"tests\": {}",
            "\"tests\": {\"sessoin\": 1}",
            1,
        );
        fs::write(folder.join("wrong.json"), wrong).expect("a document with a mistake");
        let (code, said) = laneway(&folder, "pipeline wrong.json");
        assert!(code == 2 && said.contains("sessoin"), "a key that is not known is named: {said}");
    }
}

#[test]
fn every_replay_document_is_answered() {
    let cases = examples("replay");
    assert!(!cases.is_empty());
    for case in cases {
        let folder = folder("documents-replay", &[("case.json", &case)]);
        let input = File::open(folder.join("case.json")).expect("the case");
        let mut replay = Command::new(env!("CARGO_BIN_EXE_laneway"));
        let output = replay.arg("replay").stdin(Stdio::from(input)).output().expect("laneway starts");
        let answer: Value = serde_json::from_slice(&output.stdout).expect("one answer");
        assert_eq!(answer["outcome"], "ok", "{answer}");
    }
}

#[test]
fn commands_print_the_keys_that_are_listed() {
    let scenario = &examples("scenario")[0];
    let durations = r#"{"a.py::test_a": 1.5, "a.py::test_b": 0.5}"#;
    let folder = folder("documents-keys", &[("scenario.json", scenario), (".test_durations", durations)]);
    let text = page();
    let rows: Vec<&str> = text.lines().filter(|line| line.contains("| `schema`")).collect();
    assert_eq!(rows.len(), 12, "{rows:?}");
    for row in rows {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let command = cells[1].trim_matches('`');
        let listed: BTreeSet<String> = cells[2].split(", ").map(|key| key.trim_matches('`').to_owned()).collect();
        assert_eq!(listed, keys(&folder, command), "{command}");
    }
}

/// The keys of what a command prints.
fn keys(folder: &Path, command: &str) -> BTreeSet<String> {
    let arguments = match command {
        "simulate" | "import" => ".test_durations",
        "study" => ".test_durations --replications 20",
        "search" => ".test_durations -n 2",
        "split" => ".test_durations --splits 2",
        "export" => "scenario.json out --dry-run",
        "link" => "scenario.json --base-url https://example.org/",
        "lesson" | "presets" => "",
        _ => "scenario.json",
    };
    let line = format!("{command} {arguments} --json");
    let mut laneway = Command::new(env!("CARGO_BIN_EXE_laneway"));
    let output = laneway.args(line.split_whitespace()).current_dir(folder).output().expect("laneway starts");
    let document: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{line}: {error}: {}", String::from_utf8_lossy(&output.stderr)));
    assert_eq!(document["schema"], 1, "{line}");
    document.as_object().expect("an object").keys().cloned().collect()
}
