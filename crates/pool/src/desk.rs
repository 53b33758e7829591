//! Answers requests, one after another.

use laneway_engine::bounds::floor;
use laneway_engine::comparison::Comparison;
use laneway_engine::modes::mode_row;
use laneway_engine::order::shuffled_within_files;
use laneway_engine::prepared::Prepared;
use laneway_engine::session::Session;
use laneway_engine::simulate::{Detail, SessionError, simulate, simulate_prepared};
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;
use laneway_formats::link;
use laneway_formats::many::{self, Document, Together, apply_collection, guess, join};
use laneway_formats::read::Reading;

use crate::protocol::{BUILD, OpenedFiles, Reply, Report, Request, SideOutcome};

/// What a thread remembers between requests.
#[derive(Default)]
pub struct Desk {
    /// Without its tests.
    suite: Suite,
    prepared: Prepared<'static>,
    files: Vec<Document>,
    readings: Vec<Reading>,
}

impl Desk {
    /// Answers `request` through `reply`: not at all, once, or, while files are read, several times.
    pub fn answer(&mut self, request: Request, reply: &mut dyn FnMut(Reply)) {
        match request {
            Request::Hello => reply(Reply::Build(BUILD.to_owned())),
            Request::SetSuite(mut suite) => {
                self.prepared = Prepared::new(std::mem::take(&mut suite.tests));
                self.suite = suite;
            }
            Request::Simulate { id, baseline, candidate } => {
                let prepared = &self.prepared;
                let sides = side(prepared, baseline).and_then(|baseline| Ok((baseline, side(prepared, candidate)?)));
                reply(match sides {
                    Ok((baseline, candidate)) => Reply::Sides { id, baseline, candidate },
                    Err(error) => Reply::Failed { id, why: error.to_string() },
                });
            }
            Request::Mode { id, session, dist } => {
                let row = mode_row(&self.prepared, &session, dist).ok();
                let floor = floor(self.prepared.tests(), &Session { dist, ..session });
                reply(Reply::Mode { id, dist, row, floor });
            }
            Request::Order { id, number, baseline, candidate } => {
                let tests = shuffled_within_files(self.prepared.tests(), 0, number);
                let makespan = |session: &Session| {
                    let outcome = simulate(&tests, session, Detail::Summary);
                    outcome.map_or(Nanos::ZERO, |outcome| outcome.summary.makespan)
                };
                reply(Reply::Order { id, baseline: makespan(&baseline), candidate: makespan(&candidate) });
            }
            Request::Link { id, baseline, candidate } => {
                let mut suite = std::mem::take(&mut self.suite);
                suite.tests = std::mem::take(&mut self.prepared).into_tests();
                let mut comparison = Comparison { suite, baseline, candidate };
                let link = link::write(&comparison);
                self.prepared = Prepared::new(std::mem::take(&mut comparison.suite.tests));
                self.suite = comparison.suite;
                reply(Reply::Link { id, link });
            }
            Request::BeginFile { name } => self.files.push(Document { name, bytes: Vec::new() }),
            Request::FileBytes(bytes) => {
                if let Some(file) = self.files.last_mut() {
                    file.bytes.extend(bytes);
                }
            }
            Request::ReadFiles { id } => {
                let files = std::mem::take(&mut self.files);
                let opened = many::open(files, &mut |n_bytes| reply(Reply::Progress { id, n_bytes }));
                let reports = opened.readings.iter().map(report).collect();
                let together = guess(&opened.readings);
                self.readings = opened.readings;
                let files = OpenedFiles { reports, together, skipped: opened.skipped, refused: opened.refused };
                reply(Reply::Opened { id, files });
            }
            Request::Take { id, together, onto } => {
                let readings = std::mem::take(&mut self.readings);
                reply(Reply::Taken { id, reading: take(readings, together, onto) });
            }
        }
    }
}

fn side(prepared: &Prepared<'_>, session: Session) -> Result<SideOutcome, SessionError> {
    let outcome = simulate_prepared(prepared, &session, Detail::Full)?;
    let floor = floor(prepared.tests(), &session);
    Ok(SideOutcome { session, outcome, floor })
}

fn report(reading: &Reading) -> Report {
    let suite = &reading.suite;
    Report {
        name: suite.name.clone(),
        n_tests: suite.tests.len() as u64,
        total: suite.tests.iter().map(|test| test.duration).sum(),
        has_durations: reading.has_durations,
        recording: suite.recording.clone(),
    }
}

fn take(readings: Vec<Reading>, together: Together, onto: Option<Suite>) -> Result<Reading, String> {
    let name = readings.first().map(|reading| reading.suite.name.clone()).unwrap_or_default();
    let n_others = readings.len().saturating_sub(1);
    let name = if n_others == 0 { name } else { format!("{name} and {n_others} more") };
    let reading = join(&name, readings, together);
    match onto {
        // An order alone is put on the suite that is there.
        Some(suite) if !reading.has_durations => {
            let (suite, warnings) = apply_collection(&suite, &reading.suite).map_err(|error| error.to_string())?;
            Ok(Reading { suite, warnings, ..Reading::default() })
        }
        _ => Ok(reading),
    }
}

#[cfg(test)]
mod tests;
