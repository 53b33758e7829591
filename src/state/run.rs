//! What the threads said last. The last answer stays until a newer one is there.

use std::sync::Arc;

use laneway_engine::modes::ModeRow;
use laneway_engine::outcome::Outcome;
use laneway_engine::session::Session;
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;

/// The state of the simulation.
#[derive(Clone, Default)]
pub struct Run {
    /// Both sides, as last simulated.
    pub sides: Option<Arc<Sides>>,
    /// Every mode under the candidate's session.
    pub modes: Arc<Vec<ModeRow>>,
    /// Whether a newer answer is on its way.
    pub is_stale: bool,
    /// Why the newest session cannot be simulated.
    pub error: Option<String>,
}

/// Both sides of the comparison, and the suite they ran.
#[derive(Clone, PartialEq)]
pub struct Sides {
    /// The same for both.
    pub suite: Arc<Suite>,
    /// As it is run now.
    pub baseline: Side,
    /// What is tried.
    pub candidate: Side,
}

/// One side, simulated.
#[derive(Clone, PartialEq)]
pub struct Side {
    /// What was asked for.
    pub session: Session,
    /// What happened.
    pub outcome: Arc<Outcome>,
    /// What no schedule can beat.
    pub floor: Nanos,
}
