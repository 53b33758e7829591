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

/// The cores of a session with fewer of them than workers, or of one that shares them with other sessions.
pub(super) struct Cores {
    contention: Contention,
    /// `None`: other sessions compute on it too, so that whoever runs them all has it.
    processor: Option<Processor>,
    stages: Vec<Stage>,
}

/// What comes next in a session that shares its processor.
pub(super) enum Step {
    /// An event, for the session to handle.
    Event(Event),
    /// A worker has waited, and begins to compute.
    Join {
        /// Under which number its activity was created.
        created: u64,
        /// Who.
        worker: u32,
        /// How much.
        cpu: u64,
    },
}

impl Cores {
    pub(super) fn new(contention: Contention) -> Self {
        Self { contention, processor: Some(Processor::new(contention.cores)), stages: Vec::new() }
    }

    /// Without a processor of its own.
    pub(super) fn sharing(contention: Contention) -> Self {
        Self { contention, processor: None, stages: Vec::new() }
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
        } else if let (Some(processor), 0) = (&mut self.processor, wait) {
            processor.join(now, created, worker, cpu.0);
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
        let Some(processor) = &mut self.processor else {
            unreachable!("a session that shares its processor is stepped")
        };
        loop {
            // Who has computed by the time of the next event comes due at its own place among the events of that time.
            let (at, next_at) = (processor.next(), agenda.next_at().unwrap_or(u64::MAX));
            if at <= next_at
                && let Some((created, worker)) = processor.leave()
            {
                self.stages[worker as usize] = Stage::Computed;
                if at < next_at.min(processor.next()) {
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
                processor.join(now, created, worker, cpu);
                continue;
            }
            return Some((now, event));
        }
    }

    /// The next event, or the next worker that begins to compute, with its time.
    pub(super) fn step(&mut self, agenda: &mut Agenda) -> Option<(u64, Step)> {
        let (now, event) = agenda.next()?;
        if let Event::Timer(worker) = event
            && let Some(stage) = self.stages.get_mut(worker as usize)
            && let Stage::Waiting { cpu, created } = *stage
        {
            *stage = Stage::Computing;
            return Some((now, Step::Join { created, worker, cpu }));
        }
        Some((now, Step::Event(event)))
    }

    /// A worker that computed is done at `at`: its event comes at its own place among those of that time.
    pub(super) fn leave(&mut self, agenda: &mut Agenda, at: u64, created: u64, worker: u32) {
        self.stages[worker as usize] = Stage::Computed;
        // The timer that is due is none any more.
        agenda.next_at();
        agenda.set_timer_as(at, created, worker);
    }

    /// Whether anybody computes.
    pub(super) fn is_computing(&self) -> bool {
        self.stages.iter().any(|stage| matches!(stage, Stage::Computing))
    }
}
