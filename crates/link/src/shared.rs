//! What a link carries: the scenario, what it says beside it, and what its sender saw.

use laneway_pipeline::scenario::Scenario;
use serde::{Deserialize, Serialize};

use crate::fidelity::{Fidelity, NamesKept};
use crate::headline::Headline;

/// The version of the model: raised whenever some scenario has another outcome than before. 1 to 4,294,967,295.
pub const MODEL: u32 = 1;

/// All that is shared. Texts are data: whoever shows them escapes them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shared {
    /// Both sides, the suite, the seed, the replications, and how close fitted costs come.
    pub scenario: Scenario,
    /// How much of the suite is in the link. Default: [`Fidelity::Full`].
    pub fidelity: Fidelity,
    /// Which names are. Default: all.
    pub names: NamesKept,
    /// What is open: `pipeline`, `timeline`, `study`, `search`, or what a page may call its views. Default: empty, the usual.
    pub view: String,
    /// In a few words. Default: empty.
    pub title: String,
    /// What the sender says. Default: empty.
    pub note: String,
    /// With which model `headline` was made. Default: [`MODEL`].
    pub model: u32,
    /// What the sender saw, of the scenario as it is here; `None`: nothing was simulated.
    pub headline: Option<Headline>,
    /// What the sender saw of the scenario as it was, where that differs by more than [`crate::answer::MOST_MOVED`].
    pub as_is: Option<Headline>,
}

impl Default for Shared {
    fn default() -> Self {
        Self {
            scenario: Scenario::default(),
            fidelity: Fidelity::Full,
            names: NamesKept::All,
            view: String::new(),
            title: String::new(),
            note: String::new(),
            model: MODEL,
            headline: None,
            as_is: None,
        }
    }
}

impl From<Scenario> for Shared {
    fn from(scenario: Scenario) -> Self {
        Self { scenario, ..Self::default() }
    }
}
