//! The answer to a case: what the session came to, in nanoseconds.

use laneway_engine::outcome::{Decision, DecisionKind, Ending, Outcome, Run};
use serde::Serialize;

/// How a case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// All workers finished.
    Ok,
    /// The real controller would raise.
    InternalError,
    /// The real session would hang.
    Deadlock,
    /// The case is not one.
    Invalid,
}

/// One line of output.
#[derive(Debug, Serialize)]
pub struct Answer {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    outcome: Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(flatten)]
    account: Option<Account>,
}

#[derive(Debug, Serialize)]
struct Account {
    runs: Vec<(u32, u32, u64, i64, u8)>,
    makespan_ns: u64,
    first_start_ns: u64,
    session_end_ns: u64,
    not_completed: Vec<u32>,
    busy_ns: Vec<u64>,
    worker_tests: Vec<u32>,
    decisions: Vec<(u64, DecisionKind, u32, Option<Vec<u32>>)>,
}

impl Answer {
    pub(super) fn new(name: Option<String>, outcome: Outcome) -> Self {
        let (verdict, error) = match outcome.ending {
            Ending::Ok => (Verdict::Ok, None),
            Ending::InternalError(error) => (Verdict::InternalError, Some(error)),
            Ending::Deadlock => (Verdict::Deadlock, None),
        };
        let run = |run: &Run| {
            let end = run.end.map_or(-1, |end| end.0 as i64);
            (run.test, run.worker, run.start.0, end, u8::from(run.crashed))
        };
        let decision = |decision: Decision| (decision.at.0, decision.kind, decision.worker, decision.tests);
        let summary = outcome.summary;
        let account = Account {
            runs: outcome.runs.iter().map(run).collect(),
            makespan_ns: summary.makespan.0,
            first_start_ns: summary.first_start.0,
            session_end_ns: summary.session_end.0,
            not_completed: summary.not_completed,
            busy_ns: summary.busy.iter().map(|busy| busy.0).collect(),
            worker_tests: summary.worker_tests,
            decisions: outcome.decisions.into_iter().map(decision).collect(),
        };
        Self { name, outcome: verdict, error, account: Some(account) }
    }

    pub(super) fn invalid(name: Option<String>, error: String) -> Self {
        Self { name, outcome: Verdict::Invalid, error: Some(error), account: None }
    }

    /// How the case ended.
    pub fn verdict(&self) -> Verdict {
        self.outcome
    }

    /// One line of JSON, without its end.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("names and numbers always serialize")
    }
}
