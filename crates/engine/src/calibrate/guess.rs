//! How a run was distributed, where nobody says: the mode that gives workers the tests that they had.

use super::{CalibrateError, Recorded, calibrate};
use crate::contention::WHOLE;
use crate::dist_mode::{DIST_MODES, DistMode};
use crate::session::Session;
use crate::simulate::{Detail, simulate};

/// How well a mode explains which worker ran what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The mode.
    pub dist: DistMode,
    /// How many of a thousand tests are on the worker that ran them, workers being paired as agrees best.
    pub agreement_permille: u32,
}

/// All modes that share tests out, the best first, equal ones in the order of menus. Of a plain process, [`DistMode::No`]
/// alone. `dist` of `recorded` does not matter.
///
/// # Errors
/// As [`calibrate`].
pub fn guess_dist(recorded: &Recorded<'_>) -> Result<Vec<Guess>, CalibrateError> {
    if recorded.n_workers == 0 {
        return Ok(vec![Guess { dist: DistMode::No, agreement_permille: WHOLE }]);
    }
    let shared = DIST_MODES.iter().filter(|info| !matches!(info.mode, DistMode::Each | DistMode::No));
    let mut guesses = Vec::new();
    for dist in shared.map(|info| info.mode) {
        // The costs are the same under each mode; what is simulated is not.
        let fit = calibrate(&Recorded { dist, ..recorded.clone() })?;
        let session = fit.costs.apply(&Session { dist, workers: recorded.n_workers, ..Session::default() });
        let outcome = simulate(&fit.tests, &session, Detail::Full)?;
        let on = outcome.runs.iter().map(|run| (run.test, run.worker));
        guesses.push(Guess { dist, agreement_permille: agreement(recorded, on) });
    }
    guesses.sort_by_key(|guess| WHOLE - guess.agreement_permille);
    Ok(guesses)
}

/// Pairs workers by how many tests they have in common, the most first, ties by number.
fn agreement(recorded: &Recorded<'_>, simulated: impl Iterator<Item = (u32, u32)>) -> u32 {
    let mut together: Vec<(u32, u32)> =
        simulated.filter_map(|(test, worker)| Some((recorded.runs[test as usize]?.worker, worker))).collect();
    let n_all = together.len() as u64;
    together.sort_unstable();
    let mut pairs: Vec<(usize, u32, u32)> =
        together.chunk_by(|a, b| a == b).map(|same| (same.len(), same[0].0, same[0].1)).collect();
    pairs.sort_by_key(|&(n, real, simulated)| (std::cmp::Reverse(n), real, simulated));
    let (mut is_real_taken, mut is_simulated_taken) = (Vec::new(), Vec::new());
    let mut n_agreeing = 0;
    for (n, real, simulated) in pairs {
        if !is_real_taken.contains(&real) && !is_simulated_taken.contains(&simulated) {
            is_real_taken.push(real);
            is_simulated_taken.push(simulated);
            n_agreeing += n as u64;
        }
    }
    (n_agreeing * u64::from(WHOLE) / n_all.max(1)) as u32
}
