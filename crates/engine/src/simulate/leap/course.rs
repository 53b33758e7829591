//! What one worker does, as far as it is settled by what it has been sent.
//!
//! Mirrors [`crate::simulate::worker`]: it holds one test back until it knows the next, which cannot be stolen from it either.

use std::cmp::Ordering;

use super::Unsure;
use super::place::{Place, Rank};
use crate::session::Session;
use crate::simulate::costs::{Costs, SetUp};
use crate::simulate::record::Record;
use crate::simulate::wire::Sent;
use crate::simulate::worker::Pace;
use crate::time::Nanos;

/// One worker, from its start on. Times in nanoseconds since the session began.
#[derive(Default)]
pub(super) struct Course {
    ready: u64,
    collected: u64,
    ramp: u64,
    latency: u64,
    pace: Pace,
    /// What it was given and was not relieved of, in order.
    tests: Vec<u32>,
    /// When it ends its runs: of all of them but the last, and of that too once nothing follows.
    ends: Vec<u64>,
    calls: Vec<Call>,
    set_up: SetUp,
    is_to_end: bool,
    finished: Option<u64>,
}

/// A run that it began as a command arrived; any other it began as the one before had ended.
struct Call {
    run: usize,
    at: u64,
    number: u64,
}

impl Course {
    /// Begins anew, as an original worker of a session with so many tests.
    pub(super) fn start(&mut self, session: &Session, worker: u32, n_tests: usize) {
        let Self { ready, collected, ramp, latency, pace, tests, ends, calls, set_up, is_to_end, finished } = self;
        *ready = session.startup.of(worker).0;
        *collected = (session.startup.of(worker) + session.collection.of(worker)).0;
        *ramp = session.ramp_of(worker).0;
        *latency = session.latency.0;
        *pace = Pace { test_gap: session.test_gap, worker_finish: session.worker_finish };
        // A quarter more than its share, so that these seldom grow.
        let share = n_tests / session.workers as usize;
        let n_expected = share + share / 4 + 4;
        tests.clear();
        tests.reserve(n_expected);
        ends.clear();
        ends.reserve(n_expected);
        calls.clear();
        *set_up = SetUp::default();
        *is_to_end = false;
        *finished = None;
    }

    /// When the report that it is ready arrives.
    pub(super) fn ready(&self) -> u64 {
        self.ready + self.latency
    }

    /// When the report that it has collected arrives.
    pub(super) fn collected(&self) -> u64 {
        self.collected + self.latency
    }

    /// When the report that it has finished arrives, if it was told to end.
    pub(super) fn finished(&self) -> Option<u64> {
        self.finished.map(|finished| finished + self.latency)
    }

    /// Of which tests it is settled when it ends them, in order.
    pub(super) fn settled(&self) -> &[u32] {
        &self.tests[..self.ends.len()]
    }

    /// It is sent tests.
    pub(super) fn run(&mut self, costs: &mut Costs, sent: &Sent, tests: &[u32]) -> Result<(), Unsure> {
        if self.is_to_end {
            return Err(Unsure);
        }
        self.tests.extend(tests);
        self.take_up(costs, sent, self.tests.len().saturating_sub(1));
        Ok(())
    }

    /// It is told to end after what it has; not for the first time, perhaps.
    pub(super) fn shutdown(&mut self, costs: &mut Costs, sent: &Sent) {
        if !std::mem::replace(&mut self.is_to_end, true) {
            self.take_up(costs, sent, self.tests.len());
            let end = self.ends.last().copied().unwrap_or(sent.at);
            self.finished = Some(end + self.pace.worker_finish.0);
        }
    }

    /// It is asked to give tests back; whether it does: not once it has taken one of them up, or holds one as the next.
    pub(super) fn steal(&mut self, costs: &Costs, sent: &Sent, wanted: &[u32]) -> Result<bool, Unsure> {
        let kept = self.tests.len().checked_sub(wanted.len()).ok_or(Unsure)?;
        if self.is_to_end || self.tests[kept..] != *wanted {
            return Err(Unsure);
        }
        let is_given = kept > self.n_begun(sent)?;
        if is_given {
            self.tests.truncate(kept);
            self.ends.truncate(kept - 1);
            self.calls.truncate(self.calls.partition_point(|call| call.run < kept - 1));
            self.set_up = match self.settled().last() {
                Some(&last) => costs.set_up_by(last),
                None => SetUp::default(),
            };
        }
        Ok(is_given)
    }

    /// Where its answer to a steal stands.
    pub(super) fn answer(&self, sent: &Sent) -> Place {
        Place { at: sent.at + self.latency, cause: sent.at - self.latency, rank: Rank::command(sent.number) }
    }

    /// What a run takes, from its start.
    pub(super) fn took(&self, run: usize) -> Nanos {
        let waited = if run == 0 { self.ramp } else { 0 };
        Nanos(self.ends[run] - self.begin(run) - waited)
    }

    /// Where the report of a completed test stands.
    pub(super) fn complete(&self, run: usize) -> Place {
        Place { at: self.ends[run] + self.latency, cause: self.begin(run), rank: self.rank(run) }
    }

    /// How many completed tests were reported before `place`, if so many were at least.
    pub(super) fn n_reported(&self, at_least: usize, place: Place) -> Result<usize, Unsure> {
        let later = &self.ends[at_least..];
        let mut n_reported = at_least + later.partition_point(|end| end + self.latency < place.at);
        while self.ends.get(n_reported).is_some_and(|end| end + self.latency == place.at)
            && self.complete(n_reported).is_before(place)?
        {
            n_reported += 1;
        }
        Ok(n_reported)
    }

    /// Writes down what it did; how many tests it completed.
    pub(super) fn record(&self, record: &mut Record, worker: u32) -> usize {
        let n_runs = self.ends.len();
        if let (Some(first), Some(last)) = (self.calls.first(), self.ends.last()) {
            // From each call to the end of the run before the next, without the gaps between and the ramp.
            let ends = self.calls[1..].iter().map(|call| self.ends[call.run - 1]).chain([*last]);
            let spans: u64 = self.calls.iter().zip(ends).map(|(call, end)| end - call.at).sum();
            let n_gaps = (n_runs - self.calls.len()) as u64;
            let busy = spans - n_gaps * self.pace.test_gap.0 - self.ramp;
            record.add_runs(worker, n_runs as u32, Nanos(first.at + self.ramp), Nanos(*last), Nanos(busy));
        }
        let life = record.life(worker);
        life.ready = Some(Nanos(self.ready));
        life.collected = Some(Nanos(self.collected));
        life.finished = self.finished.map(Nanos);
        n_runs
    }

    /// Takes up all that it can, up to `n_known` tests, as a command arrives.
    fn take_up(&mut self, costs: &mut Costs, sent: &Sent, n_known: usize) {
        let n_begun = self.ends.len();
        let Some(tests) = self.tests.get(n_begun..n_known).filter(|tests| !tests.is_empty()) else { return };
        let gap = self.pace.test_gap.0;
        let goes_on = n_begun.checked_sub(1).map(|last| (self.ends[last] + gap, self.set_at(last)));
        let called = (sent.at, sent.at - self.latency);
        let mut start = if goes_on.is_none_or(|goes_on| goes_on < called) {
            self.calls.push(Call { run: n_begun, at: sent.at, number: sent.number });
            sent.at + if n_begun == 0 { self.ramp } else { 0 }
        } else {
            self.ends[n_begun - 1] + gap
        };
        for &test in tests {
            let end = start + costs.take_up(test, &mut self.set_up).duration.0;
            self.ends.push(end);
            start = end + gap;
        }
    }

    /// How many tests it had taken up before a command arrives.
    fn n_begun(&self, sent: &Sent) -> Result<usize, Unsure> {
        let gap = self.pace.test_gap.0;
        let mut n_begun = self.ends.partition_point(|end| end + gap < sent.at);
        while n_begun < self.ends.len() && self.begin(n_begun) <= sent.at {
            // Just now: as an earlier command arrived, or as a timer went off, which may be to come.
            if self.begin(n_begun) == sent.at && self.rank(n_begun) == Rank::UNKNOWN {
                match self.set_at(n_begun - 1).cmp(&(sent.at - self.latency)) {
                    Ordering::Less => {}
                    Ordering::Equal => return Err(Unsure),
                    Ordering::Greater => break,
                }
            }
            n_begun += 1;
        }
        Ok(n_begun)
    }

    /// When it takes a test up.
    fn begin(&self, run: usize) -> u64 {
        self.call(run).map_or_else(|| self.ends[run - 1] + self.pace.test_gap.0, |call| call.at)
    }

    /// The rank of what follows when it takes a test up.
    fn rank(&self, run: usize) -> Rank {
        self.call(run).map_or(Rank::UNKNOWN, |call| Rank::timer(call.number))
    }

    /// Mostly asked for a run after the latest call.
    fn call(&self, run: usize) -> Option<&Call> {
        let latest = self.calls.last()?;
        match run.cmp(&latest.run) {
            Ordering::Greater => None,
            Ordering::Equal => Some(latest),
            Ordering::Less => {
                self.calls.binary_search_by_key(&run, |call| call.run).ok().map(|place| &self.calls[place])
            }
        }
    }

    /// When the timer is set that lets it go on after a run.
    fn set_at(&self, run: usize) -> u64 {
        if self.pace.test_gap > Nanos::ZERO { self.ends[run] } else { self.begin(run) }
    }
}
