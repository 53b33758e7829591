//! The JavaScript module: the same engine for other pages, for Node, and for tests.

use wasm_bindgen::prelude::wasm_bindgen;

/// Replays one session: a case as JSON in, its answer as JSON out, exactly as `laneway replay` does line by line.
/// Never throws: a case that is not valid has an answer with `"outcome": "invalid"`.
#[wasm_bindgen]
pub fn replay(json: &str) -> String {
    laneway_formats::replay::replay(json)
}
