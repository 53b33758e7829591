//! What a shell script of a step does: installs, runs tests, combines coverage, or anything else.

use laneway_pipeline::step::{Gate, Step, Work};

use super::assumed::{self, Assumptions, COMMAND, GATE, UNREAD_TESTS};
use super::tests_of;
use crate::actions::step_kind::{self, StepKind};

/// Where a script stands.
pub(super) struct Place<'a> {
    /// Id of the job.
    pub(super) job: &'a str,
    /// Name of the step.
    pub(super) step: &'a str,
    /// `COVERAGE_FILE` there.
    pub(super) data_file: &'a str,
    /// Cores of the runner, for `-n auto`.
    pub(super) n_cores: u32,
}

/// The steps of a script, and what came along.
#[derive(Default)]
pub(super) struct Script {
    pub(super) steps: Vec<Step>,
    /// Places of steps that run tests in a way that cannot be read.
    pub(super) tests: Vec<usize>,
    /// What stands behind `--group` of a run of tests.
    pub(super) shard: Option<String>,
    /// `--fail-under` of a report, percent.
    pub(super) fail_under: Option<f64>,
    pub(super) notes: Vec<String>,
}

/// One script, in which expressions are already replaced by `${name}`. It becomes up to three steps, in that order:
/// installation, tests, gate; or one command.
pub(super) fn read(script: &str, place: &Place<'_>, assumptions: &mut Assumptions) -> Script {
    let mut found = Script::default();
    let lines: Vec<&str> = script.lines().map(str::trim).filter(|line| !line.starts_with('#')).collect();
    let any = |words: &[&str]| lines.iter().any(|line| words.iter().any(|word| line.contains(word)));
    let plain = lines.join("\n");
    let tests = tests_of::run(&plain, place.data_file, place.n_cores);
    let has_gate = any(&["coverage combine", "coverage report"]);
    let is_installation = any(&[
        "pip install",
        "uv sync",
        "uv pip",
        "poetry install",
        "pdm install",
        "pdm sync",
        "hatch env",
        "npm ci",
        "npm install",
        "apt-get install",
        "apt install",
        "conda install",
        "pipx install",
        "uv tool install",
    ]);
    let is_several = tests.is_some() || has_gate;
    if is_installation {
        let has_uv = any(&["uv sync", "uv pip", "uv tool"]);
        // A list of a few packages, not what a project needs.
        let is_short = lines.iter().filter(|line| line.contains("install")).all(|line| {
            line.contains("pip install")
                && !line
                    .split_whitespace()
                    .any(|word| word == "-r" || word == "-e" || word.starts_with(['.', '-', '"', '\'']))
        });
        let secs = if has_uv {
            assumed::INSTALL_UV
        } else if is_short {
            assumed::INSTALL_FEW
        } else {
            assumed::INSTALL
        };
        let name = if is_several { format!("{}: install", place.step) } else { place.step.to_owned() };
        let takes = assumptions.secs(place.job, &name, "takes", secs);
        found.steps.push(Step::new(name, Work::Command { takes }));
    }
    if let Some(tests) = tests {
        if tests.run.coverage.is_some() {
            assumptions.note(place.job, place.step, "coverage", format!("{} %", assumed::COVERS));
        }
        found.notes.extend(tests.notes);
        found.shard = tests.shard;
        found.steps.push(Step::new(place.step, Work::Tests(Box::new(tests.run))));
    }
    if has_gate {
        let combine_line = lines.iter().find_map(|line| line.split_once("coverage combine"));
        let looks_in_folders = combine_line.is_some_and(|(_, rest)| {
            rest.split_whitespace().take_while(|word| !["&&", ";", "|"].contains(word)).any(|word| word.contains("*/"))
        });
        let takes = assumptions.secs(place.job, place.step, "takes", GATE);
        let gate = Gate { combine: combine_line.is_some(), looks_in_folders, takes, ..Gate::default() };
        let name = if found.steps.is_empty() { place.step.to_owned() } else { format!("{}: coverage", place.step) };
        found.steps.push(Step::new(name, Work::Gate(gate)));
        let threshold = plain.split("--fail-under").nth(1).map(|rest| rest.trim_start_matches(['=', ' ']));
        let number = threshold
            .and_then(|rest| rest.split(|char: char| !char.is_ascii_digit() && char != '.').next()?.parse().ok());
        found.fail_under = number.filter(|percent| (0.0..=100.0).contains(percent));
    }
    if found.steps.is_empty() {
        let words: Vec<&str> = plain.split(|char: char| !char.is_alphanumeric() && char != '_').collect();
        let has_word = |word: &&str| words.contains(word);
        let is_named = step_kind::of(place.step) == StepKind::Tests;
        let is_tests =
            (is_named || ["tox", "nox", "unittest"].iter().any(has_word) || plain.contains("manage.py test"))
                && !["lint", "typing", "types", "docs", "mypy", "pre", "style", "cargo"].iter().any(has_word);
        if is_tests {
            found.tests.push(0);
        }
        let is_named_install = step_kind::of(place.step) == StepKind::Install;
        let secs = if is_tests {
            UNREAD_TESTS
        } else if is_named_install {
            assumed::INSTALL
        } else {
            COMMAND
        };
        let takes = assumptions.secs(place.job, place.step, "takes", secs);
        found.steps.push(Step::new(place.step, Work::Command { takes }));
    }
    found
}
