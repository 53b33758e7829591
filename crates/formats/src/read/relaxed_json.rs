//! JSON as it is found: without the lines that begin with `#`, with `null` for Python's `NaN` and `Infinity`, and
//! without a comma before a closing bracket.

use std::cell::RefCell;
use std::io::{self, BufRead, Read};

use super::ReadError;
use super::source::Source;
use super::warnings::Warnings;

/// A reader of strict JSON from relaxed JSON. Lines stay lines.
pub(super) struct RelaxedJson<'s, 'p, R> {
    source: &'s mut Source<'p, R>,
    strict: Strict,
    n_given: usize,
    /// The line of the byte that is given next.
    line: u64,
}

/// The reader for a parser, while its line can still be asked for.
pub(super) struct Shared<'j, 's, 'p, R>(pub(super) &'j RefCell<RelaxedJson<'s, 'p, R>>);

impl<'s, 'p, R: BufRead> RelaxedJson<'s, 'p, R> {
    pub(super) fn new(source: &'s mut Source<'p, R>) -> Self {
        let line = source.line();
        let strict = Strict { line, ..Strict::default() };
        Self { source, strict, n_given: 0, line }
    }

    /// The line of what was read last, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// What a parser's error means for the document, which messages call `kind`.
    pub(super) fn broken(&self, kind: &'static str, error: &serde_json::Error) -> ReadError {
        let text = error.to_string();
        let what = text.split(" at line ").next().unwrap_or_default();
        let column = error.column();
        let why = if error.is_eof() {
            format!("it ends at column {column} in the middle, as if cut off ({what})")
        } else {
            format!("at column {column}, {what}")
        };
        ReadError::Broken { line: self.line, kind, why }
    }

    /// Warns of what was relaxed.
    pub(super) fn warn(self, warnings: &mut Warnings) {
        for line in self.strict.comments {
            warnings.push(line, "the line begins with `#`, expected JSON, which has no comments; skipped");
        }
        if let Some(line) = self.strict.first_loose_comma {
            warnings.push(line, "a comma stands before a closing bracket, expected none; skipped");
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.strict.out.clear();
        self.n_given = 0;
        while self.strict.out.is_empty() {
            let buffer = self.source.fill_buf()?;
            let n_bytes = buffer.len();
            if n_bytes == 0 {
                self.strict.end();
                return Ok(());
            }
            let n_texts = self.strict.n_texts;
            self.strict.push_all(buffer);
            self.source.consume(n_bytes);
            if self.strict.n_texts > n_texts || self.strict.place != Place::Text {
                self.source.begin_piece();
            }
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Shared<'_, '_, '_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut json = self.0.borrow_mut();
        if json.n_given == json.strict.out.len() {
            json.refill()?;
        }
        // A parser that reads from a stream takes one byte at a time.
        if let (&[byte, ..], [place]) = (&json.strict.out[json.n_given..], &mut *buffer) {
            *place = byte;
            json.n_given += 1;
            json.line += u64::from(byte == b'\n');
            return Ok(1);
        }
        let available = &json.strict.out[json.n_given..];
        let n_bytes = available.len().min(buffer.len());
        buffer[..n_bytes].copy_from_slice(&available[..n_bytes]);
        json.n_given += n_bytes;
        json.line += buffer[..n_bytes].iter().filter(|byte| **byte == b'\n').count() as u64;
        Ok(n_bytes)
    }
}

/// Makes strict JSON of relaxed JSON, byte by byte.
#[derive(Default)]
struct Strict {
    out: Vec<u8>,
    place: Place,
    /// A comma was seen, and not yet what comes behind it.
    has_comma: bool,
    line: u64,
    /// Lines that were left out.
    comments: Vec<u64>,
    first_loose_comma: Option<u64>,
    /// How many texts have ended.
    n_texts: u64,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Place {
    /// Only blanks so far on this line.
    #[default]
    LineStart,
    Comment,
    Value,
    /// Behind a `-`, which may begin a number or `-Infinity`.
    Minus,
    /// In a bare word that became `null`.
    Word,
    Text,
    /// Behind a backslash.
    Escape,
}

/// How many comments are remembered; more warnings are not shown anyway.
const MAX_COMMENTS: usize = 1000;

impl Strict {
    fn push_all(&mut self, mut bytes: &[u8]) {
        while let [first, rest @ ..] = bytes {
            if self.place != Place::Text {
                self.push(*first);
                bytes = rest;
                continue;
            }
            // Nothing in a text matters but its end.
            let n_plain = bytes.iter().position(|byte| matches!(byte, b'"' | b'\\')).unwrap_or(bytes.len());
            let (plain, rest) = bytes.split_at(n_plain);
            self.out.extend_from_slice(plain);
            self.line += plain.iter().filter(|byte| **byte == b'\n').count() as u64;
            if let Some(end) = rest.first() {
                self.push(*end);
            }
            bytes = rest.get(1..).unwrap_or_default();
        }
    }

    fn push(&mut self, byte: u8) {
        self.line += u64::from(byte == b'\n');
        self.place = match (self.place, byte) {
            (Place::Text, b'\\') => self.give(byte, Place::Escape),
            (Place::Text, b'"') => {
                self.n_texts += 1;
                self.give(byte, Place::Value)
            }
            (Place::Text | Place::Escape, _) => self.give(byte, Place::Text),
            (_, b'\n') => self.give(byte, Place::LineStart),
            (Place::Comment, _) => Place::Comment,
            (Place::Word, b'a'..=b'z' | b'A'..=b'Z') => Place::Word,
            (place @ (Place::LineStart | Place::Value | Place::Word), b' ' | b'\t' | b'\r') => self.give(byte, place),
            (Place::LineStart, b'#') => {
                if self.comments.len() < MAX_COMMENTS {
                    self.comments.push(self.line);
                }
                Place::Comment
            }
            (Place::Minus, b'I') => self.give_all(b"null", Place::Word),
            (Place::Minus, _) => {
                self.out.push(b'-');
                self.push_value(byte)
            }
            _ => self.push_value(byte),
        };
    }

    /// A byte that is no blank, outside a text.
    fn push_value(&mut self, byte: u8) -> Place {
        if self.has_comma {
            self.has_comma = false;
            if matches!(byte, b'}' | b']') {
                self.first_loose_comma.get_or_insert(self.line);
            } else {
                self.out.push(b',');
            }
        }
        match byte {
            b',' => {
                self.has_comma = true;
                Place::Value
            }
            b'"' => self.give(byte, Place::Text),
            b'I' | b'N' => self.give_all(b"null", Place::Word),
            b'-' => Place::Minus,
            _ => self.give(byte, Place::Value),
        }
    }

    /// What is still held back at the end.
    fn end(&mut self) {
        if std::mem::take(&mut self.has_comma) {
            self.out.push(b',');
        }
        if std::mem::take(&mut self.place) == Place::Minus {
            self.out.push(b'-');
        }
    }

    fn give(&mut self, byte: u8, place: Place) -> Place {
        self.out.push(byte);
        place
    }

    fn give_all(&mut self, bytes: &[u8], place: Place) -> Place {
        self.out.extend_from_slice(bytes);
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(relaxed: &str, strict: &str) {
        let mut state = Strict::default();
        state.push_all(relaxed.as_bytes());
        state.end();
        assert_eq!(String::from_utf8_lossy(&state.out), strict);
    }

    #[test]
    fn strict_json_stays_as_it_is() {
        // But for blanks, which a comma gives way to.
        check(r#"{"a#\"b": -1.5e-3, "N": [true, null]}"#, r#"{"a#\"b": -1.5e-3 ,"N": [true ,null]}"#);
    }

    #[test]
    fn what_is_relaxed_goes() {
        check("{\n  # \"x\": 1,\n\"a\": NaN, \"b\": -Infinity,\n  # c\n}", "{\n  \n\"a\": null ,\"b\": null\n  \n}");
        check("[1, 2,\n]", "[1 ,2\n]");
    }

    #[test]
    fn what_is_broken_stays_broken() {
        check("{\"a\": -", "{\"a\": -");
        check("[1,", "[1,");
        check("[,]", "[]");
    }
}
