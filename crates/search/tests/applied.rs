//! What configurations make of a pipeline: lanes, shards, gates.

use expect_test::{Expect, expect};
use laneway_engine::prepared::Prepared;
use laneway_engine::selection::Selection;
use laneway_engine::session::Session;
use laneway_engine::simulate::Detail;
use laneway_engine::suite::Test;
use laneway_engine::time::Nanos;
use laneway_pipeline::check::problems;
use laneway_pipeline::compare::typical;
use laneway_pipeline::coverage::{Collect, Covered, Rules, Tool};
use laneway_pipeline::job::Job;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::step::{Gate, Step, TestRun, Upload, Work};
use laneway_search::lanes::{Lanes, parts_of};
use laneway_search::measured::{Measured, Where};
use laneway_search::space::{Free, Space};

fn tests() -> Vec<Test> {
    let test = |i: u32| Test {
        id: format!("tests/{}/test_{i}.py::test", ["unit", "api", "db"][i as usize % 3]),
        duration: Nanos(1_000_000_000),
        ..Test::default()
    };
    (0..12).map(test).collect()
}

/// One job that holds its coverage of 82% against 80, and one that needs it.
fn pipeline() -> Pipeline {
    let collect = Collect { covers: Covered::Percent(82.0), ..Collect::default() };
    let session = Session { coverage_permille: 300, ..Session::default() };
    let run = TestRun { session, coverage: Some(collect), ..TestRun::default() };
    let steps = vec![Step::new("Test", Work::Tests(Box::new(run)))];
    let backend = Job { id: "backend".to_owned(), steps, ..Job::default() };
    let deploy = Job { id: "deploy".to_owned(), needs: vec!["backend".to_owned()], ..Job::default() };
    let coverage = Rules { fail_under: Some(80.0), ..Rules::default() };
    Pipeline { jobs: vec![backend, deploy], coverage, required: vec!["backend".to_owned()], ..Pipeline::default() }
}

fn check(from: &Pipeline, free: Free, expected: &Expect) {
    let space = Space { runs: vec![free], max_jobs: None };
    let tests = tests();
    let choices = space.choices(from).expect("a space");
    assert_eq!(choices.len(), 1);
    let pipeline = space.pipeline(from, choices[0]);
    let mut lines: Vec<String> = pipeline.jobs.iter().map(line).collect();
    lines.push(format!("required: {}", pipeline.required.join(", ")));
    lines.extend(problems(&pipeline, &Prepared::new(&tests)).iter().map(ToString::to_string));
    let outcome = typical(Prepared::new(&tests), &pipeline, 0, Detail::Summary).expect("it can be simulated");
    let n_run: usize = outcome
        .jobs
        .iter()
        .flat_map(|job| &job.runs)
        .flat_map(|run| &run.outcome.summary.worker_tests)
        .map(|n| *n as usize)
        .sum();
    let gate = outcome.gate.map(|gate| format!(", the gate sees {:.1}", gate.covered)).unwrap_or_default();
    lines.push(format!("{}: {n_run} tests run{gate}", if outcome.is_green { "green" } else { "red" }));
    expected.assert_eq(&(lines.join("\n") + "\n"));
}

fn line(job: &Job) -> String {
    let needs = if job.needs.is_empty() { String::new() } else { format!(" needs {}", job.needs.join(", ")) };
    let shards = if job.matrix.shards > 1 { format!(" x {}", job.matrix.shards) } else { String::new() };
    let steps: Vec<String> = job.steps.iter().map(step).collect();
    format!("{}{shards}{needs}: {}", job.id, steps.join("; "))
}

fn step(step: &Step) -> String {
    match &step.work {
        Work::Tests(run) => {
            let Selection { paths, without, .. } = &run.session.selection;
            let coverage = run.coverage.as_ref().map(|collect| {
                format!(" {} {:.1} in {}", run.session.coverage_permille, collect.covers.percent(), collect.data_file)
            });
            format!("pytest [{}] without [{}]{}", paths.join(" "), without.join(" "), coverage.unwrap_or_default())
        }
        Work::Upload(upload) => format!("upload {}", upload.artifact),
        Work::Download(download) => format!("download {}", download.artifacts),
        Work::Gate(_) => "gate".to_owned(),
        Work::Parallel { lanes } => {
            let lanes: Vec<String> =
                lanes.iter().map(|lane| lane.steps.iter().map(self::step).collect::<Vec<_>>().join(", ")).collect();
            format!("({})", lanes.join(" | "))
        }
        _ => step.name.clone(),
    }
}

fn lanes(of: fn(Vec<laneway_search::lanes::Part>) -> Lanes) -> Free {
    Free { lanes: vec![of(parts_of(tests().iter()))], ..Free::of("backend", 0) }
}

#[test]
fn ok_lanes_as_jobs_get_a_gate_behind_them() {
    check(
        &pipeline(),
        lanes(Lanes::Jobs),
        &expect![[r#"
        backend-api: pytest [tests/api] without [] 300 64.0 in .coverage.backend-api; upload coverage-backend-api
        backend-db: pytest [tests/db] without [] 300 64.0 in .coverage.backend-db; upload coverage-backend-db
        backend-unit: pytest [] without [tests/api tests/db] 300 64.0 in .coverage.backend-unit; upload coverage-backend-unit
        backend-gate needs backend-api, backend-db, backend-unit: Set up job; Check out; Set up Python and coverage; download coverage-*; gate
        deploy needs backend-api, backend-db, backend-unit, backend-gate: 
        required: backend-api, backend-db, backend-unit, backend-gate
        green: 12 tests run, the gate sees 82.0
    "#]],
    );
}

#[test]
fn ok_lanes_as_steps_share_one_job() {
    check(
        &pipeline(),
        lanes(Lanes::Steps),
        &expect![[r#"
        backend: (pytest [tests/api] without [] 300 64.0 in .coverage.api | pytest [tests/db] without [] 300 64.0 in .coverage.db | pytest [] without [tests/api tests/db] 300 64.0 in .coverage.unit); gate
        deploy needs backend: 
        required: backend
        green: 12 tests run, the gate sees 82.0
    "#]],
    );
}

#[test]
fn ok_shards_keep_their_data_apart() {
    check(
        &pipeline(),
        Free { shards: vec![3], ..Free::of("backend", 0) },
        &expect![[r#"
        backend x 3: pytest [] without [] 300 82.0 in .coverage.backend.{shard}; upload coverage-backend-{shard}
        backend-gate needs backend: Set up job; Check out; Set up Python and coverage; download coverage-*; gate
        deploy needs backend, backend-gate: 
        required: backend, backend-gate
        green: 12 tests run, the gate sees 82.0
    "#]],
    );
}

#[test]
fn ok_shards_of_lanes_too() {
    check(
        &pipeline(),
        Free { shards: vec![2], ..lanes(Lanes::Jobs) },
        &expect![[r#"
        backend-api x 2: pytest [tests/api] without [] 300 64.0 in .coverage.backend-api.{shard}; upload coverage-backend-api-{shard}
        backend-db x 2: pytest [tests/db] without [] 300 64.0 in .coverage.backend-db.{shard}; upload coverage-backend-db-{shard}
        backend-unit x 2: pytest [] without [tests/api tests/db] 300 64.0 in .coverage.backend-unit.{shard}; upload coverage-backend-unit-{shard}
        backend-gate needs backend-api, backend-db, backend-unit: Set up job; Check out; Set up Python and coverage; download coverage-*; gate
        deploy needs backend-api, backend-db, backend-unit, backend-gate: 
        required: backend-api, backend-db, backend-unit, backend-gate
        green: 12 tests run, the gate sees 82.0
    "#]],
    );
}

#[test]
fn ok_a_gate_that_is_there_is_kept() {
    let mut from = pipeline();
    let upload = Upload { artifact: "coverage-backend".to_owned(), ..Upload::default() };
    from.jobs[0].steps.push(Step::new("Upload", Work::Upload(upload)));
    from.jobs[0].test_runs_mut().for_each(|run| {
        let collect = run.coverage.as_mut().expect("it measures");
        collect.lane_check = laneway_pipeline::coverage::LaneCheck::Off;
        ".coverage.backend".clone_into(&mut collect.data_file);
    });
    let download = laneway_pipeline::step::Download { artifacts: "coverage-backend".to_owned(), ..Default::default() };
    from.jobs[1].steps = vec![
        Step::new("Check out", Work::Checkout { takes: laneway_pipeline::timing::constant(1.0) }),
        Step::new("Download", Work::Download(download)),
        Step::new("Gate", Work::Gate(Gate::default())),
    ];
    check(
        &from,
        lanes(Lanes::Jobs),
        &expect![[r#"
        backend-api: pytest [tests/api] without [] 300 64.0 in .coverage.backend-api; upload coverage-backend-api
        backend-db: pytest [tests/db] without [] 300 64.0 in .coverage.backend-db; upload coverage-backend-db
        backend-unit: pytest [] without [tests/api tests/db] 300 64.0 in .coverage.backend-unit; upload coverage-backend-unit
        deploy needs backend-api, backend-db, backend-unit: Check out; download coverage-backend*; gate
        required: backend-api, backend-db, backend-unit
        green: 12 tests run, the gate sees 82.0
    "#]],
    );
}

#[test]
fn ok_coverage_moves_out_and_changes_its_tool() {
    let at = |at, tool| Free { coverage: vec![Measured { at, tool }], ..Free::of("backend", 0) };
    check(
        &pipeline(),
        at(Where::SameRun, Tool::SysMon),
        &expect![[r#"
        backend: pytest [] without [] 45 82.0 in .coverage
        deploy needs backend: 
        required: backend
        green: 12 tests run
    "#]],
    );
    check(
        &pipeline(),
        at(Where::OwnJob, Tool::CTrace),
        &expect![[r#"
        backend: pytest [] without []
        backend-coverage: pytest [] without [] 300 82.0 in .coverage
        deploy needs backend, backend-coverage: 
        required: backend, backend-coverage
        green: 24 tests run
    "#]],
    );
    check(
        &pipeline(),
        at(Where::Nowhere, Tool::CTrace),
        &expect![[r#"
        backend: pytest [] without []
        deploy needs backend: 
        required: backend
        green: 12 tests run
    "#]],
    );
}

#[test]
fn err_spaces_that_cannot_be() {
    let error = |free: Free| {
        let space = Space { runs: vec![free], max_jobs: Some(1) };
        space.choices(&pipeline()).err().map(|error| error.to_string()).unwrap_or_default()
    };
    expect!["job `unit`: it is not there, expected one of `backend`, `deploy`"].assert_eq(&error(Free::of("unit", 0)));
    expect!["job `backend`: run 1 is not there, the job has 1 runs of tests"].assert_eq(&error(Free::of("backend", 1)));
    expect!["job `backend`, workers: found 20000, expected 0 to 10000"]
        .assert_eq(&error(Free { workers: vec![20_000], ..Free::of("backend", 0) }));
    expect!["space: it has 2560000 choices, expected 200000 at most; fix some, or give fewer values"].assert_eq(
        &error(Free { workers: (0..10_000).collect(), shards: (1..=256).collect(), ..Free::of("backend", 0) }),
    );
    expect!["space: no configuration can be simulated, the first because it has 4 jobs; free more, or allow more jobs"]
        .assert_eq(&error(Free { shards: vec![2], ..Free::of("backend", 0) }));
}
