//! Answers what is asked of a scribe, one request after another.
//!
//! - `files`: what was opened. `sharing`: links. `exports`: files for others. `comments`: for pull requests. `lessons`: lessons.

use laneway_export::bundle::archive;
use laneway_formats::scenario_json;
use laneway_pipeline::scenario::Scenario;

use super::protocol::{Reply, Request};
use crate::held::Held;
use crate::protocol::BUILD;
use comments::Written;
use files::Files;
use sharing::Sharing;

mod files;

mod sharing;

mod exports;

mod comments;

mod lessons;

/// What a scribe remembers between requests.
#[derive(Default)]
pub struct Desk {
    held: Held,
    files: Files,
    sharing: Sharing,
}

impl Desk {
    /// Answers `request` through `reply`: not at all, once, or, while files are read, several times.
    pub fn answer(&mut self, request: Request, reply: &mut dyn FnMut(Reply)) {
        match request {
            Request::Hello => reply(Reply::Build(BUILD.to_owned())),
            Request::SetSource(source) => (self.held, self.sharing) = (Held::new(source), Sharing::default()),
            Request::Offers { id, shared, names } => reply(match self.held.check() {
                Ok(()) => self.sharing.offer(id, *shared, names, self.held.source(), &self.held.suite()),
                Err(why) => Reply::Failed { id, why },
            }),
            Request::ReadScenario { id, bytes } => reply(match scenario_json::read(&bytes) {
                Ok(scenario) => Reply::Scenario { id, scenario },
                Err(error) => Reply::Failed { id, why: error.to_string() },
            }),
            Request::BeginFile { name } => self.files.begin(name),
            Request::FileBytes(bytes) => self.files.add(bytes),
            Request::ReadFiles { id } => {
                let files = self.files.read(&mut |n_bytes| reply(Reply::Progress { id, n_bytes }));
                reply(Reply::Opened { id, files });
            }
            Request::Take { id, together, onto, calibrate } => {
                let (reading, fit) = self.files.take(together, onto, calibrate.as_ref());
                reply(Reply::Taken { id, reading, fit });
            }
            Request::Export { id, baseline, candidate, study, calibration, wish, has_figures } => {
                let scenario = Scenario { source: self.held.source(), baseline, candidate, study, calibration };
                let offer = |()| exports::offer(&scenario, &self.held.suite(), &wish, has_figures);
                reply(match self.held.check().map(offer) {
                    Ok(offer) => Reply::Exported { id, offer },
                    Err(why) => Reply::Failed { id, why },
                });
            }
            Request::Comment { id, baseline, candidate, study, calibration, base, measured, job } => {
                let scenario = Scenario { source: self.held.source(), baseline, candidate, study, calibration };
                let comment = |()| comments::comment(scenario, &self.held.suite(), &base, measured, job.as_deref());
                reply(match self.held.check().and_then(comment) {
                    Ok(Written { text, foretold, address }) => Reply::Commented { id, text, foretold, address },
                    Err(why) => Reply::Failed { id, why },
                });
            }
            Request::Archive { id, files } => reply(match archive(&files) {
                Ok(bytes) => Reply::Archived { id, bytes },
                Err(error) => Reply::Failed { id, why: error.to_string() },
            }),
            Request::Lesson { id, asked } => {
                let (link, lesson) = lessons::lesson(asked);
                reply(Reply::Lesson { id, link, lesson });
            }
        }
    }
}

#[cfg(test)]
mod tests;
