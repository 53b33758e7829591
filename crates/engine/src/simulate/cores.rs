//! Activities where cores can be short: each first waits, then computes on the cores that all workers share.
//!
//! An activity is one event of the event model, created when it begins, due when it has computed. So the order of
//! events is by time, then by creation, as without contention; and as long as no more than `cores` compute at once,
//! everything happens at the same nanosecond, in the same order.

use super::agenda::{Agenda, Event};
use super::processor::Processor;
use crate::contention::Contention;
use crate::time::Nanos;

/// What a worker spends time on, as far as it may compute.
#[derive(Clone, Copy)]
pub(super) enum Activity {
    /// Start-up or collection.
    Boot,
    /// A test, with overhead and fixtures.
    Test,
}

/// How far the activity of a worker is.
#[derive(Clone, Copy, Default)]
enum Stage {
    /// It waits, and then has this much to compute.
    Waiting {
        cpu: u64,
        created: u64,
    },
    Computing,
    /// Nothing is left to compute.
    #[default]
    Computed,
}

/// The cores of a session with fewer of them than workers.
pub(super) struct Cores {
    contention: Contention,
    processor: Processor,
    stages: Vec<Stage>,
}

impl Cores {
    pub(super) fn new(contention: Contention) -> Self {
        Self { contention, processor: Processor::new(contention.cores), stages: Vec::new() }
    }

    /// At `now`, `worker` begins an activity that takes `span` on an idle machine, `delay` later.
    #[inline(never)] // The loop without contention stays small.
    pub(super) fn begin(
        &mut self,
        agenda: &mut Agenda,
        now: u64,
        delay: Nanos,
        span: Nanos,
        kind: Activity,
        worker: u32,
    ) {
        let cpu = match kind {
            Activity::Boot => self.contention.boot_cpu(span),
            Activity::Test => self.contention.test_cpu(span),
        };
        let wait = (delay + (span - cpu)).0;
        let created = agenda.number();
        let stage = if cpu == Nanos::ZERO {
            Stage::Computed
        } else if wait == 0 {
            self.processor.join(now, created, worker, cpu.0);
            Stage::Computing
        } else {
            Stage::Waiting { cpu: cpu.0, created }
        };
        if !matches!(stage, Stage::Computing) {
            agenda.set_timer_as(now + wait, created, worker);
        }
        let worker = worker as usize;
        self.stages.resize_with(self.stages.len().max(worker + 1), Stage::default);
        self.stages[worker] = stage;
    }

    /// Whether nothing is left to compute of the worker's activity.
    pub(super) fn has_computed(&self, worker: u32) -> bool {
        matches!(self.stages[worker as usize], Stage::Computed)
    }

    /// The next event with its time, as [`Agenda::next`].
    #[inline(never)] // The loop without contention stays small.
    pub(super) fn next(&mut self, agenda: &mut Agenda) -> Option<(u64, Event)> {
        loop {
            // Who has computed by the time of the next event comes due at its own place among the events of that time.
            let (at, next_at) = (self.processor.next(), agenda.next_at().unwrap_or(u64::MAX));
            if at <= next_at
                && let Some((created, worker)) = self.processor.leave()
            {
                self.stages[worker as usize] = Stage::Computed;
                if at < next_at.min(self.processor.next()) {
                    return Some((at, Event::Timer(worker)));
                }
                agenda.set_timer_as(at, created, worker);
                continue;
            }
            let (now, event) = agenda.next()?;
            if let Event::Timer(worker) = event
                && let Some(stage) = self.stages.get_mut(worker as usize)
                && let Stage::Waiting { cpu, created } = *stage
            {
                *stage = Stage::Computing;
                self.processor.join(now, created, worker, cpu);
                continue;
            }
            return Some((now, event));
        }
    }
}
