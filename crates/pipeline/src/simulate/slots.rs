//! Slots: how many jobs may run at once, by plan, by pool, and by matrix. First come, first served.

use std::collections::BTreeMap;

use crate::instance::Instance;
use crate::pipeline::Pipeline;

/// Who waits for a slot, and who has one.
pub(super) struct Slots {
    plan: u32,
    /// Jobs that wait, in order.
    waiting: Vec<usize>,
    /// How many run on hosted runners (no label), or in a pool of the team.
    taken: BTreeMap<Option<String>, u32>,
    /// How many run of one matrix.
    of_matrix: BTreeMap<usize, u32>,
}

/// What a job asks for.
pub(super) struct Claim<'a> {
    pub(super) instance: &'a Instance,
    /// Which matrix, of which run.
    pub(super) matrix: usize,
    pub(super) max_parallel: Option<u32>,
}

impl Slots {
    pub(super) fn new(pipeline: &Pipeline) -> Self {
        Self { plan: pipeline.plan.slots, waiting: Vec::new(), taken: BTreeMap::new(), of_matrix: BTreeMap::new() }
    }

    pub(super) fn wait(&mut self, job: usize) {
        self.waiting.push(job);
    }

    /// A job waits no more.
    pub(super) fn leave(&mut self, job: usize) {
        self.waiting.retain(|waiting| *waiting != job);
    }

    /// A job gives its slot back.
    pub(super) fn free(&mut self, claim: &Claim<'_>) {
        let n = self.taken.entry(pool(claim)).or_default();
        *n = n.saturating_sub(1);
        let n = self.of_matrix.entry(claim.matrix).or_default();
        *n = n.saturating_sub(1);
    }

    /// The next job that can have a slot now gets it.
    pub(super) fn next<'a>(&mut self, claim_of: impl Fn(usize) -> Claim<'a>) -> Option<usize> {
        let can_run = |job: &usize| {
            let claim = claim_of(*job);
            let n_slots = claim.instance.runner.pool.unwrap_or(self.plan);
            let n_taken = self.taken.get(&pool(&claim)).copied().unwrap_or_default();
            let n_beside = self.of_matrix.get(&claim.matrix).copied().unwrap_or_default();
            n_taken < n_slots && claim.max_parallel.is_none_or(|most| n_beside < most)
        };
        let place = self.waiting.iter().position(can_run)?;
        let job = self.waiting.remove(place);
        let claim = claim_of(job);
        *self.taken.entry(pool(&claim)).or_default() += 1;
        *self.of_matrix.entry(claim.matrix).or_default() += 1;
        Some(job)
    }
}

fn pool(claim: &Claim<'_>) -> Option<String> {
    claim.instance.runner.pool.map(|_| claim.instance.runner.label.clone())
}
