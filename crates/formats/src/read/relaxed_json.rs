//! JSON as it is found: lines that begin with `#` are left out, and Python's `NaN` and `Infinity` become `null`.

use std::io::{self, BufRead, Read};

use super::source::Source;

/// A reader of strict JSON from relaxed JSON. Lines stay lines.
pub(super) struct RelaxedJson<'s, 'p, R> {
    source: &'s mut Source<'p, R>,
    place: Place,
    /// Lines that were left out, the first few.
    pub(super) comments: Vec<u64>,
    n_lines: u64,
    out: Vec<u8>,
    n_given: usize,
    /// Lines given out so far.
    line: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Only blanks so far on this line.
    LineStart,
    Comment,
    Value,
    /// Behind a `-`, which may begin a number or `-Infinity`.
    Minus,
    /// In a bare word such as `NaN`.
    Word,
    Text,
    /// Behind a backslash.
    Escape,
}

impl<'s, 'p, R: BufRead> RelaxedJson<'s, 'p, R> {
    pub(super) fn new(source: &'s mut Source<'p, R>) -> Self {
        let line = source.line();
        let out = Vec::new();
        Self { source, place: Place::LineStart, comments: Vec::new(), n_lines: line, out, n_given: 0, line }
    }

    /// The line of what was read last, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    fn refill(&mut self) -> io::Result<()> {
        self.out.clear();
        self.n_given = 0;
        while self.out.is_empty() {
            let buffer = self.source.fill_buf()?;
            let n_bytes = buffer.len();
            if n_bytes == 0 {
                return Ok(());
            }
            for &byte in buffer {
                let (place, given) = step(self.place, byte);
                if place == Place::Comment && self.place != Place::Comment {
                    self.comments.push(self.n_lines);
                }
                self.n_lines += u64::from(byte == b'\n');
                self.place = place;
                self.out.extend_from_slice(given.unwrap_or(std::slice::from_ref(&byte)));
            }
            self.source.consume(n_bytes);
        }
        Ok(())
    }
}

const MINUS_DIGITS: [&[u8]; 10] = [b"-0", b"-1", b"-2", b"-3", b"-4", b"-5", b"-6", b"-7", b"-8", b"-9"];

/// Where a byte leads, and what is given in its stead, if not itself.
fn step(place: Place, byte: u8) -> (Place, Option<&'static [u8]>) {
    match (place, byte) {
        (Place::Comment | Place::LineStart, b'\n') => (Place::LineStart, None),
        (Place::Comment, _) => (Place::Comment, Some(b"")),
        (Place::LineStart, b' ' | b'\t' | b'\r') => (Place::LineStart, None),
        (Place::LineStart, b'#') => (Place::Comment, Some(b"")),
        (Place::Text, b'\\') => (Place::Escape, None),
        (Place::Text, b'"') => (Place::Value, None),
        (Place::Text | Place::Escape, _) => (Place::Text, None),
        (Place::Word, byte) if byte.is_ascii_alphabetic() => (Place::Word, Some(b"")),
        (Place::LineStart | Place::Value | Place::Word, byte) => match byte {
            b'"' => (Place::Text, None),
            b'\n' => (Place::LineStart, None),
            b'I' | b'N' => (Place::Word, Some(b"null")),
            b'-' => (Place::Minus, Some(b"")),
            _ => (Place::Value, None),
        },
        (Place::Minus, b'I') => (Place::Word, Some(b"null")),
        (Place::Minus, b'0'..=b'9') => (Place::Value, Some(MINUS_DIGITS[usize::from(byte - b'0')])),
        (Place::Minus, _) => (Place::Value, Some(b"-?")),
    }
}

impl<R: BufRead> Read for RelaxedJson<'_, '_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.n_given == self.out.len() {
            self.refill()?;
        }
        let n_bytes = (self.out.len() - self.n_given).min(buffer.len());
        buffer[..n_bytes].copy_from_slice(&self.out[self.n_given..self.n_given + n_bytes]);
        self.n_given += n_bytes;
        self.line += buffer[..n_bytes].iter().filter(|byte| **byte == b'\n').count() as u64;
        Ok(n_bytes)
    }
}
