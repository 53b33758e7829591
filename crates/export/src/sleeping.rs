//! A side as a project of sleeping tests that pytest-xdist really runs: the suite's files, classes, functions, parameters,
//! groups, marks and durations, with the costs of each run of tests.
//!
//! - `ids`: the ids that its tests have. `source`: its files.

mod ids;

mod source;

use std::collections::{BTreeMap, BTreeSet};

use laneway_engine::conditions::Conditions;
use laneway_engine::order::{Order, positions};
use laneway_engine::session::ScopeCost;
use laneway_engine::suite::{Suite, class_of, module_of};
use laneway_formats::addopts::{PytestOption, join, options};
use laneway_pipeline::pipeline::Pipeline;
use serde_json::{Map, Value, json};

use crate::bundle::{ExportFile, Part};
use crate::cannot::CannotExpress;
use crate::lane::{Lane, lanes};
use ids::Id;

const CONFTEST: &str = include_str!("sleeping/conftest.py");

/// A runnable project.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SleepingProject {
    /// Its files, below its own folder.
    pub files: Vec<ExportFile>,
    /// Tests that have another id than in the suite: that one, and the project's.
    pub renamed: Vec<(String, String)>,
    /// What it does not repeat.
    pub cannot: Vec<CannotExpress>,
}

/// The project of a side. It needs pytest and pytest-xdist, and for a report pytest-reportlog. Contention and crashes are
/// left out: tests sleep. Costs O(n log n) of the tests for each run.
pub fn project(pipeline: &Pipeline, suite: &Suite) -> SleepingProject {
    let lanes = lanes(pipeline);
    let ids = ids::ids(suite);
    let mut cannot = Vec::new();
    for lane in &lanes {
        let hazards = &lane.run.hazards;
        if hazards.flaky.share > 0.0 || !hazards.crashes.is_empty() || !lane.run.session.crashes.is_empty() {
            cannot.push(CannotExpress::Hazards { lane: lane.name.clone() });
        }
    }
    let all_marks: BTreeSet<&str> = suite.tests.iter().flat_map(|test| &test.marks).map(String::as_str).collect();
    let (marks, others): (Vec<&str>, Vec<&str>) = all_marks.into_iter().partition(|mark| source::is_mark(mark));
    cannot.extend(others.into_iter().map(|mark| CannotExpress::SleepingMark { mark: mark.to_owned() }));
    let mut by_file: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    ids.iter().enumerate().for_each(|(place, id)| by_file.entry(&id.file).or_default().push(place));
    let file = |path: &str, text: String, about: &str| ExportFile {
        part: Part::Project,
        path: path.to_owned(),
        text,
        about: about.to_owned(),
    };
    let mut files = vec![
        file("pytest.ini", ini(&marks), "settings of the project"),
        file("conftest.py", CONFTEST.to_owned(), "what the tests do"),
        file("sleeping.json", data(&lanes, suite, &ids), "ids, seconds, and the costs of each run"),
    ];
    for (path, places) in by_file {
        let tests: Vec<_> = places.iter().map(|place| (&ids[*place], &suite.tests[*place])).collect();
        files.push(file(path, source::source(&tests), "sleeping tests"));
    }
    let renamed = suite.tests.iter().zip(&ids).map(|(test, id)| (test.id.clone(), id.text()));
    let renamed: Vec<(String, String)> = renamed.filter(|(old, new)| old != new).collect();
    if !renamed.is_empty() {
        let text = serde_json::to_string_pretty(&renamed).expect("texts always serialize");
        files.push(file(
            "renamed.json",
            format!("{text}\n"),
            "tests whose ids pytest cannot have, with those they got",
        ));
    }
    files.insert(0, file("README.md", readme(&lanes, suite, &renamed), "how it is run"));
    SleepingProject { files, renamed, cannot }
}

fn ini(marks: &[&str]) -> String {
    let lines: String = marks.iter().map(|mark| format!("    {mark}\n")).collect();
    let marks = if marks.is_empty() { String::new() } else { format!("markers =\n{lines}") };
    format!(
        "[pytest]\naddopts = --import-mode=importlib\npython_files = *.py\npython_classes = *\npython_functions = *\n{marks}"
    )
}

/// What conftest.py reads: tests in the suite's order, and what holds in each run.
fn data(lanes: &[Lane<'_>], suite: &Suite, ids: &[Id]) -> String {
    let tests = suite.tests.iter().zip(ids).map(|(test, id)| json!([id.text(), test.duration.as_secs()]));
    let renamed = |scope: &dyn Fn(&str) -> Option<String>, new: &dyn Fn(&Id) -> String| -> BTreeMap<String, String> {
        suite.tests.iter().zip(ids).filter_map(|(test, id)| Some((scope(&test.id)?, new(id)))).collect()
    };
    let modules = renamed(&|id| Some(module_of(id).to_owned()), &|id| id.file.clone());
    let classes = renamed(&|id| class_of(id).map(str::to_owned), &Id::scope);
    let cost = |cost: &ScopeCost, names: &BTreeMap<String, String>| match cost {
        ScopeCost::All(span) => json!(span.as_secs()),
        ScopeCost::By(spans) => {
            let row = |(scope, span): (&String, &laneway_engine::time::Nanos)| {
                Some((names.get(scope)?.clone(), json!(span.as_secs())))
            };
            Value::Object(spans.iter().filter_map(row).collect())
        }
    };
    let lane = |lane: &Lane<'_>| {
        let session = &lane.run.session;
        let order = match session.order {
            Order::Collected => Value::Null,
            order => json!(positions(&suite.tests, order, session.order_seed)),
        };
        // Tests sleep as if each had a core to itself.
        let factor = Conditions::new(&suite.recording, session).factor().as_f64();
        let costs = json!({
            "order": order,
            "sees_groups": session.sees_groups,
            "factor": factor,
            "session": session.fixtures.session.as_secs(),
            "module": cost(&session.fixtures.module, &modules),
            "class": cost(&session.fixtures.class, &classes),
        });
        (lane.slug.clone(), costs)
    };
    let lanes: Map<String, Value> = lanes.iter().map(lane).collect();
    let grouped = suite.tests.iter().zip(ids).filter(|(test, _)| !test.groups.is_empty());
    let grouped = Value::Array(grouped.map(|(_, id)| json!(id.text())).collect());
    let tests: Vec<String> = tests.map(|test| format!("    {test}")).collect();
    format!(
        "{{\n  \"lanes\": {},\n  \"grouped\": {grouped},\n  \"tests\": [\n{}\n  ]\n}}\n",
        Value::Object(lanes),
        tests.join(",\n")
    )
}

fn readme(lanes: &[Lane<'_>], suite: &Suite, renamed: &[(String, String)]) -> String {
    let mut text = format!(
        "# Sleeping tests\n\n{} tests that sleep as long as the recorded ones took. They need `pip install pytest pytest-xdist \
         pytest-reportlog`.\n\n",
        suite.tests.len()
    );
    for lane in lanes {
        let words = options(&lane.run.session);
        let is_line = |option: &&PytestOption| option.words().iter().all(|word| !word.chars().any(char::is_control));
        let words = words.iter().filter(is_line).flat_map(PytestOption::words);
        let report = format!("--report-log={}.jsonl", lane.slug);
        let command = join(["python", "-m", "pytest"].map(str::to_owned).into_iter().chain(words).chain([report]));
        text.push_str(&format!("    SLEEPING_LANE={} {command}\n", lane.slug));
    }
    text.push_str(
        "\nDrop the report on Laneway's page, or ask `laneway simulate` with it, to see predicted beside measured. \
         `SLEEPING_SCALE=0.1` sleeps a tenth.\n",
    );
    if !renamed.is_empty() {
        text.push_str(&format!("\n{} tests have other ids than recorded: see renamed.json.\n", renamed.len()));
    }
    text
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use laneway_engine::session::{Fixtures, Session};
    use laneway_engine::suite::Test;
    use laneway_engine::time::Nanos;

    use super::*;

    #[test]
    fn a_project_repeats_files_classes_groups_and_costs() {
        let test = |id: &str, groups: &[&str], marks: &[&str]| Test {
            id: id.to_owned(),
            duration: Nanos(250_000_000),
            groups: groups.iter().map(|group| (*group).to_owned()).collect(),
            marks: marks.iter().map(|mark| (*mark).to_owned()).collect(),
        };
        let tests = vec![
            test("tests/test_a.py::TestA::test_x", &["db\"\n"], &["slow", "parametrize"]),
            test("tests/test_a.py::TestA::test_y[1]", &[], &[]),
            test("tests/test_a.py::test_z", &[], &[]),
            test("tests/test_a.py::TestA::test_y[\\xe9]", &["db"], &["slow"]),
            test("b.rb::test", &[], &[]),
        ];
        let by = [("tests/test_a.py::TestA".to_owned(), Nanos(1_000_000_000))].into();
        let fixtures =
            Fixtures { session: Nanos(2_000_000_000), module: ScopeCost::All(Nanos(1)), class: ScopeCost::By(by) };
        let session = Session { fixtures, order: Order::Interleaved, speed_permille: 2000, ..Session::default() };
        let project = project(&Pipeline::bare(session), &Suite { tests, ..Suite::default() });
        let shown = project.files.iter().filter(|file| file.path != "conftest.py");
        let shown: String = shown.map(|file| format!("=== {}\n{}", file.path, file.text)).collect();
        let cannot: String = project.cannot.iter().map(|cannot| format!("{cannot}\n")).collect();
        expect![[r#"
            === README.md
            # Sleeping tests

            5 tests that sleep as long as the recorded ones took. They need `pip install pytest pytest-xdist pytest-reportlog`.

                SLEEPING_LANE=tests python -m pytest -n 4 --dist load --report-log=tests.jsonl

            Drop the report on Laneway's page, or ask `laneway simulate` with it, to see predicted beside measured. `SLEEPING_SCALE=0.1` sleeps a tenth.

            1 tests have other ids than recorded: see renamed.json.
            === pytest.ini
            [pytest]
            addopts = --import-mode=importlib
            python_files = *.py
            python_classes = *
            python_functions = *
            markers =
                slow
            === sleeping.json
            {
              "lanes": {"tests":{"class":{"tests/test_a.py::TestA":1.0},"factor":0.5,"module":1e-9,"order":[0,4,1,2,3],"sees_groups":true,"session":2.0}},
              "grouped": ["tests/test_a.py::TestA::test_x","tests/test_a.py::TestA::test_y[\\xe9]"],
              "tests": [
                ["tests/test_a.py::TestA::test_x",0.25],
                ["tests/test_a.py::TestA::test_y[1]",0.25],
                ["tests/test_a.py::test_z",0.25],
                ["tests/test_a.py::TestA::test_y[\\xe9]",0.25],
                ["other/test_b_rb.py::test",0.25]
              ]
            }
            === other/test_b_rb.py
            """Generated: sleeps; conftest.py says how long."""


            def test():
                pass
            === tests/test_a.py
            """Generated: sleeps; conftest.py says how long."""

            import pytest


            class TestA:

                @pytest.mark.xdist_group("db\"\x0a")
                @pytest.mark.slow
                def test_x(self):
                    pass

                @pytest.mark.parametrize(
                    "case",
                    [
                        pytest.param(0, id="1"),
                        pytest.param(1, id="\xe9", marks=[pytest.mark.xdist_group("db"), pytest.mark.slow]),
                    ],
                )
                def test_y(self, case):
                    pass

            def test_z():
                pass
            === renamed.json
            [
              [
                "b.rb::test",
                "other/test_b_rb.py::test"
              ]
            ]
            ---
            the project of sleeping tests leaves out the mark `parametrize`, which is no plain name, or means something to pytest
        "#]].assert_eq(&format!("{shown}---\n{cannot}"));
    }
}
