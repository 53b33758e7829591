//! `.test_durations`: what each test took, for pytest-split.
//!
//! pytest-split 0.11.0: a JSON object from node ids, without any group suffix, to seconds.

use laneway_engine::suite::Suite;
use serde_json::{Map, Value};

/// The file. Of tests with one id the last one counts, as in pytest-split's own.
pub fn durations_file(suite: &Suite) -> String {
    let row = |test: &laneway_engine::suite::Test| (test.id.clone(), Value::from(test.duration.as_secs()));
    let rows: Map<String, Value> = suite.tests.iter().map(row).collect();
    let text = serde_json::to_string_pretty(&rows).expect("texts and finite numbers always serialize");
    format!("{text}\n")
}

#[cfg(test)]
mod tests {
    use laneway_engine::suite::Test;
    use laneway_engine::time::Nanos;

    use super::*;

    #[test]
    fn ids_and_seconds_are_read_again() {
        let row = |id: &str, duration| Test { id: id.to_owned(), duration: Nanos(duration), ..Test::default() };
        let tests = vec![row("a.py::x[\"\n\u{2028}]", 1_500_000_000), row("b.py::y", 1)];
        let text = durations_file(&Suite { tests, ..Suite::default() });
        let read: Map<String, Value> = serde_json::from_str(&text).expect("JSON");
        let read: Vec<(&str, Option<f64>)> = read.iter().map(|(id, secs)| (id.as_str(), secs.as_f64())).collect();
        assert_eq!(read, [("a.py::x[\"\n\u{2028}]", Some(1.5)), ("b.py::y", Some(1e-9))]);
    }
}
