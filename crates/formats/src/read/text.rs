//! What pytest prints: `--durations=0 -vv` gives durations, its verbose part the order; `--collect-only -q` the order alone.

use std::collections::HashMap;
use std::io::BufRead;

use laneway_engine::suite::{OrderKnown, SourceKind};

use super::ReadError;
use super::reading::{Again, Rows};
use super::source::Source;

const OUTCOMES: [&str; 7] = ["PASSED", "FAILED", "SKIPPED", "ERROR", "XFAIL", "XPASS", "RERUN"];

/// Whether a line is one of `slowest durations`: `0.12s call     a.py::test_b`.
pub(super) fn is_duration_row(line: &str) -> bool {
    duration_row(line).is_some()
}

pub(super) fn read<R: BufRead>(source: &mut Source<'_, R>, rows: &mut Rows) -> Result<(), ReadError> {
    let mut order: HashMap<String, u64> = HashMap::new();
    let mut listed: Vec<(u64, String)> = Vec::new();
    let mut is_parallel = false;
    let mut has_summary_by_file = None;
    let mut line = Vec::new();
    loop {
        let number = source.line();
        if !source.next_line(&mut line)? {
            break;
        }
        let text = without_escapes(&String::from_utf8_lossy(&line));
        let text = text.trim();
        if let Some((secs, id)) = duration_row(text) {
            if let Some(test) = rows.add(number, id, secs, Again::Adds)?
                && let Some(place) = order.get(id)
            {
                rows.place(test, *place);
            }
        } else if let Some((id, is_by_worker)) = verbose_row(text) {
            is_parallel |= is_by_worker;
            let next = order.len() as u64;
            order.entry(id.to_owned()).or_insert(next);
        } else if text.contains("durations < ") && text.contains("hidden") {
            rows.warnings.push(number, "short durations are hidden, expected all: record with `--durations=0 -vv`");
        } else if is_listed_id(text) {
            listed.push((number, text.to_owned()));
        } else if is_count_by_file(text) {
            has_summary_by_file.get_or_insert(number);
        }
    }
    if !rows.is_empty() {
        rows.recording.source = SourceKind::DurationsText;
        rows.recording.order = OrderKnown::Finished;
        if is_parallel {
            rows.warnings.push(1, "several workers ran the tests: the order is that in which they finished");
        }
        return Ok(());
    }
    if let (Some(line), true) = (has_summary_by_file, listed.is_empty()) {
        let why = "it only counts tests by file; use `pytest --collect-only -q`, with one `-q`".to_owned();
        return Err(ReadError::Broken { line, kind: "the pytest output", why });
    }
    rows.recording.source = SourceKind::CollectOnly;
    rows.has_no_durations = true;
    for (number, id) in listed {
        rows.add(number, &id, 0.0, Again::Replaces)?;
    }
    Ok(())
}

fn duration_row(line: &str) -> Option<(f64, &str)> {
    let (time, rest) = line.trim().split_once("s ")?;
    let (phase, id) = rest.trim_start().split_once(' ')?;
    let is_phase = matches!(phase, "setup" | "call" | "teardown");
    if is_phase { Some((time.trim().parse().ok()?, id.trim())) } else { None }
}

/// `a.py::test_b PASSED [ 6%]`, or `[gw0] [ 6%] PASSED a.py::test_b`.
fn verbose_row(line: &str) -> Option<(&str, bool)> {
    for outcome in OUTCOMES {
        if let Some((before, after)) = line.split_once(&format!(" {outcome}"))
            && before.contains("::")
            && after.trim_start().starts_with(['[', '(', '\0']) | after.trim().is_empty()
        {
            return Some((before.trim(), false));
        }
        if line.starts_with("[gw")
            && let Some((_, id)) = line.split_once(&format!("{outcome} "))
        {
            return Some((id.trim(), true));
        }
    }
    None
}

fn is_listed_id(line: &str) -> bool {
    line.contains("::") && !line.starts_with(['=', '<', '-', '[', ' ']) && !line.contains(" - ")
}

fn is_count_by_file(line: &str) -> bool {
    line.rsplit_once(": ").is_some_and(|(file, count)| file.ends_with(".py") && count.parse::<u32>().is_ok())
}

/// Without the colours of a terminal.
fn without_escapes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        if char == '\u{1b}' {
            chars.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(char);
        }
    }
    plain
}
