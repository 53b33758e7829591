//! A suite typed by hand: `8 1 1 3`, or `slow.py: 8 1 / fast.py: 1 3`.
//!
//! Files stand before a colon and are parted by `/` or a new line; without one, the file is `tests.py`. A test is a time
//! (`8`, `0.5s`, `200ms`, `2m`), with a name if one wants (`login=8`), and a group (`login=8@db`).

use laneway_engine::suite::{Suite, Test};
use laneway_engine::time::Nanos;

/// The file of tests that stand before any colon.
const DEFAULT_FILE: &str = "tests.py";

/// The most tests that can be typed.
pub const MAX_TYPED: usize = 10_000;

/// Why a line is no suite.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TypedError {
    /// A time that is none.
    #[error("column {column}: `{found}` is no time, expected seconds such as `8`, `0.5s`, `200ms` or `2m`")]
    BadTime {
        /// Where, from 1, in characters.
        column: usize,
        /// What stands there.
        found: String,
    },
    /// No test at all.
    #[error("no test is typed, expected times such as `8 1 1 3`")]
    Empty,
    /// More than [`MAX_TYPED`].
    #[error("more than {MAX_TYPED} tests are typed, expected fewer: open a file instead")]
    TooMany,
}

/// Reads a typed suite.
///
/// # Errors
/// If a time is none, or nothing is typed; says where.
pub fn read(text: &str) -> Result<Suite, TypedError> {
    let mut suite = Suite { name: "typed by hand".to_owned(), ..Suite::default() };
    let mut file = DEFAULT_FILE.to_owned();
    for (start, word) in words(text) {
        if word == "/" {
            continue;
        }
        if let Some(name) = word.strip_suffix(':') {
            name.clone_into(&mut file);
            continue;
        }
        let (rest, group) = word.split_once('@').map_or((word, None), |(rest, group)| (rest, Some(group)));
        let (name, time) = rest.split_once('=').map_or((None, rest), |(name, time)| (Some(name), time));
        let duration = read_time(time)
            .ok_or_else(|| TypedError::BadTime { column: text[..start].chars().count() + 1, found: word.to_owned() })?;
        if suite.tests.len() == MAX_TYPED {
            return Err(TypedError::TooMany);
        }
        let number = suite.tests.len() + 1;
        let name = name.map_or_else(|| format!("test_{number}"), str::to_owned);
        let groups = group.into_iter().map(str::to_owned).collect();
        suite.tests.push(Test { id: format!("{file}::{name}"), duration, groups });
    }
    if suite.tests.is_empty() { Err(TypedError::Empty) } else { Ok(suite) }
}

/// The text that [`read`] reads as `suite`'s files, times and groups; names are left out where they are the usual ones.
pub fn write(suite: &Suite) -> String {
    let mut text = String::new();
    let mut file = DEFAULT_FILE;
    for (number, test) in (1..).zip(&suite.tests) {
        let separator = if text.is_empty() { "" } else { " " };
        text.push_str(separator);
        if test.file() != file {
            file = test.file();
            let slash = if text.is_empty() { "" } else { "/ " };
            text.push_str(&format!("{slash}{file}: "));
        }
        let name = test.id[file.len()..].trim_start_matches(':');
        if name != format!("test_{number}") {
            text.push_str(&format!("{name}="));
        }
        text.push_str(&write_time(test.duration));
        if let Some(group) = test.groups.first() {
            text.push_str(&format!("@{group}"));
        }
    }
    text
}

/// A time as people type it; `None` if it is none.
pub fn read_time(text: &str) -> Option<Nanos> {
    let n_digits = text.find(|char: char| char.is_ascii_alphabetic() || char == 'µ').unwrap_or(text.len());
    let (number, unit) = text.split_at(n_digits);
    let number: f64 = number.trim().parse().ok()?;
    let factor = match unit.trim() {
        "" | "s" => 1.0,
        "ms" => 1e-3,
        "us" | "µs" => 1e-6,
        "m" | "min" => 60.0,
        "h" => 3600.0,
        _ => return None,
    };
    Nanos::from_secs(number * factor)
}

/// Seconds, as short as they are exact.
fn write_time(time: Nanos) -> String {
    let (secs, nanos) = (time.0 / 1_000_000_000, time.0 % 1_000_000_000);
    if nanos == 0 {
        return secs.to_string();
    }
    format!("{secs}.{nanos:09}").trim_end_matches('0').to_owned()
}

/// Words with where they begin. A colon ends a file's name, a slash stands alone.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(text: &str, expect: Expect) {
        let shown = match read(text) {
            Ok(suite) => {
                assert_eq!(read(&write(&suite)).as_ref(), Ok(&suite), "what is written reads the same");
                let tests = suite.tests.iter();
                tests.map(|test| format!("{} {} {:?}\n", test.id, test.duration.as_secs(), test.groups)).collect()
            }
            Err(error) => format!("{error}\n"),
        };
        expect.assert_eq(&shown);
    }

    #[test]
    fn ok_times_alone() {
        check(
            "8 1 0.5s 200ms",
            expect![[r#"
            tests.py::test_1 8 []
            tests.py::test_2 1 []
            tests.py::test_3 0.5 []
            tests.py::test_4 0.2 []
        "#]],
        );
    }

    #[test]
    fn ok_files_names_and_groups() {
        check(
            "slow.py: 8 login=1@db / fast.py: 1\nmore.py: 3",
            expect![[r#"
            slow.py::test_1 8 []
            slow.py::login 1 ["db"]
            fast.py::test_3 1 []
            more.py::test_4 3 []
        "#]],
        );
    }

    #[test]
    fn err_a_word_that_is_no_time() {
        check(
            "8 1 fast",
            expect![[r#"
            column 5: `fast` is no time, expected seconds such as `8`, `0.5s`, `200ms` or `2m`
        "#]],
        );
        check(
            "é.py: 8 -1",
            expect![[r#"
            column 9: `-1` is no time, expected seconds such as `8`, `0.5s`, `200ms` or `2m`
        "#]],
        );
        check(
            "  ",
            expect![[r#"
            no test is typed, expected times such as `8 1 1 3`
        "#]],
        );
    }
}
