//! The replay documents: one session as a case, and what it came to. Times in are seconds, times out nanoseconds.
//!
//! - [`case`]: what goes in.
//! - [`answer`]: what comes out.
//! - [`stream`]: cases as lines.
//!
//! docs/replay.md describes both for users.

pub mod case;

pub mod answer;

pub mod stream;

use laneway_engine::simulate::{Detail, simulate};

use answer::Answer;
use case::Case;

/// Replays one case given as JSON; the answer as JSON on one line, whatever the input. Never fails: a case that is not
/// valid has an answer of its own.
pub fn replay(json: &str) -> String {
    answer(json).to_json()
}

/// Replays one case given as JSON.
pub fn answer(json: &str) -> Answer {
    let case = match Case::read(json) {
        Ok(case) => case,
        Err(error) => return Answer::invalid(case::name_of(json), error.to_string()),
    };
    match simulate(&case.tests, &case.session, Detail::Full) {
        Ok(outcome) => Answer::new(case.name, outcome),
        Err(error) => Answer::invalid(case.name, error.to_string()),
    }
}
