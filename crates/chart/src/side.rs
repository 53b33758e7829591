//! One side of the picture: a suite under one session.

use laneway_engine::dist_mode::{DIST_MODES, DistMode};
use laneway_engine::session::Session;
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;

use crate::index::Index;

/// What is drawn in one band. Sides are drawn one below the other on one time axis.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// `baseline`, `candidate`.
    pub name: &'a str,
    /// What tells it from the others; see [`detail`].
    pub detail: &'a str,
    /// The suite of `index`.
    pub suite: &'a Suite,
    /// Its outcome.
    pub index: &'a Index,
    /// What no schedule can beat; `None` where it is not asked for.
    pub floor: Option<Nanos>,
}

/// A run of one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RunRef {
    /// Position among the sides.
    pub side: usize,
    /// Position in the outcome's runs.
    pub run: u32,
}

/// How many rows each side takes.
pub fn n_rows(sides: &[Side<'_>]) -> Vec<u32> {
    sides.iter().map(|side| side.index.n_rows()).collect()
}

/// The end of the last session.
pub fn end(sides: &[Side<'_>]) -> Nanos {
    sides.iter().map(|side| side.index.end()).max().unwrap_or_default()
}

/// Mode and workers in words: `worksteal, 8 workers`; `one process` without workers.
pub fn detail(session: &Session) -> String {
    if session.dist == DistMode::No || session.workers == 0 {
        return "one process".to_owned();
    }
    let info = DIST_MODES.iter().find(|info| info.mode == session.dist);
    let flag = info.map_or("", |info| info.flag);
    let plural = if session.workers == 1 { "" } else { "s" };
    format!("{flag}, {} worker{plural}", session.workers)
}
