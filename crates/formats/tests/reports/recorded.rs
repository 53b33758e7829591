//! Samples that read, each with what comes out of it.

use std::io::{BufReader, Cursor};

use expect_test::{Expect, expect};
use laneway_engine::time::Nanos;
use laneway_formats::read::{Reading, read};

use super::{sample, samples};

/// How many tests a snapshot shows.
const N_SHOWN: usize = 5;

const NAMES: [&str; 25] = [
    "collected.txt",
    "collected_slow.txt",
    "durations.txt",
    "durations_hidden.txt",
    "durations_xdist.txt",
    "junit_broken.xml",
    "junit_nested.xml",
    "junit_xdist.xml",
    "junit_xunit1.xml",
    "junit_xunit2.xml",
    "pytest_timing.json",
    "pytest_timing_serial.json",
    "report_log.jsonl",
    "report_log_broken.jsonl",
    "report_log_crash.jsonl",
    "report_log_each.jsonl",
    "report_log_loadgroup.jsonl",
    "report_log_serial.jsonl",
    "report_log_truncated.jsonl",
    "table.csv",
    "table_with_header.csv",
    "test_durations.json",
    "test_durations_commented.json",
    "test_durations_pairs.json",
    "verbose.txt",
];

#[test]
fn every_sample_is_checked() {
    assert_eq!(samples(""), NAMES);
}

fn check(name: &str, expect: Expect) {
    let bytes = sample(name);
    let reading = read_bytes(&bytes);
    expect.assert_eq(&describe(&reading));
    let in_small_pieces = BufReader::with_capacity(7, Cursor::new(&bytes));
    assert_eq!(read("sample", in_small_pieces, &mut |_| {}).expect("it reads"), reading, "in small pieces");
    let marked = [b"\xef\xbb\xbf \r\n", bytes.as_slice()].concat();
    assert_eq!(read_bytes(&marked).suite, reading.suite, "behind a byte order mark and blanks");
    let text = String::from_utf8(bytes).expect("samples are text");
    assert_eq!(read_bytes(text.replace('\n', "\r\n").as_bytes()).suite, reading.suite, "with another end of line");
}

fn read_bytes(bytes: &[u8]) -> Reading {
    read("sample", Cursor::new(bytes), &mut |_| {}).expect("a sample reads")
}

fn describe(reading: &Reading) -> String {
    let Reading { suite, facts, warnings, has_durations, .. } = reading;
    let recording = &suite.recording;
    let mut text = format!("{:?}, {:?}", recording.source, recording.order);
    let date = recording.date.as_deref().map(|date| date[..10].to_owned());
    for (name, value) in [
        ("date", date),
        ("workers", recording.workers.map(|workers| workers.to_string())),
        ("cores", recording.cores.map(|cores| cores.to_string())),
        ("dist", facts.dist.map(|dist| dist.flag().to_owned())),
        ("CPU", facts.cpu.map(|cpu| cpu.as_secs().to_string())),
        ("coverage", recording.coverage.map(|coverage| coverage.to_string())),
        ("wall", facts.wall.map(|wall| wall.as_secs().to_string())),
        ("without durations", (!has_durations).then(String::new)),
    ] {
        text.extend(value.map(|value| format!(", {name} {value}")));
    }
    let ended = [("failed", facts.n_failed), ("skipped", facts.n_skipped), ("reruns", facts.n_reruns)];
    text.extend(ended.into_iter().filter(|(_, count)| *count > 0).map(|(name, count)| format!(", {count} {name}")));
    text += &format!("\n{} tests\n", suite.tests.len());
    for (position, test) in suite.tests.iter().enumerate().take(N_SHOWN) {
        text += &format!("{} {}", test.id, test.duration.as_secs());
        if let Some(phases) = facts.phases.get(position) {
            let [setup, call, teardown] = [phases.setup, phases.call, phases.teardown].map(Nanos::as_secs);
            text += &format!(" = {setup} + {call} + {teardown}");
        }
        if let Some(worker) = facts.ran_on.get(position).copied().flatten() {
            text += &format!(" on {}", facts.workers[worker as usize].name);
        }
        if let Some((start, stop)) = facts.spans.get(position).copied().flatten() {
            text += &format!(" from {} to {}", start.as_secs(), stop.as_secs());
        }
        text.extend(test.groups.iter().map(|group| format!(" @{group}")));
        text.extend(test.marks.iter().map(|mark| format!(" -m {mark}")));
        text.push('\n');
    }
    text.extend(facts.is_whole.then_some("times are since the session began\n"));
    text.extend(facts.markers.iter().map(|(marker, tests)| format!("marked {marker}: {tests:?}\n")));
    if !facts.startups().is_empty() {
        let secs = |spans: Vec<Nanos>| spans.iter().map(|span| span.as_secs()).collect::<Vec<_>>();
        text += &format!("start-up {:?}, collection {:?}\n", secs(facts.startups()), secs(facts.collections()));
    }
    text.extend(warnings.shown.iter().map(|warning| format!("{warning}\n")));
    text
}

#[test]
fn ok_collections() {
    check(
        "collected.txt",
        expect![[r#"
        CollectOnly, Collected, without durations 
        26 tests
        tests/test_names.py::test_text[plain] 0
        tests/test_names.py::test_text[a b] 0
        tests/test_names.py::test_text[x::y] 0
        tests/test_names.py::test_text[a@b] 0
        tests/test_names.py::test_text[1.5] 0
    "#]],
    );
    check(
        "collected_slow.txt",
        expect![[r#"
        CollectOnly, Collected, without durations 
        2 tests
        tests/test_slow.py::test_sleep[3] 0
        tests/test_slow.py::test_sleep[1] 0
    "#]],
    );
}

#[test]
fn ok_printed() {
    check(
        "durations.txt",
        expect![[r#"
        DurationsText, Collected, workers 0, wall 0.65, 4 failed, 2 skipped
        10 tests
        tests/test_outcomes.py::test_fails 0.01 = 0 + 0 + 0.01
        tests/test_outcomes.py::test_skipped 0 = 0 + 0 + 0
        tests/test_outcomes.py::test_expected_to_fail 0 = 0 + 0 + 0
        tests/test_outcomes.py::test_error_in_setup 0 = 0 + 0 + 0
        tests/test_outcomes.py::test_error_in_teardown 0 = 0 + 0 + 0
        sample, line 87: `tests/test_outcomes.py::test_flaky` has two times for Setup; both are added up
        sample, line 95: `tests/test_outcomes.py::test_flaky` has two times for Call; both are added up
        sample, line 96: `tests/test_outcomes.py::test_flaky` has two times for Teardown; both are added up
    "#]],
    );
    check(
        "durations_hidden.txt",
        expect![[r#"
            DurationsText, Sorted, coverage true, wall 0.74
            6 tests
            tests/test_slow.py::test_sleep[3] 0.34 = 0.03 + 0.31 + 0
            tests/test_slow.py::test_sleep[1] 0.1 = 0 + 0.1 + 0
            tests/test_slow.py::test_short 0.07 = 0 + 0.05 + 0.02
            tests/unit/test_groups.py::test_in_group[one] 0.03 = 0 + 0.03 + 0
            tests/unit/test_groups.py::test_in_group[two] 0.02 = 0 + 0.02 + 0
            sample, line 32: durations under 5 ms are hidden, expected all: record with `--durations=0 -vv`
            sample: the order of the tests is not in it, only the slowest first, expected the verbose part too: keep the whole output of `pytest --durations=0 -vv`
        "#]],
    );
    check(
        "durations_xdist.txt",
        expect![[r#"
            DurationsText, Sorted, workers 2, wall 3.47
            7 tests
            tests/test_slow.py::test_short 0.1 = 0.03 + 0.05 + 0.02
            tests/test_slow.py::test_sleep[3] 0.33 = 0.03 + 0.3 + 0
            tests/test_slow.py::test_sleep[1] 0.12 = 0 + 0.1 + 0.02
            tests/unit/test_groups.py::test_in_group[one] 0.02 = 0 + 0.02 + 0
            tests/unit/test_groups.py::test_in_group[two] 0.02 = 0 + 0.02 + 0
        "#]],
    );
    check(
        "verbose.txt",
        expect![[r#"
        CollectOnly, Collected, wall 0.12, without durations 
        4 tests
        tests/unit/test_groups.py::test_in_group[one] 0
        tests/unit/test_groups.py::test_in_group[two] 0
        tests/unit/test_groups.py::TestMail::test_send 0
        tests/unit/test_groups.py::test_alone 0
    "#]],
    );
}

#[test]
fn ok_junit() {
    check(
        "junit_broken.xml",
        expect![[r#"
        JunitXml, Finished, date 2026-11-21, wall 0.233
        4 tests
        tests/unit/test_groups.py::test_in_group[one] 0.021
        tests/unit/test_groups.py::test_in_group[two] 0.021
        tests/unit/test_groups.py::TestMail::test_send 0.015
        tests/unit/test_groups.py::test_alone 0
        sample, line 1: `broken.test_broken` could not be collected, expected its tests; skipped
    "#]],
    );
    check(
        "junit_nested.xml",
        expect![[r#"
        JunitXml, Finished, date 2026-03-01, 1 reruns
        6 tests
        pkg/tests/test_math.py::TestAdd::test_small 0.5
        pkg/tests/test_math.py::TestAdd::test_large 1234.5
        pkg/tests/test_math.py::test_untimed 0
        pkg/tests/test_math.py::test_odd 0
        src/cart.test.js::cart adds::an item for a@b.example 0.1
        sample, line 9: `pkg/tests/test_math.py::test_untimed` has no time, expected seconds such as `0.25`; taken as 0
        sample, line 10: the time of `pkg/tests/test_math.py::test_odd` is `soon`, expected seconds such as `0.25`; taken as 0
        sample, line 15: `com.example.CartTest::adds & removes` is here a second time; the last one counts
    "#]],
    );
    check(
        "junit_xdist.xml",
        expect![[r#"
        JunitXml, Finished, date 2026-11-21, wall 3.117
        7 tests
        tests/test_slow.py::test_sleep[3] 0.332
        tests/test_slow.py::test_short 0.102
        tests/unit/test_groups.py::test_in_group[one] 0.022
        tests/unit/test_groups.py::test_in_group[two] 0.021
        tests/unit/test_groups.py::TestMail::test_send 0.011
    "#]],
    );
    check(
        "junit_xunit1.xml",
        expect![[r#"
        JunitXml, Finished, date 2026-11-21, wall 0.157
        16 tests
        tests/test_names.py::test_text[plain] 0.005
        tests/test_names.py::test_text[a b] 0
        tests/test_names.py::test_text[x::y] 0
        tests/test_names.py::test_text[a@b] 0
        tests/test_names.py::test_text[1.5] 0
    "#]],
    );
    check(
        "junit_xunit2.xml",
        expect![[r#"
        JunitXml, Finished, date 2026-11-21, wall 0.256, 4 failed, 2 skipped, 1 reruns
        19 tests
        tests/test_names.py::test_text[plain] 0.001
        tests/test_names.py::test_text[a b] 0.001
        tests/test_names.py::test_text[x::y] 0
        tests/test_names.py::test_text[a@b] 0
        tests/test_names.py::test_text[1.5] 0
        sample, line 28: `tests/test_outcomes.py::test_flaky` is here a second time; the last one counts
    "#]],
    );
}

#[test]
fn ok_pytest_timing() {
    check(
        "pytest_timing.json",
        expect![[r#"
            PytestTiming, Sorted, date 2026-11-21, workers 2, dist load, CPU 0.08, wall 3.219013691, 4 failed, 2 skipped, 1 reruns
            11 tests
            tests/test_outcomes.py::test_fails 0.008604 = 0.00743 + 0.000936 + 0.000238 on gw0 from 2.684008 to 2.752337
            tests/test_outcomes.py::test_expected_to_fail 0.009186 = 0.008545 + 0.000382 + 0.000259 on gw1 from 2.687586 to 2.751344
            tests/test_outcomes.py::test_error_in_setup 0.000845 = 0.000631 + 0 + 0.000214 on gw1 from 2.755468 to 2.766592
            tests/test_outcomes.py::test_skipped 0.000584 = 0.000452 + 0 + 0.000132 on gw0 from 2.757235 to 2.758282
            tests/test_outcomes.py::test_fails_and_errors 0.000861 = 0.000566 + 0.000162 + 0.000133 on gw0 from 2.761228 to 2.764053
            times are since the session began
            start-up [2.010407, 2.177386], collection [0.248521, 0.063749]
            sample, line 1: `tests/test_outcomes.py::test_flaky` is run again; the last run counts
        "#]],
    );
    check(
        "pytest_timing_serial.json",
        expect![[r#"
            PytestTiming, Collected, date 2026-11-21, workers 0, cores 2, CPU 0, coverage true, wall 0.313236713
            4 tests
            tests/unit/test_groups.py::test_in_group[one] 0.027556 = 0.006249 + 0.020898 + 0.000409 on main from 0.177831 to 0.206551
            tests/unit/test_groups.py::test_in_group[two] 0.026496 = 0.000998 + 0.025163 + 0.000335 on main from 0.21251 to 0.239786
            tests/unit/test_groups.py::TestMail::test_send 0.011367 = 0.000581 + 0.010532 + 0.000254 on main from 0.241032 to 0.253154
            tests/unit/test_groups.py::test_alone 0.005232 = 0.004777 + 0.000251 + 0.000204 on main from 0.254328 to 0.260088
            times are since the session began
            start-up [0.034961], collection [0.141745]
        "#]],
    );
}

#[test]
fn ok_report_logs() {
    check(
        "report_log.jsonl",
        expect![[r#"
            ReportLog, Collected, date 2026-11-21, workers 2, wall 0.481616259
            7 tests
            tests/test_slow.py::test_sleep[3] 0.34072756 = 0.031285642 + 0.309231717 + 0.000210201 on gw0 from 0 to 0.346427202 -m slow
            tests/test_slow.py::test_sleep[1] 0.126521188 = 0.000613884 + 0.102504861 + 0.023402443 on gw0 from 0.353998423 to 0.481616259 -m slow
            tests/test_slow.py::test_short 0.105736026 = 0.030755363 + 0.054225455 + 0.020755208 on gw1 from 0.007073402 to 0.115171194
            tests/unit/test_groups.py::test_in_group[one] 0.021476603 = 0.000539396 + 0.020524337 + 0.00041287 on gw1 from 0.123189926 to 0.146637201
            tests/unit/test_groups.py::test_in_group[two] 0.022681711 = 0.000420905 + 0.022012433 + 0.000248373 on gw1 from 0.150905848 to 0.174612522
            marked slow: [0, 1]
            marked xdist_group: [3, 4, 5]
            sample: tests carry xdist_group marks, whose names a report-log does not keep: record it under `--dist loadgroup` (with pytest before 9.2) to have them
        "#]],
    );
    check(
        "report_log_broken.jsonl",
        expect![[r#"
            ReportLog, Collected, date 2026-11-21, workers 0, wall 0.086035013
            4 tests
            tests/unit/test_groups.py::test_in_group[one] 0.025153018 = 0.004417657 + 0.020502447 + 0.000232914 from 0 to 0.025878429
            tests/unit/test_groups.py::test_in_group[two] 0.02221587 = 0.000286724 + 0.021710148 + 0.000218998 from 0.026361465 to 0.049095869
            tests/unit/test_groups.py::TestMail::test_send 0.030494979 = 0.000112229 + 0.030138514 + 0.000244236 from 0.049574137 to 0.084786177
            tests/unit/test_groups.py::test_alone 0.000353219 = 0.000122378 + 0.000120555 + 0.000110286 from 0.085319042 to 0.086035013
            marked xdist_group: [0, 1, 2]
            sample, line 3: `broken/test_broken.py` could not be collected: its tests are missing
            sample: tests carry xdist_group marks, whose names a report-log does not keep: record it under `--dist loadgroup` (with pytest before 9.2) to have them
        "#]],
    );
    check(
        "report_log_crash.jsonl",
        expect![[r#"
            ReportLog, Collected, date 2026-11-21, workers 2, wall 0.008144617, 1 failed
            3 tests
            crash/test_crash.py::test_before 0.000488612 = 0.000197719 + 0.000148197 + 0.000142696 on gw0 from 0.000513315 to 0.003865719
            crash/test_crash.py::test_dies 0.000209872 = 0.000209872 + 0 + 0 on gw1 from 0 to 0.000210285
            crash/test_crash.py::test_after 0.000321438 = 0.000115936 + 0.000108161 + 0.000097341 on gw0 from 0.007435083 to 0.008144617
            sample, line 9: the worker of `crash/test_crash.py::test_dies` crashed: its time is not known whole
        "#]],
    );
    check(
        "report_log_each.jsonl",
        expect![[r#"
            ReportLog, Collected, date 2026-11-21, workers 2, wall 0.058788538
            4 tests
            tests/unit/test_groups.py::test_in_group[one] 0.021227669 = 0.000576394 + 0.020396359 + 0.000254916 on gw1 from 0 to 0.022610664
            tests/unit/test_groups.py::test_in_group[two] 0.020935886 = 0.000309237 + 0.020381281 + 0.000245368 on gw1 from 0.02330637 to 0.045181036
            tests/unit/test_groups.py::TestMail::test_send 0.010742249 = 0.000126817 + 0.010413466 + 0.000201966 on gw1 from 0.045852661 to 0.058218718
            tests/unit/test_groups.py::test_alone 0.000357075 = 0.00014522 + 0.000107861 + 0.000103994 on gw0 from 0.058118582 to 0.058788538
            marked xdist_group: [0, 1, 2]
            sample, line 3: `tests/unit/test_groups.py::test_in_group[one]` runs on a second worker too; the first one counts
            sample, line 9: `tests/unit/test_groups.py::test_in_group[two]` runs on a second worker too; the first one counts
            sample, line 15: `tests/unit/test_groups.py::TestMail::test_send` runs on a second worker too; the first one counts
            sample, line 22: `tests/unit/test_groups.py::test_alone` runs on a second worker too; the first one counts
            sample: tests carry xdist_group marks, whose names a report-log does not keep: record it under `--dist loadgroup` (with pytest before 9.2) to have them
        "#]],
    );
    check(
        "report_log_loadgroup.jsonl",
        expect![[r#"
            ReportLog, Collected, date 2026-11-21, workers 2, wall 0.052134275
            4 tests
            tests/unit/test_groups.py::test_in_group[one] 0.024259441 = 0.000401849 + 0.023677186 + 0.000180406 on gw0 from 0.00194025 to 0.027325869 @db
            tests/unit/test_groups.py::test_in_group[two] 0.020907282 = 0.000289169 + 0.020424822 + 0.000193291 on gw0 from 0.027815342 to 0.049872637 @db
            tests/unit/test_groups.py::TestMail::test_send 0.010836964 = 0.000217675 + 0.010431359 + 0.00018793 on gw1 from 0 to 0.012040854 @mail
            tests/unit/test_groups.py::test_alone 0.000401799 = 0.000147465 + 0.000147355 + 0.000106979 on gw0 from 0.051278353 to 0.052134275
            marked xdist_group: [0, 1, 2]
        "#]],
    );
    check(
        "report_log_serial.jsonl",
        expect![[r#"
            ReportLog, Collected, date 2026-11-21, workers 0, wall 0.143588781, 4 failed, 2 skipped, 1 reruns
            7 tests
            tests/test_outcomes.py::test_fails 0.001039599 = 0.000212997 + 0.000517245 + 0.000309357 from 0 to 0.079829931
            tests/test_outcomes.py::test_skipped 0.000376882 = 0.000179664 + 0 + 0.000197218 from 0.080522776 to 0.081434727
            tests/test_outcomes.py::test_expected_to_fail 0.00085248 = 0.000288528 + 0.000252872 + 0.00031108 from 0.090251207 to 0.098572731
            tests/test_outcomes.py::test_error_in_setup 0.004057325 = 0.000232093 + 0 + 0.003825232 from 0.099160194 to 0.105506659
            tests/test_outcomes.py::test_error_in_teardown 0.00060633 = 0.000250427 + 0.000127968 + 0.000227935 from 0.106236935 to 0.107260942
            marked flaky: [6]
            sample, line 23: `tests/test_outcomes.py::test_flaky` is run again; the last run counts
        "#]],
    );
    check(
        "report_log_truncated.jsonl",
        expect![[r#"
            ReportLog, Collected, date 2026-11-21, workers 2, wall 0.115171194
            2 tests
            tests/test_slow.py::test_sleep[3] 0.031285642 = 0.031285642 + 0 + 0 on gw0 from 0 to 0.031286001 -m slow
            tests/test_slow.py::test_short 0.105736026 = 0.030755363 + 0.054225455 + 0.020755208 on gw1 from 0.007073402 to 0.115171194
            marked slow: [0]
            sample, line 6: the line is cut off, expected a whole JSON object; skipped
        "#]],
    );
}

#[test]
fn ok_tables() {
    check(
        "table.csv",
        expect![[r#"
        Csv, Collected
        5 tests
        a.py::test_one 0.5
        a.py::test_two[x,y] 0.25
        a.py::test_three["q"] 0.001
        a.py::test_five 0
        b.py::test_six 2 @db
        sample, line 4: the time is `soon`, expected seconds such as `0.25`; row skipped
        sample, line 5: the time of `a.py::test_five` is -1, expected seconds from 0 to 1e9; taken as 0
    "#]],
    );
    check(
        "table_with_header.csv",
        expect![[r#"
        Csv, Collected
        2 tests
        a.py::test_one 0.5
        a.py::TestB::test_two 1.5
    "#]],
    );
}

#[test]
fn ok_test_durations() {
    check(
        "test_durations.json",
        expect![[r#"
        TestDurations, Sorted
        26 tests
        tests/test_names.py::TestOuter::TestInner::test_deep 0.004556385
        tests/test_names.py::TestOuter::test_method 0.000243413
        tests/test_names.py::test_text[1.5] 0.000641477
        tests/test_names.py::test_text[50%] 0.00063803
        tests/test_names.py::test_text[<tag>&] 0.000652156
    "#]],
    );
    check(
        "test_durations_commented.json",
        expect![[r#"
        TestDurations, Collected, 1 reruns
        5 tests
        tests/test_a.py::test_first 0.5
        tests/test_a.py::test_not_a_number 0
        tests/test_a.py::test_endless 0
        tests/test_a.py::test_negative 0
        tests/test_a.py::test_in_quotes 0.125
        sample, line 3: the line begins with `#`, expected JSON, which has no comments; skipped
        sample, line 4: the time of `tests/test_a.py::test_not_a_number` is not a number, expected seconds from 0 to 1e9; taken as 0
        sample, line 5: the time of `tests/test_a.py::test_endless` is not a number, expected seconds from 0 to 1e9; taken as 0
        sample, line 7: the time of `tests/test_a.py::test_negative` is -0.5, expected seconds from 0 to 1e9; taken as 0
        sample, line 9: `tests/test_a.py::test_first` is here a second time; the last one counts
        sample, line 9: the line begins with `#`, expected JSON, which has no comments; skipped
        sample, line 10: a comma stands before a closing bracket, expected none; skipped
    "#]],
    );
    check(
        "test_durations_pairs.json",
        expect![[r#"
        TestDurations, Collected
        3 tests
        tests/test_b.py::test_two 2
        tests/test_b.py::test_one 1
        tests/test_a.py::TestA::test_three 3
    "#]],
    );
}
