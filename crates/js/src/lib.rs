//! The JavaScript module: the same engine for other pages, for Node, and for tests.

use laneway_engine::prepared::Prepared;
use laneway_engine::session::Session;
use laneway_engine::simulate::{Detail, simulate_prepared};
use laneway_engine::study::{Study, StudySpec, checksum};
use laneway_engine::time::Nanos;
use laneway_formats::read::read;
use laneway_formats::{scenario_json, source};
use laneway_pipeline::compare::{Comparison, compare};
use laneway_pipeline::scenario::SCHEMA;
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

/// Replays one session: a case as JSON in, its answer as JSON out, exactly as `laneway replay` does line by line.
/// Never throws: a case that is not valid has an answer with `"outcome": "invalid"`.
#[wasm_bindgen]
pub fn replay(json: &str) -> String {
    laneway_formats::replay::replay(json)
}

/// Simulates a scenario: its document in (`{"schema": 1, "source": ..., "baseline": ..., "candidate": ...}`), both sides out, as
/// `laneway pipeline --json` has them: problems, one typical run, and many runs in figures. Times are nanoseconds, prices
/// millionths of a dollar.
///
/// # Errors
/// Throws a string that says where the scenario is wrong, what was found, and what was expected.
#[wasm_bindgen]
pub fn simulate(json: &str) -> Result<String, String> {
    let scenario = scenario_json::read(json.as_bytes()).map_err(|error| error.to_string())?;
    let suite = source::make(&scenario.source).map_err(|error| error.to_string())?;
    let compared = compare(&suite, &scenario, Detail::Summary, &mut |_| {}).map_err(|error| error.to_string())?;
    serde_json::to_string(&Simulated { schema: SCHEMA, compared }).map_err(|error| error.to_string())
}

#[derive(Serialize)]
struct Simulated {
    schema: u32,
    #[serde(flatten)]
    compared: Comparison,
}

/// The suite of a report, to be simulated as often as one likes.
#[wasm_bindgen]
pub struct Suite {
    prepared: Prepared<'static>,
}

#[wasm_bindgen]
impl Suite {
    /// Reads a report of any kind that Laneway knows; `name` is for messages.
    ///
    /// # Errors
    /// Throws a string that says what was found and what was expected.
    #[wasm_bindgen(constructor)]
    pub fn new(name: &str, report: &[u8]) -> Result<Suite, String> {
        let reading = read(name, report, &mut |_| {}).map_err(|error| format!("{name}: {error}"))?;
        Ok(Suite { prepared: Prepared::new(reading.suite.tests).with_recording(reading.suite.recording) })
    }

    /// Simulates a session: an object such as `{"dist": "worksteal", "workers": 8}` in, what is left out is as pytest-xdist
    /// has it; ending and figures out, times in nanoseconds.
    ///
    /// # Errors
    /// Throws a string if the session is none, or makes no sense.
    pub fn simulate(&self, session: &str) -> Result<String, String> {
        let session: Session = serde_json::from_str(session).map_err(|error| format!("the session: {error}"))?;
        let outcome = simulate_prepared(&self.prepared, &session, Detail::Summary);
        let outcome = outcome.map_err(|error| format!("the session: {error}"))?;
        serde_json::to_string(&(&outcome.ending, &outcome.summary)).map_err(|error| error.to_string())
    }

    /// Repeats sessions with noise, as `laneway study` does: a list of sessions as for [`Suite::simulate`] in, and how to
    /// repeat them, such as `{"seed": 1, "replications": 200, "noise": {"test": 0.08, "job": 0.03}, "until": 0.01}`; what is
    /// left out is as `laneway study` has it. Out: `{"makespans": [[...], ...], "checksum"}`: for each replication the
    /// makespan of each session in nanoseconds, null where it would hang or fail; and one number of all of them, in hex,
    /// that is the same wherever the same study is made.
    ///
    /// # Errors
    /// Throws a string if the sessions or the specification are none, or make no sense.
    pub fn study(&mut self, sessions: &str, spec: &str) -> Result<String, String> {
        let sessions: Vec<Session> =
            serde_json::from_str(sessions).map_err(|error| format!("the sessions: {error}"))?;
        let spec: StudySpec = serde_json::from_str(spec).map_err(|error| format!("the specification: {error}"))?;
        spec.check().map_err(|error| format!("the specification: {error}"))?;
        let mut study = Study::of_prepared(std::mem::take(&mut self.prepared), &sessions, &spec);
        let all = study.replicate_all(&spec);
        self.prepared = study.into_prepared();
        let makespans = all.map_err(|error| format!("the sessions: {error}"))?;
        let checksum = format!("{:016x}", checksum(&makespans));
        serde_json::to_string(&StudyAnswer { makespans, checksum }).map_err(|error| error.to_string())
    }
}

#[derive(Serialize)]
struct StudyAnswer {
    makespans: Vec<Vec<Option<Nanos>>>,
    checksum: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suite() -> Suite {
        Suite::new("table.csv", b"id,seconds\na.py::test_1,8\na.py::test_2,1\nb.py::test_3,3\n").expect("a suite")
    }

    #[test]
    fn a_scenario_is_simulated_whole() {
        let json = r#"{"schema": 1, "source": {"preset": "four-tests"}, "study": {"replications": 5},
            "baseline": {"jobs": [{"id": "a", "steps": [{"name": "Test", "work": {"tests": {}}}]}]},
            "candidate": {"jobs": [{"id": "a", "steps": [{"name": "Test", "work": {"tests": {"session": {"workers": 2}}}}]}]}}"#;
        let answer: serde_json::Value = serde_json::from_str(&simulate(json).expect("an answer")).expect("JSON");
        assert_eq!(answer["candidate"]["typical"]["wall_clock"], 9_000_000_000_u64);
        assert_eq!(answer["candidate"]["runs"]["wall_clock"]["n"], 5);
        let broken = json.replace("workers", "worker");
        let said = simulate(&broken).expect_err("an error");
        assert!(said.starts_with("the scenario is broken at candidate.jobs[0].steps[0].work.tests.session"), "{said}");
    }

    #[test]
    fn a_study_leaves_the_suite_as_it_was() {
        let mut suite = suite();
        let one = r#"{"workers": 1}"#;
        let before = suite.simulate(one).expect("an outcome");
        let still = r#"{"replications": 2, "noise": {"test": 0, "job": 0}}"#;
        assert_eq!(
            suite.study(&format!("[{one}, {{\"speed_permille\": 2000, \"workers\": 1}}]"), still).expect("a study"),
            r#"{"makespans":[[12000000000,6000000000],[12000000000,6000000000]],"checksum":"262cc5e0b5c543f5"}"#
        );
        suite.study(&format!("[{one}]"), "{}").expect("a study");
        assert_eq!(suite.simulate(one).expect("an outcome"), before);
    }

    #[test]
    fn err_a_study_that_makes_no_sense_is_refused_and_the_suite_stays() {
        let mut suite = suite();
        let refused = |error: Result<String, String>| error.expect_err("an error");
        assert_eq!(
            refused(suite.study("[]", r#"{"replications": 0}"#)),
            "the specification: replications is 0, expected a number from 1 to 1000000"
        );
        assert_eq!(
            refused(suite.study(r#"[{"workers": 10001}]"#, "{}")),
            "the sessions: workers is 10001, expected 0 to 10000: choose fewer"
        );
        assert!(suite.simulate(r#"{"workers": 1}"#).expect("an outcome").contains("12000000000"));
    }
}
