//! Scenarios as JSON: `{"schema": 1, "source": ..., "baseline": ..., "candidate": ...}`, the one document that is saved,
//! linked, and taken by every command.

use laneway_engine::calibrate::Calibration;
use laneway_engine::session::Session;
use laneway_engine::source::Source;
use laneway_engine::study::StudySpec;
use laneway_engine::suite::Suite;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::scenario::{SCHEMA, Scenario};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The longest document that is read, in bytes; a test takes about a hundred.
pub const MAX_DOCUMENT: usize = 1 << 30;

/// Why a document is no scenario.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScenarioError {
    /// It is larger than any.
    #[error("the document has {found} bytes, expected {MAX_DOCUMENT} at most: leave tests out, or take a preset")]
    TooLarge {
        /// How many it has.
        found: usize,
    },
    /// It was written by a later Laneway.
    #[error("the scenario has schema {0}, expected at most {SCHEMA}: take a newer Laneway")]
    NewerSchema(u32),
    /// It is no JSON at all, or is cut off.
    #[error("it is no JSON: {why}, expected {expected}")]
    NoJson {
        /// What was found, and at which line and column.
        why: String,
        /// What such a document looks like.
        expected: &'static str,
    },
    /// It is not of the expected shape.
    #[error("the scenario is broken at {place}: {why}")]
    Broken {
        /// `baseline.jobs[0].runner.cores`.
        place: String,
        /// What was found, and what was expected.
        why: String,
    },
}

/// The document of a scenario.
pub fn write(scenario: &Scenario) -> String {
    serde_json::to_string(&Written { schema: SCHEMA, scenario }).expect("a scenario always serializes")
}

/// Reads the document of a scenario, of this version or any before.
///
/// # Errors
/// If it is none; says where, what was found, and what was expected.
pub fn read(json: &[u8]) -> Result<Scenario, ScenarioError> {
    check_size(json.len())?;
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let document =
        serde_path_to_error::deserialize(&mut deserializer).map_err(|error| no_document(A_SCENARIO, error))?;
    assemble(json, document, &Sides { session: of::<Session>, pipeline: of::<Pipeline> })
}

/// Reads a document that a program wrote, as [`read`] does; errors within it name no place. A program that reads nothing else is
/// much smaller.
///
/// # Errors
/// If it is none; says what was found, and what was expected.
pub fn read_written(json: &[u8]) -> Result<Scenario, ScenarioError> {
    fn of<T: DeserializeOwned>(name: &str, value: Value) -> Result<T, ScenarioError> {
        serde_json::from_value(value)
            .map_err(|error| ScenarioError::Broken { place: name.to_owned(), why: error.to_string() })
    }
    check_size(json.len())?;
    let document = serde_json::from_slice(json)
        .map_err(|error| ScenarioError::NoJson { why: error.to_string(), expected: A_SCENARIO })?;
    assemble(json, document, &Sides { session: of::<Session>, pipeline: of::<Pipeline> })
}

/// How a side is read, by its name.
struct Sides {
    session: fn(&str, Value) -> Result<Session, ScenarioError>,
    pipeline: fn(&str, Value) -> Result<Pipeline, ScenarioError>,
}

fn assemble(json: &[u8], document: Document, read: &Sides) -> Result<Scenario, ScenarioError> {
    let Document { schema, source, suite, baseline, candidate, study, calibration } = document;
    if schema > SCHEMA {
        return Err(ScenarioError::NewerSchema(schema));
    }
    let missing = |place: &str, expected: &str| ScenarioError::Broken {
        place: place.to_owned(),
        why: match unknown_keys(json) {
            Some(keys) => format!("it is not there, but {keys}, which no scenario has, expected {expected}"),
            None => format!("it is not there, expected {expected}"),
        },
    };
    let source = source.or_else(|| suite.map(Source::from));
    let source = source.ok_or_else(|| missing("source", "a suite, as in {\"preset\": \"slow-first\"}"))?;
    let side = |name: &str, side: Option<Value>| match (side, schema) {
        (None, _) => Ok(None),
        (Some(side), 0) => (read.session)(name, side).map(|session| Some(Pipeline::bare(session))),
        (Some(side), _) => (read.pipeline)(name, side).map(Some),
    };
    // A mistake in one side comes before the other's absence.
    let (baseline, candidate) = (side("baseline", baseline)?, side("candidate", candidate)?);
    let expected = if schema == 0 { "a session, {\"dist\": \"load\", ...}" } else { "a pipeline, {\"jobs\": [...]}" };
    let baseline = baseline.ok_or_else(|| missing("baseline", expected))?;
    let candidate = candidate.ok_or_else(|| missing("candidate", expected))?;
    Ok(Scenario { source, baseline, candidate, study, calibration })
}

/// The keys of a document that no scenario has, as one says them: one of them may be meant for what is missing.
fn unknown_keys(json: &[u8]) -> Option<String> {
    let keys: serde_json::Map<String, Value> = serde_json::from_slice(json).ok()?;
    let unknown = keys.keys().filter(|key| !KEYS.contains(&key.as_str())).take(3).map(|key| {
        let begin: String = key.chars().take(40).collect();
        format!("`{begin}`")
    });
    let unknown: Vec<String> = unknown.collect();
    let are = if unknown.len() == 1 { "is" } else { "are" };
    (!unknown.is_empty()).then(|| format!("{} {are}", unknown.join(", ")))
}

/// Reads a pipeline by itself, as a scenario has two: `{"jobs": [...]}`.
///
/// # Errors
/// If it is none; says where, what was found, and what was expected.
pub fn read_pipeline(json: &[u8]) -> Result<Pipeline, ScenarioError> {
    check_size(json.len())?;
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    serde_path_to_error::deserialize(&mut deserializer).map_err(|error| no_document(A_PIPELINE, error))
}

fn check_size(found: usize) -> Result<(), ScenarioError> {
    if found > MAX_DOCUMENT { Err(ScenarioError::TooLarge { found }) } else { Ok(()) }
}

const A_SCENARIO: &str = "a scenario, {\"schema\": 1, \"source\": ..., \"baseline\": ..., \"candidate\": ...}";
const A_PIPELINE: &str = "a workflow file, runs of GitHub Actions, or a pipeline, {\"jobs\": [...]}";

fn no_document(expected: &'static str, error: serde_path_to_error::Error<serde_json::Error>) -> ScenarioError {
    if error.inner().is_data() {
        return broken("", error);
    }
    ScenarioError::NoJson { why: error.into_inner().to_string(), expected }
}

fn of<T: DeserializeOwned>(name: &str, value: Value) -> Result<T, ScenarioError> {
    serde_path_to_error::deserialize(value).map_err(|error| broken(name, error))
}

fn broken(name: &str, error: serde_path_to_error::Error<serde_json::Error>) -> ScenarioError {
    let path = error.path().to_string();
    let place = match (name, path.as_str()) {
        ("", "." | "") => "its beginning".to_owned(),
        ("", path) => path.to_owned(),
        (name, "." | "") => name.to_owned(),
        (name, path) => format!("{name}.{path}"),
    };
    ScenarioError::Broken { place, why: error.into_inner().to_string() }
}

/// A scenario as documents have it.
#[derive(Serialize)]
struct Written<'a> {
    schema: u32,
    #[serde(flatten)]
    scenario: &'a Scenario,
}

/// A scenario as documents of any schema have it. Schema 0, without a number, holds a session for each side; older ones of
/// it hold a `suite` in place of a `source`.
#[derive(Deserialize)]
struct Document {
    #[serde(default)]
    schema: u32,
    source: Option<Source>,
    suite: Option<Suite>,
    baseline: Option<Value>,
    candidate: Option<Value>,
    #[serde(default)]
    study: StudySpec,
    calibration: Option<Calibration>,
}

/// The keys of [`Document`].
const KEYS: [&str; 7] = ["schema", "source", "suite", "baseline", "candidate", "study", "calibration"];

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::presets::{PRESETS, scenario};

    fn check(json: &str, expected: &Expect) {
        expected.assert_eq(&read(json.as_bytes()).err().map_or_else(String::new, |error| error.to_string()));
    }

    #[test]
    fn ok_every_preset_is_read_as_it_was_written() {
        for preset in PRESETS {
            let scenario = scenario(preset);
            assert_eq!(read(write(&scenario).as_bytes()), Ok(scenario), "{}", preset.id);
        }
    }

    #[test]
    fn ok_what_is_left_out_has_its_default() {
        let json = r#"{"schema": 1, "source": {"preset": "slow-first"}, "baseline": {"jobs": [{"id": "a"}]}, "candidate": {}}"#;
        let scenario = read(json.as_bytes()).expect("a scenario");
        assert_eq!((scenario.baseline.jobs.len(), scenario.candidate.jobs.len()), (1, 0));
        assert_eq!(scenario.study, StudySpec::default());
    }

    #[test]
    fn err_what_would_fill_the_stack_or_the_memory() {
        let deep = format!(r#"{{"schema": 1, "source": {}"#, r#"{"resampled": {"from": "#.repeat(100_000));
        assert!(read(deep.as_bytes()).is_err_and(|error| error.to_string().contains("recursion limit exceeded")));
        expect!["the document has 1073741825 bytes, expected 1073741824 at most: leave tests out, or take a preset"]
            .assert_eq(&check_size(MAX_DOCUMENT + 1).expect_err("too large").to_string());
    }

    #[test]
    fn err_a_wrong_key_is_told_with_what_is_missing() {
        let with = |sides: &str| format!(r#"{{"schema": 1, "source": {{"preset": "slow-first"}}, {sides}}}"#);
        check(
            &with(r#""baselin": {}, "candidate": {}"#),
            &expect![[
                r#"the scenario is broken at baseline: it is not there, but `baselin` is, which no scenario has, expected a pipeline, {"jobs": [...]}"#
            ]],
        );
        check(
            &with(r#""baseline": {}, "Candidate": {}, "note": 1"#),
            &expect![[
                r#"the scenario is broken at candidate: it is not there, but `Candidate`, `note` are, which no scenario has, expected a pipeline, {"jobs": [...]}"#
            ]],
        );
        check(
            &with(r#""baseline": {}"#),
            &expect![[r#"the scenario is broken at candidate: it is not there, expected a pipeline, {"jobs": [...]}"#]],
        );
        check(
            &with(r#""candidate": {"jobz": []}"#),
            &expect![
                "the scenario is broken at candidate.jobz: unknown field `jobz`, expected one of `jobs`, `service`, `plan`, `coverage`, `required`, `traffic`, `reruns`"
            ],
        );
        check(
            r#"{"schema": 1, "sorce": {}, "baseline": {}, "candidate": {}}"#,
            &expect![[
                r#"the scenario is broken at source: it is not there, but `sorce` is, which no scenario has, expected a suite, as in {"preset": "slow-first"}"#
            ]],
        );
        check(
            r#"{"suite": {"name": "a", "tests": []}, "baseline": {}}"#,
            &expect![[
                r#"the scenario is broken at candidate: it is not there, expected a session, {"dist": "load", ...}"#
            ]],
        );
    }

    #[test]
    fn err_places_are_named() {
        check(
            "",
            &expect![[
                r#"it is no JSON: EOF while parsing a value at line 1 column 0, expected a scenario, {"schema": 1, "source": ..., "baseline": ..., "candidate": ...}"#
            ]],
        );
        check(
            "[]",
            &expect![
                "the scenario is broken at its beginning: invalid length 1, expected struct Document with 7 elements at line 1 column 2"
            ],
        );
        check(
            r#"{"schema": 7, "baseline": 1, "candidate": 1}"#,
            &expect!["the scenario has schema 7, expected at most 1: take a newer Laneway"],
        );
        check(
            r#"{"schema": 1, "baseline": {}, "candidate": {}}"#,
            &expect![[
                r#"the scenario is broken at source: it is not there, expected a suite, as in {"preset": "slow-first"}"#
            ]],
        );
        let with = |baseline: &str| {
            format!(
                r#"{{"schema": 1, "source": {{"preset": "slow-first"}}, "baseline": {baseline}, "candidate": {{}}}}"#
            )
        };
        check(
            &with(r#"{"jobs": [{"id": "a", "runner": {"cores": "four"}}]}"#),
            &expect![[
                r#"the scenario is broken at baseline.jobs[0].runner.cores: invalid type: string "four", expected u32"#
            ]],
        );
        check(
            &with(r#"{"jobs": [{"id": "a", "need": ["b"]}]}"#),
            &expect![
                "the scenario is broken at baseline.jobs[0].need: unknown field `need`, expected one of `id`, `name`, `needs`, `condition`, `continue_on_error`, `timeout`, `runner`, `matrix`, `containers`, `steps`, `post`"
            ],
        );
        check(
            &with(r#"{"jobs": [{"steps": [{"name": "x", "work": {"test": {}}}]}]}"#),
            &expect![
                "the scenario is broken at baseline.jobs[0].steps[0].work: unknown variant `test`, expected one of `command`, `checkout`, `cached`, `tests`, `upload`, `download`, `gate`, `parallel`"
            ],
        );
    }
}
