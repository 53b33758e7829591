//! What command lines and sections come to, shown as the options that would give the same session.

use expect_test::{Expect, expect};
use laneway_engine::session::Session;

use super::read;
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
            "-n 6 --dist load --maxschedchunk=4; -n auto is taken as the number of cores given here; where psutil is installed, it counts physical cores alone"
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
    check("pytest -n 0 tests", expect!["-n 0"]);
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
    check(
        "# pytest -n 1\n$ pytest -n 7 -m 'not slow'",
        expect!["-n 7 --dist load; -m `not slow` chooses tests; here all tests of the suite run"],
    );
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
    check(
        "pytest -n 2 --splits 3 --group 1",
        expect!["-n 2 --dist load; --splits runs one shard; here all tests of the suite run"],
    );
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
    let line = "-n 3 --dist loadscope --no-loadscope-reorder --max-worker-restart=2";
    let session = read(line).expect("a line").apply(&Session::default(), 1);
    assert_eq!(addopts(&session), line);
}
