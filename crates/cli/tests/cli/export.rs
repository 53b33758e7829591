//! `laneway export` as a user types it: what it writes, and what it refuses.

use std::fs;
use std::path::PathBuf;

use expect_test::expect;

use crate::door::{check, folder, laneway};

/// A folder without what an earlier run of the test wrote.
fn fresh(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let _ = fs::remove_dir_all(folder(name, &[]));
    folder(name, files)
}

#[test]
fn a_folder_of_files() {
    let folder = fresh("export_folder", &[]);
    check(
        &folder,
        "export --preset groups out --only settings,conftest,targets",
        0,
        expect![[r#"
        pyproject.toml  settings of pytest and coverage
        conftest.py  groups of tests and order of collection, for the root of the project
        Makefile  the runs of CI, one target each, for local use
        justfile  the runs of CI, one target each, for local use
    "#]],
    );
    check(
        &folder,
        "export --preset groups out --only settings,conftest,targets",
        0,
        expect![[r#"
        pyproject.toml  is so already
        conftest.py  is so already
        Makefile  is so already
        justfile  is so already
    "#]],
    );
    check(
        &folder,
        "export --preset lane-split out.zip --side baseline --only settings",
        0,
        expect![[r#"
        pyproject.toml  settings of pytest and coverage
    "#]],
    );
    check(
        &folder,
        "export --preset lane-split out.zip --only settings",
        2,
        expect![[r#"
        laneway: out.zip is there, expected a new file: --force overwrites it
    "#]],
    );
}

#[test]
fn a_workflow_that_is_there_gets_its_changes_alone() {
    const CI: &str = "name: CI
on: [push]
env:
  TOKEN: ${{ secrets.TOKEN }}
jobs:
  tests:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: uv sync # ours
      - run: uv run pytest -q -n 2 tests
  lint:
    runs-on: ubuntu-latest
    steps:
      - run: uv run ruff check
";
    let folder = fresh(
        "export_workflow_into",
        &[
            ("ci.yml", CI),
            ("broken.yml", "jobs:\n  a: [\n"),
            ("called.yml", "jobs:\n  tests:\n    uses: ./.github/workflows/other.yml\n"),
        ],
    );
    let into_ci = |option: &str| {
        laneway(&folder, &format!("export --preset groups . --only workflow --workflow-into ci.yml {option}"))
    };
    let (code, diff) = into_ci("--dry-run");
    assert_eq!(code, 0);
    expect![[r#"
        --- a/ci.yml
        +++ b/ci.yml
        @@ -8,7 +8,7 @@
             steps:
               - uses: actions/checkout@v4
               - run: uv sync # ours
        -      - run: uv run pytest -q -n 2 tests
        +      - run: uv run pytest -n 8 --dist loadgroup -q tests
           lint:
             runs-on: ubuntu-latest
             steps:
    "#]]
    .assert_eq(&diff);
    let refused = "laneway: ci.yml would change, nothing was written: --force writes it as shown\n";
    assert_eq!(into_ci(""), (2, format!("{diff}{refused}")));
    assert_eq!(fs::read_to_string(folder.join("ci.yml")).expect("it is there"), CI);
    assert_eq!(into_ci("--force"), (0, diff));
    assert_eq!(into_ci(""), (0, "ci.yml  is so already\n".to_owned()));
    check(
        &folder,
        "export --preset groups . --only workflow --workflow-into called.yml",
        1,
        expect![[r#"
        called.yml  is so already

        to do by hand:
          called.yml, line 3: the job calls `./.github/workflows/other.yml`, whose steps are not here; give pytest of `tests` the options `-n 8 --dist loadgroup` in place of those it has
    "#]],
    );
    check(
        &folder,
        "export --preset groups . --only workflow --workflow-into broken.yml",
        2,
        expect![[r#"
        laneway: broken.yml: line 2, column 6: the YAML is broken: unclosed bracket '['
    "#]],
    );
    check(
        &folder,
        "export --preset groups . --only workflow --workflow-into none.yml",
        2,
        expect![[r#"
            laneway: ./none.yml is not there, expected a file: check its name, which counts from the folder that you are in; without --workflow-into a new workflow is written
        "#]],
    );
}

#[test]
fn a_file_that_is_there_changes_only_if_asked() {
    let folder = fresh("export_into", &[("setup.cfg", "[tool:pytest]\naddopts = -ra -p no:xdist -n2\n")]);
    check(
        &folder,
        "export --preset groups . --only settings --into setup.cfg --dry-run",
        1,
        expect![[r#"
            --- a/setup.cfg
            +++ b/setup.cfg
            @@ -1,2 +1,2 @@
             [tool:pytest]
            -addopts = -ra -p no:xdist -n2
            +addopts = -ra -p no:xdist -n 8 --dist loadgroup

            in the way:
              setup.cfg, line 2: `-p no:xdist` switches off the plugin that these settings need, and pytest ends with a usage error: take it out
        "#]],
    );
    check(
        &folder,
        "export --preset groups . --only settings --into setup.cfg",
        2,
        expect![[r#"
            --- a/setup.cfg
            +++ b/setup.cfg
            @@ -1,2 +1,2 @@
             [tool:pytest]
            -addopts = -ra -p no:xdist -n2
            +addopts = -ra -p no:xdist -n 8 --dist loadgroup

            in the way:
              setup.cfg, line 2: `-p no:xdist` switches off the plugin that these settings need, and pytest ends with a usage error: take it out
            laneway: setup.cfg would change, nothing was written: --force writes it as shown
        "#]],
    );
    check(
        &folder,
        "export --preset groups . --only settings --into setup.cfg --force",
        1,
        expect![[r#"
            --- a/setup.cfg
            +++ b/setup.cfg
            @@ -1,2 +1,2 @@
             [tool:pytest]
            -addopts = -ra -p no:xdist -n2
            +addopts = -ra -p no:xdist -n 8 --dist loadgroup

            in the way:
              setup.cfg, line 2: `-p no:xdist` switches off the plugin that these settings need, and pytest ends with a usage error: take it out
        "#]],
    );
    let text = fs::read_to_string(folder.join("setup.cfg")).expect("it is there");
    assert!(text.starts_with("[tool:pytest]\naddopts = -ra -p no:xdist -n 8"), "{text}");
}

#[test]
fn programs_get_one_document() {
    let folder = fresh("export_json", &[("pytest.ini", "[pytest]\naddopts = -k x\n")]);
    check(
        &folder,
        "export --preset four-tests . --only settings --into pytest.ini --force --json",
        1,
        expect![[r#"
            {"schema":1,"side":"candidate","files":[{"path":"pytest.ini","about":"settings of pytest and coverage","text":"[pytest]\naddopts = -k x -n 2 --dist worksteal\n"}],"not_in_files":[],"to_do":[],"in_the_way":[{"file":"pytest.ini","line":2,"what":"line 2: `-k` chooses tests too: what was simulated chose without it"}],"by_hand":[]}
        "#]],
    );
}

#[test]
fn ok_the_other_name_of_pytest_ini() {
    let folder =
        fresh("export_dot_ini", &[(".pytest.ini", "[pytest]\naddopts = -ra\n"), ("pyproject.toml", "[tool.pytest]\n")]);
    check(
        &folder,
        "export --preset four-tests . --only settings --into .pytest.ini --force",
        0,
        expect![[r#"
        --- a/.pytest.ini
        +++ b/.pytest.ini
        @@ -1,2 +1,2 @@
         [pytest]
        -addopts = -ra
        +addopts = -ra -n 2 --dist worksteal
    "#]],
    );
    let folder = fresh("export_dot_ini_shadowed", &[(".pytest.ini", ""), ("pytest.ini", "")]);
    check(
        &folder,
        "export --preset four-tests . --only settings --into .pytest.ini --force",
        1,
        expect![[r#"
        --- /dev/null
        +++ b/.pytest.ini
        @@ -0,0 +1,2 @@
        +[pytest]
        +addopts = -n 2 --dist worksteal

        in the way:
          .pytest.ini, pytest reads pytest.ini instead, which is there too: put the settings there, or take that file away
    "#]],
    );
}

#[test]
fn err_what_cannot_be() {
    let folder = fresh("export_wrong", &[("pyproject.toml", "[tool.pytest.ini_options]\naddopts = \"-n 2\n")]);
    check(
        &folder,
        "export --preset groups .",
        2,
        expect![[r#"
        laneway: pyproject.toml, line 2, column 16: invalid basic string, expected `"`: mend the file first
    "#]],
    );
    check(
        &folder,
        "export --preset groups . --into pytest.cfg",
        2,
        expect![[r#"
        laneway: --into is `pytest.cfg`, expected one of pyproject.toml, pytest.ini, .pytest.ini, tox.ini, setup.cfg, .coveragerc
    "#]],
    );
    check(
        &folder,
        "export --preset groups . --into .pytest.toml",
        2,
        expect![[r#"
        laneway: --into is `.pytest.toml`, expected one of pyproject.toml, pytest.ini, .pytest.ini, tox.ini, setup.cfg, .coveragerc: put in by hand what `--into pytest.ini --dry-run` shows
    "#]],
    );
    check(
        &folder,
        "export out",
        2,
        expect![[r#"
        laneway: there is one path, expected a scenario and a folder, or --preset and a folder
    "#]],
    );
    check(
        &folder,
        "export --preset none out",
        2,
        expect![[r#"
        laneway: --preset is `none`, expected an id that `laneway presets` lists
    "#]],
    );
}
