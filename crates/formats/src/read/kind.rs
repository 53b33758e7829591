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

/// How much of a document is looked at.
pub(super) const HEAD_BYTES: u64 = 64 << 10;

/// What a document is that begins with `head`. A byte order mark and blank space before it do not count.
pub(super) fn recognise(head: &[u8]) -> Result<Kind, ReadError> {
    let head = &head[n_blank(head)..];
    let Some(first) = head.first() else { return Err(ReadError::Empty) };
    if head.starts_with(b"\xff\xfe\0\0") || head.starts_with(b"\0\0\xfe\xff") {
        return Err(ReadError::WrongFile("the file is UTF-32, expected UTF-8: save it as UTF-8"));
    }
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return Err(ReadError::WrongFile(
            "the file is UTF-16, as PowerShell's `>` writes it, expected UTF-8: save it as UTF-8, or use `| Out-File -Encoding utf8`",
        ));
    }
    if head.starts_with(b"PK\x03\x04") {
        return Err(ReadError::WrongFile("the file is a zip in a zip in a zip: unpack it and open what is in it"));
    }
    if head.starts_with(b"\x1f\x8b") {
        return Err(ReadError::WrongFile("the file is compressed with gzip: unpack it and open what is in it"));
    }
    if head.contains(&0) {
        return Err(unknown(head));
    }
    let text = String::from_utf8_lossy(head);
    let first_line = text.lines().next().unwrap_or_default();
    match first {
        b'<' if text.contains("<!DOCTYPE html") || text.contains("<html") => {
            Err(ReadError::WrongFile("the file is a web page: open the report's XML or JSON instead"))
        }
        b'<' if text.contains("<coverage") => {
            Err(ReadError::WrongFile("the file is a coverage report, which has no durations: open a test report"))
        }
        b'<' if text.lines().any(|line| line.trim_start().starts_with("<Module ")) => Ok(Kind::Text),
        b'<' => Ok(Kind::Junit),
        b'{' if text.contains("\"traceEvents\"") => {
            Err(ReadError::WrongFile("the file is a trace for viewing: open the .json that was written beside it"))
        }
        b'{' if text.contains("\"pytest_timing_version\"") => Ok(Kind::Timing),
        b'{' if first_line.contains("\"$report_type\"") => Ok(Kind::ReportLog),
        b'{' | b'[' if is_json(first_line) => Ok(Kind::Durations),
        b'#' if text.lines().any(|line| line.trim_start().starts_with('{')) => Ok(Kind::Durations),
        _ if has_other_cells(first_line) => Err(ReadError::WrongFile(
            "its rows are parted by `;` or tabs, expected commas, and points in numbers: save it so, as in `a.py::test_one,0.25`",
        )),
        _ if is_table_row(first_line) => Ok(Kind::Table),
        _ if text.lines().any(super::text::looks_like_pytest) => Ok(Kind::Text),
        _ => Err(unknown(head)),
    }
}

/// Goes to where a document begins.
pub(super) fn skip_blanks<R: BufRead>(source: &mut Source<'_, R>) -> Result<(), ReadError> {
    loop {
        let buffer = source.fill_buf()?;
        let n_bytes = n_blank(buffer);
        if n_bytes == 0 {
            return Ok(());
        }
        source.consume(n_bytes);
    }
}

fn n_blank(head: &[u8]) -> usize {
    let n_mark = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    n_mark + head[n_mark..].iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// Whether a line may begin JSON: an object of texts, or a list; not `[gw0] [ 6%] PASSED ...`.
fn is_json(line: &str) -> bool {
    let rest = line[1..].trim_start();
    rest.is_empty() || rest.starts_with(['"', '[', '{', '}', ']', '#'])
}

/// `id,seconds`, or a header that speaks of seconds and has no id in it.
fn is_table_row(line: &str) -> bool {
    let Some((id, rest)) = line.rsplit_once(',') else { return false };
    let second = rest.trim().trim_matches('"');
    !id.is_empty() && (second.parse::<f64>().is_ok() || is_header(line))
}

fn is_header(line: &str) -> bool {
    let words = ["seconds", "duration", "time", "secs"];
    !line.contains("::") && words.iter().any(|word| line.to_lowercase().contains(word))
}

/// `id;0,25`, as spreadsheets write it where numbers have commas, or with a tab: read by commas it would be something else.
fn has_other_cells(line: &str) -> bool {
    [';', '\t'].iter().any(|separator| {
        let Some((id, rest)) = line.rsplit_once(*separator) else { return false };
        let second = rest.trim().trim_matches('"').replace(',', ".");
        let is_word =
            |cell: &str| cell.trim_matches([' ', '"']).chars().all(|char| char.is_alphanumeric() || char == '_');
        !id.is_empty() && (second.parse::<f64>().is_ok() || is_header(line) && line.split(*separator).all(is_word))
    })
}

fn unknown(head: &[u8]) -> ReadError {
    let text = String::from_utf8_lossy(&head[..head.len().min(60)]);
    let line = text.lines().next().unwrap_or_default();
    let found: String = line.chars().map(|char| if char.is_control() { '\u{fffd}' } else { char }).take(40).collect();
    ReadError::Unknown { found }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn err_texts_in_another_encoding() {
        let told = |head: &[u8]| recognise(head).expect_err("not UTF-8").to_string();
        for (head, name) in [
            (&b"\xff\xfei\0d\0"[..], "UTF-16"),
            (b"\xfe\xff\0i\0d", "UTF-16"),
            (b"\xff\xfe\0\0i\0\0\0", "UTF-32"),
            (b"\0\0\xfe\xff\0\0\0i", "UTF-32"),
        ] {
            assert!(told(head).starts_with(&format!("the file is {name}")), "{}", told(head));
        }
    }

    #[test]
    fn err_cells_parted_otherwise() {
        for row in ["a.py::test_a;1,5", "a.py::test_a;1.5", "a.py::test_a\t1.5", "id;seconds", "id\tseconds"] {
            assert!(has_other_cells(row), "{row}");
        }
        for row in ["a.py::test_a[x;1],0.5", "a.py::test_a[1;2]", "Run pytest; time it", "id,seconds", "a.py::test_a"] {
            assert!(!has_other_cells(row), "{row}");
        }
    }
}
