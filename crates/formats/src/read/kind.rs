//! Recognises a document by how it begins.

use std::io::BufRead;

use super::ReadError;
use super::source::Source;

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Durations,
    ReportLog,
    Junit,
    Timing,
    Table,
    Text,
}

impl Kind {
    /// What a message calls it.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Durations => "the .test_durations JSON",
            Self::ReportLog => "the pytest --report-log",
            Self::Junit => "the JUnit XML",
            Self::Timing => "the pytest-timing JSON",
            Self::Table => "the CSV table",
            Self::Text => "the pytest output",
        }
    }
}

/// Looks at the first buffer, and skips a byte order mark and blank space before it.
pub(super) fn recognise<R: BufRead>(source: &mut Source<'_, R>) -> Result<Kind, ReadError> {
    loop {
        let buffer = source.fill_buf()?;
        if buffer.is_empty() {
            return Err(ReadError::Empty);
        }
        let mut n_blank = if buffer.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        n_blank += buffer[n_blank..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if n_blank == 0 {
            return of(buffer);
        }
        source.consume(n_blank);
    }
}

fn of(head: &[u8]) -> Result<Kind, ReadError> {
    if head.starts_with(b"PK\x03\x04") {
        return Err(ReadError::WrongFile("the file is a zip inside a zip's member: unpack it and open what is in it"));
    }
    if head.contains(&0) {
        return Err(unknown(head));
    }
    let text = String::from_utf8_lossy(head);
    let first_line = text.lines().next().unwrap_or_default();
    match head[0] {
        b'<' if text.contains("<!DOCTYPE html") || text.contains("<html") => {
            Err(ReadError::WrongFile("the file is a web page: open the report's XML or JSON instead"))
        }
        b'<' if text.contains("<coverage") => {
            Err(ReadError::WrongFile("the file is a coverage report, which has no durations: open a test report"))
        }
        b'<' => Ok(Kind::Junit),
        b'{' if text.contains("\"traceEvents\"") => {
            Err(ReadError::WrongFile("the file is a trace for viewing: open the .json that was written beside it"))
        }
        b'{' if text.contains("\"pytest_timing_version\"") => Ok(Kind::Timing),
        b'{' if first_line.contains("\"$report_type\"") => Ok(Kind::ReportLog),
        b'{' | b'[' => Ok(Kind::Durations),
        b'#' if text.lines().any(|line| line.trim_start().starts_with('{')) => Ok(Kind::Durations),
        _ if is_table_row(first_line) => Ok(Kind::Table),
        _ if text.lines().any(looks_like_pytest) => Ok(Kind::Text),
        _ => Err(unknown(head)),
    }
}

/// `id,seconds`, or a header that speaks of both.
fn is_table_row(line: &str) -> bool {
    let Some((id, rest)) = line.rsplit_once(',') else { return false };
    let second = rest.trim().trim_matches('"');
    let header = ["seconds", "duration", "time", "secs"];
    !id.is_empty() && (second.parse::<f64>().is_ok() || header.iter().any(|word| line.to_lowercase().contains(word)))
}

fn looks_like_pytest(line: &str) -> bool {
    let line = line.trim();
    let is_id = line.contains("::") && !line.contains(": ");
    is_id || line.contains("test session starts") || line.contains("slowest") || super::text::is_duration_row(line)
}

fn unknown(head: &[u8]) -> ReadError {
    let text = String::from_utf8_lossy(&head[..head.len().min(60)]);
    let line = text.lines().next().unwrap_or_default();
    let found: String = line.chars().map(|char| if char.is_control() { '\u{fffd}' } else { char }).take(40).collect();
    ReadError::Unknown { found }
}
