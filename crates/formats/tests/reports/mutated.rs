//! Nothing that is given makes a reader panic: not arbitrary bytes, not samples that were cut, spliced, or flipped.

use std::io::Cursor;

use arbtest::arbitrary::{Result, Unstructured};
use arbtest::arbtest;
use laneway_formats::many::{self, Document};
use laneway_formats::read::read;
use laneway_formats::{command_line, typed};

use super::{sample, samples};

#[test]
fn no_bytes_panic() {
    arbtest(|u| {
        let bytes: Vec<u8> = u.arbitrary()?;
        let _ = read("arbitrary", Cursor::new(&bytes), &mut |_| {});
        let _ = many::open(vec![Document { name: "arbitrary".to_owned(), bytes }], &mut |_| {});
        Ok(())
    });
}

#[test]
fn no_text_panics() {
    arbtest(|u| {
        let text: &str = u.arbitrary()?;
        let _ = (typed::read(text), command_line::read(text), command_line::read(&format!("addopts = {text}")));
        Ok(())
    });
}

#[test]
fn no_change_of_a_sample_panics() {
    let names = samples("");
    let all: Vec<Vec<u8>> = names.iter().map(|name| sample(name)).collect();
    arbtest(|u| {
        let mut bytes = u.choose(&all)?.clone();
        for _ in 0..u.int_in_range(1..=8)? {
            change(u, &mut bytes, &all)?;
        }
        if let Ok(reading) = read("changed", Cursor::new(&bytes), &mut |_| {}) {
            let n_tests = reading.suite.tests.len();
            let is_whole = |length: usize| length == 0 || length == n_tests;
            assert!(n_tests > 0 && is_whole(reading.facts.phases.len()) && is_whole(reading.facts.ran_on.len()));
            assert!(reading.warnings.shown.len() <= 100);
        }
        Ok(())
    });
}

/// What happens to files on their way.
fn change(u: &mut Unstructured<'_>, bytes: &mut Vec<u8>, all: &[Vec<u8>]) -> Result<()> {
    /// Pieces that mean something to one reader or another.
    const PIECES: [&str; 16] = [
        "\n",
        "\"",
        "NaN",
        "-",
        "1e999",
        "<testcase ",
        "</testsuite>",
        "{",
        "}",
        "[",
        ",",
        "#",
        "::",
        "@",
        "&#x0;",
        "\u{fffd}",
    ];
    let at = u.int_in_range(0..=bytes.len().saturating_sub(1))?;
    match u.int_in_range(0..=4)? {
        0 => bytes.truncate(at),
        1 => bytes.splice(at..at, u.choose(&PIECES)?.bytes()).for_each(drop),
        2 if !bytes.is_empty() => bytes[at] = u.arbitrary()?,
        3 => bytes.extend_from_slice(u.choose(all)?),
        _ => bytes.drain(..at).for_each(drop),
    }
    Ok(())
}
