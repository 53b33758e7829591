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

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    /// Three share two cores, and thirds of a nanosecond are kept: the figures are the same on every machine.
    #[test]
    fn ok_contention_is_exact() {
        let case = r#"{"dist": "worksteal", "workers": 3, "latency": 1e-9, "startup": 7e-9, "test_overhead": 1e-9,
            "contention": {"cores": 2, "cpu_permille": 700}, "tests": [
            {"id": "a", "duration": 1e-7}, {"id": "b", "duration": 3e-8}, {"id": "c", "duration": 7e-8},
            {"id": "d", "duration": 2e-8}, {"id": "e", "duration": 1e-8}, {"id": "f", "duration": 4e-8}]}"#;
        expect![[r#"{"outcome":"ok","runs":[[0,0,13,126,0],[2,1,13,96,0],[4,2,13,24,0],[5,2,26,79,0],[3,1,98,119,0],[1,0,128,159,0]],"makespan_ns":159,"first_start_ns":13,"session_end_ns":160,"not_completed":[],"busy_ns":[144,104,64],"worker_tests":[2,2,2],"decisions":[[12,"runtests",0,[0,1]],[12,"runtests",1,[2,3]],[12,"runtests",2,[4,5]],[25,"shutdown",2,null],[97,"shutdown",1,null],[127,"shutdown",0,null],[127,"shutdown",0,null]]}"#]].assert_eq(&replay(case));
    }
}
