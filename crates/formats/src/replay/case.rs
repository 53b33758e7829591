//! A case: the document that describes one session. An unknown key is an error; every time is in seconds.

use std::collections::BTreeMap;

use laneway_engine::contention::Contention;
use laneway_engine::dist_mode::{DIST_MODES, DistMode};
use laneway_engine::session::{Crash, CrashMode, Fixtures, PerWorker, ScopeCost, Session};
use laneway_engine::suite::Test;
use laneway_engine::time::Nanos;
use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer};

/// A valid case.
pub struct Case {
    /// Given back with the answer.
    pub name: Option<String>,
    /// In collection order.
    pub tests: Vec<Test>,
    /// How they are run.
    pub session: Session,
}

/// The longest case that is read, in bytes.
pub const MAX_CASE: usize = 256 << 20;

/// Why a document is not a case.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// It is larger than any.
    #[error("the case has more than {MAX_CASE} bytes, expected fewer: leave tests out")]
    TooLarge,
    /// It is not JSON.
    #[error("the case is not JSON: {0}; expected one object with `dist`, `workers` and `tests`")]
    NotJson(serde_json::Error),
    /// It is JSON, but no object.
    #[error("the case begins with `{found}`, expected an object with `dist`, `workers` and `tests`")]
    NotAnObject {
        /// The first character.
        found: char,
    },
    /// A value is missing, unknown or out of range.
    #[error("at `{path}`: {error}")]
    BadValue {
        /// Where: keys and positions.
        path: String,
        /// What was found and expected.
        error: serde_json::Error,
    },
}

impl Case {
    /// Reads one JSON document.
    ///
    /// # Errors
    /// If it is not JSON, or a key is missing, unknown, or has a value out of range.
    pub fn read(json: &str) -> Result<Self, CaseError> {
        if json.len() > MAX_CASE {
            return Err(CaseError::TooLarge);
        }
        if let Some(found) = json.trim_start().chars().next().filter(|first| *first != '{') {
            return Err(CaseError::NotAnObject { found });
        }
        let mut reader = serde_json::Deserializer::from_str(json);
        let document: Document = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
            let path = error.path().to_string();
            let error = error.into_inner();
            if error.is_data() { CaseError::BadValue { path, error } } else { CaseError::NotJson(error) }
        })?;
        reader.end().map_err(CaseError::NotJson)?;
        Ok(document.into_case())
    }
}

/// The name in a document that need not be a valid case.
pub(super) fn name_of(json: &str) -> Option<String> {
    if json.len() > MAX_CASE {
        return None;
    }
    let value: serde_json::Value = serde_json::from_str(json).ok()?;
    value.get("name")?.as_str().map(str::to_owned)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    name: Option<String>,
    #[serde(deserialize_with = "dist_mode")]
    dist: DistMode,
    workers: u32,
    tests: Vec<TestRow>,
    maxschedchunk: Option<i64>,
    #[serde(default = "yes")]
    loadscope_reorder: bool,
    max_worker_restart: Option<i64>,
    #[serde(default)]
    latency: Secs,
    #[serde(default)]
    startup: OneOrEach,
    #[serde(default)]
    collection: OneOrEach,
    #[serde(default)]
    ramp: Secs,
    #[serde(default)]
    test_overhead: Secs,
    #[serde(default)]
    test_gap: Secs,
    #[serde(default)]
    worker_finish: Secs,
    #[serde(default)]
    restart_startup: Secs,
    #[serde(default)]
    restart_collection: Secs,
    #[serde(default)]
    controller_cost: Secs,
    #[serde(default)]
    restart_block: Secs,
    #[serde(default)]
    crash: Vec<CrashRow>,
    #[serde(default)]
    fixtures: FixtureCosts,
    contention: Option<ContentionRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TestRow {
    id: String,
    duration: Secs,
    #[serde(default)]
    group: Groups,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CrashRow {
    index: u32,
    #[serde(default)]
    mode: CrashMode,
    after: Option<Secs>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ContentionRow {
    cores: u32,
    cpu_permille: Option<u32>,
    boot_cpu_permille: Option<u32>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FixtureCosts {
    #[serde(default)]
    session: Secs,
    #[serde(default)]
    module: OneOrBy,
    #[serde(default)]
    class: OneOrBy,
}

#[derive(Clone, Copy, Default)]
struct Secs(Nanos);

impl<'de> Deserialize<'de> for Secs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let secs = f64::deserialize(deserializer)?;
        let expected = &"seconds from 0 to 1e9";
        Nanos::from_secs(secs).map(Self).ok_or_else(|| D::Error::invalid_value(Unexpected::Float(secs), expected))
    }
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected seconds from 0 to 1e9, or a list with one such number per worker")]
enum OneOrEach {
    One(Secs),
    Each(Vec<Secs>),
}

impl Default for OneOrEach {
    fn default() -> Self {
        Self::One(Secs::default())
    }
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected seconds from 0 to 1e9, or an object from names to such numbers")]
enum OneOrBy {
    One(Secs),
    By(BTreeMap<String, Secs>),
}

impl Default for OneOrBy {
    fn default() -> Self {
        Self::One(Secs::default())
    }
}

#[derive(Default, Deserialize)]
#[serde(untagged, expecting = "expected a group's name, or a list of names")]
enum Groups {
    #[default]
    None,
    One(String),
    Many(Vec<String>),
}

fn yes() -> bool {
    true
}

fn dist_mode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DistMode, D::Error> {
    let flag = String::deserialize(deserializer)?;
    DistMode::from_flag(&flag).ok_or_else(|| {
        let flags: Vec<&str> = DIST_MODES.iter().map(|info| info.flag).collect();
        D::Error::custom(format!("`{flag}` is no dist mode, expected one of {}", flags.join(", ")))
    })
}

impl Document {
    fn into_case(self) -> Case {
        let tests = self.tests.into_iter().map(TestRow::into_test).collect();
        let crash = |row: CrashRow| Crash { test: row.index, mode: row.mode, after: row.after.map(|after| after.0) };
        let session = Session {
            dist: self.dist,
            workers: self.workers,
            maxschedchunk: self.maxschedchunk,
            loadscope_reorder: self.loadscope_reorder,
            max_worker_restart: self.max_worker_restart,
            latency: self.latency.0,
            startup: self.startup.into_spans(),
            collection: self.collection.into_spans(),
            ramp: self.ramp.0,
            test_overhead: self.test_overhead.0,
            test_gap: self.test_gap.0,
            worker_finish: self.worker_finish.0,
            restart_startup: self.restart_startup.0,
            restart_collection: self.restart_collection.0,
            controller_cost: self.controller_cost.0,
            restart_block: self.restart_block.0,
            crashes: self.crash.into_iter().map(crash).collect(),
            fixtures: Fixtures {
                session: self.fixtures.session.0,
                module: self.fixtures.module.into_cost(),
                class: self.fixtures.class.into_cost(),
            },
            contention: self.contention.map(ContentionRow::into_contention),
            ..Session::default()
        };
        Case { name: self.name, tests, session }
    }
}

impl TestRow {
    fn into_test(self) -> Test {
        let groups = match self.group {
            Groups::None => Vec::new(),
            Groups::One(group) => vec![group],
            Groups::Many(groups) => groups,
        };
        Test { id: self.id, duration: self.duration.0, groups, ..Test::default() }
    }
}

impl ContentionRow {
    fn into_contention(self) -> Contention {
        let default = Contention::default();
        Contention {
            cores: self.cores,
            cpu_permille: self.cpu_permille.unwrap_or(default.cpu_permille),
            boot_cpu_permille: self.boot_cpu_permille.unwrap_or(default.boot_cpu_permille),
        }
    }
}

impl OneOrEach {
    fn into_spans(self) -> PerWorker {
        match self {
            Self::One(span) => PerWorker::All(span.0),
            Self::Each(spans) => PerWorker::Each(spans.into_iter().map(|span| span.0).collect()),
        }
    }
}

impl OneOrBy {
    fn into_cost(self) -> ScopeCost {
        match self {
            Self::One(cost) => ScopeCost::All(cost.0),
            Self::By(costs) => ScopeCost::By(costs.into_iter().map(|(name, cost)| (name, cost.0)).collect()),
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn err(json: &str, expect: Expect) {
        let error = Case::read(json).err().expect("an error");
        expect.assert_eq(&error.to_string());
    }

    #[test]
    fn err_unknown_key_is_named() {
        err(
            r#"{"dist": "load", "workers": 1, "tests": [], "wrkers": 2}"#,
            expect![
                "at `wrkers`: unknown field `wrkers`, expected one of `name`, `dist`, `workers`, `tests`, `maxschedchunk`, `loadscope_reorder`, `max_worker_restart`, `latency`, `startup`, `collection`, `ramp`, `test_overhead`, `test_gap`, `worker_finish`, `restart_startup`, `restart_collection`, `controller_cost`, `restart_block`, `crash`, `fixtures`, `contention` at line 1 column 52"
            ],
        );
        err(
            r#"{"dist": "load", "workers": 1, "tests": [{"id": "a", "duration": 1, "grup": "g"}]}"#,
            expect![
                "at `tests[0].grup`: unknown field `grup`, expected one of `id`, `duration`, `group` at line 1 column 74"
            ],
        );
    }

    #[test]
    fn ok_contention_has_default_shares() {
        let read = |json| Case::read(json).expect("a case").session.contention;
        assert_eq!(read(r#"{"dist": "load", "workers": 1, "tests": []}"#), None);
        assert_eq!(
            read(r#"{"dist": "load", "workers": 1, "tests": [], "contention": {"cores": 4}}"#),
            Some(Contention { cores: 4, cpu_permille: 500, boot_cpu_permille: 1000 }),
        );
    }

    #[test]
    fn err_times_are_seconds_from_0() {
        err(
            r#"{"dist": "load", "workers": 1, "tests": [{"id": "a", "duration": -1}]}"#,
            expect![
                "at `tests[0].duration`: invalid value: floating point `-1.0`, expected seconds from 0 to 1e9 at line 1 column 68"
            ],
        );
        err(
            r#"{"dist": "load", "workers": 1, "tests": [{"id": "a", "duration": 1e300}]}"#,
            expect![
                "at `tests[0].duration`: invalid value: floating point `1e+300`, expected seconds from 0 to 1e9 at line 1 column 71"
            ],
        );
        err(
            r#"{"dist": "load", "workers": 2, "tests": [], "startup": [1, "x"]}"#,
            expect![
                "at `startup`: expected seconds from 0 to 1e9, or a list with one such number per worker at line 1 column 64"
            ],
        );
    }

    #[test]
    fn err_dist_mode_is_one_of_the_table() {
        err(
            r#"{"dist": "loadfiles", "workers": 1, "tests": []}"#,
            expect![
                "at `dist`: `loadfiles` is no dist mode, expected one of load, worksteal, loadgroup, loadscope, loadfile, each, no at line 1 column 20"
            ],
        );
    }

    #[test]
    fn err_missing_key() {
        err(r#"{"dist": "load", "tests": []}"#, expect!["at `.`: missing field `workers` at line 1 column 29"]);
    }

    #[test]
    fn err_not_json() {
        err(
            r#"{"dist": "load", "#,
            expect![
                "the case is not JSON: EOF while parsing a value at line 1 column 17; expected one object with `dist`, `workers` and `tests`"
            ],
        );
        err("[1]", expect!["the case begins with `[`, expected an object with `dist`, `workers` and `tests`"]);
        err(
            r#"{"dist": "load", "workers": 1, "tests": []} x"#,
            expect![
                "the case is not JSON: trailing characters at line 1 column 45; expected one object with `dist`, `workers` and `tests`"
            ],
        );
    }

    #[test]
    fn ok_seconds_become_the_nearest_nanosecond() {
        let json = r#"{"dist": "load", "workers": 1, "tests": [{"id": "a", "duration": 0.1234567895}]}"#;
        let case = Case::read(json).expect("a case");
        assert_eq!(case.tests[0].duration, Nanos((0.123_456_789_5_f64 * 1e9).round_ties_even() as u64));
    }
}
