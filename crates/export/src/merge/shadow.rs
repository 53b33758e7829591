//! Other files of the same folder that pytest or coverage reads instead: each takes the first that it finds.
//!
//! pytest 9.2.0, `config/findpaths.py`; coverage 7.17.3, `config.py`.

use super::config_file::ConfigFile;
use super::conflict::Conflict;

/// Where pytest looks, first to last, with what makes a file count; nothing: it counts in any case.
const OF_PYTEST: &[(&str, &str)] = &[
    ("pytest.toml", ""),
    (".pytest.toml", ""),
    ("pytest.ini", ""),
    (".pytest.ini", ""),
    ("pyproject.toml", "[tool.pytest"),
    ("tox.ini", "[pytest]"),
    ("setup.cfg", "[tool:pytest]"),
];

/// Where coverage looks.
const OF_COVERAGE: &[(&str, &str)] = &[
    (".coveragerc", ""),
    (".coveragerc.toml", ""),
    ("setup.cfg", "[coverage:"),
    ("tox.ini", "[coverage:"),
    ("pyproject.toml", "[tool.coverage"),
];

/// All files that matter: whoever merges says which are there.
pub const FILES: &[&str] = &[
    "pytest.toml",
    ".pytest.toml",
    "pytest.ini",
    ".pytest.ini",
    "pyproject.toml",
    "tox.ini",
    "setup.cfg",
    ".coveragerc",
    ".coveragerc.toml",
];

/// Which of the files that are there are read instead of one that settings go into.
pub fn shadows(file: ConfigFile, has_coverage: bool, there: &[(String, String)]) -> Vec<Conflict> {
    let mut tools = vec![("pytest", OF_PYTEST)];
    tools.extend(has_coverage.then_some(("coverage", OF_COVERAGE)));
    let shadow = |(tool, files): (&'static str, &[(&str, &str)])| {
        let place = files.iter().position(|(name, _)| *name == file.name())?;
        let counts = |(name, sign): &&(&str, &str)| {
            there
                .iter()
                .any(|(other, text)| other == name && text.lines().any(|line| line.trim_start().starts_with(sign)))
                || sign.is_empty() && there.iter().any(|(other, _)| other == name)
        };
        let (by, _) = files[..place].iter().find(counts)?;
        Some(Conflict::Shadowed { tool, by: (*by).to_owned() })
    };
    tools.into_iter().filter_map(shadow).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(file: ConfigFile, there: &[(&str, &str)], expected: &[&str]) {
        let there: Vec<_> = there.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let found: Vec<String> = shadows(file, true, &there).iter().map(ToString::to_string).collect();
        assert!(
            found.len() == expected.len() && found.iter().zip(expected).all(|(it, part)| it.starts_with(part)),
            "{found:?}"
        );
    }

    #[test]
    fn only_files_that_are_read_before_it_count() {
        check(ConfigFile::Pyproject, &[("pytest.ini", "")], &["pytest reads pytest.ini instead"]);
        check(
            ConfigFile::Pyproject,
            &[("setup.cfg", "[tool:pytest]\n[coverage:run]\n")],
            &["coverage reads setup.cfg"],
        );
        check(ConfigFile::SetupCfg, &[("tox.ini", "[tox]\n"), ("pyproject.toml", "[project]\n")], &[]);
        check(
            ConfigFile::SetupCfg,
            &[("tox.ini", "[pytest]\n"), (".coveragerc", "")],
            &["pytest reads tox.ini", "coverage reads .coveragerc"],
        );
        check(ConfigFile::Coveragerc, &[("pytest.ini", "")], &[]);
        check(ConfigFile::DotPytestIni, &[("pytest.ini", "")], &["pytest reads pytest.ini instead"]);
        check(ConfigFile::DotPytestIni, &[(".pytest.toml", "")], &["pytest reads .pytest.toml instead"]);
        check(ConfigFile::DotPytestIni, &[("pyproject.toml", "[tool.pytest.ini_options]\n")], &[]);
        check(ConfigFile::PytestIni, &[(".pytest.ini", "")], &[]);
    }
}
