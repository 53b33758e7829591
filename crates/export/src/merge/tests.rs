//! Files of users, and what becomes of them.
//!
//! - `in_toml`: pyproject.toml. `in_ini`: the others. `laws`: any file.

mod in_toml;

mod in_ini;

mod laws;

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
    // Expectations cannot hold lines of a single blank.
    let changes = diff::unified(file.name(), text, &merged.text).replace("\n \n", "\n\n");
    expected.assert_eq(&format!("{changes}{conflicts}{cannot}"));
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
            ConfigFile::PytestIni | ConfigFile::DotPytestIni => expect![[r#"
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
