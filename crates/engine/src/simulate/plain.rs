//! `--dist no`, or no workers: one plain process runs the tests in order. No controller, no decisions, no look-ahead.

use super::Detail;
use super::costs::{Costs, SetUp};
use super::record::Record;
use crate::collected::Collected;
use crate::outcome::{Ending, Outcome, Run};
use crate::session::{PerWorker, Session};
use crate::time::Nanos;

/// Runs a checked session without workers. A test that kills the process ends the session: `ok`, with tests left over.
pub(super) fn run(collected: &Collected<'_>, session: &Session, detail: Detail) -> Outcome {
    let n_tests = collected.n_tests();
    let mut record = Record::new(detail, n_tests);
    let mut costs = Costs::new(collected, session);
    let mut set_up = SetUp::default();
    record.add_worker(Nanos::ZERO);
    let ready = first(&session.startup);
    let mut now = ready + first(&session.collection);
    let mut has_died = false;
    record.life(0).ready = Some(ready);
    record.life(0).collected = Some(now);
    for test in 0..n_tests as u32 {
        if test > 0 {
            now += session.test_gap;
        }
        let taken = costs.take_up(test, &mut set_up);
        let run = Run { test, worker: 0, start: now, end: None, fixtures: taken.fixtures, crashed: taken.crashes };
        now += taken.duration;
        let open = record.open(run, now);
        record.close(&open, now);
        has_died = taken.crashes;
        if has_died {
            break;
        }
    }
    if has_died {
        record.life(0).died = Some(now);
    } else {
        now += session.worker_finish;
        record.life(0).finished = Some(now);
    }
    record.finish(Ending::Ok, now)
}

/// The span of the one process.
pub(super) fn first(span: &PerWorker) -> Nanos {
    match span {
        PerWorker::All(span) => *span,
        PerWorker::Each(spans) => spans.first().copied().unwrap_or_default(),
    }
}
