//! Everything that happens in a session, in order.
//!
//! An outcome has runs, decisions and the lives of workers, each in order of time. What happens at one nanosecond is put in an
//! order in which it can have happened: a command after its decision, a start after the tests that it needs have come.

use std::collections::VecDeque;

use laneway_engine::outcome::{DecisionKind, Outcome};
use laneway_engine::session::Session;
use laneway_engine::time::Nanos;

/// One thing that happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// When.
    pub at: Nanos,
    /// What.
    pub what: What,
}

/// What happens; positions are those in the outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A worker is ready, and begins to collect.
    Ready(u32),
    /// A worker has collected.
    Collected(u32),
    /// The controller decides, or learns, something.
    Decided(u32),
    /// The command of a decision is there, and the worker has collected; one to a worker that never does is never there.
    Arrived(u32),
    /// A run starts.
    Started(u32),
    /// A run ends; if it crashed, its worker dies.
    Ended(u32),
    /// A worker is done.
    Finished(u32),
}

/// All moments of an outcome of `n_tests` tests that was simulated in full. Cost: O(n log n) for n moments, about two and a
/// half a test.
pub fn moments(n_tests: usize, session: &Session, outcome: &Outcome) -> Vec<Moment> {
    let mut merge = Merge::new(n_tests, session, outcome);
    while let Some(at) = merge.next_at() {
        merge.go_through(at);
    }
    merge.moments
}

/// What a worker can do next, in counts alone.
#[derive(Default)]
struct Worker {
    /// What happens to it at the time at hand.
    now: VecDeque<What>,
    /// Tests that it holds, the current one among them.
    n_held: usize,
    /// Whether it was told to finish, or needs no telling.
    may_finish: bool,
    has_collected: bool,
    /// Commands that came before it had collected.
    early: Vec<u32>,
}

struct Merge<'a> {
    outcome: &'a Outcome,
    latency: Nanos,
    n_tests: usize,
    /// What happens to workers, by time; of one worker in order.
    events: Vec<(Nanos, u32, What)>,
    n_events: usize,
    n_decisions: usize,
    /// Commands under way, in order.
    posts: VecDeque<(Nanos, u32)>,
    /// Per decision, how many tests a steal takes away.
    n_given: Vec<usize>,
    workers: Vec<Worker>,
    moments: Vec<Moment>,
}

impl<'a> Merge<'a> {
    fn new(n_tests: usize, session: &Session, outcome: &'a Outcome) -> Self {
        let n_workers = outcome.workers.len();
        let mut events = Vec::with_capacity(2 * outcome.runs.len() + 3 * n_workers);
        for (worker, life) in (0..).zip(&outcome.workers) {
            events.extend(life.ready.map(|at| (at, worker, What::Ready(worker))));
            events.extend(life.collected.map(|at| (at, worker, What::Collected(worker))));
        }
        for (position, run) in (0..).zip(&outcome.runs) {
            events.push((run.start, run.worker, What::Started(position)));
            events.extend(run.end.map(|end| (end, run.worker, What::Ended(position))));
        }
        for (worker, life) in (0..).zip(&outcome.workers) {
            events.extend(life.finished.map(|at| (at, worker, What::Finished(worker))));
        }
        events.sort_by_key(|(at, ..)| *at);
        let is_plain = outcome.decisions.is_empty();
        let mut merge = Self {
            outcome,
            latency: session.latency,
            n_tests,
            events,
            n_events: 0,
            n_decisions: 0,
            posts: VecDeque::new(),
            n_given: answers(outcome).into_iter().map(|it| it.map_or(0, |it| tests(outcome, it).len())).collect(),
            workers: Vec::new(),
            moments: Vec::new(),
        };
        merge.workers.resize_with(n_workers, || Worker { may_finish: is_plain, ..Worker::default() });
        merge
    }

    /// The time of what comes next.
    fn next_at(&self) -> Option<Nanos> {
        let event = self.events.get(self.n_events).map(|(at, ..)| *at);
        let decision = self.outcome.decisions.get(self.n_decisions).map(|decision| decision.at);
        let post = self.posts.front().map(|(at, _)| *at);
        [event, decision, post].into_iter().flatten().min()
    }

    /// All that happens at one nanosecond.
    fn go_through(&mut self, at: Nanos) {
        let first = self.n_events;
        while let Some((_, worker, what)) = self.events.get(self.n_events).filter(|(of_event, ..)| *of_event == at) {
            self.workers[*worker as usize].now.push_back(*what);
            self.n_events += 1;
        }
        for event in first..self.n_events {
            self.go_on(at, self.events[event].1, false);
        }
        loop {
            if let Some(&(_, decision)) = self.posts.front().filter(|(due, _)| *due <= at) {
                self.posts.pop_front();
                self.arrive(at, decision);
            } else if let Some(decision) = self.outcome.decisions.get(self.n_decisions).filter(|it| it.at == at) {
                let (position, is_sent) = (self.n_decisions as u32, is_command(decision.kind));
                self.moments.push(Moment { at, what: What::Decided(position) });
                if is_sent {
                    self.posts.push_back((at + self.latency, position));
                }
                self.n_decisions += 1;
            } else {
                break;
            }
        }
        for event in first..self.n_events {
            self.go_on(at, self.events[event].1, true);
        }
    }

    fn arrive(&mut self, at: Nanos, decision: u32) {
        let worker = self.outcome.decisions[decision as usize].worker;
        let own = &mut self.workers[worker as usize];
        if !own.has_collected {
            own.early.push(decision);
            return;
        }
        self.take(at, decision);
        self.go_on(at, worker, false);
    }

    fn take(&mut self, at: Nanos, position: u32) {
        let decision = &self.outcome.decisions[position as usize];
        let own = &mut self.workers[decision.worker as usize];
        match decision.kind {
            DecisionKind::RunTests => own.n_held += decision.tests.as_ref().map_or(0, Vec::len),
            DecisionKind::RunTestsAll => own.n_held += self.n_tests,
            DecisionKind::Steal => own.n_held = own.n_held.saturating_sub(self.n_given[position as usize]),
            DecisionKind::Shutdown => own.may_finish = true,
            DecisionKind::Unscheduled | DecisionKind::ErrorDown | DecisionKind::CrashItem => {}
        }
        self.moments.push(Moment { at, what: What::Arrived(position) });
    }

    /// Lets what happens to a worker happen, as far as it can; with `is_forced`, all of it.
    fn go_on(&mut self, at: Nanos, worker: u32, is_forced: bool) {
        loop {
            let own = &mut self.workers[worker as usize];
            let Some(&what) = own.now.front() else { break };
            let can_start = own.may_finish || own.n_held >= 2;
            if matches!(what, What::Started(_)) && !can_start && !is_forced {
                break;
            }
            own.now.pop_front();
            self.moments.push(Moment { at, what });
            match what {
                What::Ended(_) => own.n_held = own.n_held.saturating_sub(1),
                What::Collected(_) => {
                    own.has_collected = true;
                    for early in std::mem::take(&mut own.early) {
                        self.take(at, early);
                    }
                }
                _ => {}
            }
        }
    }
}

/// Whether a decision is sent to its worker.
pub(super) fn is_command(kind: DecisionKind) -> bool {
    match kind {
        DecisionKind::RunTests | DecisionKind::RunTestsAll | DecisionKind::Steal | DecisionKind::Shutdown => true,
        DecisionKind::Unscheduled | DecisionKind::ErrorDown | DecisionKind::CrashItem => false,
    }
}

/// Per decision, the one that answers it: a worker answers steals in order. `None`: it is no steal, or was never answered.
pub(super) fn answers(outcome: &Outcome) -> Vec<Option<u32>> {
    let mut answers = vec![None; outcome.decisions.len()];
    let mut asked: Vec<VecDeque<usize>> = vec![VecDeque::new(); outcome.workers.len()];
    for (position, decision) in (0..).zip(&outcome.decisions) {
        let asked = &mut asked[decision.worker as usize];
        match decision.kind {
            DecisionKind::Steal => asked.push_back(position as usize),
            DecisionKind::Unscheduled => {
                if let Some(steal) = asked.pop_front() {
                    answers[steal] = Some(position);
                }
            }
            _ => {}
        }
    }
    answers
}

/// The tests that a decision names.
pub(super) fn tests(outcome: &Outcome, decision: u32) -> &[u32] {
    outcome.decisions[decision as usize].tests.as_deref().unwrap_or_default()
}
