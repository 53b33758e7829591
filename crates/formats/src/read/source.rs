//! A document under way: counts lines and bytes, and says so now and then.

use std::io::{self, BufRead, Read};

/// How many bytes pass between two words on progress.
const PROGRESS_STEP: u64 = 1 << 20;

/// A document whose lines are counted as they are consumed.
pub(super) struct Source<'p, R> {
    input: R,
    progress: &'p mut dyn FnMut(u64),
    n_bytes: u64,
    n_reported: u64,
    line: u64,
}

impl<'p, R: BufRead> Source<'p, R> {
    pub(super) fn new(input: R, progress: &'p mut dyn FnMut(u64)) -> Self {
        Self { input, progress, n_bytes: 0, n_reported: 0, line: 1 }
    }

    /// The line of the next byte, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// The next line without its end, in `line`; false at the end of the document.
    pub(super) fn next_line(&mut self, line: &mut Vec<u8>) -> io::Result<bool> {
        line.clear();
        if self.read_until(b'\n', line)? == 0 {
            return Ok(false);
        }
        while line.last().is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
            line.pop();
        }
        Ok(true)
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
