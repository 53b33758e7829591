//! One run of tests in one job: luck, session, and what pytest exits with.

use laneway_engine::noise::{Noise, RunNoise};
use laneway_engine::outcome::{Ending, Outcome};
use laneway_engine::prepared::Prepared;
use laneway_engine::random::Purpose;
use laneway_engine::selected::Selected;
use laneway_engine::session::{Crash, Session};
use laneway_engine::simulate::{Detail, SessionError, simulate_prepared, simulate_together};
use laneway_engine::split::{Split, SplitError};
use laneway_engine::time::Nanos;
use rand::RngExt as _;

use crate::coverage::{LaneCheck, Rules, union};
use crate::draws::Draws;
use crate::hazard_draws::{crash, crashes, flakes, flakiness, overlaps};
use crate::instance::Instance;
use crate::outcome::Reason;
use crate::step::TestRun;

/// pytest's exit code for failed tests.
const FAILED: u8 = 1;
/// For an internal error.
const INTERNAL: u8 = 3;
/// For no tests.
const NO_TESTS: u8 = 5;

/// The tests of a scenario, and what is random about them.
pub struct Tests<'a> {
    /// Ready for many sessions.
    pub(crate) prepared: Prepared<'a>,
    noise: Option<Noise>,
    flakiness: Vec<f64>,
    /// The noise of the run that was drawn last, by its number.
    run_noise: Option<(u64, RunNoise)>,
    /// Whose durations are drawn now; `None`: flaky tests or nothing at all are in them.
    drawn: Option<DrawnFor>,
}

/// Pipelines that are alike draw alike, so that what is drawn may stay.
struct DrawnFor {
    run: u64,
    /// The job's own noise, if it has one.
    job: Option<u64>,
    selected: Selected,
}

impl<'a> Tests<'a> {
    /// With noise from run to run, or each as recorded. The seed is that of all draws.
    pub fn new(prepared: Prepared<'a>, noise: Option<Noise>, seed: u64) -> Self {
        let flakiness = flakiness(prepared.tests().len(), seed);
        Self { prepared, noise, flakiness, run_noise: None, drawn: None }
    }

    /// The suite as it was, with all that was worked out.
    pub fn into_prepared(mut self) -> Prepared<'a> {
        self.prepared.undraw();
        self.prepared
    }
}

/// What a run of tests came to.
#[derive(Clone, Debug)]
pub(crate) struct Ran {
    pub(crate) session: Session,
    pub(crate) outcome: Outcome,
    /// How long it takes; `None`: it hangs.
    pub(crate) takes: Option<Nanos>,
    pub(crate) exit_code: Option<u8>,
    pub(crate) reason: Option<Reason>,
    /// Percent that it covers.
    pub(crate) covered: Option<f64>,
}

/// What a run is part of.
#[derive(Clone, Copy)]
pub(crate) struct Setting<'a> {
    pub(crate) instance: &'a Instance,
    /// Names it in all draws.
    pub(crate) names: &'a [&'a str],
    pub(crate) draws: Draws,
    pub(crate) rules: &'a Rules,
    /// Probability that the change breaks a test.
    pub(crate) breaks: f64,
    /// Whether it is one session and nothing around it, and so sees the noise of a study of sessions.
    pub(crate) is_bare: bool,
    pub(crate) detail: Detail,
}

/// The session as one instance runs it: its shard, its runner's cores and speed.
pub fn session_of(run: &TestRun, instance: &Instance) -> Session {
    let mut session = run.session.clone();
    if let Some((group, splits)) = instance.shard {
        session.split = Some(Split { splits, group, by: run.splitter.by, known: run.splitter.known });
    }
    if let (Some(contention), Some(cores)) = (&mut session.contention, instance.runner.cores) {
        contention.cores = cores;
    }
    let speed = u64::from(session.speed_permille) * u64::from(instance.runner.speed_permille) / 1000;
    session.speed_permille = speed.clamp(1, u64::from(laneway_engine::session::MAX_SPEED)) as u32;
    session
}

/// A run with all its luck drawn.
struct Drawn {
    session: Session,
    /// Crashes that were planned before luck.
    n_planned: usize,
    selected: Selected,
    flakes: Vec<(usize, u32)>,
}

/// Draws the run's luck; `None` where pytest-split fails. The durations of the tests are then those of the run.
fn draw(tests: &mut Tests<'_>, run: &TestRun, setting: Setting<'_>) -> Result<Option<Drawn>, SessionError> {
    let mut session = session_of(run, setting.instance);
    let selected = match tests.prepared.selected(&session) {
        Ok(selected) => selected,
        Err(SplitError::OutOfShards { .. }) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let flakes = flakes(&run.hazards.flaky, &tests.flakiness, setting.draws, setting.names);
    tests.redraw(&selected, &flakes, setting);
    let n_planned = session.crashes.len();
    plan_crashes(tests, run, &mut session, &selected, setting)?;
    Ok(Some(Drawn { session, n_planned, selected, flakes }))
}

/// Runs side by side in one job, each from its start on, on the cores that they share. `None` for one that pytest-split
/// fails in. Without contention in any of them, or a number of cores, nothing is shared, and there are no outcomes.
pub(crate) fn run_together(
    tests: &mut Tests<'_>,
    runs: &[(Nanos, &TestRun, Setting<'_>)],
) -> Result<Vec<Option<Outcome>>, SessionError> {
    let mut ready = Vec::new();
    for (start, run, setting) in runs {
        let drawn = draw(tests, run, *setting)?;
        tests.drawn = None;
        ready.push((*start, tests.prepared.undraw(), drawn.map(|drawn| drawn.session)));
    }
    let tests = &tests.prepared;
    let ready = ready.into_iter().map(|(start, drawn, session)| Some((start, tests.drawn_as(drawn), session?)));
    let ready: Vec<_> = ready.collect();
    let own = runs.first().and_then(|(_, _, setting)| setting.instance.runner.cores);
    let contention = ready.iter().flatten().find_map(|(_, _, session)| session.contention);
    let Some((contention, (_, _, setting))) = contention.zip(runs.first()) else { return Ok(Vec::new()) };
    let cores = own.unwrap_or(contention.cores);
    let together: Vec<_> =
        ready.iter().flatten().map(|(start, prepared, session)| (*start, prepared, session)).collect();
    let mut outcomes = simulate_together(&together, cores, setting.detail)?.into_iter();
    Ok(ready.iter().map(|run| run.as_ref().and_then(|_| outcomes.next())).collect())
}

/// Draws the run's luck, then runs it; `shared` is its outcome where it ran beside others.
pub(crate) fn run(
    tests: &mut Tests<'_>,
    run: &TestRun,
    setting: Setting<'_>,
    shared: Option<Outcome>,
) -> Result<Ran, SessionError> {
    let Some(Drawn { mut session, n_planned, selected, flakes }) = draw(tests, run, setting)? else {
        return Ok(Ran::split_failed(session_of(run, setting.instance)));
    };
    let outcome = match shared {
        Some(outcome) => outcome,
        None => simulate_prepared(&tests.prepared, &session, setting.detail)?,
    };
    let n_flaky = flakes.iter().filter(|(test, n)| *n > run.hazards.flaky.reruns && selected.has(*test as u32)).count();
    let is_broken = broken(tests.flakiness.len(), setting).is_some_and(|test| selected.has(test));
    let covered = run.coverage.as_ref().map(|collect| setting.covered(collect));
    let n_failed = n_flaky as u32 + u32::from(is_broken);
    let reason = match &outcome.ending {
        Ending::Deadlock => Some((None, Reason::Hang)),
        Ending::InternalError(error) => Some((Some(INTERNAL), Reason::InternalError(error.clone()))),
        Ending::Ok if selected.is_empty() => Some((Some(NO_TESTS), Reason::NoTests)),
        Ending::Ok if outcome.summary.crashes > 0 => {
            Some((Some(FAILED), Reason::WorkersCrashed { n: outcome.summary.crashes }))
        }
        Ending::Ok if n_failed > 0 => Some((Some(FAILED), Reason::TestsFailed { n: n_failed, is_broken })),
        Ending::Ok => lane_under(run, setting.rules, covered),
    };
    session.crashes.truncate(n_planned);
    let takes = (outcome.ending != Ending::Deadlock).then_some(outcome.summary.session_end);
    let (exit_code, reason) = match reason {
        Some((exit_code, reason)) => (exit_code, Some(reason)),
        None => (Some(0), None),
    };
    Ok(Ran { session, outcome, takes, exit_code, reason, covered })
}

impl Ran {
    fn split_failed(session: Session) -> Self {
        let takes = Some(session.startup.least() + session.collection.least());
        let (exit_code, reason) = (Some(INTERNAL), Some(Reason::SplitFailed));
        Self { session, outcome: Outcome::default(), takes, exit_code, reason, covered: None }
    }
}

impl Tests<'_> {
    /// Noise of the run, and flaky tests as often as they are run, for the tests that the session runs.
    fn redraw(&mut self, selected: &Selected, flakes: &[(usize, u32)], setting: Setting<'_>) {
        let draws = setting.draws;
        let (run, job) = (draws.run(), (!setting.is_bare).then(|| draws.key(setting.names)));
        if flakes.is_empty() {
            if self.noise.is_none() {
                self.prepared.undraw();
                return;
            }
            let is_drawn = |drawn: &DrawnFor| (drawn.run, drawn.job) == (run, job) && drawn.selected.covers(selected);
            if self.drawn.as_ref().is_some_and(is_drawn) {
                return;
            }
        }
        self.drawn = flakes.is_empty().then(|| DrawnFor { run, job, selected: selected.clone() });
        if let Some(noise) = self.noise.filter(|_| self.run_noise.as_ref().is_none_or(|(of, _)| *of != run)) {
            self.run_noise = Some((run, noise.of_run(draws.seed, run, self.flakiness.len())));
        }
        self.prepared.redraw_selected(selected, self.run_noise.as_ref().map(|(_, noise)| noise), job);
        for (test, n_failed) in flakes {
            self.prepared.repeat(*test as u32, n_failed + 1);
        }
    }
}

/// Plans the crashes of the run. Those that need another test beside theirs are looked up in the run without crashes, which
/// is simulated first where that can matter.
fn plan_crashes(
    tests: &Tests<'_>,
    run: &TestRun,
    session: &mut Session,
    selected: &Selected,
    setting: Setting<'_>,
) -> Result<(), SessionError> {
    let mut quiet = None;
    let mut planned: Vec<Crash> = Vec::new();
    for (number, hazard) in run.hazards.crashes.iter().enumerate() {
        let number = number.to_string();
        let names = [setting.names, &["crashes", &number]].concat();
        for (test, needs_other) in crashes(hazard, tests.prepared.tests(), setting.draws, &names) {
            let is_planned = session.crashes.iter().chain(&planned).any(|crash| crash.test == test);
            if !selected.has(test) || is_planned {
                continue;
            }
            if needs_other {
                if quiet.is_none() {
                    quiet = Some(simulate_prepared(&tests.prepared, session, Detail::Full)?);
                }
                let runs = quiet.as_ref().map_or(&[][..], |outcome| &outcome.runs);
                if !overlaps(runs, tests.prepared.tests(), &hazard.tests, test) {
                    continue;
                }
            }
            planned.push(crash(test));
        }
    }
    session.crashes.extend(planned);
    Ok(())
}

/// The test that the change breaks, if it breaks one: the same in every job and attempt.
fn broken(n_tests: usize, setting: Setting<'_>) -> Option<u32> {
    if setting.breaks <= 0.0 || n_tests == 0 || setting.draws.is_typical() {
        return None;
    }
    let mut random = Draws { attempt: 0, ..setting.draws }.stream(Purpose::Breaks, &[]);
    let luck: f64 = random.random();
    (luck < setting.breaks).then(|| random.random_range(0..n_tests as u32))
}

/// pytest-cov holds what the run covers against a threshold.
fn lane_under(run: &TestRun, rules: &Rules, covered: Option<f64>) -> Option<(Option<u8>, Reason)> {
    let collect = run.coverage.as_ref()?;
    let threshold = match collect.lane_check {
        LaneCheck::FromRules => rules.fail_under?,
        LaneCheck::Off => return None,
        LaneCheck::At(threshold) => threshold,
    };
    let covered = covered?;
    let is_under = !union::passes(covered, threshold, rules.precision);
    is_under.then_some((Some(FAILED), Reason::LaneUnder { covered, threshold }))
}

impl Setting<'_> {
    /// Percent that the instance's part of the tests covers.
    fn covered(self, collect: &crate::coverage::Collect) -> f64 {
        let n_shards = self.instance.shard.map_or(1, |(_, n)| n);
        collect.covers.percent() * crate::coverage::union::of_shards(1, n_shards)
    }
}
