//! A suite typed by hand: `8 1 1 3`, or `slow.py: 8 1 / fast.py: 1 3`.
//!
//! Files stand before a colon and are parted by `/` or a new line; without one, the file is `tests.py`. A test is a time
//! (`8`, `0.5s`, `200ms`, `1m30`), with a name if one wants (`login=8`), and a group (`login=8@db`). A file with a
//! group (`slow.py@db: 8 1`) gives it to all its tests.
//!
//! - [`time`]: a time as people type it.

mod time;

use laneway_engine::suite::{Suite, Test};

pub use time::read_time;
use time::write_time;

/// The file of tests that stand before any colon.
const DEFAULT_FILE: &str = "tests.py";

/// The most tests that can be typed.
pub const MAX_TYPED: usize = 10_000;

/// Why a line is no suite.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TypedError {
    /// A time that is none.
    #[error("column {column}: `{found}` is no time, expected seconds such as `8`, `0.5s`, `200ms` or `1m30`")]
    BadTime {
        /// Where, from 1, in characters.
        column: usize,
        /// What stands there.
        found: String,
    },
    /// Two tests of one id.
    #[error("column {column}: `{id}` is here a second time, expected another name")]
    Twice {
        /// Where, from 1, in characters.
        column: usize,
        /// Its id.
        id: String,
    },
    /// No test at all.
    #[error("no test is typed, expected times such as `8 1 1 3`")]
    Empty,
    /// More than [`MAX_TYPED`].
    #[error("more than {MAX_TYPED} tests are typed, expected fewer: open a file instead")]
    TooMany,
}

/// Reads a typed suite. Tests without a name are `test_1`, `test_2`, ..., counted through all files.
///
/// # Errors
/// If a time is none, two tests have one name, or nothing is typed; says where.
pub fn read(text: &str) -> Result<Suite, TypedError> {
    let mut suite = Suite { name: "typed by hand".to_owned(), ..Suite::default() };
    let mut ids = std::collections::HashSet::new();
    let (mut file, mut file_groups) = (DEFAULT_FILE, Vec::new());
    for (start, word) in words(text) {
        let column = || text[..start].chars().count() + 1;
        if let Some(name) = word.strip_suffix(':') {
            // The second colon of `slow.py::login=8` changes nothing.
            if !name.is_empty() {
                let (name, groups) = split_groups(name);
                file = if name.is_empty() { file } else { name };
                file_groups = groups;
            }
            continue;
        }
        let (rest, mut groups) = split_groups(word);
        if groups.is_empty() {
            groups.clone_from(&file_groups);
        }
        let (name, time) = rest.rsplit_once('=').map_or((None, rest), |(name, time)| (Some(name), time));
        let bad_time = || TypedError::BadTime { column: column(), found: word.chars().take(40).collect() };
        let duration = read_time(time).ok_or_else(bad_time)?;
        if suite.tests.len() == MAX_TYPED {
            return Err(TypedError::TooMany);
        }
        let number = suite.tests.len() + 1;
        let name = name.filter(|name| !name.is_empty()).map_or_else(|| format!("test_{number}"), str::to_owned);
        let id = format!("{file}::{name}");
        if !ids.insert(id.clone()) {
            return Err(TypedError::Twice { column: column(), id });
        }
        suite.tests.push(Test { id, duration, groups, ..Test::default() });
    }
    if suite.tests.is_empty() { Err(TypedError::Empty) } else { Ok(suite) }
}

/// The text that [`read`] reads as the same tests, for a suite that was typed, in whatever order its tests are now.
/// Names are left out where they are the usual ones. Ids of other suites may have blanks, which part words here.
pub fn write(suite: &Suite) -> String {
    let mut text = String::new();
    let mut file = DEFAULT_FILE;
    for (number, test) in (1..).zip(&suite.tests) {
        if !text.is_empty() {
            text.push(' ');
        }
        let (own_file, name) = test.id.split_once("::").unwrap_or((DEFAULT_FILE, &test.id));
        if own_file != file {
            file = own_file;
            let slash = if text.is_empty() { "" } else { "/ " };
            text.push_str(&format!("{slash}{file}: "));
        }
        if name != format!("test_{number}") {
            text.push_str(&format!("{name}="));
        }
        text.push_str(&write_time(test.duration));
        for group in &test.groups {
            text.push_str(&format!("@{group}"));
        }
    }
    text
}

/// What stands before the first `@`, and the groups behind it.
fn split_groups(word: &str) -> (&str, Vec<String>) {
    let mut parts = word.split('@');
    let rest = parts.next().unwrap_or_default();
    (rest, parts.filter(|group| !group.is_empty()).map(str::to_owned).collect())
}

/// Words with where they begin. A colon ends a file's name; a slash alone parts files, and is left out.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    let pieces = text.split_inclusive(|char: char| char.is_whitespace() || char == ':');
    let placed = pieces.map(move |piece| {
        let at = start;
        start += piece.len();
        (at, piece.trim_end())
    });
    placed.filter(|(_, word)| !word.is_empty() && *word != "/")
}

#[cfg(test)]
mod tests {
    use arbtest::arbtest;
    use expect_test::{Expect, expect};

    use super::*;

    fn check(text: &str, expect: Expect) {
        let shown = match read(text) {
            Ok(suite) => {
                assert_eq!(read(&write(&suite)).as_ref(), Ok(&suite), "what is written reads the same");
                let tests = suite.tests.iter();
                let rows = tests.map(|test| format!("{} {} {:?}", test.id, test.duration.as_secs(), test.groups));
                rows.collect::<Vec<_>>().join("\n")
            }
            Err(error) => error.to_string(),
        };
        expect.assert_eq(&shown);
    }

    #[test]
    fn ok_times_alone() {
        check(
            "8 1 0.5s 200ms 1m30",
            expect![[r#"
            tests.py::test_1 8 []
            tests.py::test_2 1 []
            tests.py::test_3 0.5 []
            tests.py::test_4 0.2 []
            tests.py::test_5 90 []"#]],
        );
    }

    #[test]
    fn ok_files_names_and_groups() {
        check(
            "slow.py: 8 login=1@db / fast.py: 1\nmore.py: 3 a=b=4",
            expect![[r#"
            slow.py::test_1 8 []
            slow.py::login 1 ["db"]
            fast.py::test_3 1 []
            more.py::test_4 3 []
            more.py::a=b 4 []"#]],
        );
        check(
            "tests/slow.py@db:8 1@web@mail / fast.py: 1",
            expect![[r#"
            tests/slow.py::test_1 8 ["db"]
            tests/slow.py::test_2 1 ["web", "mail"]
            fast.py::test_3 1 []"#]],
        );
        check(
            "slow.py::login=8 tests.py::x[1]=3",
            expect![[r#"
            slow.py::login 8 []
            tests.py::x[1] 3 []"#]],
        );
    }

    #[test]
    fn err_a_word_that_is_no_time() {
        check(
            "8 1 fast",
            expect!["column 5: `fast` is no time, expected seconds such as `8`, `0.5s`, `200ms` or `1m30`"],
        );
        check(
            "é.py: 8 -1",
            expect!["column 9: `-1` is no time, expected seconds such as `8`, `0.5s`, `200ms` or `1m30`"],
        );
        check(
            "8 1e400",
            expect!["column 3: `1e400` is no time, expected seconds such as `8`, `0.5s`, `200ms` or `1m30`"],
        );
    }

    #[test]
    fn err_nothing_and_too_much() {
        check("  / ", expect!["no test is typed, expected times such as `8 1 1 3`"]);
        check("a.py:", expect!["no test is typed, expected times such as `8 1 1 3`"]);
        check("a=1 b=2 a=3", expect!["column 9: `tests.py::a` is here a second time, expected another name"]);
        check(
            &"1 ".repeat(MAX_TYPED + 1),
            expect!["more than 10000 tests are typed, expected fewer: open a file instead"],
        );
    }

    #[test]
    fn what_is_written_reads_the_same() {
        arbtest(|u| {
            let words =
                ["8", "0.001", "a=", "b=2", "@db", "x.py:", "y/z.py@g:", "/", "\n", " ", "1m30", "250ms", "test_2=3"];
            let n_words = u.int_in_range(0..=12)?;
            let text: String = (0..n_words)
                .map(|_| u.choose(&words))
                .collect::<Result<Vec<&&str>, _>>()?
                .into_iter()
                .copied()
                .collect();
            if let Ok(mut suite) = read(&text) {
                assert_eq!(read(&write(&suite)).as_ref(), Ok(&suite), "{text}");
                suite.tests.reverse();
                assert_eq!(read(&write(&suite)).as_ref(), Ok(&suite), "{text}, backwards");
            }
            Ok(())
        });
    }

    #[test]
    fn no_text_panics() {
        arbtest(|u| {
            let _ = read(u.arbitrary()?);
            Ok(())
        });
    }
}
