//! What is wrong with the side in sight: what a thread said last. It stays until newer advice is there.

use std::sync::Arc;

use laneway_advice::gain::Gain;
use laneway_pool::protocol::Advice;

use super::view::SideName;

/// The state of the advice.
#[derive(Clone, Default)]
pub struct Advised {
    /// What was found last; `None`: nobody has looked yet, or there is too much to look at.
    pub answer: Option<Arc<Findings>>,
    /// What mending each of its findings would gain.
    pub gains: Vec<Worth>,
    /// The places of its findings, as they are shown: those of the rules until all gains are known, then the most worthwhile
    /// first.
    pub order: Vec<usize>,
    /// Whether what is shown is about an older scenario, or the other side.
    pub is_old: bool,
    /// Why nobody looks, if nobody does.
    pub why_not: Option<String>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Findings {
    /// Each look has another number.
    pub number: u64,
    /// At which side.
    pub side: SideName,
    /// What was looked for, rule by rule.
    pub looked_for: Vec<String>,
    /// What was found, in the order of the rules.
    pub findings: Vec<Advice>,
}

/// What mending something would gain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Worth {
    /// It is being simulated, or is going to be.
    Waits,
    /// It was simulated.
    Known(Gain),
    /// It cannot be: the rule knows no change that does it, or what comes of it cannot run.
    Unknown,
}
