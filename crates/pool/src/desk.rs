//! Answers requests, one after another.
//!
//! - `pipelines`: one run of pipelines. `advice`: what is wrong with one. `exports`: files for others. `sharing`: links.
//! - `lessons`: lessons. `comments`: for pull requests.

use std::sync::Arc;

use laneway_engine::bounds::floor;
use laneway_engine::calibrate::{calibrate, take_out};
use laneway_engine::modes::mode_row;
use laneway_engine::order::shuffled_within_files;
use laneway_engine::prepared::Prepared;
use laneway_engine::session::Session;
use laneway_engine::simulate::{Detail, SessionError, simulate_prepared};
use laneway_engine::source::Source;
use laneway_engine::study::{Study, StudySpec};
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;
use laneway_export::bundle::archive;
use laneway_formats::many::{self, Document, Opened, Together, apply_collection, guess, join};
use laneway_formats::read::Reading;
use laneway_formats::recorded::{Told, recorded};
use laneway_formats::source;
use laneway_link::link::write_shared;
use laneway_link::shared::Shared;
use laneway_pipeline::scenario::Scenario;
use laneway_pipeline::study::replicate;

use crate::protocol::{BUILD, Fit, OpenedFiles, Reply, Report, Request, SideOutcome};
use crate::study_run::Replication;
use comments::Written;
use sharing::Sharing;

mod advice;

mod pipelines;

mod exports;

mod sharing;

mod lessons;

mod comments;

/// What a thread remembers between requests.
#[derive(Default)]
pub struct Desk {
    /// What the suite is made from; `None`: it is given.
    rule: Option<Source>,
    /// Without its tests.
    suite: Suite,
    prepared: Prepared<'static>,
    /// A suite that was made here and that the page has not seen.
    unseen: Option<Suite>,
    /// Why there is no suite.
    why_not: Option<String>,
    files: Vec<Document>,
    readings: Vec<Reading>,
    sharing: Sharing,
}

impl Desk {
    /// Answers `request` through `reply`: not at all, once, or, while files are read, several times.
    pub fn answer(&mut self, request: Request, reply: &mut dyn FnMut(Reply)) {
        match request {
            Request::Hello => reply(Reply::Build(BUILD.to_owned())),
            Request::SetSource(source) => self.set_source(source),
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
                    [baseline, candidate].map(|pipeline| pipelines::run(&mut self.prepared, &pipeline, seed));
                reply(match &self.why_not {
                    Some(why) => Reply::Failed { id, why: why.clone() },
                    None => Reply::Pipelines { id, baseline, candidate },
                });
            }
            Request::ReplicatePipelines { id, pipelines, spec, first, n } => {
                let chunk = first..first.saturating_add(n);
                let prepared = std::mem::take(&mut self.prepared);
                let (replications, prepared) = replicate(prepared, pipelines, &spec, chunk);
                self.prepared = prepared;
                reply(match replications {
                    Ok(replications) => Reply::ReplicatedPipelines { id, first, replications },
                    Err(problem) => Reply::Failed { id, why: problem.to_string() },
                });
            }
            Request::Advise { id, baseline, pipeline, seed } => {
                if let Some(why) = &self.why_not {
                    return reply(Reply::Failed { id, why: why.clone() });
                }
                let suite = self.take_suite();
                let (looked_for, findings) = advice::advise(&suite, &baseline, &pipeline, seed);
                self.set_suite(suite);
                reply(Reply::Advised { id, looked_for, findings });
            }
            Request::Mode { id, session, dist } => {
                let row = mode_row(&self.prepared, &session, dist).ok();
                let floor = floor(&self.prepared, &Session { dist, ..session });
                reply(Reply::Mode { id, dist, row, floor });
            }
            Request::Order { id, number, baseline, candidate } => {
                let tests = shuffled_within_files(self.prepared.tests(), 0, number);
                let shuffled = Prepared::new(&tests).with_recording(self.suite.recording.clone());
                let makespan = |session: &Session| {
                    let outcome = simulate_prepared(&shuffled, session, Detail::Summary);
                    outcome.map_or(Nanos::ZERO, |outcome| outcome.summary.makespan)
                };
                reply(Reply::Order { id, baseline: makespan(&baseline), candidate: makespan(&candidate) });
            }
            Request::Link { id, baseline, candidate, study, calibration, title, note } => {
                let source = self.take_source();
                let scenario = Scenario { source, baseline, candidate, study, calibration };
                let shared = Shared { title, note, ..Shared::from(scenario) };
                let link = write_shared(&shared);
                self.put_back(shared.scenario.source);
                reply(Reply::Link { id, link });
            }
            Request::Offers { id, shared, names } => {
                if let Some(why) = &self.why_not {
                    return reply(Reply::Failed { id, why: why.clone() });
                }
                let suite = self.suite();
                let source = self.rule.clone().unwrap_or_else(|| suite.clone().into());
                reply(self.sharing.offer(id, *shared, names, source, &suite));
            }
            Request::Headline { id, baseline, candidate, study, n_runs } => {
                let scenario = Scenario { baseline, candidate, study, ..Scenario::default() };
                let headline = match &self.why_not {
                    Some(why) => Err(why.clone()),
                    None => sharing::check(&scenario, &self.suite(), n_runs),
                };
                reply(match headline {
                    Ok(headline) => Reply::Headline { id, headline },
                    Err(why) => Reply::Failed { id, why },
                });
            }
            Request::ReadScenario { id, bytes } => reply(match sharing::document(&bytes) {
                Ok(scenario) => Reply::Scenario { id, scenario },
                Err(why) => Reply::Failed { id, why },
            }),
            Request::Export { id, baseline, candidate, study, calibration, wish, has_figures } => {
                let suite = self.suite();
                let source = self.rule.clone().unwrap_or_else(|| suite.clone().into());
                let scenario = Scenario { source, baseline, candidate, study, calibration };
                reply(match &self.why_not {
                    Some(why) => Reply::Failed { id, why: why.clone() },
                    None => Reply::Exported { id, offer: exports::offer(&scenario, &suite, &wish, has_figures) },
                });
            }
            Request::Comment { id, baseline, candidate, study, calibration, base, measured, job } => {
                if let Some(why) = &self.why_not {
                    return reply(Reply::Failed { id, why: why.clone() });
                }
                let suite = Suite { tests: self.prepared.tests().to_vec(), ..self.suite.clone() };
                let source = self.rule.clone().unwrap_or_else(|| suite.clone().into());
                let scenario = Scenario { source, baseline, candidate, study, calibration };
                reply(match comments::comment(scenario, &suite, &base, measured, job.as_deref()) {
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
                let Opened { readings, pipelines, coverage, measured, skipped, refused } = opened;
                self.readings = readings;
                let files = OpenedFiles { reports, together, pipelines, coverage, measured, skipped, refused };
                reply(Reply::Opened { id, files });
            }
            Request::Take { id, together, onto, calibrate } => {
                let mut reading = take(std::mem::take(&mut self.readings), together, onto);
                let fit = reading.as_mut().ok().and_then(|reading| Some(fit(reading, &calibrate?)));
                reply(Reply::Taken { id, reading, fit });
            }
        }
    }

    fn set_source(&mut self, source: Source) {
        self.sharing = Sharing::default();
        let made = source::make(&source);
        self.why_not = made.as_ref().err().map(ToString::to_string);
        // A suite that is given is not kept twice.
        self.rule = source.given().is_none().then_some(source);
        let suite = made.map(Arc::unwrap_or_clone).unwrap_or_default();
        self.unseen = self.rule.is_some().then(|| suite.clone());
        self.set_suite(suite);
    }

    fn set_suite(&mut self, mut suite: Suite) {
        self.prepared = Prepared::new(std::mem::take(&mut suite.tests)).with_recording(suite.recording.clone());
        self.suite = suite;
    }

    /// The suite with its tests; they stay where they are.
    fn suite(&self) -> Suite {
        Suite { tests: self.prepared.tests().to_vec(), ..self.suite.clone() }
    }

    /// The suite with its tests; until it is set again there is none.
    fn take_suite(&mut self) -> Suite {
        let tests = std::mem::take(&mut self.prepared).into_tests();
        Suite { tests, ..std::mem::take(&mut self.suite) }
    }

    /// The source as it was set; until it is put back there is no suite if it is given.
    fn take_source(&mut self) -> Source {
        match self.rule.take() {
            Some(rule) => rule,
            None => Source::from(self.take_suite()),
        }
    }

    fn put_back(&mut self, source: Source) {
        match source {
            Source::Given(suite) => self.set_suite(Arc::unwrap_or_clone(suite)),
            rule @ (Source::Preset(_) | Source::Generated { .. } | Source::Resampled { .. }) => self.rule = Some(rule),
        }
    }

    fn sides(&self, baseline: Session, candidate: Session) -> Result<(SideOutcome, SideOutcome), String> {
        if let Some(why) = &self.why_not {
            return Err(why.clone());
        }
        let both = || Ok((side(&self.prepared, baseline)?, side(&self.prepared, candidate)?));
        both().map_err(|error: SessionError| error.to_string())
    }

    fn replicate(
        &mut self,
        sessions: &[Session],
        spec: &StudySpec,
        first: u32,
        n: u32,
    ) -> Result<Vec<Replication>, SessionError> {
        let mut study = Study::of_prepared(std::mem::take(&mut self.prepared), sessions, spec);
        let replications = (first..first.saturating_add(n)).map(|number| study.replicate(number)).collect();
        self.prepared = study.into_prepared();
        replications
    }
}

fn side(prepared: &Prepared<'_>, session: Session) -> Result<SideOutcome, SessionError> {
    let outcome = simulate_prepared(prepared, &session, Detail::Full)?;
    let floor = floor(prepared, &session);
    Ok(SideOutcome { session, outcome, floor })
}

fn report(reading: &Reading) -> Report {
    let suite = &reading.suite;
    Report {
        name: suite.name.clone(),
        n_tests: suite.tests.len() as u64,
        total: suite.tests.iter().map(|test| test.duration).sum(),
        has_durations: reading.has_durations,
        has_times: reading.facts.spans.iter().any(Option::is_some),
        dist: reading.facts.dist,
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

/// Fits costs to a reading's run, and takes fixtures out of its durations. What contention added stays in them: sessions
/// take it out by themselves.
fn fit(reading: &mut Reading, told: &Told) -> Result<Fit, String> {
    let recorded = recorded(reading, told);
    let (costs, calibration) = match calibrate(&recorded) {
        Ok(fit) => (fit.costs, fit.calibration),
        Err(error) => return Err(error.to_string()),
    };
    let tests = take_out(&recorded, &costs.fixtures);
    let recording = &mut reading.suite.recording;
    recording.cores = recording.cores.or(costs.contention.map(|contention| contention.cores));
    reading.suite.tests = tests;
    Ok(Fit { costs, calibration })
}

#[cfg(test)]
mod tests;
