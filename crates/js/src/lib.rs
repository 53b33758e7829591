//! The JavaScript module: the same engine for other pages, for Node, and for tests.

use laneway_engine::prepared::Prepared;
use laneway_engine::session::Session;
use laneway_engine::simulate::{Detail, simulate_prepared};
use laneway_formats::read::read;
use wasm_bindgen::prelude::wasm_bindgen;

/// Replays one session: a case as JSON in, its answer as JSON out, exactly as `laneway replay` does line by line.
/// Never throws: a case that is not valid has an answer with `"outcome": "invalid"`.
#[wasm_bindgen]
pub fn replay(json: &str) -> String {
    laneway_formats::replay::replay(json)
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
}
