//! What no exported file can say: known before anything is written.

use laneway_engine::split::SplitBy;

use crate::bundle::Part;

/// One thing of a scenario's side that its files do not say, or say otherwise than it was simulated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotExpress {
    /// The workflow of the service cannot do it, and is not written.
    #[error("no workflow: {0}")]
    Workflow(crate::workflow::CannotExpress),
    /// There is nothing to run.
    #[error("the pipeline runs no tests, expected a job with a run of tests: there is nothing to configure")]
    NoTests,
    /// A rule of ours, which no plugin has.
    #[error(
        "{lane}: no plugin of pytest splits by {}, expected duration_based_chunks, least_duration or hash: choose one of \
         these, or list the tests of each shard by `laneway split`",
        by.info().flag
    )]
    SplitRule {
        /// Which run.
        lane: String,
        /// The rule.
        by: SplitBy,
    },
    /// A shuffled order.
    #[error(
        "a random order cannot be repeated by a conftest.py as it was simulated: install pytest-randomly for another one"
    )]
    RandomOrder,
    /// One conftest.py orders for all runs.
    #[error(
        "the runs are ordered in several ways ({lanes}), and one conftest.py can order in one: give all of them the same order"
    )]
    SeveralOrders {
        /// Which runs, with their orders.
        lanes: String,
    },
    /// `-m` takes words.
    #[error(
        "`-m` cannot name the mark `{mark}`, expected letters, digits and `_`: rename the mark; no run that selects by it has `-m`"
    )]
    MarkName {
        /// As it was given.
        mark: String,
    },
    /// Only the model finds tests by the name of their group.
    #[error(
        "`{mark}` is the name of an xdist_group, and `-m` finds marks alone: mark those tests with `@pytest.mark.{mark}` too"
    )]
    GroupAsMark {
        /// The name.
        mark: String,
    },
    /// `--deselect` compares beginnings.
    #[error(
        "{lane}: `--deselect={path}` leaves out `{also}` too, since pytest compares beginnings of ids: rename one, or move it"
    )]
    DeselectsMore {
        /// Which run.
        lane: String,
        /// What is to be left out.
        path: String,
        /// The first test that goes with it.
        also: String,
    },
    /// A zero byte, which no command line holds.
    #[error("{place} has a zero byte, which no file name or command line can hold: rename it")]
    ZeroByte {
        /// What it is.
        place: String,
    },
    /// A value that an ini file would end early.
    #[error(
        "{key} in {file} cannot hold {text:?}: ini files part values at line breaks, commas or comment signs: choose pyproject.toml"
    )]
    IniValue {
        /// `setup.cfg`.
        file: String,
        /// `markers`.
        key: String,
        /// The text.
        text: String,
    },
    /// A line of a Makefile or justfile cannot go on in the next.
    #[error("a target for {lane} cannot be written, since {text:?} breaks its line: rename it")]
    TargetLine {
        /// Which run.
        lane: String,
        /// The word.
        text: String,
    },
    /// slipcover's data feeds no gate.
    #[error(
        "{lane}: slipcover writes no data that `coverage combine` reads, and has no settings in these files: run it by hand"
    )]
    Slipcover {
        /// Which run.
        lane: String,
    },
    /// One file, one setting.
    #[error(
        "branches are measured in some runs and not in others ({lanes}): data of both kinds cannot be combined, and one file has one `branch`"
    )]
    MixedBranches {
        /// Which runs measure branches.
        lanes: String,
    },
    /// It depends on the Python that runs it.
    #[error(
        "sysmon measures branches from Python 3.14 on alone; before, coverage warns and takes its slower C core: run 3.14"
    )]
    SysmonBranches,
    /// No version of pytest can be asked for it.
    #[error(
        "{lane}: it was simulated as pytest 9.2.0 runs it, which ignores groups; conftest.py stops such a pytest: \
         install pytest<9.2"
    )]
    GroupsIgnored {
        /// Which run.
        lane: String,
    },
    /// No release has it.
    #[error(
        "{lane}: no release of pytest-xdist has `--ramp`, expected 0: what was simulated with it cannot be run yet"
    )]
    Ramp {
        /// Which run.
        lane: String,
    },
    /// What was tried out in the simulation alone.
    #[error("{lane}: simulated with what no file makes happen: {what}")]
    Imagined {
        /// Which run.
        lane: String,
        /// Delayed tests and crashes, counted: `2 × delayed test`.
        what: String,
    },
    /// One file, one setting.
    #[error(
        "runs measure coverage in several ways ({lanes}), and one file has one `core`: set COVERAGE_CORE in each job"
    )]
    SeveralCores {
        /// Which runs use which.
        lanes: String,
    },
    /// Marks that would change what a sleeping test does.
    #[error(
        "the project of sleeping tests leaves out the mark `{mark}`, which is no plain name, or means something to pytest"
    )]
    SleepingMark {
        /// As it was given.
        mark: String,
    },
    /// A project of sleeping tests does not crash or fail.
    #[error("the project of sleeping tests neither fails nor crashes as {lane} may: only times are repeated")]
    Hazards {
        /// Which run.
        lane: String,
    },
}

impl CannotExpress {
    /// Whose files do not say it.
    pub fn part(&self) -> Part {
        match self {
            Self::Workflow(_) => Part::Workflow,
            Self::RandomOrder | Self::SeveralOrders { .. } | Self::GroupsIgnored { .. } => Part::Conftest,
            Self::TargetLine { .. } => Part::Targets,
            Self::SleepingMark { .. } | Self::Hazards { .. } => Part::Project,
            Self::NoTests
            | Self::SplitRule { .. }
            | Self::MarkName { .. }
            | Self::GroupAsMark { .. }
            | Self::DeselectsMore { .. }
            | Self::ZeroByte { .. }
            | Self::IniValue { .. }
            | Self::Slipcover { .. }
            | Self::MixedBranches { .. }
            | Self::SysmonBranches
            | Self::Ramp { .. }
            | Self::Imagined { .. }
            | Self::SeveralCores { .. } => Part::Settings,
        }
    }
}
