//! What pytest prints: `--durations=0 -vv` gives durations, its verbose part the order; `--collect-only -q` gives the
//! order alone.
//!
//! Printed by pytest 9.2 (`_pytest/runner.py`, `_pytest/terminal.py`) and pytest-xdist 3.8.

mod line;

use std::collections::{HashMap, HashSet};
use std::io::BufRead;

use laneway_engine::suite::{OrderKnown, SourceKind};
use laneway_engine::time::Nanos;

use super::ReadError;
use super::rows::{Again, Ending, Phase, Rows};
use super::source::{Line, Source};
pub(super) use line::looks_like_pytest;
use line::{Printed, plain_text, printed};

const TITLE: &str = "the pytest output";

/// What is gathered on the way.
#[derive(Default)]
struct Output {
    /// Tests in the order in which the verbose part names them, by id.
    order: HashMap<String, u64>,
    endings: Vec<(u64, String, Ending)>,
    phases: HashSet<(usize, Phase)>,
    listed: Vec<(u64, String)>,
    n_workers: u32,
    hidden: Option<u64>,
    counts: Option<u64>,
    tree: Option<u64>,
}

pub(super) fn read<R: BufRead>(source: &mut Source<'_, R>, rows: &mut Rows) -> Result<(), ReadError> {
    let mut output = Output::default();
    let mut line = Vec::new();
    loop {
        let number = source.line();
        match source.next_line(&mut line)? {
            Line::Read => output.add(number, &plain_text(&String::from_utf8_lossy(&line)), rows)?,
            Line::TooLong => rows.warnings.push(number, "the line is too long for pytest's, skipped"),
            Line::End => break,
        }
    }
    if rows.is_empty() { output.into_collection(rows) } else { output.into_durations(rows) }
}

impl Output {
    fn add(&mut self, number: u64, text: &str, rows: &mut Rows) -> Result<(), ReadError> {
        match printed(text) {
            Printed::Duration { secs, phase, id } => {
                if let Some(test) = rows.add_phase(number, id, phase, secs)?
                    && !self.phases.insert((test, phase))
                {
                    rows.warnings.push(number, format!("`{id}` has two times for {phase:?}; both are added up"));
                }
            }
            Printed::Verbose { id, ending, is_by_worker } => {
                self.n_workers = self.n_workers.max(u32::from(is_by_worker));
                let next = self.order.len() as u64;
                self.order.entry(id.to_owned()).or_insert(next);
                self.endings.push((number, id.to_owned(), ending));
            }
            Printed::Workers(n_workers) => self.n_workers = n_workers,
            Printed::Hidden => self.hidden = Some(number),
            Printed::Wall(secs) => rows.wall = Nanos::from_secs(secs),
            Printed::Coverage => rows.recording.coverage = Some(true),
            Printed::Id(id) => self.listed.push((number, id.to_owned())),
            Printed::CountByFile => {
                self.counts.get_or_insert(number);
            }
            Printed::Tree => {
                self.tree.get_or_insert(number);
            }
            Printed::Other => {}
        }
        Ok(())
    }

    fn into_durations(self, rows: &mut Rows) -> Result<(), ReadError> {
        rows.recording.source = SourceKind::DurationsText;
        rows.recording.order = OrderKnown::Finished;
        if let Some(line) = self.hidden {
            let text = "durations under 5 ms are hidden, expected all: record with `--durations=0 -vv`";
            rows.warnings.push(line, text);
        }
        if self.order.is_empty() {
            let text = "the order of the tests is not in it, only the slowest first, expected the verbose part too: keep the whole output of `pytest --durations=0 -vv`";
            rows.warnings.push_without_line(text);
            rows.recording.order = OrderKnown::Sorted;
        }
        let mut n_without = 0;
        for (number, id, ending) in self.endings {
            if rows.find(&id).is_none() {
                n_without += 1;
            }
            if let Some(test) = rows.add(number, &id, 0.0, Again::Adds)? {
                let row = rows.row(test);
                row.place = self.order.get(&id).copied();
                row.ending = ending;
            }
        }
        if n_without > 0 {
            let text = format!("{n_without} tests have no durations, expected three each; taken as 0");
            rows.warnings.push_without_line(text);
        }
        rows.recording.workers = (!self.order.is_empty()).then_some(self.n_workers);
        if self.n_workers > 0 {
            rows.order_by_place = OrderKnown::Finished;
        }
        Ok(())
    }

    /// Without durations, what is left is the order: of ids listed one a line, or of the verbose part.
    fn into_collection(self, rows: &mut Rows) -> Result<(), ReadError> {
        let broken = |line, why: &str| Err(ReadError::Broken { line, kind: TITLE, why: why.to_owned() });
        let ids = if self.endings.is_empty() {
            self.listed
        } else {
            self.endings.into_iter().map(|(number, id, _)| (number, id)).collect()
        };
        match (ids.is_empty(), self.tree, self.counts) {
            (true, Some(line), _) => {
                return broken(line, "it is a tree, expected one id a line: use `pytest --collect-only -q`");
            }
            (true, _, Some(line)) => {
                let why = "it only counts tests by file, expected one id a line: use `pytest --collect-only -q`, and one `-q` less where addopts has one";
                return broken(line, why);
            }
            _ => {}
        }
        rows.recording.source = SourceKind::CollectOnly;
        rows.has_no_durations = true;
        if self.n_workers > 0 {
            rows.recording.order = OrderKnown::Finished;
            rows.warnings.push_without_line("several workers ran the tests: the order is that in which they finished, expected that of `pytest --collect-only -q`");
        }
        for (number, id) in ids {
            rows.add(number, &id, 0.0, Again::Replaces)?;
        }
        Ok(())
    }
}
