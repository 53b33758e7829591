//! What can go wrong in the candidate: ordinary edits of its session, made where its run stands.

use laneway_engine::outcome::Run;
use laneway_engine::session::{Crash, CrashMode, Delay, PerWorker, Session};
use laneway_engine::time::Nanos;
use laneway_pipeline::step::Work;

use super::scenario::Scenario;
use super::view::SideName;

/// A disaster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disaster {
    /// The current test kills its worker, once.
    Kill,
    /// The current test hangs.
    Hang,
    /// The current test is slow.
    Slow,
    /// Nothing is cached.
    Cache,
}

/// Where the run stands.
#[derive(Clone, Copy, Debug)]
pub struct Stage {
    /// The time.
    pub now: Nanos,
    /// What it falls on; only [`Disaster::Cache`] needs none.
    pub run: Option<Run>,
    /// How long all tests take undisturbed.
    pub whole: Nanos,
}

/// Collection without compiled files takes 0.20 to 0.22 s for 1,000 tests rather than 0.13 to 0.19 s: thousandths.
const COLD_COLLECTION: u64 = 1_300;

/// A worker that starts without compiled files imports all of pytest and its plugins anew: thousandths.
const COLD_STARTUP: u64 = 1_500;

impl Scenario {
    /// Lets something go wrong in the candidate.
    pub fn strike(&mut self, disaster: Disaster, stage: Stage) {
        let Stage { now, run, whole } = stage;
        match (disaster, run) {
            (Disaster::Kill, Some(run)) => {
                let after = Some(Nanos(now.0.saturating_sub(run.start.0)));
                self.edit_session(SideName::Candidate, |session| {
                    session.crashes.retain(|crash| crash.test != run.test);
                    session.crashes.push(Crash { test: run.test, mode: CrashMode::First, after });
                });
            }
            (Disaster::Hang, Some(run)) => self.delay(run.test, Nanos(whole.0.saturating_mul(3))),
            (Disaster::Slow, Some(run)) => self.delay(run.test, Nanos(whole.0 / 4)),
            (Disaster::Cache, _) => self.lose_caches(),
            (Disaster::Kill | Disaster::Hang | Disaster::Slow, None) => {}
        }
    }

    fn delay(&mut self, test: u32, by: Nanos) {
        self.edit_session(SideName::Candidate, |session| {
            session.delays.retain(|delay| delay.test != test);
            session.delays.push(Delay { test, by });
        });
    }

    fn lose_caches(&mut self) {
        self.edit_session(SideName::Candidate, |session: &mut Session| {
            stretch(&mut session.startup, COLD_STARTUP);
            stretch(&mut session.collection, COLD_COLLECTION);
        });
        for step in self.candidate.jobs.iter_mut().flat_map(|job| &mut job.steps) {
            if let Work::Cached { hits, .. } = &mut step.work {
                *hits = 0.0;
            }
        }
    }
}

fn stretch(spans: &mut PerWorker, permille: u64) {
    let longer = |span: &mut Nanos| span.0 = span.0.saturating_mul(permille) / 1_000;
    match spans {
        PerWorker::All(span) => longer(span),
        PerWorker::Each(spans) => spans.iter_mut().for_each(longer),
    }
}
