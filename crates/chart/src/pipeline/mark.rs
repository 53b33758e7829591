//! What the shapes of a picture of pipelines mean, beside those that every timeline has.

/// What a shape of a lane means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LaneMark {
    /// The job waits for a slot or a runner: an outline.
    Queue,
    /// Containers are started.
    Container,
    /// A command, a check-out, a cache.
    SetUp,
    /// pytest.
    Tests {
        /// Whose: 0 is the baseline.
        side: u8,
    },
    /// A worker runs tests, as a strip within [`LaneMark::Tests`].
    Worker {
        /// Whose: 0 is the baseline.
        side: u8,
    },
    /// An artifact is stored or fetched.
    Transfer,
    /// Coverage is combined and reported.
    Gate,
    /// Post steps.
    Post,
    /// The outline of a job that fails.
    Failed,
    /// The outline of a job that is cancelled.
    Cancelled,
    /// Stands for a job that does not run.
    Skipped,
    /// From a job to one that needs it.
    Need,
    /// The same, on the critical path.
    CriticalNeed {
        /// Whose: 0 is the baseline.
        side: u8,
    },
    /// Runs below a lane of the critical path.
    Critical {
        /// Whose: 0 is the baseline.
        side: u8,
    },
    /// A job's name.
    Name,
    /// The name of a job of the critical path.
    CriticalName,
    /// The name of what a job does, inside its block.
    SpanName,
    /// How long it takes, likewise.
    Duration,
    /// Why a job fails.
    Why,
    /// How a job ends that neither succeeds nor fails.
    Note,
}
