//! What command lines and sections come to, shown as the options that would give the same session.

use expect_test::{Expect, expect};
use laneway_engine::selection::Selection;
use laneway_engine::session::Session;
use laneway_engine::suite::Test;

use super::{CommandLine, read};
use crate::addopts::addopts;

fn check(text: &str, expect: Expect) {
    let shown = match read(text) {
        Ok(line) => {
            let options = addopts(&line.apply(&Session::default(), 6));
            [&[options][..], &line.notes].concat().join("; ")
        }
        Err(error) => error.to_string(),
    };
    expect.assert_eq(&shown);
}

#[test]
fn ok_command_lines() {
    check("pytest -n 8 --dist worksteal", expect!["-n 8 --dist worksteal"]);
    check(
        "python -m pytest -n auto --maxschedchunk=4 tests/",
        expect![
            "-n 6 --dist load --maxschedchunk=4 tests/; -n auto is taken as the number of cores given here; where psutil is installed, it counts physical cores alone"
        ],
    );
    check(
        "pytest -n4 \\\n  --dist=loadscope --no-loadscope-reorder",
        expect!["-n 4 --dist loadscope --no-loadscope-reorder"],
    );
    check("pytest -xvn 2 -q --maxfail 3", expect!["-n 2 --dist load"]);
    check(
        "pytest --numprocesses=logical --maxprocesses 3",
        expect!["-n 3 --dist load; -n logical is taken as the number of cores given here"],
    );
    check("pytest --tx 3*popen -d", expect!["-n 3 --dist load"]);
    check("--dist loadgroup -n 3 --max-worker-restart=0", expect!["-n 3 --dist loadgroup --max-worker-restart=0"]);
    check("pytest -q", expect!["-n 0"]);
    check("pytest -n 0 tests", expect!["-n 0 tests"]);
}

#[test]
fn ok_what_stands_around_a_command() {
    check("      - run: uv run --frozen pytest -n 4 --cov=src | tee log.txt", expect!["-n 4 --dist load"]);
    check(
        "pip install pytest pytest-xdist && .venv/bin/pytest -n 3 && pytest -n 9",
        expect!["-n 3 --dist load; there are several pytest commands; the first is read"],
    );
    check("PYTEST_ADDOPTS='-n 2' coverage run -m pytest --dist loadfile", expect!["-n 2 --dist loadfile"]);
    check("env:\n  PYTEST_ADDOPTS: \"-n 5\"\nrun: pytest", expect!["-n 5 --dist load"]);
    check("# pytest -n 1\n$ pytest -n 7 -m 'not slow'", expect!["-n 7 --dist load -m 'not slow'"]);
    check("C:\\env\\Scripts\\pytest.exe -n 2", expect!["-n 2 --dist load"]);
}

#[test]
fn ok_sections() {
    check("[pytest]\naddopts = -n 4 --dist loadfile\nmarkers =\n  slow", expect!["-n 4 --dist loadfile"]);
    check(
        "[tool.pytest.ini_options]\naddopts = [\n  \"-n\", \"6\",\n  \"--dist=worksteal\",\n]",
        expect!["-n 6 --dist worksteal"],
    );
    check("[tool:pytest]\naddopts =\n    -n 2\n    --dist loadgroup\n", expect!["-n 2 --dist loadgroup"]);
}

#[test]
fn ok_what_would_surprise_is_said() {
    check(
        "pytest --dist worksteal",
        expect!["-n 0; --dist without -n: xdist runs everything in one process, and says nothing"],
    );
    check(
        "pytest --tx 2*popen",
        expect!["-n 0; --tx without --dist: xdist runs everything in one process, and says nothing"],
    );
    check("pytest -n 2 --dist no", expect!["-n 2 --dist load; -n with --dist no: xdist takes it as --dist load"]);
    check("pytest -n 0 --dist load", expect!["-n 0; -n 0 wins over --dist: xdist runs everything in one process"]);
    check("pytest -n auto --pdb", expect!["-n 0; with --pdb, xdist runs everything in one process"]);
    check("pytest -n 2 --splits 3 --group 1", expect!["-n 2 --dist load --splits=3 --group=1"]);
}

fn check_tests(text: &str, expect: Expect) {
    let shown = match read(text) {
        Ok(CommandLine { selection: Selection { paths, without, marked, unmarked }, split, notes, .. }) => {
            let list = |name: &str, list: Vec<String>| {
                if list.is_empty() { None } else { Some(format!("{name} {}", list.join(" "))) }
            };
            let lists =
                [list("paths", paths), list("without", without), list("marked", marked), list("unmarked", unmarked)];
            let split = split.map(|split| format!("{} of {} by {}", split.group, split.splits, split.by.info().flag));
            lists.into_iter().flatten().chain(split).chain(notes).collect::<Vec<_>>().join("; ")
        }
        Err(error) => error.to_string(),
    };
    expect.assert_eq(&shown);
}

#[test]
fn ok_which_tests_run() {
    check_tests(
        "pytest tests/unit --splits 4 --group 1 --splitting-algorithm least_duration --ignore x --deselect y",
        expect!["paths tests/unit; without x y; 1 of 4 by least_duration"],
    );
    check_tests(
        "pytest -m 'not slow and not db' tests/unit tests/api/test_a.py::test_x[1]",
        expect!["paths tests/unit tests/api/test_a.py::test_x[1]; unmarked slow db"],
    );
    check_tests("pytest -m 'slow or db' --num-shards=3 --shard-id=2", expect!["marked slow db; 3 of 3 by hash"]);
    check_tests("pytest --cov src --cov-report term-missing tests", expect!["paths tests"]);
    check_tests("pytest --cov --tb short --junitxml out/report.xml -q unit", expect!["paths unit"]);
    check_tests("pytest --some-option value --other tests/unit -p no:cacheprovider", expect!["paths tests/unit"]);
    check_tests("pytest -- -odd-folder", expect!["paths -odd-folder"]);
    check_tests("[pytest]\naddopts = -m 'not slow'", expect!["unmarked slow"]);
}

#[test]
fn ok_what_cannot_be_selected_is_said() {
    check_tests(
        "pytest -k 'fast and not slow' tests/*/unit $FILES",
        expect![
            "-k `fast and not slow` chooses tests by name; here it leaves nothing out; `tests/*/unit` is known to the shell alone; here it leaves nothing out; `$FILES` is known to the shell alone; here it leaves nothing out"
        ],
    );
    check_tests(
        "pytest -m 'slow and db' --ignore-glob '*/x/*'",
        expect![
            "-m `slow and db` is more than marks joined by `or`, and others excluded by `and not`; here it leaves nothing out; --ignore-glob `*/x/*` leaves tests out; here they run"
        ],
    );
    check_tests(
        "- run: pytest --splits ${{ strategy.job-total }} --group ${{ matrix.group }} tests",
        expect![
            "paths tests; --splits is `${{strategy.job-total}}`, which is not known here; all tests run; --group is `${{matrix.group}}`, one after another; here it is the first"
        ],
    );
    check_tests(
        "pytest --splits 3 --group ${{ matrix.group }} tests",
        expect![
            "paths tests; 1 of 3 by duration_based_chunks; --group is `${{matrix.group}}`, one after another; here it is the first"
        ],
    );
}

#[test]
fn err_shards_that_the_plugins_refuse() {
    check_tests("pytest --splits 3", expect!["pytest refuses this: argument `--group` is required with `--splits`"]);
    check_tests(
        "pytest --splits 3 --group 4",
        expect!["pytest refuses this: `--group` is not one of the shards, expected 1 to the number of `--splits`"],
    );
    check_tests("pytest --splits 0 --group 1", expect!["`--splits` has `0`, expected 1 to 10000"]);
    check_tests(
        "pytest --num-shards 3 --shard-id 3",
        expect![
            "pytest refuses this: `--shard-id` is not one of the shards, expected 0 to one less than `--num-shards`"
        ],
    );
    check_tests(
        "pytest --splits 3 --group 1 --splitting-algorithm best",
        expect!["`--splitting-algorithm` has `best`, expected one of duration_based_chunks, least_duration"],
    );
}

#[test]
fn ok_a_line_fits_the_suite_that_it_is_put_on() {
    let test = |id: &str| Test { id: id.to_owned(), ..Test::default() };
    let mut line = read("pytest -m 'not slow' unit tests/unit").expect("a line");
    line.fit(&[test("unit/test_a.py::test_1")]);
    assert_eq!(line.selection, Selection { paths: vec!["unit".to_owned()], ..Selection::default() });
    expect!["`tests/unit` is no folder, file or test of this suite; it is passed over; -m is passed over: this suite does not know marks, as a report-log does"].assert_eq(&line.notes.join("; "));
}

#[test]
fn err_what_pytest_would_refuse() {
    check("pytest -n many", expect!["`-n` has `many`, expected 0 to 10000, auto or logical"]);
    check("pytest -n", expect!["`-n` has ``, expected 0 to 10000, auto or logical"]);
    check("pytest -n 999999999", expect!["`-n` has `999999999`, expected 0 to 10000, auto or logical"]);
    check(
        "pytest -n 4 --dist loadfiles",
        expect!["`--dist` has `loadfiles`, expected one of load, worksteal, loadgroup, loadscope, loadfile, each, no"],
    );
    check(
        "pytest -n 2 --pdb",
        expect!["pytest refuses this: `--pdb` is incompatible with distributing tests, expected `-n 0` or no `--pdb`"],
    );
    check(
        "pytest -p no:xdist -n 2",
        expect![
            "pytest refuses this: `-p no:xdist` with options of xdist is a usage error, expected one without the other"
        ],
    );
    check("pytest 'open", expect!["a quote is opened and not closed in `pytest 'open`: close it"]);
    check(
        "hello",
        expect![
            "nothing here is for pytest, expected `pytest -n 8 --dist worksteal`, or an ini section with `addopts`"
        ],
    );
}

#[test]
fn ok_what_addopts_writes_reads_the_same() {
    for line in [
        "-n 3 --dist loadscope --no-loadscope-reorder --max-worker-restart=2",
        "-n 3 --dist load -m '(a or b) and not c' --deselect=x --splits=4 --group=2 tests/unit 'tests/a b.py'",
        "-n 0 -m 'not c and not d' --num-shards=3 --shard-id=2",
    ] {
        let session = read(line).expect("a line").apply(&Session::default(), 1);
        assert_eq!(addopts(&session), line);
    }
}
