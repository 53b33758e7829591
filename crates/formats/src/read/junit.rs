//! JUnit XML: pytest's (xunit1, xunit2) and others'.
//!
//! pytest writes it in `_pytest/junitxml.py`. Times are rounded to a millisecond; workers are not known.

use std::io::BufRead;

use laneway_engine::suite::{OrderKnown, SourceKind};
use laneway_engine::time::Nanos;
use quick_xml::Reader;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};

use super::ReadError;
use super::junit_id::{Case, node_id};
use super::rows::{Again, Ending, Rows};
use super::source::Source;

const TITLE: &str = "the JUnit XML";

/// Deeper than any report; a document that goes deeper is refused.
const MAX_DEPTH: u32 = 64;

/// Encodings that are UTF-8 or part of it; none means UTF-8.
const READABLE: [&str; 4] = ["", "utf-8", "utf8", "us-ascii"];

pub(super) fn read<R: BufRead>(source: &mut Source<'_, R>, rows: &mut Rows) -> Result<(), ReadError> {
    rows.recording.source = SourceKind::JunitXml;
    rows.recording.order = OrderKnown::Finished;
    rows.has_no_groups = true;
    let mut reader = Reader::from_reader(source);
    let mut document = Document::default();
    let mut buffer = Vec::new();
    let mut depth = 0_u32;
    loop {
        buffer.clear();
        reader.get_mut().begin_piece();
        let event = reader.read_event_into(&mut buffer);
        let line = reader.get_ref().line();
        let broken = |why: String| ReadError::Broken { line, kind: TITLE, why };
        match event {
            Ok(Event::Start(start)) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(broken(format!("tags are nested deeper than {MAX_DEPTH}")));
                }
                document.open(&start, line, rows).map_err(broken)?;
            }
            Ok(Event::Empty(start)) => {
                document.open(&start, line, rows).map_err(broken)?;
                document.close(start.local_name().as_ref(), rows)?;
            }
            Ok(Event::End(end)) => {
                depth = depth.saturating_sub(1);
                document.close(end.local_name().as_ref(), rows)?;
            }
            Ok(Event::Decl(decl)) => {
                let encoding = decl.encoding().and_then(Result::ok).unwrap_or_default();
                if !READABLE.iter().any(|name| encoding.eq_ignore_ascii_case(name.as_bytes())) {
                    let found = String::from_utf8_lossy(&encoding);
                    let why = format!(
                        "the encoding is `{found}`, expected UTF-8: letters beyond ASCII are lost; convert the report, for example with iconv"
                    );
                    rows.warnings.push(line, why);
                }
            }
            // Nothing expands an entity here; who declares one is up to something.
            Ok(Event::DocType(text)) if text.windows(8).any(|word| word == b"<!ENTITY") => {
                return Err(broken("it declares entities, expected none in a report".to_owned()));
            }
            Ok(Event::Eof) if depth > 0 => {
                return Err(broken(format!("it ends with {depth} tags open, as if cut off")));
            }
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(quick_xml::Error::Syntax(_)) => return Err(broken("it ends in a tag, as if cut off".to_owned())),
            Err(error) => return Err(broken(error.to_string())),
        }
    }
}

/// What is known on the way through a document.
#[derive(Default)]
struct Document {
    has_suite: bool,
    is_pytest: bool,
    open_case: Option<OpenCase>,
}

/// A `<testcase>` whose end has not come.
struct OpenCase {
    line: u64,
    case: Case,
    time: Option<String>,
    ending: Ending,
    /// pytest writes a second `<testcase>` for a test that failed and then failed again in teardown.
    is_teardown: bool,
    /// pytest writes one for a file that it could not collect.
    is_collection: bool,
}

impl Document {
    fn open(&mut self, start: &BytesStart<'_>, line: u64, rows: &mut Rows) -> Result<(), String> {
        match start.local_name().as_ref() {
            b"testsuites" => self.has_suite = true,
            b"testsuite" => {
                self.has_suite = true;
                let is_pytest = attribute(start, b"name").is_some_and(|name| name == "pytest");
                self.is_pytest |= is_pytest;
                rows.has_no_groups = !self.is_pytest;
                if rows.recording.date.is_none() {
                    rows.recording.date = attribute(start, b"timestamp");
                }
                if is_pytest && let Some(time) = attribute(start, b"time") {
                    let time = time.parse().ok().and_then(Nanos::from_secs);
                    rows.wall = time.map(|time| (rows.wall.unwrap_or_default() + time).min(Nanos::MAX_INPUT));
                }
            }
            b"testcase" => {
                let mut case = Case { is_pytest: self.is_pytest, ..Case::default() };
                let mut time = None;
                // The first of two attributes of one name counts, as elsewhere.
                for attribute in start.attributes().with_checks(false).flatten() {
                    match attribute.key.as_ref() {
                        b"classname" if case.class_name.is_empty() => case.class_name = text_of(&attribute),
                        b"name" if case.name.is_empty() => case.name = text_of(&attribute),
                        b"file" if case.file.is_none() => {
                            case.file = Some(text_of(&attribute)).filter(|file| !file.is_empty());
                        }
                        b"time" if time.is_none() => time = Some(text_of(&attribute)),
                        _ => {}
                    }
                }
                let ending = Ending::Passed;
                let open = OpenCase { line, case, time, ending, is_teardown: false, is_collection: false };
                self.open_case = Some(open);
            }
            name if !self.has_suite => {
                let name: String = String::from_utf8_lossy(name).chars().take(40).collect();
                return Err(format!("it begins with <{name}>, expected <testsuites> or <testsuite>"));
            }
            child => {
                let Some(open) = &mut self.open_case else { return Ok(()) };
                open.ending = match child {
                    b"failure" | b"error" => Ending::Failed,
                    b"skipped" => open.ending.max(Ending::Skipped),
                    _ => return Ok(()),
                };
                let message = attribute(start, b"message").unwrap_or_default();
                open.is_teardown |= message.starts_with("failed on teardown");
                open.is_collection |= message.starts_with("collection ");
            }
        }
        Ok(())
    }

    fn close(&mut self, name: &[u8], rows: &mut Rows) -> Result<(), ReadError> {
        if name != b"testcase" {
            return Ok(());
        }
        let Some(open) = self.open_case.take() else { return Ok(()) };
        let OpenCase { line, case, ending, .. } = open;
        if open.is_collection && case.class_name.is_empty() {
            rows.warnings.push(line, format!("`{}` could not be collected, expected its tests; skipped", case.name));
            return Ok(());
        }
        let id = node_id(&case);
        let secs = match open.time.as_deref().map(seconds) {
            Some(Ok(secs)) => secs,
            Some(Err(found)) => {
                let text = format!("the time of `{id}` is `{found}`, expected seconds such as `0.25`; taken as 0");
                rows.warnings.push(line, text);
                0.0
            }
            None => {
                rows.warnings.push(line, format!("`{id}` has no time, expected seconds such as `0.25`; taken as 0"));
                0.0
            }
        };
        let again = if open.is_teardown { Again::Adds } else { Again::Replaces };
        if let Some(test) = rows.add(line, &id, secs, again)? {
            rows.row(test).ending = ending;
        }
        Ok(())
    }
}

/// Seconds; some writers group thousands, as in `1,234.5`. What is none is given back, cut short: so is a comma in the place of the
/// point, which nobody is to take for thousands.
fn seconds(text: &str) -> Result<f64, String> {
    let text = text.trim();
    let whole = text.split('.').next().unwrap_or_default();
    let mut groups = whole.split(',');
    let is_first = groups.next().is_some_and(|first| (1..=3).contains(&first.len()));
    let is_grouped =
        is_first && groups.all(|group| group.len() == 3) && text.matches(',').count() == whole.matches(',').count();
    let secs = if text.contains(',') && is_grouped { text.replace(',', "").parse() } else { text.parse() };
    secs.map_err(|_| text.chars().take(40).collect())
}

fn attribute(start: &BytesStart<'_>, key: &[u8]) -> Option<String> {
    let found = start.attributes().with_checks(false).flatten().find(|other| other.key.as_ref() == key);
    found.map(|found| text_of(&found))
}

/// An attribute's text; entities that XML does not define stay as they are.
fn text_of(attribute: &Attribute<'_>) -> String {
    let raw = String::from_utf8_lossy(&attribute.value);
    match quick_xml::escape::unescape(&raw) {
        Ok(text) => text.into_owned(),
        Err(_) => raw.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use crate::read::read;

    fn warned(begin: &str, expected: Expect) {
        let text = format!("{begin}<testsuite><testcase classname=\"a\" name=\"b\" time=\"1\"/></testsuite>");
        let reading = read("report.xml", text.as_bytes(), &mut |_| {}).expect("a report");
        let warnings = reading.warnings.shown.iter().map(|it| format!("{}: {}\n", it.line.unwrap_or(0), it.text));
        expected.assert_eq(&warnings.collect::<String>());
    }

    #[test]
    fn thousands_may_be_grouped_and_nothing_else_has_commas() {
        for (text, secs) in
            [("0.25", 0.25), (" 3 ", 3.0), ("1,234.5", 1234.5), ("1,234,567", 1_234_567.0), ("2e-3", 0.002)]
        {
            assert_eq!(super::seconds(text), Ok(secs));
        }
        for text in ["0,25", "1.234,5", "12,34", "1234,567", ",123", "1,", "1,23a", "s"] {
            assert_eq!(super::seconds(text), Err(text.to_owned()));
        }
    }

    #[test]
    fn an_encoding_that_is_not_read_is_told() {
        warned("", expect![""]);
        warned("<?xml version='1.0'?>", expect![""]);
        warned("<?xml version='1.0' encoding='utf-8'?>\n", expect![""]);
        warned("<?xml version=\"1.0\" encoding=\"US-ASCII\"?>", expect![""]);
        warned(
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n",
            expect![[r#"
                1: the encoding is `ISO-8859-1`, expected UTF-8: letters beyond ASCII are lost; convert the report, for example with iconv
            "#]],
        );
    }
}
