//! Samples that cannot be read, each with the message that the user gets.

use std::io::Cursor;

use expect_test::{Expect, expect};
use laneway_formats::read::read;

use super::{sample, samples};

const NAMES: [&str; 24] = [
    "binary.bin",
    "collected_counts.txt",
    "collected_tree.txt",
    "coverage.xml",
    "deep.xml",
    "empty.txt",
    "entities.xml",
    "gzip.bin",
    "mismatched.xml",
    "no_tests.json",
    "no_tests.jsonl",
    "no_tests.xml",
    "other.xml",
    "package.json",
    "page.html",
    "prose.md",
    "schema_2.json",
    "trace.json",
    "truncated.json",
    "truncated.xml",
    "truncated_timing.json",
    "uncollected.xml",
    "utf16.txt",
    "wrong_value.json",
];

#[test]
fn every_sample_is_checked() {
    assert_eq!(samples("invalid"), NAMES);
}

fn check(name: &str, expect: Expect) {
    let bytes = sample(&format!("invalid/{name}"));
    let error = read("sample", Cursor::new(bytes), &mut |_| {}).expect_err("it cannot be read");
    expect.assert_eq(&error.to_string());
}

#[test]
fn err_messages() {
    check(
        "binary.bin",
        expect![
            "the file begins with `����������`, expected one of: .test_durations JSON, JUnit XML, pytest --report-log, pytest-timing JSON, pytest --durations=0 -vv output, pytest --collect-only -q output, or CSV rows `id,seconds`"
        ],
    );
    check(
        "collected_counts.txt",
        expect![
            "line 1: the pytest output is broken: it only counts tests by file, expected one id a line: use `pytest --collect-only -q`, and one `-q` less where addopts has one: record it again, or mend that line"
        ],
    );
    check(
        "collected_tree.txt",
        expect![
            "line 8: the pytest output is broken: it is a tree, expected one id a line: use `pytest --collect-only -q`: record it again, or mend that line"
        ],
    );
    check("coverage.xml", expect!["the file is a coverage report, which has no durations: open a test report"]);
    check(
        "deep.xml",
        expect!["line 1: the JUnit XML is broken: tags are nested deeper than 64: record it again, or mend that line"],
    );
    check(
        "empty.txt",
        expect![
            "the file is empty, expected a report of test durations: record one, for example with `pytest --junitxml=report.xml`"
        ],
    );
    check(
        "entities.xml",
        expect![
            "line 13: the JUnit XML is broken: it declares entities, expected none in a report: record it again, or mend that line"
        ],
    );
    check("gzip.bin", expect!["the file is compressed with gzip: unpack it and open what is in it"]);
    check(
        "mismatched.xml",
        expect![
            "line 4: the JUnit XML is broken: ill-formed document: expected `</testcase>`, but `</testsuite>` was found: record it again, or mend that line"
        ],
    );
    check(
        "no_tests.json",
        expect![
            "the .test_durations JSON has no tests, expected at least one: was the right file opened, and did the run collect anything?"
        ],
    );
    check(
        "no_tests.jsonl",
        expect![
            "the pytest --report-log has no tests, expected at least one: was the right file opened, and did the run collect anything?"
        ],
    );
    check(
        "no_tests.xml",
        expect![
            "the JUnit XML has no tests, expected at least one: was the right file opened, and did the run collect anything?"
        ],
    );
    check(
        "other.xml",
        expect![
            "line 2: the JUnit XML is broken: it begins with <project>, expected <testsuites> or <testsuite>: record it again, or mend that line"
        ],
    );
    check(
        "package.json",
        expect![
            "the JSON holds few durations or none, expected an object from test ids to seconds: open a .test_durations, a report-log or a pytest-timing JSON"
        ],
    );
    check("page.html", expect!["the file is a web page: open the report's XML or JSON instead"]);
    check(
        "prose.md",
        expect![
            "the file begins with `Dear reader,`, expected one of: .test_durations JSON, JUnit XML, pytest --report-log, pytest-timing JSON, pytest --durations=0 -vv output, pytest --collect-only -q output, or CSV rows `id,seconds`"
        ],
    );
    check(
        "schema_2.json",
        expect![
            "line 1: the pytest-timing JSON is broken: its schema is 2, expected at most 1: record it again, or mend that line"
        ],
    );
    check("trace.json", expect!["the file is a trace for viewing: open the .json that was written beside it"]);
    check(
        "truncated.json",
        expect![
            "line 4: the .test_durations JSON is broken: it ends at column 42 in the middle, as if cut off (EOF while parsing an object): record it again, or mend that line"
        ],
    );
    check(
        "truncated.xml",
        expect!["line 1: the JUnit XML is broken: it ends in a tag, as if cut off: record it again, or mend that line"],
    );
    check(
        "truncated_timing.json",
        expect![
            "line 1: the pytest-timing JSON is broken: it ends at column 900 in the middle, as if cut off (EOF while parsing a string): record it again, or mend that line"
        ],
    );
    check(
        "uncollected.xml",
        expect![
            "the JUnit XML has no tests (line 1: `broken.test_broken` could not be collected, expected its tests; skipped), expected at least one: was the right file opened, and did the run collect anything?"
        ],
    );
    check(
        "utf16.txt",
        expect![
            "the file is UTF-16, as PowerShell's `>` writes it, expected UTF-8: save it as UTF-8, or use `| Out-File -Encoding utf8`"
        ],
    );
    check(
        "wrong_value.json",
        expect![
            "line 3: the .test_durations JSON is broken: at column 19, expected `:`: record it again, or mend that line"
        ],
    );
}
