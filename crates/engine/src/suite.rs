//! A suite: an ordered list of tests, and how their durations were recorded.

use serde::{Deserialize, Serialize};

use crate::time::Nanos;

/// One pytest item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Test {
    /// Node id as pytest prints it, without any group suffix: `path::Class::name[param]`.
    pub id: String,
    /// Set-up, call and teardown together.
    pub duration: Nanos,
    /// Names of its `xdist_group` marks; empty: none. Only `loadgroup` looks at them.
    #[serde(default)]
    pub groups: Vec<String>,
    /// Names of its other marks, where they are known: `slow`, `integration`. Only selections look at them.
    #[serde(default)]
    pub marks: Vec<String>,
}

impl Test {
    /// The file: the id up to the first `::` that stands before any `[`.
    pub fn file(&self) -> &str {
        module_of(&self.id)
    }
}

/// The module of a node id: cut at the first `[`, then up to the first `::`.
pub fn module_of(id: &str) -> &str {
    let id = id.split('[').next().unwrap_or(id);
    id.split("::").next().unwrap_or(id)
}

/// The class of a node id, all before its last `::`, where it has three parts or more; cut at the first `[` before.
pub fn class_of(id: &str) -> Option<&str> {
    let id = id.split('[').next().unwrap_or(id);
    let (scope, _) = id.rsplit_once("::")?;
    scope.contains("::").then_some(scope)
}

/// Tests in collection order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suite {
    /// What the page calls it: a file name, or an example's title.
    pub name: String,
    /// In collection order.
    pub tests: Vec<Test>,
    /// How the durations came about.
    #[serde(default)]
    pub recording: Recording,
}

impl Suite {
    /// Whether the order of the tests within files is lost.
    pub fn is_order_lost(&self) -> bool {
        self.recording.order == OrderKnown::Sorted
    }
}

/// How the durations of a suite were recorded, so that nothing is charged twice. `None` where it is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recording {
    /// What kind of document they came from.
    pub source: SourceKind,
    /// When, as the document writes it (ISO 8601 where it is a time stamp).
    pub date: Option<String>,
    /// How many xdist workers ran; 0: none, one plain process.
    pub workers: Option<u32>,
    /// How many cores the machine had.
    pub cores: Option<u32>,
    /// Whether coverage was measured.
    pub coverage: Option<bool>,
    /// What coverage added to the tests' durations where it was measured, in thousandths, 0 to
    /// [`crate::session::MAX_COVERAGE`]. `None`: [`crate::conditions::USUAL_COVERAGE`].
    #[serde(default)]
    pub coverage_permille: Option<u32>,
    /// How far the order of the tests is that of collection.
    pub order: OrderKnown,
}

/// What kind of document a suite was read from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// Written by hand, or generated.
    #[default]
    Typed,
    /// pytest-split's `.test_durations`.
    TestDurations,
    /// JUnit XML.
    JunitXml,
    /// `pytest --report-log`, one JSON object a line.
    ReportLog,
    /// pytest-timing's JSON.
    PytestTiming,
    /// The text that `pytest --durations=0 -vv` prints.
    DurationsText,
    /// Comma-separated `id,seconds`.
    Csv,
    /// `pytest --collect-only -q`: order without durations.
    CollectOnly,
}

/// How far the order of a suite's tests is that of collection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OrderKnown {
    /// As collected.
    #[default]
    Collected,
    /// As the tests finished, and nothing says that there were several workers: for one process this is as collected.
    Finished,
    /// Sorted by file, as pytest collects them: the order within each is lost, by a sort by key or because several workers finished
    /// tests of several files at the same time.
    Sorted,
}
