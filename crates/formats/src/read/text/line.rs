//! One line of what pytest prints.

use std::borrow::Cow;

use super::super::rows::{Ending, Phase};

/// What a line says.
#[derive(Debug, PartialEq)]
pub(super) enum Printed<'a> {
    /// `0.12s call     a.py::test_b`.
    Duration { secs: f64, phase: Phase, id: &'a str },
    /// `a.py::test_b PASSED [ 6%]`, or, from a worker, `[gw0] [ 6%] PASSED a.py::test_b`.
    Verbose { id: &'a str, ending: Ending, is_by_worker: bool },
    /// `2 workers [15 items]`.
    Workers(u32),
    /// `(26 durations < 0.005s hidden. ...)`.
    Hidden,
    /// `==== 3 passed in 1.03s ====`.
    Wall(f64),
    /// The head of a coverage report.
    Coverage,
    /// An id alone.
    Id(&'a str),
    /// `tests/test_a.py: 12`.
    CountByFile,
    /// `<Module test_a.py>`.
    Tree,
    /// Anything else.
    Other,
}

/// The words that pytest prints for how a test ended.
const ENDINGS: [(&str, Ending); 7] = [
    ("PASSED", Ending::Passed),
    ("FAILED", Ending::Failed),
    ("SKIPPED", Ending::Skipped),
    ("ERROR", Ending::Failed),
    ("XFAIL", Ending::Skipped),
    ("XPASS", Ending::Passed),
    ("RERUN", Ending::Failed),
];

pub(super) fn printed(line: &str) -> Printed<'_> {
    let text = line.trim();
    if let Some((secs, phase, id)) = duration(text) {
        return Printed::Duration { secs, phase, id };
    }
    if text.starts_with("[gw")
        && let Some(row) = verbose_by_worker(text)
    {
        return row;
    }
    if text.starts_with('=') {
        let secs = text.trim_matches(['=', ' ']).rsplit_once(" in ").and_then(|(_, time)| time.split_once('s'));
        return secs.and_then(|(secs, _)| secs.parse().ok()).map_or(Printed::Other, Printed::Wall);
    }
    if text.contains("coverage: platform") {
        return Printed::Coverage;
    }
    if text.starts_with('(') && text.contains(" durations < ") && text.contains("hidden") {
        return Printed::Hidden;
    }
    if let Some(n_workers) = workers(text) {
        return Printed::Workers(n_workers);
    }
    if ["<Module ", "<Package ", "<Dir ", "<Function ", "<Class "].iter().any(|tag| text.starts_with(tag)) {
        return Printed::Tree;
    }
    if line.starts_with([' ', '\t']) || !begins_with_path(text) {
        return if is_count_by_file(text) { Printed::CountByFile } else { Printed::Other };
    }
    verbose(text).unwrap_or(Printed::Id(text))
}

/// Whether a line is one that pytest prints in a report with ids.
pub(in super::super) fn looks_like_pytest(line: &str) -> bool {
    let line = plain_text(line);
    let is_head = line.starts_with('=') && (line.contains(" test session starts ") || line.contains(" slowest "));
    is_head || !matches!(printed(&line), Printed::Other | Printed::Wall(_) | Printed::Coverage)
}

/// Without the colours of a terminal, and without the time that a CI service puts before each line.
pub(in super::super) fn plain_text(text: &str) -> Cow<'_, str> {
    let is_time = |word: &str| word.len() > 19 && word.is_ascii() && word.ends_with('Z') && word.as_bytes()[10] == b'T';
    let text = text.split_once(' ').filter(|(word, _)| is_time(word)).map_or(text, |(_, rest)| rest);
    if !text.contains('\u{1b}') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        if char == '\u{1b}' {
            chars.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(char);
        }
    }
    Cow::Owned(plain)
}

fn duration(text: &str) -> Option<(f64, Phase, &str)> {
    if !text.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let (time, rest) = text.split_once("s ")?;
    let (phase, id) = rest.trim_start().split_once(' ')?;
    Some((time.parse().ok()?, Phase::from_name(phase)?, id.trim()))
}

fn verbose_by_worker(text: &str) -> Option<Printed<'_>> {
    ENDINGS.iter().find_map(|&(word, ending)| {
        let (_, id) = text.split_once(&format!("] {word} "))?;
        Some(Printed::Verbose { id: id.trim(), ending, is_by_worker: true })
    })
}

/// An id, the word of its end, and perhaps a reason and the share of tests that are done.
fn verbose(text: &str) -> Option<Printed<'_>> {
    ENDINGS.iter().find_map(|&(word, ending)| {
        let (id, rest) = text.rsplit_once(&format!(" {word}"))?;
        let is_end = rest.trim().is_empty() || rest.trim_start().starts_with(['[', '(']);
        is_end.then_some(Printed::Verbose { id: id.trim(), ending, is_by_worker: false })
    })
}

fn workers(text: &str) -> Option<u32> {
    let (count, rest) = text.split_once(' ')?;
    let is_workers = (rest.starts_with("workers [") || rest.starts_with("worker [")) && rest.contains(" item");
    count.parse().ok().filter(|_| is_workers)
}

/// Whether the text up to the first `::` may be a file, and no word that pytest puts before one.
fn begins_with_path(text: &str) -> bool {
    let head = text.split('[').next().unwrap_or(text);
    let Some((path, name)) = head.split_once("::") else { return false };
    let is_name = !name.is_empty() && !name.starts_with([' ', ':']);
    let has_extension = path.rsplit('/').next().unwrap_or(path).trim_start_matches('.').contains('.');
    let is_path = has_extension && (!path.contains(char::is_whitespace) || is_python(path));
    let is_word = ENDINGS.iter().any(|(word, _)| path.starts_with(&format!("{word} ")));
    // What no file is called, and what prose, tables and diffs begin with.
    let is_prose =
        path.contains(['|', '`', '<', '>', '"', '*']) || path.starts_with(['=', '-', '_', '(', '\'', '#', '+']);
    is_name && is_path && !is_word && !is_prose
}

fn is_count_by_file(text: &str) -> bool {
    text.rsplit_once(": ").is_some_and(|(file, count)| is_python(file) && count.parse::<u32>().is_ok())
}

fn is_python(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| extension == "py")
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(line: &str, expect: Expect) {
        expect.assert_eq(&format!("{:?}", printed(line)));
    }

    #[test]
    fn ok_rows() {
        check(
            "0.12s call     a.py::test_b[x y]",
            expect![[r#"Duration { secs: 0.12, phase: Call, id: "a.py::test_b[x y]" }"#]],
        );
        check(
            "a.py::test_b[x y] PASSED                  [  6%]",
            expect![[r#"Verbose { id: "a.py::test_b[x y]", ending: Passed, is_by_worker: false }"#]],
        );
        check(
            "a.py::T::test_b SKIPPED (not today)       [ 33%]",
            expect![[r#"Verbose { id: "a.py::T::test_b", ending: Skipped, is_by_worker: false }"#]],
        );
        check(
            "[gw1] [ 33%] PASSED a.py::test_sleep[1] ",
            expect![[r#"Verbose { id: "a.py::test_sleep[1]", ending: Passed, is_by_worker: true }"#]],
        );
        check("a.py::test_x[a - b]", expect![[r#"Id("a.py::test_x[a - b]")"#]]);
        check("my tests/a.py::test_x", expect![[r#"Id("my tests/a.py::test_x")"#]]);
    }

    #[test]
    fn ok_around_the_rows() {
        check("2 workers [15 items]", expect!["Workers(2)"]);
        check("(2 durations < 0.005s hidden.  Use -vv to show these durations.)", expect!["Hidden"]);
        check("=== 2 failed, 21 passed in 63.69s (0:01:03) ====", expect!["Wall(63.69)"]);
        check("tests/test_a.py: 12", expect!["CountByFile"]);
        check("  <Module test_a.py>", expect!["Tree"]);
        check("__________ coverage: platform linux, python 3.11.7-final-0 __________", expect!["Coverage"]);
    }

    #[test]
    fn ok_what_only_looks_like_an_id() {
        check("PASSED a.py::test_b", expect!["Other"]);
        check("FAILED a.py::test_b - assert 1 == 2", expect!["Other"]);
        check("    assert std::vector", expect!["Other"]);
        check("E   KeyError: 'a::b'", expect!["Other"]);
        check("| 8.5s | `test_a.py::test_b` | heavy |", expect!["Other"]);
        check("std::cout << 1;", expect!["Other"]);
    }
}
