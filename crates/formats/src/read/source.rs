//! A document under way: counts lines and bytes, says so now and then, and refuses pieces that would fill the memory.

use std::io::{self, BufRead, Read};

/// How many bytes pass between two words on progress.
const PROGRESS_STEP: u64 = 1 << 20;

/// The longest piece that is held at once: a line, an XML tag, a text.
pub(super) const MAX_PIECE: u64 = 64 << 20;

/// A document whose lines are counted as they are consumed.
pub(super) struct Source<'p, R> {
    input: R,
    progress: &'p mut dyn FnMut(u64),
    n_bytes: u64,
    n_reported: u64,
    /// Where the piece at hand must have ended.
    piece_end: u64,
    line: u64,
}

/// What is known of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// It is here.
    Read,
    /// It is longer than [`MAX_PIECE`], and left out.
    TooLong,
    /// The document has ended.
    End,
}

impl<'p, R: BufRead> Source<'p, R> {
    pub(super) fn new(input: R, progress: &'p mut dyn FnMut(u64)) -> Self {
        Self { input, progress, n_bytes: 0, n_reported: 0, piece_end: MAX_PIECE, line: 1 }
    }

    /// The line of the next byte, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Says that a new piece begins here.
    pub(super) fn begin_piece(&mut self) {
        self.piece_end = self.n_bytes + MAX_PIECE;
    }

    /// The next line without its end, in `line`.
    pub(super) fn next_line(&mut self, line: &mut Vec<u8>) -> io::Result<Line> {
        line.clear();
        self.begin_piece();
        let n_bytes = self.by_ref().take(MAX_PIECE).read_until(b'\n', line)?;
        if n_bytes == 0 {
            return Ok(Line::End);
        }
        if n_bytes as u64 == MAX_PIECE && !line.ends_with(b"\n") {
            self.skip_line()?;
            return Ok(Line::TooLong);
        }
        while line.last().is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
            line.pop();
        }
        Ok(Line::Read)
    }

    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            self.begin_piece();
            let buffer = self.fill_buf()?;
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let n_bytes = end.map_or(buffer.len(), |end| end + 1);
            self.consume(n_bytes);
            if end.is_some() || n_bytes == 0 {
                return Ok(());
            }
        }
    }
}

impl<R: BufRead> Read for Source<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let n_bytes = available.len().min(buffer.len());
        buffer[..n_bytes].copy_from_slice(&available[..n_bytes]);
        self.consume(n_bytes);
        Ok(n_bytes)
    }
}

impl<R: BufRead> BufRead for Source<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.n_bytes > self.piece_end {
            let text = format!("one piece of it is longer than {} MiB", MAX_PIECE >> 20);
            return Err(io::Error::new(io::ErrorKind::InvalidData, text));
        }
        self.input.fill_buf()
    }

    fn consume(&mut self, n_bytes: usize) {
        if let Ok(buffer) = self.input.fill_buf() {
            let consumed = &buffer[..n_bytes.min(buffer.len())];
            self.line += consumed.iter().filter(|byte| **byte == b'\n').count() as u64;
        }
        self.input.consume(n_bytes);
        self.n_bytes += n_bytes as u64;
        if self.n_bytes - self.n_reported >= PROGRESS_STEP {
            self.n_reported = self.n_bytes;
            (self.progress)(self.n_bytes);
        }
    }
}
