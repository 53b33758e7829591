//! What is no report of tests: coverage reports, runs of GitHub Actions, workflow files.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use laneway_chart::human;
use laneway_formats::coverage::{self, CoverageReading, LineReport};
use laneway_formats::dropped::{self, Dropped};
use laneway_formats::imported::{Imported, outline};
use laneway_formats::{actions, workflow};
use serde::Serialize;

use super::{row, warnings_text};

use crate::named_file;

/// What the files hold, in words or as JSON; `None` if they are reports of tests, folders or zips.
pub(super) fn import(paths: &[PathBuf], of_workflow: Option<&str>, is_json: bool) -> anyhow::Result<Option<String>> {
    let kinds: Vec<Dropped> = paths.iter().map(|path| kind(path)).collect::<anyhow::Result<_>>()?;
    let Some(kind) = kinds.first().copied().filter(|kind| *kind != Dropped::Tests) else {
        if kinds.iter().any(|kind| *kind != Dropped::Tests) {
            bail!("some files are reports of tests and some are not, expected files of one kind");
        }
        return Ok(None);
    };
    if kinds.iter().any(|other| *other != kind) {
        bail!("the files are of several kinds, expected files of one kind");
    }
    let texts: Vec<(String, String)> = paths.iter().map(|path| open(path)).collect::<anyhow::Result<_>>()?;
    match kind {
        Dropped::Coverage => lanes(&texts, is_json),
        Dropped::Runs => {
            let mut history = actions::History::default();
            for (name, text) in &texts {
                history.append(actions::read(text).with_context(|| name.clone())?);
            }
            pipeline(&texts[0].0, &history.pipeline(of_workflow)?, is_json)
        }
        Dropped::Workflow | Dropped::Tests => {
            let [(name, text)] = texts.as_slice() else { bail!("{} workflows are given, expected one", texts.len()) };
            pipeline(name, &workflow::read(text).with_context(|| name.clone())?, is_json)
        }
    }
    .map(Some)
}

fn kind(path: &Path) -> anyhow::Result<Dropped> {
    if path.is_dir() {
        return Ok(Dropped::Tests);
    }
    let file = named_file::open(path)?;
    let mut head = Vec::new();
    let head_of = file.take(dropped::HEAD_BYTES as u64).read_to_end(&mut head);
    head_of.map_err(|error| named_file::unreadable(path, &error))?;
    Ok(dropped::recognise(&head))
}

fn open(path: &Path) -> anyhow::Result<(String, String)> {
    let bytes = named_file::bytes(path)?;
    Ok((path.display().to_string(), String::from_utf8_lossy(&bytes).into_owned()))
}

#[derive(Serialize)]
struct PipelineDocument<'a> {
    schema: u32,
    #[serde(flatten)]
    imported: &'a Imported,
}

fn pipeline(name: &str, imported: &Imported, is_json: bool) -> anyhow::Result<String> {
    if is_json {
        return Ok(format!("{}\n", serde_json::to_string(&PipelineDocument { schema: 1, imported })?));
    }
    let mut rows = vec![row("jobs", human::count(imported.pipeline.jobs.len() as u64))];
    if imported.n_runs > 0 {
        rows.push(row("runs", human::count(imported.n_runs)));
    }
    rows.extend(imported.pipeline.coverage.fail_under.map(|percent| row("fail under", format!("{percent} %"))));
    let left: String = rows.into_iter().map(|[name, value]| format!("{name:<14}{value}\n")).collect();
    let mut text = format!("{name}\n{left}\n{}", outline(&imported.pipeline));
    for place in &imported.test_steps {
        let step = imported.pipeline.job(&place.job).and_then(|job| job.steps.get(place.step));
        let step = step.map_or("", |step| step.name.as_str());
        text.push_str(&format!("runs tests    {}: {step}\n", place.job));
    }
    if !imported.assumed.is_empty() {
        text.push_str(&format!("\n{} numbers are in no file and were assumed\n", imported.assumed.len()));
        for assumed in &imported.assumed {
            let place = [assumed.job.as_str(), assumed.step.as_str()].into_iter().filter(|part| !part.is_empty());
            let place = place.collect::<Vec<_>>().join(": ");
            text.push_str(&format!("  {place}: {} {}\n", assumed.what, assumed.value));
        }
    }
    Ok(text + &warnings_text(&imported.warnings))
}

#[derive(Serialize)]
struct CoverageDocument<'a> {
    schema: u32,
    lanes: Vec<Lane<'a>>,
    /// Percent, of all lanes together.
    together: f64,
}

#[derive(Serialize)]
struct Lane<'a> {
    name: &'a str,
    percent: f64,
    reading: &'a CoverageReading,
}

fn lanes(texts: &[(String, String)], is_json: bool) -> anyhow::Result<String> {
    let readings: Vec<CoverageReading> = texts
        .iter()
        .map(|(name, text)| coverage::read(text).with_context(|| name.clone()))
        .collect::<anyhow::Result<_>>()?;
    let together = LineReport::union(readings.iter().map(|reading| &reading.report)).percent();
    let lanes = || texts.iter().zip(&readings).map(|((name, _), reading)| (name.as_str(), reading));
    if is_json {
        let lanes = lanes().map(|(name, reading)| Lane { name, percent: reading.report.percent(), reading }).collect();
        return Ok(format!("{}\n", serde_json::to_string(&CoverageDocument { schema: 1, lanes, together })?));
    }
    let mut text = String::new();
    for (name, reading) in lanes() {
        let n_files = human::count(reading.report.files.len() as u64);
        let branches = if reading.report.has_branches() { ", with branches" } else { "" };
        text.push_str(&format!("{:>8.3} %  {name}  {n_files} files{branches}\n", reading.report.percent()));
        text.push_str(&warnings_text(&reading.warnings));
    }
    if readings.len() > 1 {
        text.push_str(&format!("{together:>8.3} %  together\n"));
        let (first, formats) = (readings[0].format, readings.iter().map(|reading| reading.format));
        if formats.into_iter().any(|format| format != first) {
            text.push_str("the reports are of several formats, which may name files differently: use one\n");
        }
    }
    Ok(text)
}
