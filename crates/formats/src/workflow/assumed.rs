//! What steps take where no file says it: medians of published and measured runs.

use laneway_engine::distribution::Distribution;
use laneway_pipeline::timing::{around, constant};

use crate::imported::Assumed;

/// From when a job could run until a runner has it; median and 95th percentile, seconds.
pub(super) const QUEUE: (f64, f64) = (6.0, 60.0);
/// `Set up job`, seconds.
pub(super) const SET_UP: f64 = 1.0;
/// Post steps and `Complete job`, seconds.
pub(super) const POST: f64 = 3.0;
/// A check-out, seconds.
pub(super) const CHECKOUT: f64 = 2.0;
/// `setup-python` and its like, without a cache, seconds.
pub(super) const SETUP: f64 = 2.0;
/// A cache of 100 MB: restored, and saved after a miss; seconds.
pub(super) const CACHE: (f64, f64) = (3.0, 4.0);
/// The share of runs that find their cache.
pub(super) const CACHE_HITS: f64 = 0.9;
/// Some 47 packages by pip, seconds.
pub(super) const INSTALL: f64 = 45.0;
/// The same by uv, seconds.
pub(super) const INSTALL_UV: f64 = 2.6;
/// A few packages by pip, seconds.
pub(super) const INSTALL_FEW: f64 = 7.0;
/// An artifact, up or down, seconds.
pub(super) const ARTIFACT: f64 = 1.0;
/// `coverage combine` and `coverage report`, seconds.
pub(super) const GATE: f64 = 5.0;
/// Any other command, seconds.
pub(super) const COMMAND: f64 = 5.0;
/// What runs tests in a way that cannot be read, such as tox, seconds.
pub(super) const UNREAD_TESTS: f64 = 300.0;
/// A job of another workflow, seconds.
pub(super) const CALLED: f64 = 60.0;
/// A database's container: its image, and until it answers; seconds.
pub(super) const CONTAINER: (f64, f64) = (10.0, 3.0);
/// What a lane covers, percent.
pub(super) const COVERS: f64 = 80.0;

/// Numbers that were assumed so far.
#[derive(Default)]
pub(super) struct Assumptions(pub(super) Vec<Assumed>);

impl Assumptions {
    /// A constant time, noted.
    pub(super) fn secs(&mut self, job: &str, step: &str, what: &str, secs: f64) -> Distribution {
        self.note(job, step, what, format!("{secs} s"));
        constant(secs)
    }

    /// The wait for a runner, noted.
    pub(super) fn queue(&mut self, job: &str) -> Distribution {
        let (median, p95) = QUEUE;
        self.note(job, "", "queue", format!("{median} s, up to {p95} s in 95 of 100"));
        around(median, p95)
    }

    /// Any number, noted.
    pub(super) fn note(&mut self, job: &str, step: &str, what: &str, value: String) {
        self.0.push(Assumed { job: job.to_owned(), step: step.to_owned(), what: what.to_owned(), value });
    }
}
