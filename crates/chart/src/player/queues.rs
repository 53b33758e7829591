//! Where every test is at one moment: with the controller, on its way, in a worker's queue, done, or blamed for a death.

use std::collections::VecDeque;

/// All of it. Under `each` a test is once with every worker.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queues {
    /// Tests that no worker has, in the order in which the controller will send them; under scopes unit by unit. Those that
    /// come back stand last.
    pub held: VecDeque<u32>,
    /// The workers made so far and to come, by number.
    pub lanes: Vec<Lane>,
    /// Tests that were blamed for a death, and are not run again.
    pub blamed: Vec<u32>,
    /// How many tests are done.
    pub n_done: u32,
}

/// One worker's part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lane {
    /// What it is doing.
    pub phase: Phase,
    /// What it holds: the current test, the one held next, the rest. It takes the current one up only when it knows what comes
    /// after it.
    pub queue: VecDeque<u32>,
    /// The run of its current test, as the outcome numbers it, once it was taken up.
    pub run: Option<u32>,
    /// Tests on their way to it.
    pub sent: VecDeque<u32>,
    /// Tests that it has given away, on their way to the controller.
    pub given: VecDeque<u32>,
    /// Whether it was told to finish after what it has.
    pub told: Told,
}

/// What a worker is doing, roughly in the order of its life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Its process starts, or does not exist yet.
    #[default]
    Starting,
    /// It collects.
    Collecting,
    /// It waits: for a test, for the next one, or between two.
    Waiting,
    /// It runs its current test.
    Running,
    /// It is done.
    Finished,
    /// It has died, and the controller does not know.
    Dead,
    /// It has died, and what it had is no longer its own.
    Gone,
}

/// How far the word to finish has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Told {
    /// It was not sent.
    #[default]
    No,
    /// It is on its way.
    Sent,
    /// It has come.
    Yes,
}

impl Queues {
    /// Every test with the controller.
    pub(super) fn start(held: VecDeque<u32>, n_lanes: usize) -> Self {
        Self { held, lanes: vec![Lane::default(); n_lanes], ..Self::default() }
    }

    /// Takes tests out of what the controller has. Cost: their number if they stand first, as they do but after crashes.
    pub(super) fn let_go(&mut self, tests: &[u32]) {
        let is_first = tests.len() <= self.held.len() && self.held.range(..tests.len()).eq(tests);
        if is_first {
            self.held.drain(..tests.len());
        } else {
            remove(&mut self.held, tests);
        }
    }
}

impl Lane {
    /// The test that it runs.
    pub fn current(&self) -> Option<u32> {
        self.queue.front().copied().filter(|_| self.phase == Phase::Running)
    }

    /// Gives tests away. Cost: their number if they are the last, else the length of the queue.
    pub(super) fn give(&mut self, tests: &[u32]) {
        let kept = self.queue.len().saturating_sub(tests.len());
        if self.queue.range(kept..).eq(tests) {
            self.queue.truncate(kept);
        } else {
            remove(&mut self.queue, tests);
        }
        self.given.extend(tests);
    }
}

/// Takes each of `tests` out of `queue` once.
fn remove(queue: &mut VecDeque<u32>, tests: &[u32]) {
    let mut wanted = tests.to_vec();
    wanted.sort_unstable();
    queue.retain(|test| match wanted.binary_search(test) {
        Ok(place) => {
            wanted.remove(place);
            false
        }
        Err(_) => true,
    });
}
