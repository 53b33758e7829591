//! Cobertura XML: lines with hits, branches counted by line, and, from coverage.py, those not taken by name.
//!
//! Written by coverage.py, `coverage/xmlreport.py`; the shape is Cobertura's `coverage-04.dtd`.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::file::{File, MAX_BRANCHES};
use super::{Parts, percent};
use crate::read::Warnings;

/// Deeper than any report.
const MAX_DEPTH: u32 = 64;

/// Whether the first tag of an XML document is Cobertura's. Other tools also begin with others.
pub(super) fn is_root(head: &str) -> bool {
    let mut rest = head;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = match rest.as_bytes().first() {
            Some(b'?') => "?>",
            Some(b'!') if rest.starts_with("!--") => "-->",
            Some(b'!') => ">",
            _ => {
                return rest
                    .strip_prefix("coverage")
                    .is_some_and(|rest| rest.starts_with([' ', '\n', '\r', '\t', '>']));
            }
        };
        let Some(at) = rest.find(end) else { return false };
        rest = &rest[at..];
    }
    false
}

pub(super) fn read(text: &str, warnings: &mut Warnings) -> Parts {
    let mut reader = Reader::from_str(text);
    let mut document = Document::default();
    let (mut line, mut position, mut depth) = (1, 0, 0_u32);
    loop {
        let event = reader.read_event();
        let now = (reader.buffer_position() as usize).min(text.len());
        line += text.as_bytes()[position..now].iter().filter(|byte| **byte == b'\n').count() as u64;
        position = now;
        let broken = |why: String| (line, why);
        match event {
            Ok(Event::Start(start)) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(broken(format!("tags are nested deeper than {MAX_DEPTH}, expected few")));
                }
                document.open(&start, line, warnings).map_err(broken)?;
            }
            Ok(Event::Empty(start)) => document.open(&start, line, warnings).map_err(broken)?,
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::DocType(text)) if text.windows(8).any(|word| word == b"<!ENTITY") => {
                return Err(broken("it declares entities, expected none in a report".to_owned()));
            }
            Ok(Event::Eof) if depth > 0 => {
                return Err(broken(format!("it ends with {depth} tags open, as if cut off")));
            }
            Ok(Event::Eof) => return Ok((document.files, document.stated)),
            Ok(_) => {}
            Err(error) => return Err(broken(error.to_string())),
        }
    }
}

#[derive(Default)]
struct Document {
    files: BTreeMap<String, File>,
    /// The file of the `<class>` at hand.
    path: Option<String>,
    stated: Option<f64>,
}

impl Document {
    fn open(&mut self, start: &BytesStart<'_>, line: u64, warnings: &mut Warnings) -> Result<(), String> {
        match start.local_name().as_ref() {
            b"coverage" => {
                let count = |key| attribute(start, key).and_then(|text| text.parse::<u32>().ok());
                if let (Some(covered), Some(valid)) = (count("lines-covered"), count("lines-valid")) {
                    let [taken, branches] = ["branches-covered", "branches-valid"].map(|key| count(key).unwrap_or(0));
                    let sum = |a, b| u64::from(a) + u64::from(b);
                    self.stated = percent(sum(covered, taken), sum(valid, branches));
                }
            }
            b"class" => {
                let path = attribute(start, "filename")
                    .ok_or("a <class> has no filename, expected `filename=\"a.py\"`".to_owned())?;
                self.files.entry(path.clone()).or_default();
                self.path = Some(path);
            }
            b"line" => {
                let file = self.path.as_ref().and_then(|path| self.files.get_mut(path));
                let Some(file) = file else {
                    return Err("a <line> stands outside of a <class>, expected it within".to_owned());
                };
                let number = attribute(start, "number").unwrap_or_default();
                let Ok(number) = number.trim().parse::<u32>() else {
                    let text = format!("the number of a <line> is `{}`, expected one from 1; skipped", cut(&number));
                    warnings.push(line, text);
                    return Ok(());
                };
                // Hits are counts, which some tools write as `1.0` or beyond what a word holds.
                let hits = attribute(start, "hits").unwrap_or_default();
                file.add_line(number, hits.trim().parse::<f64>().is_ok_and(|hits| hits > 0.0));
                if attribute(start, "branch").is_some_and(|text| text.eq_ignore_ascii_case("true")) {
                    add_branches(file, number, start, line, warnings);
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// `condition-coverage="50% (1/2)" missing-branches="7,exit"`.
fn add_branches(file: &mut File, number: u32, start: &BytesStart<'_>, line: u64, warnings: &mut Warnings) {
    let condition = attribute(start, "condition-coverage").unwrap_or_default();
    let counts = condition.split_once('(').and_then(|(_, rest)| rest.split_once(')')?.0.split_once('/'));
    let counts = counts.and_then(|(taken, all)| Some((taken.trim().parse().ok()?, all.trim().parse().ok()?)));
    let Some((n_taken, n)) = counts.filter(|&(taken, all): &(u32, u32)| taken <= all && all <= MAX_BRANCHES) else {
        let found = cut(&condition);
        warnings.push(line, format!("the condition-coverage is `{found}`, expected such as `50% (1/2)`; no branches"));
        return;
    };
    let missing = attribute(start, "missing-branches").unwrap_or_default();
    let missing = missing.split(',').map(str::trim).filter(|name| !name.is_empty());
    file.count_branches(number, n, n_taken, missing);
}

fn cut(text: &str) -> String {
    text.chars().take(40).collect()
}

fn attribute(start: &BytesStart<'_>, key: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let found = attributes.with_checks(false).flatten().find(|other| other.key.as_ref() == key.as_bytes())?;
    let raw = String::from_utf8_lossy(&found.value);
    Some(quick_xml::escape::unescape(&raw).map_or_else(|_| raw.clone().into_owned(), std::borrow::Cow::into_owned))
}
