//! All dist modes side by side: the same session under each.

use serde::{Deserialize, Serialize};

use crate::dist_mode::{DIST_MODES, DistMode};
use crate::outcome::{Ending, Summary};
use crate::prepared::Prepared;
use crate::session::Session;
use crate::simulate::{Detail, SessionError, simulate_prepared};
use crate::time::Nanos;

/// One row of the table of modes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModeRow {
    /// The mode.
    pub dist: DistMode,
    /// How the session ended.
    pub ending: Ending,
    /// Its figures.
    pub summary: Summary,
}

impl ModeRow {
    /// The share of the workers' time, from the first start to the makespan, in which they ran nothing; 0 to 1.
    pub fn idle_share(&self) -> f64 {
        idle_share(&self.summary)
    }

    /// The fewest and the most tests that a worker ran.
    pub fn tests_per_worker(&self) -> (u32, u32) {
        let counts = || self.summary.worker_tests.iter().copied();
        (counts().min().unwrap_or(0), counts().max().unwrap_or(0))
    }
}

/// The share of the workers' time, from the first start to the makespan, in which they ran nothing; 0 to 1.
pub fn idle_share(summary: &Summary) -> f64 {
    let span = summary.makespan.0.saturating_sub(summary.first_start.0);
    let all = span as f64 * summary.busy.len() as f64;
    let busy: Nanos = summary.busy.iter().copied().sum();
    if all > 0.0 { (1.0 - busy.0 as f64 / all).max(0.0) } else { 0.0 }
}

/// The session under one mode. `None` for `each` where it would be too much; `no` runs in one process.
///
/// # Errors
/// If the session makes no sense.
pub fn mode_row(prepared: &Prepared<'_>, session: &Session, dist: DistMode) -> Result<ModeRow, SessionError> {
    let workers = if dist == DistMode::No { session.workers } else { session.workers.max(1) };
    let session = Session { dist, workers, ..session.clone() };
    let outcome = simulate_prepared(prepared, &session, Detail::Summary)?;
    Ok(ModeRow { dist, ending: outcome.ending, summary: outcome.summary })
}

/// Every mode that can be simulated, in the order of [`DIST_MODES`].
pub fn all_modes(prepared: &Prepared<'_>, session: &Session) -> Vec<ModeRow> {
    DIST_MODES.iter().filter_map(|info| mode_row(prepared, session, info.mode).ok()).collect()
}
