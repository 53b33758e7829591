//! What controller and workers tell each other.

/// A list of tests, kept in the wire's arena.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TestList {
    pub(super) from: u32,
    pub(super) to: u32,
}

/// Either direction.
#[derive(Clone, Copy, Debug)]
pub(super) enum Message {
    /// From a worker to the controller.
    Report(Report),
    /// From the controller to a worker.
    Command(Command),
}

/// From a worker (`xdist/remote.py`, `sendevent`).
#[derive(Clone, Copy, Debug)]
pub(super) enum Report {
    /// `workerready`.
    Ready,
    /// `collectionfinish`.
    Collected,
    /// `runtest_protocol_complete`; the duration in nanoseconds.
    Complete { test: u32, duration: u64 },
    /// `unscheduled`.
    Unscheduled(TestList),
    /// `workerfinished`.
    Finished,
    /// The end mark of the channel of a worker that died.
    Died,
}

/// To a worker (`xdist/workermanage.py`, `send_*` and `shutdown`).
#[derive(Clone, Copy, Debug)]
pub(super) enum Command {
    /// `runtests`.
    Run(TestList),
    /// `runtests_all`.
    RunAll,
    /// `steal`.
    Steal(TestList),
    /// `shutdown`.
    Shutdown,
}
