//! What a page offers: each case a scenario's side, a wish, and what comes of it, file by file.

use expect_test::{Expect, expect};
use laneway_engine::order::Order;
use laneway_engine::selection::Selection;
use laneway_engine::session::Session;
use laneway_engine::suite::Test;
use laneway_engine::time::Nanos;
use laneway_pipeline::pipeline::Pipeline;

use super::*;

const PYPROJECT: &str = "[project] # ours\nname = \"a\"\n\n[tool.pytest.ini_options]\naddopts = \"-p no:xdist\"\n";
const CI: &str = "jobs:\n  test:\n    steps:\n      - run: tox\n      - run: pytest # all\n";

fn check(session: Session, wish: Wish, expected: Expect) -> Offer {
    let test = |id: &str| Test { id: id.to_owned(), duration: Nanos(1_000_000_000), ..Test::default() };
    let suite =
        Suite { tests: vec![test("tests/test_a.py::test_a"), test("tests/test_b.py::test_b")], ..Suite::default() };
    let candidate = Pipeline::bare(session);
    let scenario =
        Scenario { source: suite.clone().into(), baseline: candidate.clone(), candidate, ..Scenario::default() };
    let offer = offer(&scenario, &suite, None, &wish);
    let file = |file: &Offered| {
        let diff = file.diff.as_ref().map(|diff| {
            diff.lines()
                .skip(3)
                .filter(|line| line.starts_with(['+', '-']))
                .map(|line| format!("\n    {line}"))
                .collect::<String>()
        });
        let sign = if file.is_taken { "" } else { "(not in the zip) " };
        format!(
            "{sign}{}: {}{}{}\n",
            file.path,
            file.about,
            file.why_not.iter().map(|why| format!("\n    {why}")).collect::<String>(),
            diff.unwrap_or_default()
        )
    };
    let said = |it: &Said| format!("{:?} {} {:?} {}\n", it.kind, it.path.as_deref().unwrap_or("-"), it.line, it.text);
    let told: String = offer.files.iter().map(file).chain(offer.said.iter().map(said)).collect();
    expected.assert_eq(&told);
    offer
}

fn own(name: &str, text: &str) -> OwnFile {
    OwnFile { name: name.to_owned(), text: text.to_owned() }
}

#[test]
fn ok_new_files() {
    check(
        Session::default(),
        Wish::default(),
        expect![[r#"
        pyproject.toml: settings of pytest and coverage
        .github/workflows/tests.yml: the jobs, for the CI service
        Makefile: the runs of CI, one target each, for local use
        justfile: the runs of CI, one target each, for local use
        REPORT.md: what was simulated, predicted and assumed
        ToDo .github/workflows/tests.yml None job `tests`, timeout: the pipeline has the service's own limit; a shorter one is written: check it
    "#]],
    );
}

#[test]
fn ok_own_files_come_back_with_their_changes_and_what_is_in_the_way() {
    let wish = Wish { own: vec![own("pyproject.toml", PYPROJECT), own("ci.yml", CI)], ..Wish::default() };
    let offer = check(
        Session::default(),
        wish,
        expect![[r#"
            pyproject.toml: your settings
                -addopts = "-p no:xdist"
                +addopts = "-p no:xdist -n 4 --dist load"
            .github/workflows/ci.yml: your workflow
            (not in the zip) .github/workflows/tests.yml: the whole workflow, to copy from; not in the zip
            Makefile: the runs of CI, one target each, for local use
            justfile: the runs of CI, one target each, for local use
            REPORT.md: what was simulated, predicted and assumed
            Conflict pyproject.toml Some(5) `-p no:xdist` switches off the plugin that these settings need, and pytest ends with a usage error: take it out
            ToDo .github/workflows/ci.yml Some(5) the script is not written as one plain line or as a block (`|`); give pytest of `test` the options `-n 4 --dist load` in place of those it has
        "#]],
    );
    let text = offer.files[0].text.as_deref().expect("it is written");
    assert!(text.starts_with("[project] # ours\nname = \"a\"\n\n"), "{text}");
}

#[test]
fn err_a_broken_file_keeps_no_other_from_being_written() {
    let broken = own("pyproject.toml", "[project]\nname = \n");
    let wish =
        Wish { own: vec![broken, own("ci.yml", "jobs: [\n"), own("setup.cfg", "[metadata]\n")], ..Wish::default() };
    check(
        Session::default(),
        wish,
        expect![[r#"
            (not in the zip) pyproject.toml: yours, and cannot be read
                pyproject.toml, line 2, column 8: string values must be quoted, expected literal string: mend the file first
            (not in the zip) setup.cfg: yours; settings go into pyproject.toml
            (not in the zip) .github/workflows/ci.yml: yours, and cannot be read
                line 1, column 7: the YAML is broken: unclosed bracket '['
            .github/workflows/tests.yml: the jobs, for the CI service
            Makefile: the runs of CI, one target each, for local use
            justfile: the runs of CI, one target each, for local use
            REPORT.md: what was simulated, predicted and assumed
            Broken pyproject.toml Some(2) pyproject.toml, line 2, column 8: string values must be quoted, expected literal string: mend the file first
            Broken .github/workflows/ci.yml Some(1) line 1, column 7: the YAML is broken: unclosed bracket '['
            ToDo .github/workflows/tests.yml None job `tests`, timeout: the pipeline has the service's own limit; a shorter one is written: check it
        "#]],
    );
}

#[test]
fn err_what_cannot_be_written_stands_in_its_place() {
    let selection = Selection { marked: vec!["a b".to_owned()], ..Selection::default() };
    let session = Session { order: Order::Random, selection, ..Session::default() };
    check(
        session,
        Wish { has_project: true, ..Wish::default() },
        expect![[r#"
            pyproject.toml: settings of pytest and coverage
            (not in the zip) workflow: cannot be written
                no workflow: job `tests`, step 1: the mark is `a b`, which -m cannot name; expected letters, digits and `_`, and not `and`, `or` or `not`
            (not in the zip) conftest: cannot be written
                a random order cannot be repeated by a conftest.py as it was simulated: install pytest-randomly for another one
            Makefile: the runs of CI, one target each, for local use
            justfile: the runs of CI, one target each, for local use
            sleeping/README.md: how it is run
            sleeping/pytest.ini: settings of the project
            sleeping/conftest.py: what the tests do
            sleeping/sleeping.json: ids, seconds, and the costs of each run
            sleeping/tests/test_a.py: sleeping tests
            sleeping/tests/test_b.py: sleeping tests
            REPORT.md: what was simulated, predicted and assumed
            Cannot pyproject.toml None `-m` cannot name the mark `a b`, expected letters, digits and `_`: rename the mark; no run that selects by it has `-m`
            Cannot workflow None no workflow: job `tests`, step 1: the mark is `a b`, which -m cannot name; expected letters, digits and `_`, and not `and`, `or` or `not`
            Cannot conftest None a random order cannot be repeated by a conftest.py as it was simulated: install pytest-randomly for another one
        "#]],
    );
}
