//! The figures of a session without handling its every event: workers leap ahead, and the controller hears what it may act on.
//!
//! What a worker will do is settled once a command is under way to it, up to the last test that it has been given. And most
//! reports only make the controller count: a scheduler says how many in a row will (`n_quiet`). Nor does anything hang on when a
//! worker has finished, since it was told to end before. So nothing but the other reports is an event here. Controller and
//! schedulers are those of [`super::run`], and so is the order of events, see [`place`]. Whatever is out of the ordinary is
//! [`Unsure`], and left to [`super::run`].
//!
//! - [`place`]: which event comes first.
//! - [`course`]: what one worker does.
//! - [`reports`]: what the controller hears of it.
//! - [`coming`]: which worker it hears next.

use self::coming::Coming;
use self::course::Course;
use self::place::Place;
use self::reports::Reports;
use super::Detail;
use super::controller::{Controller, Turn};
use super::costs::Costs;
use super::message::{Command, Report};
use super::record::Record;
use super::wire::Wire;
use crate::collected::Collected;
use crate::dist_mode::DistMode;
use crate::outcome::{Ending, Outcome};
use crate::scheduler::Scheduler;
use crate::scheduler::load::Load;
use crate::scheduler::units::Units;
use crate::scheduler::worksteal::WorkSteal;
use crate::session::Session;
use crate::time::Nanos;

mod coming;

mod course;

mod place;

mod reports;

/// Who comes first, or what follows, hangs on more than is known here.
#[derive(Debug)]
pub(super) struct Unsure;

/// Whether a session is of the kind that this module knows: nobody dies, waits for a core, or waits for the controller.
pub(super) fn knows(session: &Session) -> bool {
    session.dist != DistMode::Each
        && session.crashes.is_empty()
        && !session.contention.is_some_and(|contention| contention.slows_down(session.workers))
        && session.controller_cost == Nanos::ZERO
        && session.restart_block == Nanos::ZERO
}

/// The memory of a session, for the next: it takes longer to get than a few tests take to simulate.
#[derive(Default)]
pub(crate) struct Spare {
    workers: Vec<(Course, Reports)>,
    coming: Coming,
}

/// Beyond so many tests memory is given back rather than kept: there, to get it takes next to none of the time.
const N_TESTS_WORTH_KEEPING: usize = 100_000;

/// What [`super::run::run`] makes of a checked session with workers that this module [`knows`], without runs and decisions.
/// Cost: O(n + w + e log w), for e reports that are heard: a few for each worker and each doubling of its tests, steal or unit.
pub(super) fn run(collected: &Collected<'_>, session: &Session, spare: &mut Spare) -> Result<Outcome, Unsure> {
    match session.dist {
        DistMode::No | DistMode::Load => run_by(collected, session, Load::new(collected, session), spare),
        DistMode::WorkSteal => run_by(collected, session, WorkSteal::new(collected, session), spare),
        DistMode::LoadScope | DistMode::LoadFile | DistMode::LoadGroup => {
            run_by(collected, session, Units::new(collected, session), spare)
        }
        DistMode::Each => Err(Unsure),
    }
}

/// As [`run`], decided by `scheduler`: a program for each of them, since most of the time goes into small questions to it.
fn run_by(
    collected: &Collected<'_>,
    session: &Session,
    scheduler: impl Scheduler,
    spare: &mut Spare,
) -> Result<Outcome, Unsure> {
    let mut leap = Leap::start(collected, session, scheduler, std::mem::take(spare));
    leap.collect()?;
    // Then nothing is decided any more, whatever is reported: everyone does what it has.
    while !leap.wire.is_all_shutting_down() {
        leap.step()?;
    }
    let (outcome, kept) = leap.finish(collected.n_tests())?;
    if collected.n_tests() <= N_TESTS_WORTH_KEEPING {
        *spare = kept;
    }
    Ok(outcome)
}

struct Leap<'a, S> {
    wire: Wire,
    controller: Controller<'a, S>,
    costs: Costs<'a>,
    workers: Vec<(Course, Reports)>,
    coming: Coming,
    /// Those to whom something is under way that they were not planned with.
    addressed: Vec<u32>,
    /// The report that was heard last, and whose it was.
    latest: Option<(Place, u32)>,
    /// As the scheduler said after the latest turn.
    is_alert: bool,
}

impl<'a, S: Scheduler> Leap<'a, S> {
    fn start(
        collected: &'a Collected<'a>,
        session: &'a Session,
        scheduler: S,
        Spare { mut workers, coming }: Spare,
    ) -> Self {
        let n_tests = collected.n_tests();
        let mut wire = Wire::new(n_tests as u32, session.latency, None, Record::new(Detail::Summary, 0));
        workers.resize_with(session.workers as usize, Default::default);
        for (course, reports) in &mut workers {
            course.start(session, wire.add_node(), n_tests);
            *reports = Reports::default();
        }
        Self {
            workers,
            wire,
            controller: Controller::new(collected, session, Box::new(scheduler)),
            costs: Costs::new(collected, session),
            coming,
            addressed: Vec::new(),
            latest: None,
            is_alert: false,
        }
    }

    /// Up to the turn in which tests are handed out: all are ready and have collected. Nothing else can happen before, and
    /// nothing hangs on the order in which they have collected but the time of that turn.
    fn collect(&mut self) -> Result<(), Unsure> {
        let mut workers: Vec<u32> = (0..self.workers.len() as u32).collect();
        workers.sort_by_key(|&worker| self.course(worker).ready());
        for &worker in &workers {
            self.turn(self.course(worker).ready(), worker, Report::Ready)?;
        }
        let at = workers.iter().map(|&worker| self.course(worker).collected()).max().ok_or(Unsure)?;
        for &worker in &workers {
            self.turn(at, worker, Report::Collected)?;
        }
        self.is_alert = self.controller.scheduler().is_alert();
        self.deliver()?;
        self.addressed.clear();
        if !self.wire.is_all_shutting_down() {
            self.plan_all();
        }
        Ok(())
    }

    /// The next report.
    fn step(&mut self) -> Result<(), Unsure> {
        let worker = self.coming.first();
        let place = self.workers[worker as usize].1.place();
        if let Some((latest, other)) = self.latest.replace((place, worker))
            && other != worker
            && !latest.is_before(place)?
        {
            return Err(Unsure);
        }
        let (course, reports) = &mut self.workers[worker as usize];
        let report = reports.hear(course, self.controller.scheduler(), worker).ok_or(Unsure)?;
        if self.controller.scheduler().seeks_longest(&self.wire, worker) {
            self.count_longest(worker, place)?;
        }
        self.turn(place.at, worker, report)?;
        self.addressed.push(worker);
        self.deliver()?;
        self.plan_addressed();
        let was_alert = std::mem::replace(&mut self.is_alert, self.controller.scheduler().is_alert());
        if self.is_alert && !was_alert {
            for other in (0..self.workers.len() as u32).filter(|other| *other != worker) {
                self.count(other, place)?;
            }
            self.plan_all();
        }
        Ok(())
    }

    fn turn(&mut self, at: u64, worker: u32, report: Report) -> Result<(), Unsure> {
        self.wire.now = at;
        let turn = self.controller.begin_turn(&mut self.wire, worker, report);
        let turn = turn.and_then(|turn| self.controller.end_turn(&mut self.wire).map(|()| turn));
        if matches!(turn, Ok(Turn::GoOn)) { Ok(()) } else { Err(Unsure) }
    }

    /// Lets the workers know at once what is under way to them.
    fn deliver(&mut self) -> Result<(), Unsure> {
        while let Some(sent) = self.wire.take_command() {
            let (course, reports) = &mut self.workers[sent.worker as usize];
            match sent.command {
                Command::Run(tests) => course.run(&mut self.costs, &sent, self.wire.tests(tests))?,
                Command::Shutdown => course.shutdown(&mut self.costs, &sent),
                Command::Steal(tests) => {
                    let is_given = course.steal(&self.costs, &sent, self.wire.tests(tests))?;
                    let given = if is_given { tests } else { self.wire.list(std::iter::empty()) };
                    reports.set_answer(course.answer(&sent), given);
                }
                Command::RunAll => return Err(Unsure),
            }
            if self.addressed.last() != Some(&sent.worker) {
                self.addressed.push(sent.worker);
            }
        }
        Ok(())
    }

    /// Counts until it is sure who, but for `worker`, has the most tests left: nobody has more than was counted.
    fn count_longest(&mut self, worker: u32, place: Place) -> Result<(), Unsure> {
        while let Some(node) = self.controller.scheduler().longest(&self.wire, Some(worker)) {
            if !self.count(node, place)? {
                break;
            }
        }
        Ok(())
    }

    /// Tells the scheduler of what a worker had completed before `place`; whether there was anything to tell.
    fn count(&mut self, worker: u32, place: Place) -> Result<bool, Unsure> {
        let (course, reports) = &mut self.workers[worker as usize];
        reports.count(course, self.controller.scheduler(), worker, place)
    }

    /// Settles which report of each worker that was addressed is heard next.
    fn plan_addressed(&mut self) {
        while let Some(worker) = self.addressed.pop() {
            self.plan(worker);
            self.coming.set(worker, |worker| self.workers[worker as usize].1.place());
        }
    }

    /// Settles which report of each worker is heard next.
    fn plan_all(&mut self) {
        (0..self.workers.len() as u32).for_each(|worker| self.plan(worker));
        self.coming.set_all(self.workers.len(), |worker| self.workers[worker as usize].1.place());
    }

    fn plan(&mut self, worker: u32) {
        let quiet = self.controller.scheduler().n_quiet(&self.wire, worker);
        let (course, reports) = &mut self.workers[worker as usize];
        reports.plan(course, quiet);
    }

    fn course(&self, worker: u32) -> &Course {
        &self.workers[worker as usize].0
    }

    /// Once everyone is to end.
    fn finish(self, n_tests: usize) -> Result<(Outcome, Spare), Unsure> {
        let last = self.workers.iter().filter_map(|(course, _)| course.finished()).max().ok_or(Unsure)?;
        let mut record = self.wire.record;
        let n_completed: usize =
            self.workers.iter().zip(0..).map(|((course, _), worker)| course.record(&mut record, worker)).sum();
        // Of tests with the same id xdist may keep one.
        if n_completed != n_tests {
            return Err(Unsure);
        }
        let Self { workers, coming, .. } = self;
        Ok((record.finish(Ending::Ok, Nanos(last)), Spare { workers, coming }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::{SuiteSpec, generate};
    use crate::prepared::Prepared;
    use crate::session::PerWorker;

    /// Figures alone, in both ways.
    fn both(tests: usize, session: &Session) -> (Result<Outcome, Unsure>, Outcome) {
        let suite = generate("generated", &SuiteSpec { tests, ..SuiteSpec::default() }, 1).expect("a suite");
        let prepared = Prepared::of_suite(&suite);
        let collected = prepared.collect(session).expect("the session has no split");
        let whole = super::super::run::run(&collected, session, Detail::Summary).expect("it ends");
        (run(&collected, session, &mut Spare::default()), whole)
    }

    /// The laws in `tests/laws/leap.rs` compare summaries, wherever they come from; here it is sure that they come from here.
    #[test]
    fn ok_ordinary_sessions_are_leaped_through() {
        for dist in [DistMode::Load, DistMode::WorkSteal, DistMode::LoadScope, DistMode::LoadFile, DistMode::LoadGroup]
        {
            for (tests, workers) in [(3_000, 1), (3_000, 16), (100, 40)] {
                let session = Session { dist, workers, latency: Nanos(500_000), ..Session::default() };
                assert!(knows(&session));
                let (leaped, whole) = both(tests, &session);
                assert_eq!(
                    leaped.expect("nothing happens at one time"),
                    whole,
                    "{dist:?}, {tests} tests, {workers} workers"
                );
            }
        }
    }

    #[test]
    fn err_what_hangs_on_more_than_times_is_left_alone() {
        let startup = PerWorker::All(Nanos(1));
        let session = Session { dist: DistMode::Load, workers: 40, startup, ..Session::default() };
        let suite = [(); 400].map(|()| crate::suite::Test { duration: Nanos(5), ..Default::default() });
        let prepared = Prepared::new(&suite[..]);
        let collected = prepared.collect(&session).expect("the session has no split");
        assert!(matches!(run(&collected, &session, &mut Spare::default()), Err(Unsure)));
    }
}
