//! Why the controller decided what it did, with the numbers that it looked at.
//!
//! Each kind is a branch of pytest-xdist 3.8.0, `xdist/scheduler/` and `xdist/dsession.py`. Counts are as the controller has
//! them at that moment: what a worker has completed counts until the news has arrived.

use serde::{Deserialize, Serialize};

use crate::time::Nanos;

/// What made the controller send or note something. `own` is how many tests it counts for the worker before, the current
/// one among them; `left` how many tests, or units of work, no worker has yet, before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// `load`, at the start: a chunk of an even share's quarter, two at least, `--maxschedchunk` at most.
    FirstChunk {
        /// Tests a worker, rounded down.
        share: u32,
        /// The chunk before its bounds: a quarter of the share.
        quarter: u32,
        /// `--maxschedchunk`, where it was what made the chunk smaller.
        most: Option<u32>,
    },
    /// `load`, at the start, with fewer than two tests a worker: one by one, in turn.
    OneByOne {
        /// How many tests there are.
        n_tests: u32,
        /// How many workers.
        n_nodes: u32,
    },
    /// `load`: the worker has fewer than it should keep.
    Refill {
        /// As above.
        own: u32,
        /// As above.
        left: u32,
        /// Below so many tests a worker gets more: a quarter of its share of what is left, two at least.
        least: u32,
        /// Up to so many: half of that share, two at least.
        most: u32,
        /// Whether the chunk was cut by `--maxschedchunk`.
        is_cut: bool,
        /// How long the test took whose end made the controller look; from 0.1 s on, the worker gets more only below two
        /// tests. `None`: it looked at all workers.
        took: Option<Nanos>,
    },
    /// `load`: no test is left to send.
    NothingLeft {
        /// As above.
        own: u32,
    },
    /// All tests were sent at the start.
    AllSent,
    /// `worksteal`: an even share of what is left among the workers that have fewer than two tests.
    Share {
        /// As above.
        own: u32,
        /// As above.
        left: u32,
        /// How many workers still were to get a share, this one among them.
        n_idle: u32,
    },
    /// `worksteal`: the worker with the longest queue is asked for the later half of it, for those that run dry.
    Longest {
        /// How many tests the longest queue has.
        len: u32,
        /// The first worker with fewer than two tests.
        dry: u32,
        /// How many tests that one has.
        own: u32,
        /// How many workers have fewer than two tests.
        n_dry: u32,
    },
    /// `worksteal`: no queue is long enough to give anything away.
    NothingToSteal {
        /// As above.
        own: u32,
        /// How many tests the longest queue has; a worker keeps its current test and the next.
        len: u32,
    },
    /// Scopes, at the start: one unit for every worker.
    FirstUnit {
        /// How many units were left, this one among them.
        left: u32,
    },
    /// Scopes: the worker has two tests or fewer.
    NextUnit {
        /// As above, in tests.
        own: u32,
        /// How many units were left, this one among them.
        left: u32,
    },
    /// Scopes: no unit is left to send.
    NoUnitLeft {
        /// As above, in tests.
        own: u32,
    },
    /// Scopes, at the start: there are fewer units than workers.
    Surplus {
        /// How many units there are.
        n_units: u32,
    },
    /// `each`: every worker runs everything.
    Everything {
        /// How many tests that is.
        n_tests: u32,
    },
    /// `each`: a replacement gets what a dead worker left.
    Rest,
    /// Nothing is left to send, and every worker has fewer than two tests: all are told to finish, so that they run their
    /// last one.
    AllFinished,
    /// More workers died than may be replaced.
    TooManyDeaths,
    /// No worker is left.
    NobodyLeft,
    /// The worker was ready only when all were told to finish.
    Late,
    /// A worker answered.
    Answered,
    /// A worker died.
    Died {
        /// The how manieth death it is.
        n_deaths: u32,
        /// How many may be replaced.
        most: u32,
        /// The worker that takes its place; `None`: there were too many.
        replacement: Option<u32>,
    },
    /// A test is blamed for a death.
    Blamed {
        /// How many other tests of the worker go back to be sent again.
        n_back: u32,
        /// Whether the blamed one goes back with them, as under scopes.
        is_back: bool,
    },
}
