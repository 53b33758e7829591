//! The schedulers: which tests go to which worker, and when.
//!
//! Mirrors pytest-xdist 3.8.0, `xdist/scheduler/`. In reading order:
//!
//! - [`load`]: chunks in collection order.
//! - [`worksteal`]: an even split, then stealing.
//! - [`units`]: `loadscope`, `loadfile` and `loadgroup`: whole units of work.
//! - [`scope`]: which unit a test belongs to.
//! - [`each`]: everything to everyone.
//! - [`idle`], [`longest`]: for stealing, who is running dry, and who has the most.

use crate::collected::Collected;
use crate::dist_mode::DistMode;
use crate::nodes::Nodes;
use crate::roster::MIN_PENDING;
use crate::session::Session;
use crate::simulate::message::TestList;
use crate::simulate::wire::Wire;

pub(crate) mod load;

pub(crate) mod worksteal;

pub(crate) mod units;

pub(crate) mod scope;

pub(crate) mod each;

mod idle;

mod longest;

/// The exceptions that xdist's own code raises in odd situations.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Raised {
    /// A `KeyError`.
    #[error("KeyError: {0}")]
    Key(String),
    /// A `ValueError`.
    #[error("ValueError: {0}")]
    Value(String),
    /// An `AssertionError`.
    #[error("AssertionError: {0}")]
    Assertion(String),
    /// An `AssertionError`: a worker has finished, and a test is still its own.
    #[error("AssertionError: gw{node} finished with test {test} still assigned")]
    StillAssigned {
        /// The worker.
        node: u32,
        /// The test.
        test: u32,
    },
    /// A `RuntimeError`.
    #[error("RuntimeError: {0}")]
    Runtime(&'static str),
}

impl Raised {
    /// `node` has collected, but was never added to the scheduler, or is gone from it.
    pub(crate) fn stranger(node: u32) -> Self {
        Self::Assertion(format!("gw{node} has collected but is not in the scheduler"))
    }

    /// With tests named by `position`.
    pub(crate) fn with_positions(self, position: impl Fn(u32) -> u32) -> Self {
        match self {
            Self::StillAssigned { node, test } => Self::StillAssigned { node, test: position(test) },
            other => other,
        }
    }
}

/// What a node that is gone had.
pub(crate) struct Left {
    /// The test that it was running.
    pub(crate) crashed: u32,
    /// How many others go back to be sent again.
    pub(crate) n_back: u32,
    /// Whether `crashed` goes back with them.
    pub(crate) is_back: bool,
}

/// What the controller asks of a scheduler (`xdist/scheduler/protocol.py`).
pub(crate) trait Scheduler {
    /// Its nodes, in the order in which they became ready.
    fn nodes(&self) -> &Nodes;

    /// Whether all original nodes have collected.
    fn collection_is_completed(&self) -> bool;

    /// Whether nothing is unassigned and every node has fewer than two tests.
    fn tests_finished(&self) -> bool;

    /// A node is ready.
    fn add_node(&mut self, node: u32);

    /// A node has collected.
    fn add_collection(&mut self, node: u32) -> Result<(), Raised>;

    /// Distributes the tests; later calls look at every node again.
    fn schedule(&mut self, wire: &mut Wire) -> Result<(), Raised>;

    /// A node has completed a test in `duration` nanoseconds.
    fn mark_test_complete(&mut self, wire: &mut Wire, node: u32, test: u32, duration: u64) -> Result<(), Raised>;

    /// A node gives tests back.
    fn take_back(&mut self, wire: &mut Wire, node: u32, tests: TestList) -> Result<(), Raised>;

    /// A node has finished or died; what it left, if it had anything.
    fn remove_node(&mut self, wire: &mut Wire, node: u32) -> Result<Option<Left>, Raised>;

    /// How many tests in a row `node` may complete without anything that hangs on it, whatever the others do, as long as
    /// nobody dies: they may be told all at once, by [`Self::count`]. Holds until a command goes to `node`, or [`Self::is_alert`].
    fn n_quiet(&self, wire: &Wire, node: u32) -> Quiet;

    /// `node` has completed these tests, its first, quietly.
    fn count(&mut self, node: u32, tests: &[u32]);

    /// Whether what was quiet may be so no longer.
    fn is_alert(&self) -> bool;

    /// Whether the next report of `node` may lead to a look for [`Self::longest`].
    fn seeks_longest(&self, _wire: &Wire, _node: u32) -> bool {
        false
    }

    /// Whom to steal from: of the nodes that are not to end the one with the most tests left, as far as they were counted, the
    /// first of equals. Without `except`.
    fn longest(&mut self, _wire: &Wire, _except: Option<u32>) -> Option<u32> {
        None
    }
}

/// How many tests a node may complete quietly.
#[derive(Clone, Copy)]
pub(crate) struct Quiet {
    /// So many of any kind.
    pub(crate) any: usize,
    /// So many, those included, if the others are all long.
    pub(crate) long: usize,
}

impl Quiet {
    /// Whatever their durations.
    fn any(n_tests: usize) -> Self {
        Self { any: n_tests, long: n_tests }
    }

    /// Of a node that is to end, with so many tests left: all that counts is when it has fewer than two.
    fn at_the_end(n_pending: usize) -> Self {
        Self::any(if n_pending < MIN_PENDING { n_pending } else { n_pending - MIN_PENDING })
    }
}

/// The scheduler of a session with workers (`pytest_xdist_make_scheduler`).
pub(crate) fn make<'a>(collected: &'a Collected<'_>, session: &Session) -> Box<dyn Scheduler + 'a> {
    match session.dist {
        DistMode::No | DistMode::Load => Box::new(load::Load::new(collected, session)),
        DistMode::WorkSteal => Box::new(worksteal::WorkSteal::new(collected, session)),
        DistMode::Each => Box::new(each::Each::new(collected, session)),
        DistMode::LoadScope | DistMode::LoadFile | DistMode::LoadGroup => {
            Box::new(units::Units::new(collected, session))
        }
    }
}
