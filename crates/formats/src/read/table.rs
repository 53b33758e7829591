//! Comma-separated values: `id,seconds`, with or without a header; further columns are left alone.

use std::io::{self, BufRead, Read};

use laneway_engine::suite::SourceKind;

use super::ReadError;
use super::rows::{Again, Rows};
use super::source::Source;

const NEVER_CLOSED: &str = "the quote that opens here is never closed, expected a second `\"` where its text ends \
    (one within a text is written twice)";

pub(super) fn read<R: BufRead>(source: &mut Source<'_, R>, rows: &mut Rows) -> Result<(), ReadError> {
    rows.recording.source = SourceKind::Csv;
    let first_line = source.line() - 1;
    let quotes = Quotes { source, line: first_line + 1, at: At::Start, opened: 0 };
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(quotes);
    let (mut id_column, mut secs_column) = (0, 1);
    let mut record = csv::ByteRecord::new();
    let mut is_first = true;
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => {
                let Some(line) = reader.get_ref().left_open() else { return Ok(()) };
                return Err(ReadError::Broken { line, kind: "the CSV table", why: NEVER_CLOSED.to_owned() });
            }
            Err(error) => {
                let line = first_line + error.position().map_or(1, csv::Position::line);
                return Err(ReadError::Broken { line, kind: "the CSV table", why: error.to_string() });
            }
        }
        reader.get_mut().source.begin_piece();
        let line = first_line + record.position().map_or(1, csv::Position::line);
        let cell = |column: usize| String::from_utf8_lossy(record.get(column).unwrap_or_default());
        if std::mem::take(&mut is_first) && cell(secs_column).trim().parse::<f64>().is_err() {
            let header: Vec<String> = (0..record.len()).map(|column| cell(column).trim().to_lowercase()).collect();
            let find = |words: &[&str]| header.iter().position(|cell| words.iter().any(|word| cell.contains(word)));
            secs_column = find(&["sec", "dur", "time"]).unwrap_or(secs_column);
            id_column = find(&["id", "test", "name"]).unwrap_or(usize::from(secs_column == 0));
            continue;
        }
        let text = cell(secs_column);
        let Ok(secs) = text.trim().parse::<f64>() else {
            let found: String = text.trim().chars().take(40).collect();
            rows.warnings.push(line, format!("the time is `{found}`, expected seconds such as `0.25`; row skipped"));
            continue;
        };
        rows.add(line, cell(id_column).trim(), secs, Again::Replaces)?;
    }
}

/// Where a byte stands, as the reader of tables sees it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    /// Where a cell begins.
    Start,
    /// In a cell without quotes, or behind their end.
    Plain,
    /// Within quotes.
    Quoted,
    /// Behind a quote within quotes, which ends them unless another one follows.
    Ending,
}

/// A document that knows which quote is open.
struct Quotes<'s, 'p, R> {
    source: &'s mut Source<'p, R>,
    line: u64,
    at: At,
    /// The line of the last quote that was opened.
    opened: u64,
}

impl<R> Quotes<'_, '_, R> {
    /// The line of the quote that is open.
    fn left_open(&self) -> Option<u64> {
        (self.at == At::Quoted).then_some(self.opened)
    }

    fn pass(&mut self, byte: u8) {
        self.at = match (self.at, byte) {
            (At::Start, b'"') => {
                self.opened = self.line;
                At::Quoted
            }
            (At::Quoted, b'"') => At::Ending,
            (At::Quoted, _) | (At::Ending, b'"') => At::Quoted,
            (_, b',' | b'\n' | b'\r') => At::Start,
            _ => At::Plain,
        };
        self.line += u64::from(byte == b'\n');
    }
}

impl<R: BufRead> Read for Quotes<'_, '_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_bytes = self.source.read(buffer)?;
        buffer[..n_bytes].iter().for_each(|byte| self.pass(*byte));
        Ok(n_bytes)
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use crate::read::read;

    fn broken(text: &str, expected: Expect) {
        let error = read("durations.csv", text.as_bytes(), &mut |_| {}).expect_err("a broken table");
        expected.assert_eq(&error.to_string());
    }

    #[test]
    fn err_a_quote_that_is_never_closed() {
        broken(
            "a.py::x,1\n\"b.py::y,2\nc.py::z,3\n",
            expect![[
                r#"line 2: the CSV table is broken: the quote that opens here is never closed, expected a second `"` where its text ends (one within a text is written twice): record it again, or mend that line"#
            ]],
        );
        broken(
            "\"a.py::x,1\nb.py::y,2\n",
            expect![[
                r#"line 1: the CSV table is broken: the quote that opens here is never closed, expected a second `"` where its text ends (one within a text is written twice): record it again, or mend that line"#
            ]],
        );
        broken(
            "id,seconds\na.py::x,1\nb.py::y,2\nc.py::z,\"3",
            expect![[
                r#"line 4: the CSV table is broken: the quote that opens here is never closed, expected a second `"` where its text ends (one within a text is written twice): record it again, or mend that line"#
            ]],
        );
    }

    #[test]
    fn ok_quotes_that_are_closed_or_within_a_text() {
        for text in [
            "a.py::x,1\n\"a.py::x[1,\n2]\",1\n",
            "a.py::x[\"],1\nb.py::y,\"2\"",
            "\"a.py::x[\"\"]\",1",
            "\"a\"b\",1\nc,2\n",
        ] {
            assert!(read("durations.csv", text.as_bytes(), &mut |_| {}).is_ok(), "{text}");
        }
    }
}
