//! Cases as lines: each is answered as it comes. A single document may spread over several lines.

use std::io::{self, BufRead, Read, Write};

use super::answer::Verdict;
use super::case::MAX_CASE;

/// One byte more than a case may have, which tells that it is too long.
const MOST_READ: u64 = MAX_CASE as u64 + 1;

/// What came of a stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many cases were answered.
    pub n_cases: u64,
    /// How many of them were not valid.
    pub n_invalid: u64,
}

/// Answers every case of `input` on `output`, one line each, in order, as they come.
///
/// # Errors
/// If reading or writing fails; text that is no case is answered, not an error.
pub fn replay_all(mut input: impl BufRead, mut output: impl Write) -> io::Result<Tally> {
    let mut tally = Tally::default();
    let mut line = Vec::new();
    let mut is_first = true;
    while read_line(&mut input, &mut line)? {
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        if std::mem::take(&mut is_first) && (line.len() as u64) < MOST_READ && is_cut_short(&line) {
            input.by_ref().take(MOST_READ).read_to_end(&mut line)?;
            let lines = || line.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
            if !is_document(&line) && lines().skip(1).any(is_document) {
                for line in lines() {
                    answer(line, &mut output, &mut tally)?;
                }
                break;
            }
        }
        answer(&line, &mut output, &mut tally)?;
    }
    Ok(tally)
}

fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let n_read = input.by_ref().take(MOST_READ).read_until(b'\n', line)?;
    // What is too long is answered as that; its end is of no interest.
    while line.len() as u64 == MOST_READ && !line.ends_with(b"\n") {
        let buffer = input.fill_buf()?;
        let (n_bytes, is_end) = buffer
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or((buffer.len(), buffer.is_empty()), |at| (at + 1, true));
        input.consume(n_bytes);
        if is_end {
            break;
        }
    }
    Ok(n_read > 0)
}

/// Whether this could be the beginning of a document.
fn is_cut_short(json: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(json).is_err_and(|error| error.is_eof())
}

fn is_document(json: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(json).is_ok()
}

fn answer(line: &[u8], output: &mut impl Write, tally: &mut Tally) -> io::Result<()> {
    let answer = super::answer(&String::from_utf8_lossy(line));
    tally.n_cases += 1;
    tally.n_invalid += u64::from(answer.verdict() == Verdict::Invalid);
    writeln!(output, "{}", answer.to_json())?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(input: &str, expect: Expect) {
        let mut output = Vec::new();
        let tally = replay_all(input.as_bytes(), &mut output).expect("memory can be read and written");
        let output = String::from_utf8(output).expect("answers are text");
        expect.assert_eq(&format!("{output}{tally:?}\n"));
    }

    #[test]
    fn ok_one_case_a_line() {
        check(
            r#"{"name": "a", "dist": "load", "workers": 1, "tests": [{"id": "t", "duration": 1}]}

{"dist": "no", "workers": 0, "tests": []}
"#,
            expect![[r#"
                {"name":"a","outcome":"ok","runs":[[0,0,0,1000000000,0]],"makespan_ns":1000000000,"first_start_ns":0,"session_end_ns":1000000000,"not_completed":[],"busy_ns":[1000000000],"worker_tests":[1],"decisions":[[0,"runtests",0,[0]],[0,"shutdown",0,null],[0,"shutdown",0,null]]}
                {"outcome":"ok","runs":[],"makespan_ns":0,"first_start_ns":0,"session_end_ns":0,"not_completed":[],"busy_ns":[0],"worker_tests":[0],"decisions":[]}
                Tally { n_cases: 2, n_invalid: 0 }
            "#]],
        );
    }

    #[test]
    fn ok_one_document_over_several_lines() {
        check(
            "{\n\"dist\": \"no\",\n\"workers\": 0,\n\"tests\": []\n}\n",
            expect![[r#"
                {"outcome":"ok","runs":[],"makespan_ns":0,"first_start_ns":0,"session_end_ns":0,"not_completed":[],"busy_ns":[0],"worker_tests":[0],"decisions":[]}
                Tally { n_cases: 1, n_invalid: 0 }
            "#]],
        );
    }

    #[test]
    fn err_a_case_without_end_is_answered_and_the_next_one_too() {
        let endless = io::repeat(b' ').take(MOST_READ + 5).chain(&b"{}\n"[..]);
        let input =
            io::Cursor::new(b"{").chain(endless).chain(&b"{\"dist\": \"no\", \"workers\": 0, \"tests\": []}"[..]);
        let mut output = Vec::new();
        let tally = replay_all(io::BufReader::new(input), &mut output).expect("memory");
        assert_eq!(tally, Tally { n_cases: 2, n_invalid: 1 });
        assert!(String::from_utf8_lossy(&output).contains("more than 268435456 bytes, expected fewer"));
    }

    #[test]
    fn err_a_bad_case_does_not_stop_the_others() {
        check(
            "{\"name\": \"n\", \"dist\": 3}\n{\"dist\": \"no\", \"workers\": 0, \"tests\": []}",
            expect![[r#"
                {"name":"n","outcome":"invalid","error":"at `dist`: invalid type: integer `3`, expected a string at line 1 column 23"}
                {"outcome":"ok","runs":[],"makespan_ns":0,"first_start_ns":0,"session_end_ns":0,"not_completed":[],"busy_ns":[0],"worker_tests":[0],"decisions":[]}
                Tally { n_cases: 2, n_invalid: 1 }
            "#]],
        );
        check(
            "{\"dist\": \n{\"dist\": \"no\", \"workers\": 0, \"tests\": []}",
            expect![[r#"
                {"outcome":"invalid","error":"the case is not JSON: EOF while parsing a value at line 1 column 9; expected one object with `dist`, `workers` and `tests`"}
                {"outcome":"ok","runs":[],"makespan_ns":0,"first_start_ns":0,"session_end_ns":0,"not_completed":[],"busy_ns":[0],"worker_tests":[0],"decisions":[]}
                Tally { n_cases: 2, n_invalid: 1 }
            "#]],
        );
    }
}
