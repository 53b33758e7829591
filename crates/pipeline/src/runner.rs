//! A runner: what a job runs on, what it costs, and how long one waits for it.

use laneway_engine::contention::WHOLE;
use laneway_engine::distribution::Distribution;
use serde::{Deserialize, Serialize};

use crate::timing::constant;

/// What a job runs on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Runner {
    /// `runs-on`, or the tag.
    pub label: String,
    /// Where its sessions have contention, the cores that they share, 1 to 1024; `None`: those of each session.
    pub cores: Option<u32>,
    /// How fast it runs tests, in thousandths of the machine they were recorded on, 1 to 100,000; on top of a session's own
    /// speed. Default: 1000.
    pub speed_permille: u32,
    /// Millionths of a dollar a minute, 0 to 10^9. Default: 0.
    pub price: u64,
    /// GitLab's cost factor, in thousandths: how many minutes of the quota a minute takes. Default: 1000.
    pub factor_permille: u32,
    /// Whether its minutes come out of those that the plan includes.
    pub is_included: bool,
    /// From when the job could run until a runner takes it, with slots free.
    pub queue: Distribution,
    /// How many runners there are with this label, where the team has its own; `None`: hosted, as many as the plan's slots.
    pub pool: Option<u32>,
}

impl Default for Runner {
    fn default() -> Self {
        Self {
            label: "ubuntu-24.04".to_owned(),
            cores: None,
            speed_permille: WHOLE,
            price: 0,
            factor_permille: 1000,
            is_included: true,
            queue: constant(0.0),
            pool: None,
        }
    }
}

impl Runner {
    /// Free, and there at once.
    pub fn bare() -> Self {
        Self::default()
    }
}
