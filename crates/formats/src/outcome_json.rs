//! One run of sessions as JSON: `{"schema": 1, "suite", "tests", "sides"}`, times in nanoseconds.

use laneway_engine::outcome::Outcome;
use laneway_engine::session::Session;
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;
use serde::Serialize;

/// One side.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct OutcomeSide<'a> {
    /// `baseline`, `candidate`.
    pub name: &'a str,
    /// What was asked for.
    pub session: &'a Session,
    /// What no schedule can beat.
    pub floor: Nanos,
    /// What happened.
    pub outcome: &'a Outcome,
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    suite: &'a str,
    /// The ids that outcomes number.
    tests: Vec<&'a str>,
    sides: &'a [OutcomeSide<'a>],
}

/// The document, ended by a line feed.
pub fn write(suite: &Suite, sides: &[OutcomeSide<'_>]) -> String {
    let tests = suite.tests.iter().map(|test| test.id.as_str()).collect();
    let document = Document { schema: 1, suite: &suite.name, tests, sides };
    let json = serde_json::to_string(&document).expect("an outcome always serializes");
    format!("{json}\n")
}

#[cfg(test)]
mod tests {
    use laneway_engine::simulate::{Detail, simulate};
    use laneway_engine::suite::Test;
    use serde_json::Value;

    use super::*;

    #[test]
    fn a_program_finds_each_run_by_its_test() {
        let tests = vec![Test { id: "a.py::b".to_owned(), duration: Nanos(5), ..Test::default() }];
        let suite = Suite { name: "s".to_owned(), tests, ..Suite::default() };
        let session = Session { workers: 1, ..Session::default() };
        let outcome = simulate(&suite.tests, &session, Detail::Full).expect("a session");
        let side = OutcomeSide { name: "baseline", session: &session, floor: Nanos(5), outcome: &outcome };
        let document: Value = serde_json::from_str(&write(&suite, &[side])).expect("JSON");
        let run = &document["sides"][0]["outcome"]["runs"][0];
        assert_eq!((document["schema"].as_u64(), run["end"].as_u64()), (Some(1), Some(5)));
        assert_eq!(document["tests"][run["test"].as_u64().expect("a test") as usize], "a.py::b");
    }
}
