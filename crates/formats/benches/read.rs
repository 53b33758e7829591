//! How long 100 MB of each kind of report take to read.
//!
//! Run with `cargo bench -p laneway-formats --bench read --profile fast`. The target: a report-log or JUnit XML of 100 MB
//! in at most 5 s, natively and in wasm.

use std::io::Cursor;

use divan::Bencher;
use divan::counter::BytesCount;
use laneway_formats::read::read;

const N_BYTES: usize = 100_000_000;

/// The kinds that grow large.
#[derive(Clone, Copy, Debug)]
enum Kind {
    ReportLog,
    JunitXml,
    TestDurations,
    PytestTiming,
    Text,
    Csv,
}

const KINDS: [Kind; 6] =
    [Kind::ReportLog, Kind::JunitXml, Kind::TestDurations, Kind::PytestTiming, Kind::Text, Kind::Csv];

fn main() {
    divan::main();
}

#[divan::bench(args = KINDS, sample_count = 3, sample_size = 1)]
fn read_100_mb(bencher: Bencher, kind: Kind) {
    let document = document(kind);
    let count = BytesCount::of_slice(document.as_bytes());
    bencher.counter(count).bench_local(|| read("bench", Cursor::new(document.as_bytes()), &mut |_| {}));
}

fn document(kind: Kind) -> String {
    let (head, tail) = match kind {
        Kind::ReportLog => ("{\"pytest_version\": \"9.2.0\", \"$report_type\": \"SessionStart\"}\n", ""),
        Kind::JunitXml => ("<testsuites><testsuite name=\"pytest\">", "</testsuite></testsuites>"),
        Kind::TestDurations => ("{\n", "\"end\": 0}"),
        Kind::PytestTiming => (
            "{\"schema\":1,\"pytest_timing_version\":\"0.4.0\",\"tests\":[",
            "{\"nodeid\":\"end\",\"start\":1,\"stop\":1}]}",
        ),
        Kind::Text => ("==== slowest durations ====\n", ""),
        Kind::Csv => ("", ""),
    };
    let mut text = String::with_capacity(N_BYTES + 10_000);
    text.push_str(head);
    for number in 0.. {
        if text.len() >= N_BYTES {
            break;
        }
        text.push_str(&piece(kind, number));
    }
    text + tail
}

/// What a kind of report has on test number `number`.
fn piece(kind: Kind, number: u32) -> String {
    let (area, module) = (number / 700, number / 14);
    let file = format!("tests/unit/area_{area}/test_module_{module}.py");
    let name = format!("test_behaviour_{number}[parameter-{number}]");
    let id = format!("{file}::TestThing::{name}");
    let secs = f64::from(number % 997) * 0.001_234_567_891;
    match kind {
        Kind::ReportLog => {
            let keywords = format!(
                r#"{{"{name}": 1, "parametrize": 1, "slow": 1, "pytestmark": 1, "parameter-{number}": 1, "TestThing": 1, "": 1}}"#
            );
            let worker = number % 8;
            let line = |phase: &str| {
                format!(
                    r#"{{"nodeid": "{id}", "location": ["{file}", {number}, "TestThing.test_behaviour"], "keywords": {keywords}, "outcome": "passed", "longrepr": null, "when": "{phase}", "user_properties": [], "sections": [], "duration": {secs}, "start": 1795227813.5578809, "stop": 1795227813.5589106, "$report_type": "TestReport", "item_index": {number}, "worker_id": "gw{worker}", "testrun_uid": "8fa88536e02d47d69c951f4e3a8d77f9", "node": "<WorkerController gw{worker}>"}}{}"#,
                    "\n"
                )
            };
            ["setup", "call", "teardown"].map(line).concat()
        }
        Kind::JunitXml => format!(
            r#"<testcase classname="tests.unit.area_{area}.test_module_{module}.TestThing" name="{name}" time="{secs:.3}" />"#
        ),
        Kind::TestDurations => format!("    \"{id}\": {secs},\n"),
        Kind::PytestTiming => format!(
            r#"{{"nodeid":"{id}","worker":"gw0","occurrence":0,"attempt":0,"outcome":"passed","start":1.250146,"stop":2.254028,"phases":{{"setup":[1.250146,1.251014,0.000867],"call":[1.251231,2.251522,{secs}],"teardown":[2.253902,2.254028,0.000126]}},"cpu":{{"elapsed":1.003931,"work":0.01,"demand":1,"coverage":"tree","throttled":false}},"memory":{{"base":36200448,"peak":36233216}}}},"#
        ),
        Kind::Text => format!("{secs:.2}s call     {id}\n"),
        Kind::Csv => format!("\"{id}\",{secs}\n"),
    }
}
