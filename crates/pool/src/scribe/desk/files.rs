//! Answers about files that were opened: what is in them, and one suite of all.

use laneway_engine::calibrate::{calibrate, take_out};
use laneway_engine::suite::Suite;
use laneway_formats::many::{self, Document, Opened, Together, apply_collection, guess, join};
use laneway_formats::read::Reading;
use laneway_formats::recorded::{Told, recorded};

use crate::scribe::protocol::{Fit, OpenedFiles, Report};

/// Files, and what was in them until it is taken.
#[derive(Default)]
pub(super) struct Files {
    coming: Vec<Document>,
    readings: Vec<Reading>,
}

impl Files {
    /// A file begins.
    pub(super) fn begin(&mut self, name: String) {
        self.coming.push(Document { name, bytes: Vec::new() });
    }

    /// The next bytes of the file begun last.
    pub(super) fn add(&mut self, bytes: Vec<u8>) {
        if let Some(file) = self.coming.last_mut() {
            file.bytes.extend(bytes);
        }
    }

    /// Reads all that came; `progress` hears of bytes read.
    pub(super) fn read(&mut self, progress: &mut dyn FnMut(u64)) -> OpenedFiles {
        let opened = many::open(std::mem::take(&mut self.coming), progress);
        let reports = opened.readings.iter().map(report).collect();
        let together = guess(&opened.readings);
        let Opened { readings, pipelines, coverage, measured, skipped, refused } = opened;
        self.readings = readings;
        OpenedFiles { reports, together, pipelines, coverage, measured, skipped, refused }
    }

    /// One suite of all reports, with costs fitted where something is told of the run.
    pub(super) fn take(
        &mut self,
        together: Together,
        onto: Option<Suite>,
        calibrate: Option<&Told>,
    ) -> (Result<Reading, String>, Option<Result<Fit, String>>) {
        let mut reading = take(std::mem::take(&mut self.readings), together, onto);
        let fit = reading.as_mut().ok().and_then(|reading| Some(fit(reading, calibrate?)));
        (reading, fit)
    }
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
