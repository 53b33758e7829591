//! How pytest-xdist distributes tests over its workers (`--dist`).

use serde::{Deserialize, Serialize};

/// A value of `--dist`, pytest-xdist 3.8.0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DistMode {
    /// One plain process, tests in order: no controller, no decisions.
    No,
    /// Every worker runs every test.
    Each,
    /// Chunks in collection order, refilled as they shrink. xdist's default with `-n`.
    #[default]
    Load,
    /// Whole modules or classes stay together.
    LoadScope,
    /// Whole files stay together.
    LoadFile,
    /// Tests with one `xdist_group` stay together; the others are units of one.
    LoadGroup,
    /// An even split, then half of the longest queue to whoever runs dry.
    WorkSteal,
}

/// One row of [`DIST_MODES`].
pub struct DistModeInfo {
    /// The mode described.
    pub mode: DistMode,
    /// What stands after `--dist`.
    pub flag: &'static str,
    /// One line for menus and help.
    pub about: &'static str,
}

/// Every mode, in the order in which menus, help and tables show them.
pub const DIST_MODES: &[DistModeInfo] = &[
    DistModeInfo { mode: DistMode::Load, flag: "load", about: "chunks in collection order, refilled as they shrink" },
    DistModeInfo {
        mode: DistMode::WorkSteal,
        flag: "worksteal",
        about: "an even split, then half of the longest queue",
    },
    DistModeInfo {
        mode: DistMode::LoadGroup,
        flag: "loadgroup",
        about: "xdist_group marks stay together, other tests one by one",
    },
    DistModeInfo {
        mode: DistMode::LoadScope,
        flag: "loadscope",
        about: "modules and classes stay together, largest first",
    },
    DistModeInfo { mode: DistMode::LoadFile, flag: "loadfile", about: "files stay together, largest first" },
    DistModeInfo { mode: DistMode::Each, flag: "each", about: "every worker runs every test" },
    DistModeInfo { mode: DistMode::No, flag: "no", about: "one process, tests in order" },
];

impl DistMode {
    /// The mode that `flag` names after `--dist`.
    pub fn from_flag(flag: &str) -> Option<Self> {
        DIST_MODES.iter().find(|info| info.flag == flag).map(|info| info.mode)
    }

    /// What stands after `--dist`.
    pub fn flag(self) -> &'static str {
        self.info().flag
    }

    /// This mode's row of [`DIST_MODES`].
    pub fn info(self) -> &'static DistModeInfo {
        DIST_MODES.iter().find(|info| info.mode == self).expect("the table has every mode")
    }
}
