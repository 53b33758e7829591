//! A session made ready to be played: one can go to any moment, forwards or backwards, at once.

use std::collections::VecDeque;
use std::sync::Arc;

use laneway_engine::dist_mode::DistMode;
use laneway_engine::outcome::{DecisionKind, Outcome};
use laneway_engine::prepared::Prepared;
use laneway_engine::session::Session;
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;
use laneway_engine::unit::unit_of;

use super::moments::{Moment, What, answers, moments};
use super::queues::Queues;

/// How many states are kept at most; between two of them moments are gone through again.
const N_KEPT: usize = 32;

/// States are kept this many moments apart at least.
const LEAST_APART: usize = 512;

/// An outcome with all its moments. Built once: O(n log n) for n moments. Going somewhere costs a copy of all queues and at
/// most a 32nd of the moments (512 where there are few): for 10,000 tests well under a millisecond.
#[derive(Debug)]
pub struct Replay {
    pub(super) outcome: Arc<Outcome>,
    pub(super) dist: DistMode,
    /// The session's tests, as collected.
    pub(super) order: Vec<u32>,
    /// Per decision, the answer to a steal.
    pub(super) answers: Vec<Option<u32>>,
    moments: Vec<Moment>,
    /// Per decision, its moment.
    moment_of: Vec<u32>,
    /// Per test of the suite its unit of work, where there are units.
    units: Option<Vec<u32>>,
    /// States before moments 0, `apart`, 2 `apart`, ...
    kept: Vec<Queues>,
    apart: usize,
}

/// A place in a session: a number of moments that have happened, and where every test is then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// How many moments have happened.
    pub position: usize,
    /// Where every test is.
    pub queues: Queues,
}

impl Replay {
    /// Of a session that was simulated in full.
    pub fn new(suite: &Suite, session: &Session, outcome: Arc<Outcome>) -> Self {
        let prepared = Prepared::of_suite(suite);
        // A session that has an outcome has a split that can be made.
        let order: Vec<u32> = prepared.selected(session).map(|it| it.positions().collect()).unwrap_or_default();
        let moments = moments(order.len(), session, &outcome);
        let mut moment_of = vec![0; outcome.decisions.len()];
        for (position, moment) in (0..).zip(&moments) {
            if let What::Decided(decision) = moment.what {
                moment_of[decision as usize] = position;
            }
        }
        let apart = moments.len().div_ceil(N_KEPT).max(LEAST_APART);
        let is_plain = session.dist == DistMode::No || session.workers == 0;
        let dist = if is_plain { DistMode::No } else { session.dist };
        let units = units(suite, session, &order);
        let answers = answers(&outcome);
        let mut replay = Self { outcome, dist, order, answers, moments, moment_of, units, kept: Vec::new(), apart };
        replay.keep();
        replay
    }

    /// Everything that happens, in order.
    pub fn moments(&self) -> &[Moment] {
        &self.moments
    }

    /// What is played.
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// The mode; `no` for one plain process.
    pub fn dist(&self) -> DistMode {
        self.dist
    }

    /// The moment of a decision.
    pub fn moment_of(&self, decision: u32) -> usize {
        self.moment_of[decision as usize] as usize
    }

    /// How many moments have happened when all of `now` has.
    pub fn position_at(&self, now: Nanos) -> usize {
        self.moments.partition_point(|moment| moment.at <= now)
    }

    /// How many decisions are among the first moments.
    pub fn n_decided(&self, position: usize) -> usize {
        self.moment_of.partition_point(|moment| (*moment as usize) < position)
    }

    /// How many units of work are in a list of tests that has them one by one; `None` where there are no units.
    pub fn n_units<'a>(&self, tests: impl Iterator<Item = &'a u32>) -> Option<u32> {
        let units = self.units.as_ref()?;
        let mut before = None;
        let mut n_units = 0;
        for test in tests {
            let unit = units[*test as usize];
            n_units += u32::from(before != Some(unit));
            before = Some(unit);
        }
        Some(n_units)
    }

    /// Before anything has happened.
    pub fn start(&self) -> Cursor {
        Cursor { position: 0, queues: self.kept[0].clone() }
    }

    /// Lets a cursor go to where `position` moments have happened; behind the last one, to the last.
    pub fn go(&self, cursor: &mut Cursor, position: usize) {
        let position = position.min(self.moments.len());
        let kept = (position / self.apart).min(self.kept.len() - 1);
        let is_near = cursor.position <= position && kept * self.apart <= cursor.position;
        if !is_near {
            cursor.position = kept * self.apart;
            cursor.queues.clone_from(&self.kept[kept]);
        }
        for moment in &self.moments[cursor.position..position] {
            self.apply(&mut cursor.queues, moment.what);
        }
        cursor.position = position;
    }

    fn keep(&mut self) {
        let mut queues = Queues::start(self.first_held(), self.outcome.workers.len());
        for position in 0..self.moments.len() {
            if position.is_multiple_of(self.apart) {
                self.kept.push(queues.clone());
            }
            self.apply(&mut queues, self.moments[position].what);
        }
        if self.kept.is_empty() {
            self.kept.push(queues);
        }
    }

    /// What the controller has at first: as it will be sent, then what never is. Under `each` every worker is sent all of it,
    /// and the controller has only what comes back.
    fn first_held(&self) -> VecDeque<u32> {
        if self.dist == DistMode::Each {
            return VecDeque::new();
        }
        let sent = self.outcome.decisions.iter().filter(|decision| decision.kind == DecisionKind::RunTests);
        let sent = sent.filter_map(|decision| decision.tests.as_ref()).flatten();
        let n_of_suite = self.order.iter().max().map_or(0, |last| *last as usize + 1);
        let mut is_there = vec![false; n_of_suite];
        let tests = sent.chain(&self.order);
        tests.copied().filter(|test| !std::mem::replace(&mut is_there[*test as usize], true)).collect()
    }
}

fn units(suite: &Suite, session: &Session, order: &[u32]) -> Option<Vec<u32>> {
    let mut numbers = std::collections::BTreeMap::new();
    let mut units = vec![0; suite.tests.len()];
    for test in order {
        let name = unit_of(&suite.tests[*test as usize], session)?;
        let next = numbers.len() as u32;
        units[*test as usize] = *numbers.entry(name).or_insert(next);
    }
    Some(units)
}
