//! One session in virtual time: what pytest-xdist 3.8.0 would do, decision for decision, to the nanosecond.
//!
//! Events are handled in order of time, then of creation; ARCHITECTURE.md states the event model. In reading order:
//!
//! - [`check`]: what a session must fulfil.
//! - [`run`]: the loop.
//! - [`leap`]: the figures alone, several times as fast.
//! - [`plain`]: a session without workers.
//! - [`controller`]: `DSession`.
//! - [`worker`]: the worker process.
//! - [`wire`]: messages, and what the controller knows of its nodes.
//! - [`message`], [`agenda`]: what is sent, and what comes next.
//! - [`cores`], [`processor`]: more workers than cores.
//! - [`together`]: several sessions on one machine.
//! - [`costs`]: what a test takes.
//! - [`names`]: numbers for names.
//! - [`record`]: what is written down.

use crate::collected::Collected;
use crate::dist_mode::DistMode;
use crate::outcome::Outcome;
use crate::prepared::Prepared;
use crate::session::Session;
use crate::suite::Test;

mod check;

mod run;

pub(crate) mod leap;

mod plain;

mod controller;

mod worker;

pub(crate) mod wire;

pub(crate) mod message;

mod agenda;

mod cores;

mod processor;

mod together;

mod costs;

pub(crate) mod names;

pub(crate) mod record;

pub use check::{CLOCK_END, CLOCK_YEARS, MAX_EACH_RUNS, MAX_TESTS, MAX_TOGETHER, SessionError};
pub use together::simulate_together;

/// How much of a session is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The figures alone; the fastest.
    Summary,
    /// Every run and every decision too.
    Full,
}

/// Runs `tests` as pytest-xdist 3.8.0 would under `session`.
///
/// Same input, same outcome, on every machine. Cost: O(n log w) for n tests on w workers, in every mode but `each`, with
/// contention or without.
///
/// # Errors
/// If the session makes no sense or would not end; see [`SessionError`]. Crashes, hangs and internal errors of xdist
/// itself are no errors here but an [`crate::outcome::Ending`].
pub fn simulate(tests: &[Test], session: &Session, detail: Detail) -> Result<Outcome, SessionError> {
    simulate_prepared(&Prepared::new(tests), session, detail)
}

/// As [`simulate`], for a suite of which many sessions are run.
///
/// # Errors
/// As [`simulate`].
pub fn simulate_prepared(prepared: &Prepared<'_>, session: &Session, detail: Detail) -> Result<Outcome, SessionError> {
    let collected = prepared.collect(session)?;
    check::check(&collected, session)?;
    let mut outcome = if session.dist == DistMode::No || session.workers == 0 {
        plain::run(&collected, session, detail)
    } else if let Some(outcome) = leaped(&collected, session, detail, &mut prepared.spare()) {
        outcome
    } else {
        run::run(&collected, session, detail)?
    };
    collected.number_as_suite(&mut outcome);
    Ok(outcome)
}

/// The figures, where they can be had without handling every event.
fn leaped(collected: &Collected<'_>, session: &Session, detail: Detail, spare: &mut leap::Spare) -> Option<Outcome> {
    if detail == Detail::Summary && leap::knows(session) { leap::run(collected, session, spare).ok() } else { None }
}
