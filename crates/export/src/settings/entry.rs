//! Settings as sections, keys and values, before any file format, and what a merge does where a key is there already.

use laneway_formats::addopts::PytestOption;

use super::Settings;

/// A table of a settings file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// `[tool.pytest.ini_options]`, `[pytest]`, `[tool:pytest]`.
    Pytest,
    /// `[tool.coverage.run]`, `[coverage:run]`, `[run]`.
    CoverageRun,
    /// `[tool.coverage.paths]` and so on.
    CoveragePaths,
    /// `[tool.coverage.report]` and so on.
    CoverageReport,
}

impl Section {
    /// All, in the order in which they are written.
    pub const ALL: [Self; 4] = [Self::Pytest, Self::CoverageRun, Self::CoveragePaths, Self::CoverageReport];

    /// The table's name behind `tool`, in pyproject.toml.
    pub(crate) fn toml(self) -> &'static [&'static str] {
        match self {
            Self::Pytest => &["pytest", "ini_options"],
            Self::CoverageRun => &["coverage", "run"],
            Self::CoveragePaths => &["coverage", "paths"],
            Self::CoverageReport => &["coverage", "report"],
        }
    }
}

/// A value, typed.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `addopts`: options, with what their words are.
    Options(Vec<PytestOption>),
    /// Words that pytest parts as a shell does.
    Words(Vec<String>),
    /// A list of texts, one a line.
    Lines(Vec<String>),
    /// The same of coverage.py, which also parts at commas and replaces `$NAME` by variables of the environment.
    Files(Vec<String>),
    /// A word of our own.
    Word(&'static str),
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(u32),
    /// A number.
    Float(f64),
}

/// What a merge does with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The value is this one.
    Set,
    /// It is a list that has at least these; others stay.
    Add,
    /// It is this one where the key, or `source_pkgs` beside `source`, is not there.
    IfAbsent,
    /// Where the key is there, it is this one: what is the default anyway need not be said.
    Correct,
}

/// One setting.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Where.
    pub section: Section,
    /// The key, one of our own.
    pub key: String,
    /// What.
    pub value: Value,
    /// What becomes of a value that is there.
    pub rule: Rule,
}

/// All entries of settings, by section.
pub fn entries(settings: &Settings) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut say = |section, key: &str, value, rule| entries.push(Entry { section, key: key.to_owned(), value, rule });
    // Empty, too: options that were there and are no longer wanted go.
    say(Section::Pytest, "addopts", Value::Options(settings.addopts.clone()), Rule::Set);
    if !settings.testpaths.is_empty() {
        say(Section::Pytest, "testpaths", Value::Words(settings.testpaths.clone()), Rule::Set);
    }
    if !settings.markers.is_empty() {
        let line = |mark: &String| format!("{mark}: a lane of CI selects by it");
        say(Section::Pytest, "markers", Value::Lines(settings.markers.iter().map(line).collect()), Rule::Add);
    }
    let Some(coverage) = &settings.coverage else { return entries };
    let or_correct = |is_said: bool| if is_said { Rule::Set } else { Rule::Correct };
    say(Section::CoverageRun, "branch", Value::Bool(coverage.branch), or_correct(coverage.branch));
    let of_sources = if coverage.is_source_assumed { Rule::IfAbsent } else { Rule::Set };
    say(Section::CoverageRun, "source", Value::Files(coverage.sources.clone()), of_sources);
    if coverage.patches_subprocess {
        say(Section::CoverageRun, "patch", Value::Files(vec!["subprocess".to_owned()]), Rule::Add);
    }
    if coverage.is_sysmon {
        say(Section::CoverageRun, "core", Value::Word("sysmon"), Rule::Set);
    }
    for (number, source) in coverage.sources.iter().enumerate().filter(|(_, source)| *source != ".") {
        let key = if number == 0 { "source".to_owned() } else { format!("source_{}", number + 1) };
        let elsewhere = format!("*/{}", source.trim_start_matches("./"));
        say(Section::CoveragePaths, &key, Value::Files(vec![source.clone(), elsewhere]), of_sources);
    }
    if let Some(fail_under) = coverage.fail_under {
        say(Section::CoverageReport, "fail_under", Value::Float(fail_under), Rule::Set);
    }
    say(Section::CoverageReport, "precision", Value::Int(coverage.precision), or_correct(coverage.precision > 0));
    entries
}
