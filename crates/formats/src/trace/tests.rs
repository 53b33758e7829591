//! Traces of sessions and pipelines, held to the rules of the format.

use std::collections::BTreeMap;

use expect_test::expect;
use laneway_chart::pipeline::side::both;
use laneway_engine::dist_mode::DistMode;
use laneway_engine::session::{Crash, CrashMode, PerWorker, Session};
use laneway_engine::simulate::{Detail, simulate};
use laneway_engine::suite::Test;
use laneway_pipeline::compare::compare;

use super::*;
use crate::presets;

fn suite(secs: &[u64]) -> Suite {
    let test = |(place, secs): (usize, &u64)| Test {
        id: format!("a.py::test_{place}[\"</script>\\\u{2028}]"),
        duration: Nanos(secs * 1_000_000_000),
        ..Test::default()
    };
    Suite { name: "sample".to_owned(), tests: secs.iter().enumerate().map(test).collect(), ..Suite::default() }
}

/// Reads a trace and says what of the format's rules it breaks; returns its events.
///
/// The rules are those of "Trace Event Format" (Google, 2016): the object form with `traceEvents` (JSON Object Format); `ph`, `ts`,
/// `pid`, `tid`, `name` in every event (Event Descriptions); `dur` of complete events, which nest or follow on one thread
/// (Complete Events); the scope `s` of instants (Instant Events); `args.name` or `args.sort_index` of metadata (Metadata Events);
/// a name for every process and thread, so that readers show one.
fn checked(text: &str) -> Vec<Value> {
    let document: Value = serde_json::from_str(text).expect("JSON");
    let events = document["traceEvents"].as_array().expect("a list of events").clone();
    assert!(["ms", "ns"].contains(&document["displayTimeUnit"].as_str().expect("a unit")));
    let mut named = Vec::new();
    let mut complete: BTreeMap<(u64, u64), Vec<(f64, f64)>> = BTreeMap::new();
    for event in &events {
        let number = |key: &str| event[key].as_f64().unwrap_or_else(|| panic!("{key} in {event}"));
        let at = (event["pid"].as_u64().expect("a process"), event["tid"].as_u64().expect("a thread"));
        let name = event["name"].as_str().expect("a name");
        assert!(number("ts") >= 0.0 && !name.is_empty(), "{event}");
        match event["ph"].as_str().expect("a phase") {
            "X" => {
                assert!(number("dur") >= 0.0, "{event}");
                complete.entry(at).or_default().push((number("ts"), number("ts") + number("dur")));
            }
            "i" => assert!(["g", "p", "t"].contains(&event["s"].as_str().expect("a scope")), "{event}"),
            "M" if name.ends_with("_name") => {
                assert!(event["args"]["name"].is_string(), "{event}");
                named.push((name.to_owned(), at));
            }
            "M" => assert!(event["args"]["sort_index"].is_u64(), "{event}"),
            other => panic!("the phase {other} is not written: {event}"),
        }
    }
    for (at, spans) in &mut complete {
        assert!(named.contains(&("process_name".to_owned(), (at.0, 0))), "process {at:?} has a name");
        assert!(named.contains(&("thread_name".to_owned(), *at)), "thread {at:?} has a name");
        spans.sort_by(|one, other| one.0.total_cmp(&other.0).then(other.1.total_cmp(&one.1)));
        let mut open: Vec<(f64, f64)> = Vec::new();
        for span in spans {
            open.retain(|outer| outer.1 > span.0 + 1e-6);
            assert!(open.iter().all(|outer| span.1 <= outer.1 + 1e-6), "{span:?} crosses {open:?} on {at:?}");
            open.push(*span);
        }
    }
    events
}

/// How many events of each kind.
fn counted(events: &[Value]) -> String {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for event in events.iter().filter(|event| event["ph"] != "M") {
        let name =
            if event["cat"] == "test" && event["name"] != "fixtures" { "test" } else { &event["name"].to_string() };
        *counts.entry(format!("{} {name}", event["ph"].as_str().expect("a phase"))).or_default() += 1;
    }
    counts.iter().map(|(name, n)| format!("{name}: {n}\n")).collect()
}

#[test]
fn a_session_with_a_steal_and_a_crash() {
    let suite = suite(&[9, 1, 1, 1, 1, 1, 1, 1]);
    let crash = Crash { test: 1, mode: CrashMode::First, after: None };
    let session = Session {
        workers: 2,
        dist: DistMode::WorkSteal,
        startup: PerWorker::All(Nanos(1_000_000_000)),
        collection: PerWorker::All(Nanos(500_000_000)),
        crashes: vec![crash],
        ..Session::default()
    };
    let outcome = simulate(&suite.tests, &session, Detail::Full).expect("a session");
    let text = of_sessions(&[TracedSession { name: "candidate", suite: &suite, outcome: &outcome }]);
    expect![[r#"
        X "collection": 3
        X "start-up": 3
        X test: 8
        i "blame": 1
        i "crash": 2
        i "given back": 1
        i "send tests": 3
        i "shut down": 4
        i "steal": 1
    "#]]
    .assert_eq(&counted(&checked(&text)));
    assert!(text.contains(r#""ts":1500000.0"#), "microseconds: {text}");
}

#[test]
fn pipelines_have_jobs_steps_and_tests() {
    let mut scenario = presets::scenario(presets::find("lane-split").expect("a preset"));
    scenario.study.replications = 1;
    let suite = presets::suite("lane-split").expect("its suite");
    let comparison = compare(&suite, &scenario, Detail::Full, &mut |_| {}).expect("it runs");
    let events = checked(&of_pipelines(&suite, &both(&scenario, &comparison)));
    let processes: Vec<&str> = events
        .iter()
        .filter(|event| event["name"] == "process_name")
        .filter_map(|event| event["args"]["name"].as_str())
        .collect();
    assert_eq!(processes, ["baseline: backend", "candidate: unit", "candidate: heavy", "candidate: gate"]);
    let n_tests = events.iter().filter(|event| event["cat"] == "test" && event["name"] != "fixtures").count();
    assert_eq!(n_tests, 2 * suite.tests.len());
}

#[test]
fn every_preset_obeys_the_format() {
    for preset in presets::PRESETS {
        let mut scenario = presets::scenario(preset);
        scenario.study.replications = 1;
        let suite = presets::suite(preset.id).expect("its suite");
        if suite.tests.len() > 3_000 {
            continue;
        }
        let comparison = compare(&suite, &scenario, Detail::Full, &mut |_| {}).expect("it runs");
        checked(&of_pipelines(&suite, &both(&scenario, &comparison)));
    }
}
