//! Answers what is asked of a thread that simulates, one request after another.
//!
//! - `pipelines`: one run of pipelines. `advice`: what is wrong with one. `headlines`: a link's figures.

use laneway_engine::bounds::floor;
use laneway_engine::modes::mode_row;
use laneway_engine::order::shuffled_within_files;
use laneway_engine::prepared::Prepared;
use laneway_engine::session::Session;
use laneway_engine::simulate::{Detail, SessionError, simulate_prepared};
use laneway_engine::study::{Study, StudySpec};
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;
use laneway_link::link::write_shared;
use laneway_link::shared::Shared;
use laneway_pipeline::scenario::Scenario;
use laneway_pipeline::study::replicate;

use crate::held::Held;
use crate::protocol::{BUILD, Reply, Request, SideOutcome};
use crate::study_run::Replication;

mod advice;

mod pipelines;

mod headlines;

/// What a thread remembers between requests.
#[derive(Default)]
pub struct Desk {
    held: Held,
    /// A suite that was made here and that the page has not seen.
    unseen: Option<Suite>,
}

impl Desk {
    /// Answers `request` through `reply`, once, or not at all.
    pub fn answer(&mut self, request: Request, reply: &mut dyn FnMut(Reply)) {
        match request {
            Request::Hello => reply(Reply::Build(BUILD.to_owned())),
            Request::SetSource(source) => {
                self.held = Held::new(source);
                self.unseen = self.held.is_made().then(|| self.held.suite());
            }
            Request::Simulate { id, baseline, candidate } => reply(match self.sides(baseline, candidate) {
                Ok((baseline, candidate)) => Reply::Sides { id, baseline, candidate, suite: self.unseen.take() },
                Err(why) => Reply::Failed { id, why },
            }),
            Request::Replicate { id, sessions, spec, first, n } => {
                reply(match self.replicate(&sessions, &spec, first, n) {
                    Ok(replications) => Reply::Replicated { id, first, replications },
                    Err(error) => Reply::Failed { id, why: error.to_string() },
                });
            }
            Request::Pipelines { id, baseline, candidate, seed } => {
                let [baseline, candidate] =
                    [baseline, candidate].map(|pipeline| pipelines::run(&mut self.held.prepared, &pipeline, seed));
                reply(match self.held.check() {
                    Ok(()) => Reply::Pipelines { id, baseline, candidate },
                    Err(why) => Reply::Failed { id, why },
                });
            }
            Request::ReplicatePipelines { id, pipelines, spec, first, n } => {
                let chunk = first..first.saturating_add(n);
                let prepared = std::mem::take(&mut self.held.prepared);
                let (replications, prepared) = replicate(prepared, pipelines, &spec, chunk);
                self.held.prepared = prepared;
                reply(match replications {
                    Ok(replications) => Reply::ReplicatedPipelines { id, first, replications },
                    Err(problem) => Reply::Failed { id, why: problem.to_string() },
                });
            }
            Request::Advise { id, baseline, pipeline, seed } => {
                if let Err(why) = self.held.check() {
                    return reply(Reply::Failed { id, why });
                }
                let suite = self.held.take();
                let (looked_for, findings) = advice::advise(&suite, &baseline, &pipeline, seed);
                self.held.put(suite);
                reply(Reply::Advised { id, looked_for, findings });
            }
            Request::Mode { id, session, dist } => {
                let row = mode_row(&self.held.prepared, &session, dist).ok();
                let floor = floor(&self.held.prepared, &Session { dist, ..session });
                reply(Reply::Mode { id, dist, row, floor });
            }
            Request::Order { id, number, baseline, candidate } => {
                let tests = shuffled_within_files(self.held.prepared.tests(), 0, number);
                let shuffled = Prepared::new(&tests).with_recording(self.held.recording().clone());
                let makespan = |session: &Session| {
                    let outcome = simulate_prepared(&shuffled, session, Detail::Summary);
                    outcome.map_or(Nanos::ZERO, |outcome| outcome.summary.makespan)
                };
                reply(Reply::Order { id, baseline: makespan(&baseline), candidate: makespan(&candidate) });
            }
            Request::Link { id, baseline, candidate, study, calibration, title, note } => {
                let source = self.held.take_source();
                let scenario = Scenario { source, baseline, candidate, study, calibration };
                let shared = Shared { title, note, ..Shared::from(scenario) };
                let link = write_shared(&shared);
                self.held.put_source(shared.scenario.source);
                reply(Reply::Link { id, link });
            }
            Request::Headline { id, baseline, candidate, study, n_runs } => {
                let scenario = Scenario { baseline, candidate, study, ..Scenario::default() };
                let headline = self.held.check().and_then(|()| headlines::check(&scenario, &self.held.suite(), n_runs));
                reply(match headline {
                    Ok(headline) => Reply::Headline { id, headline },
                    Err(why) => Reply::Failed { id, why },
                });
            }
        }
    }

    fn sides(&self, baseline: Session, candidate: Session) -> Result<(SideOutcome, SideOutcome), String> {
        self.held.check()?;
        let both = || Ok((side(&self.held.prepared, baseline)?, side(&self.held.prepared, candidate)?));
        both().map_err(|error: SessionError| error.to_string())
    }

    fn replicate(
        &mut self,
        sessions: &[Session],
        spec: &StudySpec,
        first: u32,
        n: u32,
    ) -> Result<Vec<Replication>, SessionError> {
        let mut study = Study::of_prepared(std::mem::take(&mut self.held.prepared), sessions, spec);
        let replications = (first..first.saturating_add(n)).map(|number| study.replicate(number)).collect();
        self.held.prepared = study.into_prepared();
        replications
    }
}

fn side(prepared: &Prepared<'_>, session: Session) -> Result<SideOutcome, SessionError> {
    let outcome = simulate_prepared(prepared, &session, Detail::Full)?;
    let floor = floor(prepared, &session);
    Ok(SideOutcome { session, outcome, floor })
}

#[cfg(test)]
mod tests;
