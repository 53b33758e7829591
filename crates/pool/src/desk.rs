//! Answers what is asked of a thread that simulates, one request after another.
//!
//! - `later`: all that the first answer of a visit does without. `pipelines`: one run of pipelines. `studies`: many runs.
//!   `advice`: what is wrong with a pipeline. `headlines`: a link's figures.

use laneway_engine::bounds::floor;
use laneway_engine::modes::mode_row;
use laneway_engine::order::shuffled_within_files;
use laneway_engine::prepared::Prepared;
use laneway_engine::session::Session;
use laneway_engine::simulate::{Detail, simulate_prepared};
use laneway_engine::source::Source;
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;

use crate::held::Held;
use crate::protocol::{BUILD, Reply, Request, SideOutcome};
use later::NotLoaded;

mod advice;

mod pipelines;

mod studies;

mod headlines;

mod later;

/// What a thread remembers between requests.
#[derive(Default)]
pub struct Desk {
    held: Held,
    /// Where the suite comes from, until it is made.
    unmade: Option<Source>,
    /// A suite that was made here and that the page has not seen.
    unseen: Option<Suite>,
}

impl Desk {
    /// Answers `request` through `reply`, once, or not at all.
    pub async fn answer(&mut self, request: Request, reply: &mut dyn FnMut(Reply)) {
        match request {
            Request::Hello => reply(Reply::Build(BUILD.to_owned())),
            Request::SetSource(source) => match Held::at_once(source) {
                Ok(held) => self.hold(held),
                Err(source) => self.unmade = Some(*source),
            },
            request => {
                let id = request.id();
                let answer = self.answer_about_suite(request).await;
                reply(answer.unwrap_or_else(|why| Reply::Failed { id, why }));
            }
        }
    }

    fn hold(&mut self, held: Held) {
        self.unmade = None;
        self.unseen = held.is_made().then(|| held.suite());
        self.held = held;
    }

    /// Makes the suite if that is yet to be done.
    async fn make(&mut self) -> Result<(), NotLoaded> {
        if let Some(source) = &self.unmade {
            let held = later::make(source.clone()).await?;
            self.hold(held);
        }
        Ok(())
    }

    async fn answer_about_suite(&mut self, request: Request) -> Result<Reply, String> {
        self.make().await?;
        Ok(match request {
            Request::Simulate { id, baseline, candidate } => {
                self.held.check()?;
                let [baseline, candidate] = [self.side(baseline)?, self.side(candidate)?];
                Reply::Sides { id, baseline, candidate, suite: self.unseen.take() }
            }
            Request::Mode { id, session, dist } => {
                let row = mode_row(&self.held.prepared, &session, dist).ok();
                let floor = floor(&self.held.prepared, &Session { dist, ..session });
                Reply::Mode { id, dist, row, floor }
            }
            Request::Order { id, number, baseline, candidate } => {
                let tests = shuffled_within_files(self.held.prepared.tests(), 0, number);
                let shuffled = Prepared::new(&tests).with_recording(self.held.recording().clone());
                let makespan = |session: &Session| {
                    let outcome = simulate_prepared(&shuffled, session, Detail::Summary);
                    outcome.map_or(Nanos::ZERO, |outcome| outcome.summary.makespan)
                };
                Reply::Order { id, baseline: makespan(&baseline), candidate: makespan(&candidate) }
            }
            other => later::answer(&mut self.held, other).await?,
        })
    }

    fn side(&self, session: Session) -> Result<SideOutcome, String> {
        let outcome = simulate_prepared(&self.held.prepared, &session, Detail::Full);
        let floor = floor(&self.held.prepared, &session);
        Ok(SideOutcome { session, outcome: outcome.map_err(|error| error.to_string())?, floor })
    }
}

#[cfg(test)]
mod tests;
