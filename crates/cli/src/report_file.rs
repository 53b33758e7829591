//! Opens test reports: one file, or several and zips, joined.

use std::fs;
use std::io::{BufReader, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use laneway_formats::dropped::{self, Dropped};
use laneway_formats::many::{self, Document, Together};
use laneway_formats::read::{Reading, read};

use crate::{named_file, scenario_file};

/// Larger than the readers' look at the head of a document, so that they see enough of it.
const BUFFER: usize = 1 << 16;

/// Reads one report, or several. Of several, `together` says what they are; left out, it is guessed.
pub(crate) fn open(paths: &[PathBuf], together: Option<Together>) -> anyhow::Result<Reading> {
    match paths {
        [] => bail!("no report is given, expected a file, for example .test_durations"),
        [path] if !is_archive(path)? => {
            let file = named_file::open(path)?;
            let size = file.metadata().map(|metadata| metadata.len()).unwrap_or_default();
            let mut progress = Progress::new(size);
            let reading = read(&name_of(path), BufReader::with_capacity(BUFFER, file), &mut |n| progress.at(n));
            progress.end();
            match reading.as_ref().err().and_then(|_| what_else(path)) {
                Some(what) => bail!("{} is {what}", path.display()),
                None => reading.with_context(|| format!("{}", path.display())),
            }
        }
        paths => open_many(paths, together),
    }
}

/// What a file is that is no report of tests but something else that Laneway reads, and where that is wanted.
fn what_else(path: &Path) -> Option<String> {
    let bytes = fs::read(path).ok()?;
    let shown = path.display();
    if scenario_file::is_scenario(&bytes) {
        return Some(format!("a scenario, expected a report of tests: `laneway pipeline {shown}` and others take it"));
    }
    (dropped::recognise(&bytes) == Dropped::Workflow).then(|| {
        format!(
            "a workflow, expected a report of tests: `laneway pipeline --baseline {shown} --tests REPORT` takes both"
        )
    })
}

fn open_many(paths: &[PathBuf], together: Option<Together>) -> anyhow::Result<Reading> {
    let mut documents = Vec::new();
    for path in paths {
        add_documents(path, &mut documents)?;
    }
    let opened = many::open(documents, &mut |_| {});
    let pipelines = opened.pipelines.into_iter().map(|file| (file.name, "a pipeline"));
    let others = pipelines.chain(opened.coverage.into_iter().map(|file| (file.name, "a coverage report")));
    let others = others.map(|(name, what)| (name, format!("it is {what}, expected a report of tests")));
    let left_out: Vec<(String, String)> = opened.refused.into_iter().chain(opened.skipped).chain(others).collect();
    if opened.readings.is_empty() {
        let Some((name, why)) = left_out.first() else { bail!("there is no file in {}", paths[0].display()) };
        bail!("{name}: {why}");
    }
    let together = together.unwrap_or_else(|| many::guess(&opened.readings));
    let mut reading = many::join(&name_of(&paths[0]), opened.readings, together);
    for (name, why) in left_out {
        reading.warnings.push_without_line(format!("{name} is left out: {why}"));
    }
    Ok(reading)
}

/// A file, or all files of a folder, by name.
fn add_documents(path: &Path, documents: &mut Vec<Document>) -> anyhow::Result<()> {
    if path.is_dir() {
        let entries = fs::read_dir(path).map_err(|error| named_file::unreadable(path, &error))?;
        // A link to a folder may lead back to this one, and one to nothing is no report.
        let is_open = |path: &PathBuf| !path.is_symlink() || path.is_file();
        let mut inside: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(is_open).collect();
        inside.sort();
        return inside.iter().try_for_each(|path| add_documents(path, documents));
    }
    let bytes = named_file::bytes(path)?;
    documents.push(Document { name: path.display().to_string(), bytes });
    Ok(())
}

fn is_archive(path: &Path) -> anyhow::Result<bool> {
    if path.is_dir() {
        return Ok(true);
    }
    let mut head = Vec::new();
    let file = named_file::open(path)?;
    file.take(4).read_to_end(&mut head).map_err(|error| named_file::unreadable(path, &error))?;
    Ok(head.starts_with(b"PK"))
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// How far reading has come, on a terminal, for large files.
struct Progress {
    size: u64,
    shows: bool,
}

impl Progress {
    fn new(size: u64) -> Self {
        Self { size, shows: size > 20 << 20 && std::io::stderr().is_terminal() }
    }

    fn at(&mut self, n_read: u64) {
        if self.shows {
            let percent = 100 * n_read / self.size.max(1);
            let _ = write!(std::io::stderr(), "\rreading: {percent} %");
        }
    }

    fn end(&self) {
        if self.shows {
            let _ = write!(std::io::stderr(), "\r\u{1b}[K");
        }
    }
}
