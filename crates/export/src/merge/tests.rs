//! Files of users, and what becomes of them.

use expect_test::{Expect, expect};
use laneway_engine::dist_mode::DistMode;
use laneway_formats::addopts::PytestOption;

use super::*;
use crate::settings::coverage::CoverageSettings;

fn settings() -> Settings {
    Settings {
        addopts: vec![PytestOption::Workers(4), PytestOption::Dist(DistMode::WorkSteal)],
        testpaths: Vec::new(),
        markers: vec!["slow".to_owned()],
        coverage: None,
    }
}

fn with_coverage() -> Settings {
    let coverage = CoverageSettings {
        branch: true,
        is_sysmon: false,
        patches_subprocess: true,
        sources: vec!["src".to_owned()],
        is_source_assumed: true,
        fail_under: Some(80.0),
        precision: 1,
    };
    Settings { coverage: Some(coverage), ..settings() }
}

/// The change as a diff, then what is in the way.
fn check(settings: &Settings, file: ConfigFile, text: &str, expected: Expect) {
    let merged = match merge(settings, file, text) {
        Ok(merged) => merged,
        Err(error) => return expected.assert_eq(&error.to_string()),
    };
    let conflicts: String = merged.conflicts.iter().map(|conflict| format!("{conflict}\n")).collect();
    let cannot: String = merged.cannot.iter().map(|cannot| format!("{cannot}\n")).collect();
    expected.assert_eq(&format!("{}{conflicts}{cannot}", diff::unified(file.name(), text, &merged.text)));
    let again = merge(settings, file, &merged.text).expect("what was written is read");
    assert_eq!(again.text, merged.text, "a second time changes nothing");
}

#[test]
fn new_files_have_all_of_it() {
    for info in config_file::CONFIG_FILES {
        let merged = merge(&with_coverage(), info.file, "").expect("an empty file");
        let expected = match info.file {
            ConfigFile::Pyproject => expect![[r#"
                [tool.pytest.ini_options]
                addopts = "-n 4 --dist worksteal"
                markers = ["slow: a lane of CI selects by it"]

                [tool.coverage.run]
                branch = true
                source = ["src"]
                patch = ["subprocess"]

                [tool.coverage.paths]
                source = ["src", "*/src"]

                [tool.coverage.report]
                fail_under = 80
                precision = 1
            "#]],
            ConfigFile::PytestIni => expect![[r#"
                [pytest]
                addopts = -n 4 --dist worksteal
                markers =
                    slow: a lane of CI selects by it
            "#]],
            ConfigFile::ToxIni => expect![[r#"
                [pytest]
                addopts = -n 4 --dist worksteal
                markers =
                    slow: a lane of CI selects by it

                [coverage:run]
                branch = true
                source =
                    src
                patch =
                    subprocess

                [coverage:paths]
                source =
                    src
                    */src

                [coverage:report]
                fail_under = 80
                precision = 1
            "#]],
            ConfigFile::SetupCfg => expect![[r#"
                [tool:pytest]
                addopts = -n 4 --dist worksteal
                markers =
                    slow: a lane of CI selects by it

                [coverage:run]
                branch = true
                source =
                    src
                patch =
                    subprocess

                [coverage:paths]
                source =
                    src
                    */src

                [coverage:report]
                fail_under = 80
                precision = 1
            "#]],
            ConfigFile::Coveragerc => expect![[r#"
                [run]
                branch = true
                source =
                    src
                patch =
                    subprocess

                [paths]
                source =
                    src
                    */src

                [report]
                fail_under = 80
                precision = 1
            "#]],
        };
        expected.assert_eq(&merged.text);
    }
}

#[test]
fn toml_options_change_in_place_and_all_else_stays() {
    check(
        &settings(),
        ConfigFile::Pyproject,
        r#"# Ours.
[project]
name = "shop"   # the name

[tool.pytest.ini_options]
minversion = "7"
addopts = "-ra  -n auto --dist=load --strict-markers" # fast
markers = [
    "slow: takes long",  # keep
    "db",
]

[tool.ruff]
line-length = 100
"#,
        expect![[r#"
            --- a/pyproject.toml
            +++ b/pyproject.toml
            @@ -4,7 +4,7 @@
 
             [tool.pytest.ini_options]
             minversion = "7"
            -addopts = "-ra  -n auto --dist=load --strict-markers" # fast
            +addopts = "-ra  -n 4 --dist worksteal --strict-markers" # fast
             markers = [
                 "slow: takes long",  # keep
                 "db",
        "#]],
    );
}

#[test]
fn toml_texts_of_several_lines_keep_them() {
    let text = "[tool.pytest.ini_options]\naddopts = \"\"\"\n  -ra\n  -n 2\n  --dist load \\\n  --maxschedchunk=3\n  -v\n\"\"\"\n";
    check(
        &settings(),
        ConfigFile::Pyproject,
        text,
        expect![[r#"
        --- a/pyproject.toml
        +++ b/pyproject.toml
        @@ -1,8 +1,8 @@
         [tool.pytest.ini_options]
         addopts = """
           -ra
        -  -n 2
        -  --dist load \
        -  --maxschedchunk=3
        +  -n 4
        +  --dist worksteal \
           -v
         """
        +markers = ["slow: a lane of CI selects by it"]
    "#]],
    );
    let text = "[tool.pytest.ini_options]\naddopts = '-m \"not slow\" -n2'\n";
    check(
        &settings(),
        ConfigFile::Pyproject,
        text,
        expect![[r#"
        --- a/pyproject.toml
        +++ b/pyproject.toml
        @@ -1,2 +1,3 @@
         [tool.pytest.ini_options]
        -addopts = '-m "not slow" -n2'
        +addopts = '-m "not slow" -n 4 --dist worksteal'
        +markers = ["slow: a lane of CI selects by it"]
        line 2: `-m not slow` chooses tests too: what was simulated chose without it
    "#]],
    );
}

#[test]
fn toml_lists_keep_comments() {
    let text = r#"[tool.pytest.ini_options]
addopts = [
    "-ra", # summary
    "-n", "8", # workers
    "--dist=load",
    # and more
    "--strict-config",
]
"#;
    check(
        &settings(),
        ConfigFile::Pyproject,
        text,
        expect![[r#"
        --- a/pyproject.toml
        +++ b/pyproject.toml
        @@ -1,8 +1,10 @@
         [tool.pytest.ini_options]
         addopts = [
             "-ra", # summary
        -    "-n", "8", # workers
        -    "--dist=load",
        +    "-n", "4", # workers
        +    "--dist",
        +    "worksteal",
             # and more
             "--strict-config",
         ]
        +markers = ["slow: a lane of CI selects by it"]
    "#]],
    );
    check(
        &settings(),
        ConfigFile::Pyproject,
        "[tool.pytest.ini_options]\naddopts = [\"-ra\"]\n",
        expect![[r#"
        --- a/pyproject.toml
        +++ b/pyproject.toml
        @@ -1,2 +1,3 @@
         [tool.pytest.ini_options]
        -addopts = ["-ra"]
        +addopts = ["-ra", "-n", "4", "--dist", "worksteal"]
        +markers = ["slow: a lane of CI selects by it"]
    "#]],
    );
    check(
        &settings(),
        ConfigFile::Pyproject,
        "[tool.pytest.ini_options]\naddopts = [\n    \"-ra\",\n]\nmarkers = [\n  \"db\"\n]\n",
        expect![[r#"
        --- a/pyproject.toml
        +++ b/pyproject.toml
        @@ -1,7 +1,12 @@
         [tool.pytest.ini_options]
         addopts = [
             "-ra",
        +    "-n",
        +    "4",
        +    "--dist",
        +    "worksteal",
         ]
         markers = [
        -  "db"
        +  "db",
        +  "slow: a lane of CI selects by it"
         ]
    "#]],
    );
    check(
        &settings(),
        ConfigFile::Pyproject,
        "[tool.pytest.ini_options]\naddopts = []\n",
        expect![[r#"
        --- a/pyproject.toml
        +++ b/pyproject.toml
        @@ -1,2 +1,3 @@
         [tool.pytest.ini_options]
        -addopts = []
        +addopts = ["-n", "4", "--dist", "worksteal"]
        +markers = ["slow: a lane of CI selects by it"]
    "#]],
    );
}

#[test]
fn native_tables_of_pytest_9_are_seen() {
    check(
        &settings(),
        ConfigFile::Pyproject,
        "[tool.pytest]\naddopts = [\"-ra\"]\n",
        expect![[r#"
        --- a/pyproject.toml
        +++ b/pyproject.toml
        @@ -1,2 +1,3 @@
         [tool.pytest]
        -addopts = ["-ra"]
        +addopts = ["-ra", "-n", "4", "--dist", "worksteal"]
        +markers = ["slow: a lane of CI selects by it"]
        line 2: [tool.pytest] is read by pytest 9 and later alone; settings were written there, as lists
    "#]],
    );
    check(
        &settings(),
        ConfigFile::Pyproject,
        "[tool.pytest]\naddopts = [\"-ra\"]\n[tool.pytest.ini_options]\nminversion = \"8\"\n",
        expect![[r#"
            --- a/pyproject.toml
            +++ b/pyproject.toml
            @@ -2,3 +2,5 @@
             addopts = ["-ra"]
             [tool.pytest.ini_options]
             minversion = "8"
            +addopts = "-n 4 --dist worksteal"
            +markers = ["slow: a lane of CI selects by it"]
            line 3: [tool.pytest] and [tool.pytest.ini_options] are both there, which pytest refuses: move all into one
        "#]],
    );
}

#[test]
fn coverage_keeps_what_the_user_measures() {
    let text = r#"[tool.coverage.run]
source_pkgs = ["shop"]
branch = false
omit = ["*/x.py"]
[tool.coverage.report]
fail_under = 70
precision = 1
"#;
    check(
        &with_coverage(),
        ConfigFile::Pyproject,
        text,
        expect![[r#"
        --- a/pyproject.toml
        +++ b/pyproject.toml
        @@ -1,7 +1,15 @@
         [tool.coverage.run]
         source_pkgs = ["shop"]
        -branch = false
        +branch = true
         omit = ["*/x.py"]
        +patch = ["subprocess"]
         [tool.coverage.report]
        -fail_under = 70
        +fail_under = 80
         precision = 1
        +
        +[tool.coverage.paths]
        +source = ["src", "*/src"]
        +
        +[tool.pytest.ini_options]
        +addopts = "-n 4 --dist worksteal"
        +markers = ["slow: a lane of CI selects by it"]
    "#]],
    );
    let text = "[coverage:run]\n; ours\nsource =\n    shop\n    lib\npatch = _exit\n\n[coverage:report]\nfail_under: 80\n\n[flake8]\nmax = 1\n";
    check(
        &with_coverage(),
        ConfigFile::SetupCfg,
        text,
        expect![[r#"
            --- a/setup.cfg
            +++ b/setup.cfg
            @@ -4,9 +4,22 @@
                 shop
                 lib
             patch = _exit
            +    subprocess
            +branch = true
 
             [coverage:report]
             fail_under: 80
            +precision = 1
 
             [flake8]
             max = 1
            +
            +[tool:pytest]
            +addopts = -n 4 --dist worksteal
            +markers =
            +    slow: a lane of CI selects by it
            +
            +[coverage:paths]
            +source =
            +    src
            +    */src
        "#]],
    );
}

#[test]
fn ini_options_change_in_place() {
    let text = "[tox]\nenvlist = py\n\n[pytest]\n# options\naddopts =\n    -ra\n    # workers\n    -n 8 --dist load\n    --maxschedchunk 2\n    -m \"not slow\"\ntestpaths = tests\n\n[testenv]\ncommands =\n    pytest {posargs}\n";
    check(
        &settings(),
        ConfigFile::ToxIni,
        text,
        expect![[r#"
            --- a/tox.ini
            +++ b/tox.ini
            @@ -6,10 +6,11 @@
             addopts =
                 -ra
                 # workers
            -    -n 8 --dist load
            -    --maxschedchunk 2
            +    -n 4 --dist worksteal
                 -m "not slow"
             testpaths = tests
            +markers =
            +    slow: a lane of CI selects by it
 
             [testenv]
             commands =
            line 11: `-m not slow` chooses tests too: what was simulated chose without it
        "#]],
    );
    check(
        &settings(),
        ConfigFile::PytestIni,
        "[pytest]\naddopts = -p no:xdist -nauto",
        expect![[r#"
        --- a/pytest.ini
        +++ b/pytest.ini
        @@ -1,2 +1,4 @@
         [pytest]
        -addopts = -p no:xdist -nauto
        \ No newline at end of file
        +addopts = -p no:xdist -n 4 --dist worksteal
        +markers =
        +    slow: a lane of CI selects by it
        line 2: `-p no:xdist` switches off the plugin that these settings need, and pytest ends with a usage error: take it out
    "#]],
    );
    check(
        &settings(),
        ConfigFile::PytestIni,
        "[pytest]\naddopts =\n",
        expect![[r#"
        --- a/pytest.ini
        +++ b/pytest.ini
        @@ -1,2 +1,4 @@
         [pytest]
        -addopts =
        +addopts = -n 4 --dist worksteal
        +markers =
        +    slow: a lane of CI selects by it
    "#]],
    );
    check(
        &settings(),
        ConfigFile::SetupCfg,
        "[pytest]\naddopts = -v\n",
        expect![[r#"
        --- a/setup.cfg
        +++ b/setup.cfg
        @@ -1,2 +1,7 @@
         [pytest]
         addopts = -v
        +
        +[tool:pytest]
        +addopts = -n 4 --dist worksteal
        +markers =
        +    slow: a lane of CI selects by it
        line 1: pytest refuses a section [pytest] in setup.cfg: call it [tool:pytest]
    "#]],
    );
}

#[test]
fn inline_tables_and_dotted_keys_are_tables() {
    check(
        &settings(),
        ConfigFile::Pyproject,
        "tool.pytest.ini_options.addopts = \"-n 1\"\n",
        expect![[r#"
        --- a/pyproject.toml
        +++ b/pyproject.toml
        @@ -1 +1,2 @@
        -tool.pytest.ini_options.addopts = "-n 1"
        +tool.pytest.ini_options.addopts = "-n 4 --dist worksteal"
        +tool.pytest.ini_options.markers = ["slow: a lane of CI selects by it"]
    "#]],
    );
    check(
        &settings(),
        ConfigFile::Pyproject,
        "[tool]\npytest = { ini_options = { addopts = \"-v\" } }\n",
        expect![[r#"
        --- a/pyproject.toml
        +++ b/pyproject.toml
        @@ -1,2 +1,2 @@
         [tool]
        -pytest = { ini_options = { addopts = "-v" } }
        +pytest = { ini_options = { addopts = "-v -n 4 --dist worksteal" , markers = ["slow: a lane of CI selects by it"] } }
    "#]],
    );
}

#[test]
fn err_broken_files_say_where() {
    check(
        &settings(),
        ConfigFile::Pyproject,
        "[tool\nx = 1\n",
        expect!["pyproject.toml, line 1, column 6: unclosed table, expected `]`: mend the file first"],
    );
    check(
        &settings(),
        ConfigFile::Pyproject,
        "[tool.pytest.ini_options]\naddopts = 3\n",
        expect![
            "pyproject.toml, line 2: tool.pytest.ini_options.addopts is integer, expected a text or a list of texts: mend it first"
        ],
    );
    check(
        &settings(),
        ConfigFile::Pyproject,
        "[tool.pytest.ini_options]\naddopts = [\"-n\", 3]\n",
        expect![
            "pyproject.toml, line 2: tool.pytest.ini_options.addopts is a list, expected a list of texts: mend it first"
        ],
    );
    check(
        &settings(),
        ConfigFile::Pyproject,
        "[tool.pytest.ini_options]\naddopts = \"-m 'x\"\n",
        expect![
            "pyproject.toml, line 2: addopts ends within quotes or behind a backslash, which pytest refuses: close them first"
        ],
    );
    check(
        &settings(),
        ConfigFile::Pyproject,
        "[tool]\npytest = 1\n",
        expect!["pyproject.toml, line 1: tool.pytest.ini_options is a value, expected a table: mend it first"],
    );
    check(
        &settings(),
        ConfigFile::PytestIni,
        "addopts = -v\n",
        expect![
            "pytest.ini, line 1, column 1: `addopts = -v`, expected a section such as [pytest] before it: mend the file first"
        ],
    );
    check(
        &settings(),
        ConfigFile::PytestIni,
        "[pytest]\n  -v\n",
        expect!["pytest.ini, line 2, column 1: `-v` is indented, expected a key before it: mend the file first"],
    );
    check(
        &settings(),
        ConfigFile::PytestIni,
        "[pytest]\nverbose\n",
        expect!["pytest.ini, line 2, column 1: `verbose`, expected `key = value`: mend the file first"],
    );
    check(
        &settings(),
        ConfigFile::PytestIni,
        "[pytest]\na = 1\na = 2\n",
        expect!["pytest.ini, line 3, column 1: a second `a`, expected one: mend the file first"],
    );
}

#[test]
fn windows_line_ends_and_marks_stay() {
    let text = "\u{feff}[tool.pytest.ini_options]\r\naddopts = \"-n 2\"\r\nmarkers = [\"slow\"]\r\n";
    let merged = merge(&settings(), ConfigFile::Pyproject, text).expect("a file");
    assert_eq!(merged.text, text.replace("-n 2", "-n 4 --dist worksteal"));
    let text = "[pytest]\r\naddopts = -n 2\r\nmarkers = slow\r\n";
    let merged = merge(&settings(), ConfigFile::PytestIni, text).expect("a file");
    assert_eq!(merged.text, text.replace("-n 2", "-n 4 --dist worksteal"));
}
