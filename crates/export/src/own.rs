//! Files that a team has already, which changes go into: settings of pytest and coverage, and a workflow.

use serde::{Deserialize, Serialize};

use crate::merge::config_file::{CONFIG_FILES, ConfigFile};

/// The most bytes that such a file may have.
pub const MAX_BYTES: usize = 1_000_000;

/// What a workflow is called that was pasted without a name.
pub const WORKFLOW: &str = "ci.yml";

/// A file of a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnFile {
    /// Its name, without folders: one of settings, or one that ends with `.yml` or `.yaml`.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Whether changes can go into a file of that name, whatever its folder.
pub fn is_known(name: &str) -> bool {
    ConfigFile::from_name(name).is_some() || is_workflow(name)
}

/// Whether a name is that of a workflow.
pub fn is_workflow(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".yml") || name.ends_with(".yaml")
}

/// What a text that was pasted is called, by its keys and sections; `None`: it is none of these files.
pub fn recognise(text: &str) -> Option<&'static str> {
    let sections: Vec<&str> =
        text.lines().filter_map(|line| line.trim().strip_prefix('[')?.split_once(']')).map(|(name, _)| name).collect();
    let has = |is_it: &dyn Fn(&str) -> bool| sections.iter().any(|name| is_it(name.trim_start_matches('[').trim()));
    let of = |file: ConfigFile| CONFIG_FILES.iter().find(|info| info.file == file).map(|info| info.name);
    let is_toml = |name: &str| name.starts_with("tool.") || ["project", "build-system"].contains(&name);
    if has(&is_toml) {
        return of(ConfigFile::Pyproject);
    }
    if text.lines().any(|line| line.trim_end() == "jobs:" || line.starts_with("jobs: ")) {
        return Some(WORKFLOW);
    }
    if has(&|name| name == "tool:pytest" || name == "metadata" || name.starts_with("options")) {
        return of(ConfigFile::SetupCfg);
    }
    if has(&|name| name == "tox" || name.starts_with("testenv") || name.starts_with("coverage:")) {
        return of(ConfigFile::ToxIni);
    }
    if has(&|name| name == "pytest") {
        return of(ConfigFile::PytestIni);
    }
    if has(&|name| ["run", "report", "paths", "html", "xml"].contains(&name)) {
        return of(ConfigFile::Coveragerc);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_texts_are_known_by_their_sections() {
        let check = |text: &str, expected: Option<&str>| assert_eq!(recognise(text), expected, "{text}");
        check("[project]\nname = \"a\"\n", Some("pyproject.toml"));
        check("# ours\n[tool.pytest.ini_options]\naddopts = \"[run]\"\n", Some("pyproject.toml"));
        check("[[tool.mypy.overrides]]\n", Some("pyproject.toml"));
        check("name: CI\non: [push]\njobs:\n  a:\n", Some("ci.yml"));
        check("[metadata]\nname = a\n", Some("setup.cfg"));
        check("[tox]\n[pytest]\n", Some("tox.ini"));
        check("[pytest]\naddopts = -n 2\n", Some("pytest.ini"));
        check("[run]\nbranch = true\n", Some(".coveragerc"));
        check("Hello [world]\n", None);
        check("", None);
    }

    #[test]
    fn ok_names_count_whatever_their_folder() {
        assert!(is_known("a/b/pyproject.toml") && is_known("CI.YAML") && is_known(".coveragerc"));
        assert!(!is_known("report.xml") && !is_known("my_pyproject.toml") && !is_known(""));
    }
}
