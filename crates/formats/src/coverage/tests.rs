//! Coverage reports against what the real coverage.py printed, and hostile ones.

use std::fs;

use arbtest::arbtest;
use expect_test::{Expect, expect};
use laneway_pipeline::coverage::LineReport;

use super::*;

const FORMATS: [&str; 3] = ["json", "xml", "lcov"];

fn sample(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/coverage/");
    fs::read_to_string(format!("{folder}{name}")).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn reading(name: &str) -> CoverageReading {
    read(&sample(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What the real `coverage report --format=total` printed.
fn real_total(name: &str) -> f64 {
    let totals = sample("totals.txt");
    let total = totals.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok());
    total.unwrap_or_else(|| panic!("{name} has a total"))
}

fn check_total(name: &str) {
    for format in FORMATS {
        let reading = reading(&format!("{name}.{format}"));
        let total = real_total(name);
        assert!(
            (reading.report.percent() - total).abs() < 1e-8,
            "{name}.{format}: {} {total}",
            reading.report.percent()
        );
        assert!(reading.stated.is_some_and(|stated| (stated - total).abs() < 1e-8), "{name}.{format}: {reading:?}");
        assert_eq!(reading.warnings.shown, [], "{name}.{format}");
    }
}

#[test]
fn ok_totals_of_lines_are_those_of_coverage() {
    for lane in ["unit", "heavy", "both"] {
        check_total(&format!("line_{lane}"));
    }
}

#[test]
fn ok_totals_with_branches_are_those_of_coverage() {
    for lane in ["unit", "heavy", "both"] {
        check_total(&format!("branch_{lane}"));
    }
}

#[test]
fn ok_the_union_of_two_lanes_is_what_combine_makes() {
    for kind in ["line", "branch"] {
        for format in FORMATS {
            let lane = |lane: &str| reading(&format!("{kind}_{lane}.{format}")).report;
            let union = LineReport::union([&lane("unit"), &lane("heavy")]);
            assert_eq!(union, lane("both"), "{kind}, {format}");
        }
    }
}

#[test]
fn ok_formats_say_the_same() {
    for name in ["line_heavy", "branch_heavy", "branch_both"] {
        let [json, xml, lcov] = FORMATS.map(|format| reading(&format!("{name}.{format}")).report);
        assert_eq!(json, lcov, "{name}");
        assert_eq!(json, xml, "{name}");
    }
}

/// Before 7.6, the JSON lists branches that the total does not count; the XML counts them by line.
#[test]
fn ok_older_coverage_reads() {
    let total = real_total("old_heavy");
    let [json, xml, lcov] = FORMATS.map(|format| reading(&format!("old_heavy.{format}")));
    assert!((xml.report.percent() - total).abs() < 1e-8, "{}", xml.report.percent());
    assert_eq!(xml.warnings.shown, []);
    let told =
        |reading: &CoverageReading| reading.warnings.shown.iter().map(|warning| format!("{warning}\n")).collect();
    let told: [String; 2] = [&json, &lcov].map(told);
    expect![[r#"
        it states 63.918 % in all, and its lines and branches make 65.347 %; the lines count
        line 56: branches are numbered, not named, as coverage.py before 7.6 does; several such reports together may miss some: use `coverage json`
        it states 63.918 % in all, and its lines and branches make 65.347 %; the lines count
    "#]].assert_eq(&told.concat());
}

fn check(text: &str, expect: Expect) {
    let found = match read(text) {
        Ok(reading) => {
            let lines = reading.warnings.shown.iter().map(|warning| format!("{warning}\n"));
            format!(
                "{:.1} % of {} files\n{}",
                reading.report.percent(),
                reading.report.files.len(),
                lines.collect::<String>()
            )
        }
        Err(error) => format!("{error}\n"),
    };
    expect.assert_eq(&found);
}

#[test]
fn ok_a_record_of_another_tool_reads() {
    check(
        "TN:unit\nSF:a.py\nFN:1,f\nDA:1,12,abc\nDA:2,0\nDA:x,1\nBRDA:1,0,0,-\nBRDA:1,0,1,4\nend_of_record\nTN:b\nSF:a.py\nDA:2,1\nend_of_record\n",
        expect![[r#"
            75.0 % of 1 files
            line 6: `DA:x,1` is found, expected whole numbers; skipped
            line 7: branches are numbered, not named, as coverage.py before 7.6 does; several such reports together may miss some: use `coverage json`
        "#]],
    );
    check(
        "<?xml version='1.0'?><!DOCTYPE coverage SYSTEM 'x'><!-- <a> --><coverage><class filename='a&amp;b.py'><method><line number='1' hits='0'/></method><line number='1' hits='99999999999999999999'/><line number='x'/><line number='2' hits='1' branch='true' condition-coverage='50% (1/2)'/><line number='3' hits='1' branch='true' condition-coverage='50% (1/99999999)'/></class></coverage>",
        expect![[r#"
            80.0 % of 1 files
            line 1: the number of a <line> is `x`, expected one from 1; skipped
            line 1: the condition-coverage is `50% (1/99999999)`, expected such as `50% (1/2)`; no branches
        "#]],
    );
}

#[test]
fn ok_a_total_that_its_lines_do_not_make_is_told() {
    check(
        r#"{"meta": {"format": 4, "branch_coverage": false}, "files": {"a.py": {"executed_lines": [1], "missing_lines": [2]}}, "totals": {"percent_covered": 51.0}}"#,
        expect![[r#"
            50.0 % of 1 files
            its format is 4, expected at most 3; read as 3
            it states 51.000 % in all, and its lines and branches make 50.000 %; the lines count
        "#]],
    );
    check(
        "SF:a.py\nDA:1,1\nLF:2\nLH:1\nend_of_record\n",
        expect![[r#"
        100.0 % of 1 files
        it states 50.000 % in all, and its lines and branches make 100.000 %; the lines count
    "#]],
    );
}

#[test]
fn err_messages() {
    check(
        "",
        expect![[r#"
        the file begins with ``, expected a coverage report: make one with `coverage json`, `coverage xml` or `coverage lcov`
    "#]],
    );
    check(
        "Name  Stmts\n",
        expect![[r#"
        the file begins with `Name  Stmts`, expected a coverage report: make one with `coverage json`, `coverage xml` or `coverage lcov`
    "#]],
    );
    check(
        "<report name='jacoco'/>",
        expect![[r#"
        the file begins with `<report name='jacoco'/>`, expected a coverage report: make one with `coverage json`, `coverage xml` or `coverage lcov`
    "#]],
    );
    check(
        r#"{"branch_coverage": 1, "files": {}}"#,
        expect![[r#"
        the coverage JSON has no files, expected at least one: did coverage measure anything?
    "#]],
    );
    check(
        r#"{"branch_coverage": 1, "totals": {}}"#,
        expect![[r#"
        line 1: the coverage JSON is broken: at column 36, `.`: missing field `files`, expected what `coverage json` writes: make it again
    "#]],
    );
    check(
        "{\"files\": {\n\"a.py\": {\"executed_lines\": [1, -2]}}}",
        expect![[r#"
        line 2: the coverage JSON is broken: at column 33, `files.a.py.executed_lines[1]`: invalid value: integer `-2`, expected u32, expected what `coverage json` writes: make it again
    "#]],
    );
    check(
        "{\"files\": {\"a.py\": {\"executed_lines\": [NaN]}}}",
        expect![[r#"
        line 1: the coverage JSON is broken: at column 40, `files.a.py.executed_lines[0]`: expected value, expected what `coverage json` writes: make it again
    "#]],
    );
    check(
        "{\"files\": {\"a.py\": {\"executed_lines\": [1",
        expect![[r#"
        line 1: the coverage JSON is broken: at column 40, `files.a.py.executed_lines`: EOF while parsing a list, expected what `coverage json` writes: make it again
    "#]],
    );
    check(
        "<coverage>\n<line number='1'/></coverage>",
        expect![[r#"
        line 2: the Cobertura XML is broken: a <line> stands outside of a <class>, expected it within: make it again
    "#]],
    );
    check(
        "<coverage>\n<class name='x'>",
        expect![[r#"
        line 2: the Cobertura XML is broken: a <class> has no filename, expected `filename="a.py"`: make it again
    "#]],
    );
    check(
        "<coverage><class filename='a'>\n",
        expect![[r#"
        line 2: the Cobertura XML is broken: it ends with 2 tags open, as if cut off: make it again
    "#]],
    );
    check(
        "<!DOCTYPE coverage [<!ENTITY a 'b'>]><coverage>\n",
        expect![[r#"
        line 1: the Cobertura XML is broken: it declares entities, expected none in a report: make it again
    "#]],
    );
    check(
        "TN:\nDA:1,1\n",
        expect![[r#"
        line 2: the LCOV is broken: DA stands before any `SF:`, expected it behind: make it again
    "#]],
    );
    check(
        "SF:a.py\nnothing\n",
        expect![[r#"
        line 2: the LCOV is broken: `nothing` is found, expected a fact such as `DA:12,1`: make it again
    "#]],
    );
    check(
        "SF:a.py\nDA:1,1\n",
        expect![[r#"
        line 2: the LCOV is broken: it ends without `end_of_record`, as if cut off: make it again
    "#]],
    );
    check(
        &format!("<coverage>{}", "<a>".repeat(70)),
        expect![[r#"
        line 1: the Cobertura XML is broken: tags are nested deeper than 64, expected few: make it again
    "#]],
    );
}

#[test]
fn no_change_of_a_sample_panics() {
    let names = ["branch_heavy.json", "branch_heavy.xml", "branch_heavy.lcov", "old_heavy.lcov"];
    let samples = names.map(sample);
    arbtest(|u| {
        let mut bytes = u.choose(&samples)?.clone().into_bytes();
        for _ in 0..u.int_in_range(1..=6)? {
            let at = u.int_in_range(0..=bytes.len().saturating_sub(1))?;
            let pieces =
                ["9", "-", ",", "\n", "\"", "<", ">", "NaN", "1e999", "99999999999", "{", "]", "SF:", "\u{fffd}"];
            match u.int_in_range(0..=3)? {
                0 => bytes.truncate(at),
                1 => bytes.splice(at..at, u.choose(&pieces)?.bytes()).for_each(drop),
                2 if !bytes.is_empty() => bytes[at] = u.arbitrary()?,
                _ => bytes.drain(at..bytes.len().min(at + 9)).for_each(drop),
            }
        }
        if let Ok(reading) = read(&String::from_utf8_lossy(&bytes)) {
            let percent = reading.report.percent();
            assert!((0.0..=100.0).contains(&percent) && !reading.report.files.is_empty(), "{percent}");
        }
        Ok(())
    });
}
