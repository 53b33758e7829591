//! Calibration: the costs of sessions, fitted to one real run, and how close the simulation then comes to that run.
//!
//! docs/calibration.md has the formulas and their limits. In reading order:
//!
//! - [`recorded`]: what was measured.
//! - [`costs`]: what is fitted.
//! - [`overheads`]: start-up, collection, ends, and what is between tests.
//! - [`edges`], [`fixtures`]: what fixtures cost.
//! - [`typical`]: medians.
//! - [`guess`]: how a run was distributed, where nobody says. [`reasons`]: why something was not fitted.

pub mod recorded;

pub mod costs;

mod overheads;

mod edges;

mod fixtures;

mod typical;

mod guess;

mod reasons;

use serde::{Deserialize, Serialize};

use crate::contention::{factor_in, shrink, without_stretch};
use crate::dist_mode::DistMode;
use crate::outcome::{Ending, Outcome};
use crate::session::{Fixtures, ScopeCost, Session};
use crate::simulate::{Detail, SessionError, simulate};
use crate::suite::Test;
use crate::time::Nanos;

pub use costs::FittedCosts;
pub use edges::LEAST;
pub use fixtures::take_out;
pub use guess::{Guess, guess_dist};
pub use overheads::LATENCY;
pub use recorded::{Computing, Recorded, TestRun, WorkerTimes};

/// What came of a fit: all that is needed to simulate other sessions of the suite.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The costs.
    pub costs: FittedCosts,
    /// The tests without what `costs` charges apart: fixtures of wider scope, and what contention added.
    pub tests: Vec<Test>,
    /// How close it comes, and what it rests on.
    pub calibration: Calibration,
}

/// How close the simulation of a recorded run comes to it, and what that rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// Under which mode it was taken to run.
    pub dist: DistMode,
    /// With how many workers.
    pub workers: u32,
    /// From the first test's start to the last test's end.
    pub tests: Compared,
    /// From the session's beginning to its end, where the report knows both.
    pub session: Option<Compared>,
    /// What was fitted.
    pub fitted: Vec<Fitted>,
    /// What was not.
    pub left_alone: Vec<LeftAlone>,
}

/// One span, simulated and measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// By the simulation with the fitted costs.
    pub modelled: Nanos,
    /// By the clock.
    pub measured: Nanos,
}

/// What can be fitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// [`FittedCosts::startup`]. Observed: when each worker was ready.
    Startup,
    /// [`FittedCosts::collection`]. Observed: how long each worker collected.
    Collection,
    /// [`FittedCosts::latency`].
    Latency,
    /// [`FittedCosts::test_overhead`]. Observed: each test.
    TestOverhead,
    /// [`FittedCosts::test_gap`]. Observed: two tests of a worker, one after the other.
    TestGap,
    /// [`FittedCosts::worker_finish`]. Observed: each worker.
    WorkerFinish,
    /// [`FittedCosts::ending`]. Observed once.
    Ending,
    /// [`FittedCosts::outside`]. Observed once.
    Outside,
    /// What a session's fixtures cost. Observed: a cost, or none.
    SessionFixtures,
    /// What modules cost. Observed: each module that has a cost.
    ModuleFixtures,
    /// What classes cost, likewise.
    ClassFixtures,
    /// How much of the time is computing.
    Computing,
}

/// Something that was fitted, and what it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fitted {
    /// What.
    pub what: What,
    /// What it came to.
    pub value: Nanos,
    /// From how many observations.
    pub n: u32,
    /// 5 of 100 observations are shorter.
    pub p5: Nanos,
    /// 95 of 100 are shorter.
    pub p95: Nanos,
}

/// Something that was not fitted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftAlone {
    /// What.
    pub what: What,
    /// Why, and what is assumed.
    pub why: String,
}

/// Why nothing can be fitted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalibrateError {
    /// No test says when it ran.
    #[error(
        "the report does not say when each test ran, expected times: record it with `--report-log=report.jsonl` (pytest-reportlog) or `--timing-json` (pytest-timing)"
    )]
    NoTimes,
    /// Tests that ran several times are known once.
    #[error("dist is each, expected a mode that runs every test once: record a run under another mode")]
    Each,
    /// The recorded session cannot be simulated.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// It can, but does not end well.
    #[error(
        "the simulation of the recorded run ends with {0}, expected a run to its end: is --dist what it was recorded under?"
    )]
    Ending(String),
}

impl Compared {
    /// By how much the simulation is off: a share of what was measured, negative if it is too short.
    pub fn error(&self) -> f64 {
        if self.measured == Nanos::ZERO { 0.0 } else { self.modelled.as_secs() / self.measured.as_secs() - 1.0 }
    }
}

impl Calibration {
    /// The longest span that can be compared.
    pub fn whole(&self) -> &Compared {
        self.session.as_ref().unwrap_or(&self.tests)
    }

    /// The model's own error as a share: the largest of what was compared. It is of the run that was fitted; other runs
    /// are off by at least so much.
    pub fn model_error(&self) -> f64 {
        self.tests.error().abs().max(self.whole().error().abs())
    }
}

impl Fitted {
    fn new(what: What, value: Nanos, mut spans: Vec<u64>) -> Self {
        spans.sort_unstable();
        let at = |percent: usize| Nanos(spans[(spans.len() * percent).div_ceil(100).max(1) - 1]);
        Self { what, value, n: spans.len() as u32, p5: at(5), p95: at(95) }
    }
}

/// Fits the costs of a session to a real run, and simulates that run with them.
///
/// Cost: sorting the tests, and one simulation.
///
/// # Errors
/// If the report does not say when tests ran, or the run cannot be simulated.
pub fn calibrate(recorded: &Recorded<'_>) -> Result<Fit, CalibrateError> {
    let (first, last) = recorded.phase().ok_or(CalibrateError::NoTimes)?;
    if recorded.dist == DistMode::Each {
        return Err(CalibrateError::Each);
    }
    let overheads::Overheads { mut costs, mut fitted } = overheads::fit(recorded);
    let of_fixtures = fixtures::fit(recorded);
    let kinds = [What::SessionFixtures, What::ModuleFixtures, What::ClassFixtures];
    let mut left_alone = reasons::left_alone(recorded, &costs);
    for ((what, mut found), n_seen) in kinds.into_iter().zip(of_fixtures.found).zip(of_fixtures.n_seen) {
        if found.is_empty() {
            left_alone.push(reasons::no_fixtures(recorded, what, n_seen));
        } else {
            fitted.push(Fitted::new(what, Nanos(typical::median(&mut found)), found));
        }
    }
    let mut tests = take_out(recorded, &of_fixtures.costs);
    costs.fixtures = of_fixtures.costs;
    if let Some(contention) = costs.contention {
        let recording = overheads::recording(recorded);
        let factor = factor_in(&recording, &contention);
        tests = without_stretch(&tests, &recording, &contention);
        costs.test_overhead = shrink(costs.test_overhead, factor);
        costs.fixtures = without_factor(&costs.fixtures, factor);
    }
    let session = costs.apply(&Session { dist: recorded.dist, workers: recorded.n_workers, ..Session::default() });
    let outcome = run(&tests, &session)?;
    let modelled = Nanos(outcome.summary.makespan.0 - outcome.summary.first_start.0);
    let ended = costs.session_end(&outcome.summary, &session).zip(recorded.ended);
    let calibration = Calibration {
        dist: recorded.dist,
        workers: recorded.n_workers,
        tests: Compared { modelled, measured: Nanos(last.0 - first.0) },
        session: ended.map(|(modelled, measured)| Compared { modelled, measured }),
        fitted,
        left_alone,
    };
    Ok(Fit { costs, tests, calibration })
}

/// Simulates a session that must end well.
fn run(tests: &[Test], session: &Session) -> Result<Outcome, CalibrateError> {
    let outcome = simulate(tests, session, Detail::Full)?;
    match &outcome.ending {
        Ending::Ok => Ok(outcome),
        Ending::Deadlock => Err(CalibrateError::Ending("a deadlock".to_owned())),
        Ending::InternalError(error) => Err(CalibrateError::Ending(error.clone())),
    }
}

/// The costs with a core for each worker.
fn without_factor(fixtures: &Fixtures, factor: u32) -> Fixtures {
    let of_scope = |cost: &ScopeCost| match cost {
        ScopeCost::All(cost) => ScopeCost::All(shrink(*cost, factor)),
        ScopeCost::By(costs) => {
            ScopeCost::By(costs.iter().map(|(scope, cost)| (scope.clone(), shrink(*cost, factor))).collect())
        }
    };
    Fixtures {
        session: shrink(fixtures.session, factor),
        module: of_scope(&fixtures.module),
        class: of_scope(&fixtures.class),
    }
}
