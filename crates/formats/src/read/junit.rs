//! JUnit XML: pytest's (xunit1, xunit2) and others'.

use std::io::BufRead;

use laneway_engine::suite::{OrderKnown, SourceKind};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::ReadError;
use super::junit_id::{Case, node_id};
use super::reading::{Again, Rows};
use super::source::Source;

const TITLE: &str = "the JUnit XML";

/// Deeper than any report; a document that goes deeper is refused.
const MAX_DEPTH: u32 = 64;

pub(super) fn read<R: BufRead>(source: &mut Source<'_, R>, rows: &mut Rows) -> Result<(), ReadError> {
    rows.recording.source = SourceKind::JunitXml;
    rows.recording.order = OrderKnown::Finished;
    let mut reader = Reader::from_reader(source);
    let mut buffer = Vec::new();
    let mut depth = 0;
    let mut has_suite = false;
    let mut is_pytest = false;
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer);
        let line = reader.get_ref().line();
        let broken = |why: String| ReadError::Broken { line, kind: TITLE, why };
        let (start, is_open) = match event {
            Ok(Event::Start(start)) => (start, true),
            Ok(Event::Empty(start)) => (start, false),
            Ok(Event::End(_)) => {
                depth -= 1;
                continue;
            }
            Ok(Event::Eof) if depth > 0 => return Err(broken("it ends before its last tag is closed".to_owned())),
            Ok(Event::Eof) => break,
            Ok(_) => continue,
            Err(error) => return Err(broken(error.to_string())),
        };
        if is_open {
            depth += 1;
            if depth > MAX_DEPTH {
                return Err(broken(format!("tags are nested deeper than {MAX_DEPTH}")));
            }
        }
        match start.local_name().as_ref() {
            b"testsuites" => has_suite = true,
            b"testsuite" => {
                has_suite = true;
                is_pytest |= attribute(&start, b"name").is_some_and(|name| name == "pytest");
                if rows.recording.date.is_none() {
                    rows.recording.date = attribute(&start, b"timestamp");
                }
            }
            b"testcase" => read_case(&start, line, is_pytest, rows)?,
            name if !has_suite => {
                let why = format!("it begins with <{}>, expected <testsuites>", String::from_utf8_lossy(name));
                return Err(broken(why));
            }
            _ => {}
        }
    }
    Ok(())
}

fn read_case(start: &BytesStart<'_>, line: u64, is_pytest: bool, rows: &mut Rows) -> Result<(), ReadError> {
    let case = Case {
        class_name: attribute(start, b"classname").unwrap_or_default(),
        name: attribute(start, b"name").unwrap_or_default(),
        file: attribute(start, b"file"),
        is_pytest,
    };
    let id = node_id(&case);
    // Some writers group thousands.
    let time = attribute(start, b"time").map(|time| time.replace(',', ""));
    let secs = match &time {
        Some(time) => time.trim().parse().unwrap_or(f64::NAN),
        None => {
            rows.warnings.push(line, format!("`{id}` has no time; taken as 0"));
            0.0
        }
    };
    rows.add(line, &id, secs, Again::Replaces)?;
    Ok(())
}

/// An attribute's text; entities that XML does not define stay as they are.
fn attribute(start: &BytesStart<'_>, key: &[u8]) -> Option<String> {
    let attribute = start.attributes().with_checks(false).flatten().find(|other| other.key.as_ref() == key)?;
    let raw = String::from_utf8_lossy(&attribute.value).into_owned();
    let text = quick_xml::escape::unescape(&raw).map(std::borrow::Cow::into_owned);
    Some(text.unwrap_or(raw))
}
