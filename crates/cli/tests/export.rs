//! `laneway export` as a user types it: what it writes, and what it refuses.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use expect_test::{Expect, expect};

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder for the test");
    folder
}

#[allow(clippy::needless_pass_by_value, reason = "expectations are passed as expect-test has them")]
fn check(folder: &Path, line: &str, code: i32, expected: Expect) {
    let output = Command::new(env!("CARGO_BIN_EXE_laneway")).args(line.split(' ')).current_dir(folder).output();
    let output = output.expect("laneway starts");
    expected.assert_eq(&String::from_utf8_lossy(&[output.stdout, output.stderr].concat()));
    assert_eq!(output.status.code(), Some(code), "{line}");
}

#[test]
fn a_folder_of_files() {
    let folder = folder("export_folder");
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
fn a_file_that_is_there_changes_only_if_asked() {
    let folder = folder("export_into");
    fs::write(folder.join("setup.cfg"), "[tool:pytest]\naddopts = -ra -p no:xdist -n2\n").expect("a file for the test");
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
fn err_what_cannot_be() {
    let folder = folder("export_wrong");
    fs::write(folder.join("pyproject.toml"), "[tool.pytest.ini_options]\naddopts = \"-n 2\n")
        .expect("a file for the test");
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
        laneway: --into is `pytest.cfg`, expected pyproject.toml, pytest.ini, tox.ini, setup.cfg or .coveragerc
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
