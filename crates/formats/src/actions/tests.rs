//! Lists of jobs made here, as the API writes them, and what becomes of them.

use arbtest::arbtest;
use expect_test::{Expect, expect};
use serde_json::{Value, json};

use super::*;
use crate::imported::outline;

/// Seconds after 10:00.
fn at(secs: u32) -> String {
    format!("2026-03-02T10:{:02}:{:02}Z", secs / 60, secs % 60)
}

/// A job that was created, started and completed so many seconds after 10:00, with the ends of its steps.
fn job(run: u64, name: &str, [created, started, completed]: [u32; 3], steps: &[(&str, u32)]) -> Value {
    let steps: Vec<Value> = (steps.iter().zip(1..))
        .map(|((name, end), number)| json!({"name": name, "number": number, "conclusion": "success", "completed_at": at(*end)}))
        .collect();
    json!({
        "run_id": run, "run_attempt": 1, "workflow_name": "CI", "name": name, "conclusion": "success",
        "labels": ["ubuntu-24.04"], "created_at": at(created), "started_at": at(started), "completed_at": at(completed),
        "steps": steps,
    })
}

const STEPS: [(&str, u32); 7] = [
    ("Set up job", 22),
    ("Initialize containers", 40),
    ("Run actions/checkout@v5", 43),
    ("Install dependencies", 50),
    ("Run pytest -n 4", 100),
    ("Post Run actions/checkout@v5", 101),
    ("Complete job", 101),
];

fn check(text: &str, expect: Expect) {
    let imported = read(text).and_then(|history| history.pipeline(None));
    expect.assert_eq(&match imported {
        Ok(imported) => {
            assert_fits(&imported);
            let tests = imported.test_steps.iter().map(|place| format!("tests: {} {}\n", place.job, place.step));
            let warnings = imported.warnings.shown.iter().map(|warning| format!("! {warning}\n"));
            outline(&imported.pipeline) + &tests.chain(warnings).collect::<String>()
        }
        Err(error) => format!("{error}\n"),
    });
}

/// What is imported has no fatal problem.
fn assert_fits(imported: &Imported) {
    let prepared = laneway_engine::prepared::Prepared::new(Vec::new());
    let problems = laneway_pipeline::check::problems(&imported.pipeline, &prepared);
    let fatal: Vec<String> = problems.iter().filter(|problem| problem.is_fatal).map(ToString::to_string).collect();
    assert!(fatal.is_empty(), "{fatal:?}");
}

#[test]
fn ok_one_run_has_constant_times() {
    let jobs = [
        job(1, "unit", [0, 20, 102], &STEPS),
        job(1, "gate", [105, 109, 120], &[("Set up job", 110), ("Complete job", 120)]),
    ];
    check(
        &json!({"total_count": 2, "jobs": jobs}).to_string(),
        expect![[r#"
            unit on ubuntu-24.04, waits 20 s
              container services: 18 s, ready in 0 s, not looked at
              Set up job: 2 s
              Run actions/checkout@v5: check-out, 3 s
              Install dependencies: 7 s
              Run pytest -n 4: 50 s
              after: 2 s
            gate on ubuntu-24.04, needs unit, waits 4 s
              Set up job: 1 s
              after: 10 s
            tests: unit 3
            ! the job `gate` is taken to need `unit`: it began right after, and never before, in one run
        "#]],
    );
}

/// Found by fuzzing: an id has fewer letters than a name may have.
#[test]
fn ok_long_names_that_begin_alike_have_ids() {
    let name = |end: &str| format!("{}{end}", "unit tests ".repeat(20));
    let jobs = [job(1, &name("a"), [0, 20, 101], &STEPS), job(1, &name("b"), [0, 20, 101], &STEPS)];
    let imported = read(&Value::from(jobs.to_vec()).to_string()).and_then(|history| history.pipeline(None));
    let imported = imported.expect("a pipeline");
    assert_fits(&imported);
    assert_eq!(imported.pipeline.jobs.len(), 2);
}

#[test]
fn ok_several_runs_have_distributions() {
    let slower: Vec<(&str, u32)> =
        STEPS.iter().map(|(name, end)| (*name, if *end > 44 { end + 20 } else { *end })).collect();
    let pages = [
        json!([job(1, "test (3.12)", [0, 20, 102], &STEPS), job(1, "test (3.13)", [0, 22, 122], &slower)]),
        json!([job(2, "test (3.12)", [0, 25, 123], &slower), job(2, "test (3.13)", [0, 21, 102], &STEPS)]),
    ];
    check(
        &format!("{}\n{}", pages[0], pages[1]),
        expect![[r#"
            test on ubuntu-24.04, 2 times (python-version: 3.12 3.13), waits 22 s (20 s to 25 s)
              container services: 18 s (15 s to 18 s), ready in 0 s, not looked at
              Set up job: 1 s (0 s to 2 s)
              Run actions/checkout@v5: check-out, 3 s
              Install dependencies: 27 s (7 s to 27 s)
              Run pytest -n 4: 50 s
              after: 2 s (2 s to 3 s)
            tests: test 3
        "#]],
    );
}

#[test]
fn ok_what_did_not_succeed_has_no_times() {
    let with = |name: &str, conclusion: &str| {
        let mut job = job(1, name, [0, 5, 500], &STEPS);
        job["conclusion"] = json!(conclusion);
        job
    };
    let jobs = [
        job(1, "unit", [0, 20, 102], &STEPS),
        with("heavy", "failure"),
        with("docs", "skipped"),
        with("unit", "cancelled"),
    ];
    check(
        &json!(jobs).to_string(),
        expect![[r#"
            unit on ubuntu-24.04, waits 20 s (5 s to 20 s)
              container services: 18 s, ready in 0 s, not looked at
              Set up job: 2 s
              Run actions/checkout@v5: check-out, 3 s
              Install dependencies: 7 s
              Run pytest -n 4: 50 s
              after: 2 s
            tests: unit 3
            ! the job `heavy` never succeeded; left out
            ! 2 jobs failed, were cancelled or are not over, 1 were skipped; their times do not count
        "#]],
    );
}

#[test]
fn ok_a_matrix_that_was_cancelled_early_has_no_values() {
    let mut early = job(2, "test", [0, 1, 2], &[]);
    early["conclusion"] = json!("cancelled");
    let jobs = [early, job(1, "test (3.12)", [0, 5, 65], &[]), job(1, "test (3.13)", [0, 5, 65], &[])];
    check(
        &json!(jobs).to_string(),
        expect![[r#"
        test on ubuntu-24.04, 2 times (python-version: 3.12 3.13), waits 5 s
          test: 1:00
        tests: test 0
        ! 1 jobs failed, were cancelled or are not over, 0 were skipped; their times do not count
    "#]],
    );
}

#[test]
fn ok_runners_differ_by_cell() {
    let on = |name: &str, label: &str| {
        let mut job = job(1, name, [0, 5, 100], &[]);
        job["labels"] = json!([label]);
        job
    };
    let jobs = [
        on("test (3.12, ubuntu-latest, 1)", "ubuntu-latest"),
        on("test (3.12, ubuntu-latest, 2)", "ubuntu-latest"),
        on("test (3.12, gpu, 1)", "gpu"),
        on("test (3.12, gpu, 2)", "gpu"),
    ];
    let imported = read(&json!(jobs).to_string()).and_then(|history| history.pipeline(None)).expect("it reads");
    assert_fits(&imported);
    let job = &imported.pipeline.jobs[0];
    let effects: Vec<String> = (job.matrix.effects.iter())
        .map(|effect| {
            format!(
                "{}={}: {:?}",
                effect.axis,
                effect.value,
                effect.runner.as_ref().map(|runner| (&runner.label, runner.price))
            )
        })
        .collect();
    assert_eq!((job.matrix.shards, job.runner.price), (2, 0));
    expect![[r#"axis=ubuntu-latest: Some(("ubuntu-latest", 6000))"#]].assert_eq(&effects.join("\n"));
    expect!["the job `test`: the price of the runner `gpu` is not known; taken as free"]
        .assert_eq(&imported.warnings.shown[0].text);
}

/// Without `created_at`, as histories have it, more runs must agree.
fn history(n_runs: u32) -> String {
    let run = |run: u32| {
        let job = |name: &str, started: u32, completed: u32| json!({"id": run * 1000 + started, "name": name, "conclusion": "success", "started_at": at(started), "completed_at": at(completed)});
        let end = 60 + run;
        json!({"id": run, "name": "Build", "conclusion": "success", "run_attempt": 1, "run_started_at": at(0),
               "jobs": [job("changes", 3, 9), job("lint", 2, 50), job("test", 12 + run, end), job("gate", end + 4, end + 10)]})
    };
    json!({"runs": (0..n_runs).map(run).collect::<Vec<_>>()}).to_string()
}

#[test]
fn ok_needs_are_inferred_where_many_runs_agree() {
    check(
        &history(6),
        expect![[r#"
            changes on ubuntu-24.04, waits 3 s
              changes: 6 s
            lint on ubuntu-24.04, waits 2 s
              lint: 48 s
            test on ubuntu-24.04, needs changes, waits 6 s (3 s to 8 s)
              test: 48 s
            gate on ubuntu-24.04, needs test, waits 4 s
              gate: 6 s
            tests: test 0
            ! the job `test` is taken to need `changes`: it began right after, and never before, in all 6 runs
            ! the job `gate` is taken to need `test`: it began right after, and never before, in all 6 runs
            ! `changes`, `lint`, `test`, `gate`: nothing says what they ran on; a standard Linux runner is assumed
        "#]],
    );
    check(
        &history(2),
        expect![[r#"
            changes on ubuntu-24.04, waits 3 s
              changes: 6 s
            lint on ubuntu-24.04, waits 2 s
              lint: 48 s
            test on ubuntu-24.04, waits 13 s (12 s to 13 s)
              test: 48 s
            gate on ubuntu-24.04, waits 1:05 (1:04 to 1:05)
              gate: 6 s
            tests: test 0
            ! `changes`, `lint`, `test`, `gate`: nothing says what they ran on; a standard Linux runner is assumed
        "#]],
    );
}

#[test]
fn ok_what_was_read_already_counts_once() {
    let mut history = read(&history(3)).expect("it reads");
    history.append(history.clone());
    assert_eq!(history.runs.len(), 3);
    assert_eq!(history.workflows(), BTreeMap::from([("Build", 3)]));
    assert!(matches!(history.pipeline(Some("Other")), Err(ActionsError::NoWorkflow { .. })));
}

#[test]
fn err_messages() {
    check(
        "{}",
        expect![[r#"
        the JSON has no jobs, expected those of a run: fetch them with `gh api --paginate repos/OWNER/NAME/actions/runs/ID/jobs`
    "#]],
    );
    check(
        "[]",
        expect![[r#"
        the JSON has no jobs, expected those of a run: fetch them with `gh api --paginate repos/OWNER/NAME/actions/runs/ID/jobs`
    "#]],
    );
    check(
        r#"{"jobs_url": "x", "conclusion": "success"}"#,
        expect![[r#"
        the JSON has no jobs, expected those of a run: fetch them with `gh api --paginate repos/OWNER/NAME/actions/runs/ID/jobs`
    "#]],
    );
    check(
        "{\"jobs\": [\n{\"name\": NaN}]}",
        expect![[r#"
        line 2: the list of jobs is broken: at column 10, expected value: fetch it again
    "#]],
    );
    check(
        "{\"jobs\": 3}",
        expect![[r#"
        line 1: the list of jobs is broken: at column 10, invalid type: integer `3`, expected a job, a run with jobs, or a list of them: fetch it again
    "#]],
    );
    check(
        "[{\"name\": \"a\", \"started_at\": \"2026-01-01T00:00:00Z\"",
        expect![[r#"
        line 1: the list of jobs is broken: at column 51, EOF while parsing an object: fetch it again
    "#]],
    );
    check(
        &"[".repeat(100_000),
        expect![[r#"
        line 1: the list of jobs is broken: at column 128, recursion limit exceeded: fetch it again
    "#]],
    );
    check(
        r#"[{"name": 5, "started_at": "2026-01-01T00:00:00Z", "labels": {}, "steps": [1, {"name": []}]}]"#,
        expect![[r#"
            the JSON has no jobs, expected those of a run: fetch them with `gh api --paginate repos/OWNER/NAME/actions/runs/ID/jobs`
        "#]],
    );
    check(
        r#"[{"name": "a", "started_at": "2026-01-01T00:00:00Z", "labels": {}, "steps": [1, {"name": []}]}]"#,
        expect![[r#"
            no job of the workflow `` succeeded, expected at least one: open runs that went well
        "#]],
    );
    let many: Vec<Value> = (0..201).map(|place| job(1, &format!("job{place}"), [0, 1, 2], &[])).collect();
    check(
        &json!(many).to_string(),
        expect![[r#"
        the workflow `CI` has 201 jobs with different names, expected at most 200: open one workflow's runs
    "#]],
    );
}

#[test]
fn ok_very_many_jobs_take_no_time() {
    let one = |place: u32| {
        format!(
            r#"{{"name":"test ({place})","conclusion":"success","started_at":"2026-01-01T00:00:00Z","completed_at":"2026-01-01T00:01:00Z"}}"#
        )
    };
    let text = format!("[{}]", (0..100_000).map(one).collect::<Vec<_>>().join(","));
    let imported = read(&text).and_then(|history| history.pipeline(None));
    expect!["the job `test` has 100000 different matrices, expected at most 256: open fewer runs"]
        .assert_eq(&imported.expect_err("it is too much").to_string());
}

#[test]
fn no_change_of_a_document_panics() {
    let sample = format!(
        "{}{}",
        history(3),
        json!([job(7, "unit (1)", [0, 20, 102], &STEPS), job(7, "unit (2)", [0, 20, 102], &STEPS)])
    );
    arbtest(|u| {
        let mut bytes = sample.clone().into_bytes();
        for _ in 0..u.int_in_range(1..=6)? {
            let at = u.int_in_range(0..=bytes.len().saturating_sub(1))?;
            let pieces = [
                "9",
                "-",
                ",",
                "\"",
                "{",
                "]",
                "null",
                "1e999",
                "2026-03-02T10:00:00Z",
                "(1, 2)",
                "\"jobs\":",
                "\u{fffd}",
            ];
            match u.int_in_range(0..=3)? {
                0 => bytes.truncate(at),
                1 => bytes.splice(at..at, u.choose(&pieces)?.bytes()).for_each(drop),
                2 if !bytes.is_empty() => bytes[at] = u.arbitrary()?,
                _ => bytes.drain(at..bytes.len().min(at + 9)).for_each(drop),
            }
        }
        if let Ok(imported) = read(&String::from_utf8_lossy(&bytes)).and_then(|history| history.pipeline(None)) {
            assert_fits(&imported);
        }
        Ok(())
    });
}
