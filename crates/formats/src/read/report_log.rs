//! `pytest --report-log`: one JSON object a line, three reports a test. The best source: it knows order and workers.
//!
//! Written by pytest-reportlog 1.0; `worker_id` and `item_index` are pytest-xdist's (`xdist/remote.py`).

mod markers;

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::BufRead;
use std::ops::Deref;

use laneway_engine::suite::{OrderKnown, SourceKind};
use laneway_engine::time::Nanos;
use serde::Deserialize;

use super::ReadError;
use super::date::date;
use super::facts::WorkerFacts;
use super::rows::{Ending, Phase, Rows};
use super::source::{Line, MAX_PIECE, Source};
use markers::Keywords;

/// The fields of a report that matter here. Others are passed over, tracebacks and captured output among them.
#[derive(Deserialize)]
struct Report<'a> {
    #[serde(rename = "$report_type", borrow)]
    kind: Option<Text<'a>>,
    #[serde(borrow)]
    nodeid: Option<Text<'a>>,
    #[serde(borrow)]
    when: Option<Text<'a>>,
    #[serde(borrow)]
    outcome: Option<Text<'a>>,
    #[serde(default, borrow)]
    keywords: Keywords<'a>,
    duration: Option<f64>,
    start: Option<f64>,
    stop: Option<f64>,
    item_index: Option<u64>,
    #[serde(borrow)]
    worker_id: Option<Text<'a>>,
}

/// A text that borrows from its line where it can.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// Where a test stands: which session ran it last, on which worker, and whether that run is over.
#[derive(Clone, Copy, Default)]
struct Standing {
    session: u32,
    worker: Option<u32>,
    is_over: bool,
}

/// What is gathered on the way.
#[derive(Default)]
struct Log {
    /// How many sessions began; logs of several are often put one behind the other.
    session: u32,
    standings: Vec<Standing>,
    workers: HashMap<String, u32>,
    first_start: Option<f64>,
    last_stop: f64,
    has_group_marks: bool,
}

pub(super) fn read<R: BufRead>(source: &mut Source<'_, R>, rows: &mut Rows) -> Result<(), ReadError> {
    rows.recording.source = SourceKind::ReportLog;
    rows.recording.order = OrderKnown::Finished;
    let mut log = Log::default();
    let mut line = Vec::new();
    loop {
        let number = source.line();
        match source.next_line(&mut line)? {
            Line::Read => {}
            Line::End => break,
            Line::TooLong => {
                let text = format!("the line is longer than {} MiB, expected a report; skipped", MAX_PIECE >> 20);
                rows.warnings.push(number, text);
                continue;
            }
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match serde_json::from_slice(&line) {
            Ok(report) => log.add(number, &report, rows)?,
            Err(error) if error.is_eof() => {
                rows.warnings.push(number, "the line is cut off, expected a whole JSON object; skipped");
            }
            Err(_) => {
                let found: String = String::from_utf8_lossy(&line).trim().chars().take(40).collect();
                rows.warnings.push(number, format!("the line is `{found}`, expected a JSON object; skipped"));
            }
        }
    }
    log.finish(rows);
    Ok(())
}

impl Log {
    fn add(&mut self, line: u64, report: &Report<'_>, rows: &mut Rows) -> Result<(), ReadError> {
        match report.kind.as_deref() {
            Some("TestReport") => {}
            Some("SessionStart") => {
                self.session += 1;
                return Ok(());
            }
            Some("CollectReport") if report.outcome.as_deref() == Some("failed") => {
                let id = report.nodeid.as_deref().unwrap_or_default();
                rows.warnings.push(line, format!("`{id}` could not be collected: its tests are missing"));
                return Ok(());
            }
            _ => return Ok(()),
        }
        let Some(id) = report.nodeid.as_deref() else { return Ok(()) };
        let Some(phase) = report.when.as_deref().and_then(Phase::from_name) else {
            return self.add_crash(line, id, rows);
        };
        let worker = report.worker_id.as_deref().filter(|worker| *worker != "master");
        let worker = worker.map(|worker| self.worker(worker, rows));
        if let Some(test) = rows.find(id) {
            let standing = &mut self.standings[test];
            if standing.session == self.session && standing.worker != worker {
                // `each` runs every test on every worker.
                if phase == Phase::Setup {
                    rows.warnings.push(line, format!("`{id}` runs on a second worker too; the first one counts"));
                }
                return Ok(());
            }
            if phase == Phase::Setup && (standing.is_over || standing.session != self.session) {
                rows.warnings.push(line, format!("`{id}` is run again; the last run counts"));
                rows.begin_again(test);
            }
        }
        let secs = report.duration.unwrap_or(f64::NAN);
        let Some(test) = rows.add_phase(line, id, phase, secs)? else { return Ok(()) };
        let standing = Standing { session: self.session, worker, is_over: phase == Phase::Teardown };
        self.standings.resize(self.standings.len().max(test + 1), Standing::default());
        self.standings[test] = standing;
        let row = rows.row(test);
        row.ran_on = worker;
        row.place = report.item_index.or(row.place);
        row.ending = match report.outcome.as_deref() {
            Some("failed" | "rerun") => Ending::Failed,
            Some("skipped") => row.ending.max(Ending::Skipped),
            _ => row.ending,
        };
        if phase == Phase::Setup {
            for marker in report.keywords.markers(id) {
                self.has_group_marks |= marker == "xdist_group";
                rows.mark(test, marker);
            }
        }
        if let (Some(start), Some(stop)) = (report.start, report.stop) {
            self.first_start = Some(self.first_start.map_or(start, |first| first.min(start)));
            self.last_stop = self.last_stop.max(stop);
            rows.ran(test, start, stop);
        }
        Ok(())
    }

    /// A report for no phase is xdist's own, on a test whose worker died.
    fn add_crash(&mut self, line: u64, id: &str, rows: &mut Rows) -> Result<(), ReadError> {
        rows.warnings.push(line, format!("the worker of `{id}` crashed: its time is not known whole"));
        if let Some(test) = rows.add_phase(line, id, Phase::Call, 0.0)? {
            let standing = Standing { session: self.session, worker: rows.row(test).ran_on, is_over: true };
            self.standings.resize(self.standings.len().max(test + 1), Standing::default());
            self.standings[test] = standing;
            rows.row(test).ending = Ending::Failed;
        }
        Ok(())
    }

    fn worker(&mut self, name: &str, rows: &mut Rows) -> u32 {
        if let Some(&worker) = self.workers.get(name) {
            return worker;
        }
        let worker = rows.workers.len() as u32;
        self.workers.insert(name.to_owned(), worker);
        rows.workers.push(WorkerFacts { name: name.to_owned(), ..WorkerFacts::default() });
        worker
    }

    fn finish(self, rows: &mut Rows) {
        rows.recording.workers = Some(self.workers.len() as u32);
        if self.workers.is_empty() && self.session < 2 {
            // One process finishes tests in the order in which it collected them.
            rows.recording.order = OrderKnown::Collected;
        }
        if let Some(start) = self.first_start {
            rows.recording.date = date(start);
            rows.wall = Nanos::from_secs(self.last_stop - start).filter(|_| self.session < 2);
        }
        if self.session > 1 {
            let n_sessions = self.session;
            rows.forget_spans();
            rows.warnings.push_without_line(format!("{n_sessions} sessions stand one behind the other, expected one a file; of a test that is in several, the last run counts"));
        }
        if self.has_group_marks && !rows.has_groups() {
            rows.warnings.push_without_line("tests carry xdist_group marks, whose names a report-log does not keep: record it under `--dist loadgroup` (with pytest before 9.2) to have them");
        }
    }
}
