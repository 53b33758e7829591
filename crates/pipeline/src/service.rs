//! CI services and their plans: how minutes are counted, and how many jobs may run at once.

use serde::{Deserialize, Serialize};

/// Whose rules hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Service {
    /// GitHub Actions: every job is rounded up to whole minutes.
    #[default]
    GitHub,
    /// GitLab CI/CD: seconds times the runner's factor, never rounded up.
    GitLab,
    /// Forgejo Actions: nothing is billed.
    Forgejo,
}

/// What a plan grants.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Plan {
    /// `team`; what people read.
    pub name: String,
    /// How many hosted jobs may run at once, 1 to 10,000.
    pub slots: u32,
    /// Minutes a month that cost nothing.
    pub included_minutes: u32,
}

impl Default for Plan {
    fn default() -> Self {
        Self { name: "Team".to_owned(), slots: 60, included_minutes: 3_000 }
    }
}
