//! What in a settings file works against the settings that are written into it: reported, and left as it is.

/// One thing in the way. Lines count from 1, in the file as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    /// pytest exits with 4 where `-n` meets it.
    #[error(
        "line {line}: `-p no:{plugin}` switches off the plugin that these settings need, and pytest ends with a usage error: take it out"
    )]
    PluginOff {
        /// Where.
        line: usize,
        /// `xdist`.
        plugin: String,
    },
    /// An option of xdist's that overrules `-n`, or is overruled by it.
    #[error("line {line}: `{option}` changes how many workers there are, whatever `-n` says: take it out")]
    OtherWorkers {
        /// Where.
        line: usize,
        /// As it is written.
        option: String,
    },
    /// `-n` does nothing then.
    #[error("line {line}: `{option}` makes every run serial: take it out")]
    Serial {
        /// Where.
        line: usize,
        /// As it is written.
        option: String,
    },
    /// Tests are left out, or chosen, that the simulated runs chose otherwise.
    #[error("line {line}: `{option}` chooses tests too: what was simulated chose without it")]
    AlsoSelects {
        /// Where.
        line: usize,
        /// As it is written.
        option: String,
    },
    /// Another expression stood there.
    #[error("line {line}: `-m {was}` is replaced: one command line has one expression of marks")]
    MarksReplaced {
        /// Where.
        line: usize,
        /// As it was.
        was: String,
    },
    /// A threshold for every run, also for those that cannot reach it.
    #[error(
        "line {line}: `{option}` holds every run against a threshold, lanes and shards too: take it out, the gate holds the sum"
    )]
    LaneThreshold {
        /// Where.
        line: usize,
        /// As it is written.
        option: String,
    },
    /// pytest from 9 on refuses both at once.
    #[error(
        "line {line}: [tool.pytest] and [tool.pytest.ini_options] are both there, which pytest refuses: move all into one"
    )]
    BothTables {
        /// Where the second begins.
        line: usize,
    },
    /// Written where pytest from 9 on looks.
    #[error("line {line}: [tool.pytest] is read by pytest 9 and later alone; settings were written there, as lists")]
    NativeTable {
        /// Where.
        line: usize,
    },
    /// Another file of the folder is read instead.
    #[error("{tool} reads {by} instead, which is there too: put the settings there, or take that file away")]
    Shadowed {
        /// `pytest` or `coverage`.
        tool: &'static str,
        /// The other file.
        by: String,
    },
    /// pytest stops at it.
    #[error("line {line}: pytest refuses a section [pytest] in setup.cfg: call it [tool:pytest]")]
    OldSection {
        /// Where.
        line: usize,
    },
}

impl Conflict {
    /// Where, from 1; `None`: nowhere in this file.
    pub fn line(&self) -> Option<usize> {
        match self {
            Self::PluginOff { line, .. }
            | Self::OtherWorkers { line, .. }
            | Self::Serial { line, .. }
            | Self::AlsoSelects { line, .. }
            | Self::MarksReplaced { line, .. }
            | Self::LaneThreshold { line, .. }
            | Self::BothTables { line }
            | Self::NativeTable { line }
            | Self::OldSection { line } => Some(*line),
            Self::Shadowed { .. } => None,
        }
    }
}
