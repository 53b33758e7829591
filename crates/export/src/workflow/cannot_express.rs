//! What no workflow can do: said before anything is written.

use laneway_pipeline::place::{Place, Problem};

/// A part of a pipeline that the workflow cannot have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {why}")]
pub struct CannotExpress {
    /// Where.
    pub place: Place,
    /// Why, and what to do.
    pub why: Why,
}

/// Why something cannot be expressed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// The pipeline makes no sense by itself.
    #[error("{0}")]
    Invalid(String),
    /// The service takes two ids for one.
    #[error("`{one}` and `{other}` are one id to CI services, which do not look at case; give one of them another id")]
    SameId {
        /// An id.
        one: String,
        /// Another one.
        other: String,
    },
    /// The service gives a name a meaning of its own.
    #[error("`{name}` means something else to {service}, expected another name")]
    TakenName {
        /// The name.
        name: String,
        /// Whose.
        service: &'static str,
    },
    /// A name of which an expression must be made.
    #[error("the {what} is `{found}`, expected a letter or `_`, then letters, digits, `_` and `-`; rename it")]
    BadName {
        /// What it names.
        what: &'static str,
        /// The name.
        found: String,
    },
    /// A text in which the service would look for an expression, or which it would refuse.
    #[error("the {what} is `{found}`, which {service} would not take as it is written; expected {expected}")]
    BadText {
        /// What it is.
        what: &'static str,
        /// The text.
        found: String,
        /// Whose.
        service: &'static str,
        /// What it may be.
        expected: &'static str,
    },
    /// A mark that `-m` cannot name.
    #[error(
        "the mark is `{found}`, which -m cannot name; expected letters, digits and `_`, and not `and`, `or` or `not`"
    )]
    BadMark {
        /// The mark.
        found: String,
    },
    /// A path with a zero byte.
    #[error("the path holds a zero byte, which no command line can; expected a path")]
    ZeroByte,
    /// A rule of sharing tests out that no plugin has.
    #[error("no plugin splits by {by}; expected duration_based_chunks, least_duration or hash")]
    NoPlugin {
        /// The rule.
        by: &'static str,
    },
    /// slipcover before a gate.
    #[error("slipcover writes nothing that `coverage combine` reads, and a gate needs it; measure by coverage.py")]
    SlipcoverToGate,
    /// slipcover around workers.
    #[error("slipcover measures nothing of xdist's workers; expected 0 workers, or coverage.py")]
    SlipcoverWithWorkers,
    /// Some lanes measure branches.
    #[error(
        "`{with}` measures branches and `{without}` does not: coverage.py cannot combine them; measure branches in all lanes or in none"
    )]
    MixedBranches {
        /// A lane.
        with: String,
        /// Another one.
        without: String,
    },
    /// sysmon measures no branches before Python 3.14.
    #[error(
        "coverage.py's sysmon measures branches from Python 3.14 on, and this runs {python}; take the C tracer, or a newer Python"
    )]
    SysmonBranches {
        /// The oldest version that runs it.
        python: String,
    },
    /// A gate that nothing reaches.
    #[error("nothing is there to combine: expected a run of tests with coverage in this job or in one that it needs")]
    GateWithoutData,
    /// A service container of which nothing is known.
    #[error(
        "the image of the service `{name}` is not known; give it in the options, with its health check and its port"
    )]
    UnknownService {
        /// Its name.
        name: String,
    },
    /// Steps side by side where the service has none.
    #[error("{service} has no parallel steps, which are GitHub's; make the lanes jobs")]
    NoParallelSteps {
        /// Whose.
        service: &'static str,
    },
    /// A lane of parallel steps with something else than commands.
    #[error(
        "a lane of parallel steps is one step, in which only commands and tests can follow each other; move it out"
    )]
    StepInLane,
    /// A condition that the service does not have in this place.
    #[error("{service} cannot run a step under this condition; expected a step that runs if nothing failed before")]
    NoCondition {
        /// Whose.
        service: &'static str,
    },
    /// Names that come out alike for two jobs of a matrix.
    #[error("two jobs of the matrix would store `{name}`, since their values leave no other name; rename the values")]
    SameName {
        /// The name.
        name: String,
    },
    /// More jobs than the service makes of one.
    #[error("it makes {found} jobs, and {service} makes {most} at most; take fewer shards or values")]
    TooMany {
        /// How many.
        found: usize,
        /// Whose.
        service: &'static str,
        /// How many there may be.
        most: usize,
    },
}

impl From<Problem> for CannotExpress {
    fn from(problem: Problem) -> Self {
        Self { place: problem.place, why: Why::Invalid(problem.message) }
    }
}
