//! Several sessions at the same time on one machine: each has its own controller and workers, and all share its cores.
//!
//! As GitHub's parallel steps, and as lanes of one job. What a session does is what it would do alone, event for event; only
//! who computes gets less of a core while others compute. Sessions touch each other nowhere else, so the order of events of
//! different sessions at one nanosecond does not matter.
//!
//! - [`process`]: a session without workers among them.

mod process;

use super::check::{MAX_TOGETHER, check_among};
use super::cores::Step;
use super::processor::Processor;
use super::record::Record;
use super::run::Running;
use super::wire::Wire;
use super::{Detail, SessionError};
use crate::collected::Collected;
use crate::contention::{Contention, MAX_CORES};
use crate::dist_mode::DistMode;
use crate::outcome::Outcome;
use crate::prepared::Prepared;
use crate::session::Session;
use crate::time::Nanos;
use process::Process;

/// Bits of an owner's number that say which worker; the rest say which session.
const WORKER_BITS: u32 = 20;

/// Runs sessions on one machine, each from its start on; outcomes are in the order of the sessions, and their times are
/// since that session's own start.
///
/// The shares of computing are those of each session's contention; its cores do not matter, those of the machine do. A
/// session without contention does not compute, and one without workers is a process that computes too. A single session
/// has the outcome that it has alone on as many cores. What a session leaves behind when it breaks off computes no more.
///
/// Cost: as for each session alone, and O(sessions) more for each event.
///
/// # Errors
/// If a session makes no sense, there are more than [`MAX_TOGETHER`], or `cores` is not from 1 to [`MAX_CORES`].
pub fn simulate_together(
    sessions: &[(Nanos, &Prepared<'_>, &Session)],
    cores: u32,
    detail: Detail,
) -> Result<Vec<Outcome>, SessionError> {
    if !(1..=MAX_CORES).contains(&cores) {
        let way_out = "give the cores of the machine";
        return Err(SessionError::BadContention { key: "cores", found: cores, least: 1, most: MAX_CORES, way_out });
    }
    if sessions.len() > MAX_TOGETHER {
        return Err(SessionError::TooManyTogether { found: sessions.len() });
    }
    let n_workers: u64 = sessions.iter().map(|(_, _, session)| u64::from(session.workers.max(1))).sum();
    let n_a_core = n_workers.div_ceil(u64::from(cores)) as u32;
    let mut all_collected = Vec::with_capacity(sessions.len());
    for (start, prepared, session) in sessions {
        let collected = prepared.collect(session)?;
        check_among(&collected, session, n_a_core, *start)?;
        all_collected.push(collected);
    }
    let lanes = sessions.iter().zip(&all_collected);
    let lanes = lanes.map(|((start, _, session), collected)| Lane::start(*start, collected, session, detail)).collect();
    let outcomes = Machine { processor: Processor::new(cores), lanes }.run()?;
    let numbered = outcomes.into_iter().zip(&all_collected).map(|(mut outcome, collected)| {
        collected.number_as_suite(&mut outcome);
        outcome
    });
    Ok(numbered.collect())
}

/// A session and when it started, by the clock of the machine.
struct Lane<'a> {
    start: u64,
    work: Work<'a>,
    is_over: bool,
}

/// A session under way.
enum Work<'a> {
    Session(Box<Running<'a>>),
    Process(Box<Process<'a>>),
}

impl<'a> Lane<'a> {
    fn start(start: Nanos, collected: &'a Collected<'a>, session: &'a Session, detail: Detail) -> Self {
        let nothing = Contention { cpu_permille: 0, boot_cpu_permille: 0, ..Contention::default() };
        let n_tests = collected.n_tests();
        let record = Record::new(detail, n_tests);
        let wire = Wire::sharing(n_tests as u32, session.latency, session.contention.unwrap_or(nothing), record);
        let work = if session.dist == DistMode::No || session.workers == 0 {
            Work::Process(Box::new(Process::start(collected, session, wire)))
        } else {
            Work::Session(Box::new(Running::start(collected, session, wire)))
        };
        Self { start: start.0, work, is_over: false }
    }

    fn wire(&mut self) -> &mut Wire {
        match &mut self.work {
            Work::Session(running) => &mut running.wire,
            Work::Process(process) => &mut process.wire,
        }
    }

    /// When its next event comes, by the clock of the machine; `u64::MAX` if it waits for those who compute.
    fn next_at(&mut self) -> u64 {
        if self.is_over {
            return u64::MAX;
        }
        let start = self.start;
        self.wire().next_at().map_or(u64::MAX, |at| start + at)
    }

    fn finish(self) -> Result<Outcome, SessionError> {
        match self.work {
            Work::Session(running) => running.finish(),
            Work::Process(process) => Ok(process.finish()),
        }
    }
}

/// The machine, and what runs on it.
struct Machine<'a> {
    processor: Processor,
    lanes: Vec<Lane<'a>>,
}

impl Machine<'_> {
    fn run(mut self) -> Result<Vec<Outcome>, SessionError> {
        loop {
            let next = self.lanes.iter_mut().map(Lane::next_at).enumerate().min_by_key(|(_, at)| *at);
            let next = next.filter(|(_, at)| *at < u64::MAX);
            let at = self.processor.next();
            // Who has computed by the time of the next event comes due at its own place among the events of that time.
            if next.is_none_or(|(_, next_at)| at <= next_at)
                && let Some((created, owner)) = self.processor.leave()
            {
                let lane = &mut self.lanes[(owner >> WORKER_BITS) as usize];
                let local = at - lane.start;
                lane.wire().leave(local, created, owner & ((1 << WORKER_BITS) - 1));
                continue;
            }
            let Some((number, at)) = next else { break };
            self.step(number, at);
        }
        self.lanes.into_iter().map(Lane::finish).collect()
    }

    /// Lets a session do what it does next, at `at`.
    fn step(&mut self, number: usize, at: u64) {
        let lane = &mut self.lanes[number];
        let owner = |worker: u32| (number as u32) << WORKER_BITS | worker;
        match lane.wire().step() {
            None => {}
            Some(Step::Join { created, worker, cpu }) => self.processor.join(at, created, owner(worker), cpu),
            Some(Step::Event(event)) => {
                lane.is_over = match &mut lane.work {
                    Work::Session(running) => running.handle(event),
                    Work::Process(process) => process.on_timer(),
                }
            }
        }
        if lane.is_over && lane.wire().is_computing() {
            self.processor.forget(at, |owner| (owner >> WORKER_BITS) as usize == number);
        }
    }
}
