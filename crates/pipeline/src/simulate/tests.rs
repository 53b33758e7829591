//! Runs of small pipelines, as text: who ran when, and why not.

use std::fmt::Write as _;

use expect_test::{Expect, expect};
use laneway_engine::contention::Contention;
use laneway_engine::dist_mode::DistMode;
use laneway_engine::prepared::Prepared;
use laneway_engine::selection::Selection;
use laneway_engine::session::Session;
use laneway_engine::suite::Test;
use laneway_engine::time::Nanos;

use super::*;
use crate::coverage::{Collect, Covered, LaneCheck, Rules};
use crate::hazard::{CrashHazard, Flaky, Hazards};
use crate::job::{Condition, Job};
use crate::matrix::Matrix;
use crate::outcome::PipelineOutcome;
use crate::pipeline::Traffic;
use crate::runner::Runner;
use crate::service::Plan;
use crate::step::{Download, Gate, Step, TestRun, Upload, Work};
use crate::timing::constant;

const DRAWS: Draws = Draws { seed: 0, replication: 0, attempt: 0 };

/// Ten tests of a second in `unit`, ten of two seconds in `heavy`.
fn suite() -> Vec<Test> {
    let test = |(folder, secs): (&str, u64), i: u32| Test {
        id: format!("{folder}/test_{}.py::test_{i}", i % 2),
        duration: Nanos(secs * 1_000_000_000),
        ..Test::default()
    };
    [("unit", 1), ("heavy", 2)].into_iter().flat_map(|folder| (0..10).map(move |i| test(folder, i))).collect()
}

fn simulated(pipeline: &Pipeline) -> PipelineOutcome {
    let suite = suite();
    let mut tests = Tests::new(Prepared::new(&suite), None, DRAWS.seed);
    simulate_pipeline(&mut tests, pipeline, DRAWS, Detail::Full).expect("a pipeline that can be")
}

#[test]
fn err_a_pipeline_that_outlasts_the_clock() {
    let step = |number: usize| Step::new(number.to_string(), Work::Command { takes: constant(9e8) });
    let long = |number: usize| Job {
        id: format!("job-{number}"),
        needs: if number == 0 { Vec::new() } else { vec![format!("job-{}", number - 1)] },
        timeout: Nanos::MAX_INPUT,
        runner: Runner { price: 1_000_000_000, ..Runner::default() },
        steps: vec![step(number)],
        ..Job::default()
    };
    let suite = suite();
    let simulated = |n_jobs| {
        let mut tests = Tests::new(Prepared::new(&suite), None, DRAWS.seed);
        simulate_until_green(&mut tests, &of((0..n_jobs).map(long).collect()), DRAWS, Detail::Full)
    };
    let error = simulated(200).expect_err("200 times 28 years");
    expect!["pipeline, jobs: the times add up to more than 100 years, expected less; shorten what takes longest"]
        .assert_eq(&error.to_string());
    assert!(simulated(2).is_ok());
}

fn check(pipeline: &Pipeline, expected: &Expect) {
    expected.assert_eq(&text(pipeline, &simulated(pipeline)));
}

fn text(pipeline: &Pipeline, outcome: &PipelineOutcome) -> String {
    let mut text = String::new();
    let title = |place: usize| {
        let job = &outcome.jobs[place];
        crate::instance::title(pipeline.jobs[job.job].title(), &job.cell, job.shard)
    };
    for (place, job) in outcome.jobs.iter().enumerate() {
        let started = job.started.map_or_else(|| "-".to_owned(), |started| format!("{:.1}", started.as_secs()));
        let (ready, ended, slack) = (job.ready.as_secs(), job.ended.as_secs(), job.slack.as_secs());
        let title = title(place);
        write!(text, "{title}: {ready:.1} {started} {ended:.1}, slack {slack:.1}, {:?}", job.conclusion).expect("text");
        if let Some(reason) = &job.reason {
            write!(text, ", {reason:?}").expect("text");
        }
        text.push('\n');
    }
    let path: Vec<String> = outcome.critical.iter().map(|place| title(*place)).collect();
    let (wall_clock, minutes) = (outcome.wall_clock.as_secs(), outcome.bill.minutes());
    let colour = if outcome.is_green { "green" } else { "red" };
    writeln!(text, "{wall_clock:.1} s, {minutes:.1} min, {colour}, {}, {:?}", path.join(" > "), outcome.merge)
        .expect("text");
    if let Some(gate) = &outcome.gate {
        writeln!(text, "gate {:.0} in {:.0} to {:.0}", gate.covered, gate.least, gate.most).expect("text");
    }
    text
}

fn of(jobs: Vec<Job>) -> Pipeline {
    Pipeline { jobs, ..Pipeline::default() }
}

fn tests(folder: &str, workers: u32) -> TestRun {
    let selection = Selection { paths: vec![folder.to_owned()], ..Selection::default() };
    let dist = if workers == 0 { DistMode::No } else { DistMode::WorkSteal };
    TestRun { session: Session { selection, dist, workers, ..Session::default() }, ..TestRun::default() }
}

fn command(secs: f64) -> Step {
    Step::new("Set up", Work::Command { takes: constant(secs) })
}

fn job(id: &str, needs: &[&str], steps: Vec<Step>) -> Job {
    let needs = needs.iter().map(|need| (*need).to_owned()).collect();
    Job { id: id.to_owned(), needs, steps, ..Job::default() }
}

fn step(run: TestRun) -> Step {
    Step::new("Test", Work::Tests(Box::new(run)))
}

#[test]
fn ok_a_bare_session_takes_what_it_takes() {
    let session = Session { workers: 2, ..Session::default() };
    check(
        &Pipeline::bare(session),
        &expect![[r#"
        tests: 0.0 0.0 15.0, slack 0.0, Success
        15.0 s, 1.0 min, green, tests, Unguarded
    "#]],
    );
}

#[test]
fn ok_jobs_wait_for_what_they_need_and_the_longest_chain_is_critical() {
    let jobs = vec![
        job("lint", &[], vec![command(5.0)]),
        job("unit", &[], vec![command(3.0), step(tests("unit", 2))]),
        job("heavy", &[], vec![command(3.0), step(tests("heavy", 0))]),
        job("gate", &["unit", "heavy"], vec![command(2.0)]),
    ];
    let queue = Runner { queue: constant(4.0), ..Runner::default() };
    let jobs = jobs.into_iter().map(|job| Job { runner: queue.clone(), ..job }).collect();
    check(
        &of(jobs),
        &expect![[r#"
            lint: 0.0 4.0 9.0, slack 24.0, Success
            unit: 0.0 4.0 12.0, slack 15.0, Success
            heavy: 0.0 4.0 27.0, slack 0.0, Success
            gate: 27.0 31.0 33.0, slack 0.0, Success
            33.0 s, 4.0 min, green, heavy > gate, Unguarded
        "#]],
    );
}

#[test]
fn ok_slots_are_given_in_order_and_waiting_for_one_is_critical() {
    let jobs = ["a", "b", "c"].map(|id| job(id, &[], vec![command(10.0)])).to_vec();
    let plan = Plan { slots: 2, ..Plan::default() };
    check(
        &Pipeline { plan: plan.clone(), ..of(jobs.clone()) },
        &expect![[r#"
        a: 0.0 0.0 10.0, slack 0.0, Success
        b: 0.0 0.0 10.0, slack 10.0, Success
        c: 0.0 10.0 20.0, slack 0.0, Success
        20.0 s, 3.0 min, green, a > c, Unguarded
    "#]],
    );
    let pool = Runner { pool: Some(1), ..Runner::default() };
    let jobs = jobs.into_iter().map(|job| Job { runner: pool.clone(), ..job }).collect();
    check(
        &Pipeline { plan, ..of(jobs) },
        &expect![[r#"
        a: 0.0 0.0 10.0, slack 0.0, Success
        b: 0.0 10.0 20.0, slack 0.0, Success
        c: 0.0 20.0 30.0, slack 0.0, Success
        30.0 s, 3.0 min, green, a > b > c, Unguarded
    "#]],
    );
}

#[test]
fn ok_in_a_busy_hour_runs_wait_for_each_other() {
    let jobs = vec![job("unit", &[], vec![step(tests("unit", 2))])];
    let traffic = Traffic { at_once: 4, ..Traffic::default() };
    let plan = Plan { slots: 1, ..Plan::default() };
    let pipeline = Pipeline { plan, traffic, ..of(jobs) };
    let suite = suite();
    let mut tests = Tests::new(Prepared::new(&suite), None, 0);
    let ends: std::collections::BTreeSet<u64> = (0..40)
        .map(|replication| {
            let draws = Draws { replication, ..DRAWS };
            let outcome = simulate_pipeline(&mut tests, &pipeline, draws, Detail::Summary).expect("a pipeline");
            outcome.wall_clock.0 / 1_000_000_000
        })
        .collect();
    assert_eq!(ends.into_iter().collect::<Vec<_>>(), [5, 10, 15, 20]); // one after another
}

#[test]
fn ok_a_failure_cancels_its_matrix_and_skips_what_needs_it() {
    let sharded = Job {
        matrix: Matrix { shards: 4, ..Matrix::default() },
        ..job("unit", &[], vec![command(1.0), step(tests("unit", 0))])
    };
    let always = Job { condition: Condition::Always, ..job("report", &["unit"], vec![command(1.0)]) };
    let failed = Job { condition: Condition::Failure, ..job("tell", &["gate"], vec![command(1.0)]) };
    // Of ten tests in two files, two shards by file are empty.
    let mut by_file = sharded.clone();
    by_file.test_runs_mut().for_each(|run| run.splitter.by = laneway_engine::split::SplitBy::File);
    let jobs = vec![by_file, job("gate", &["unit"], vec![command(1.0)]), always, failed];
    let required = vec!["gate".to_owned()];
    check(
        &Pipeline { required, ..of(jobs.clone()) },
        &expect![[r#"
            unit (1/4): 0.0 0.0 1.0, slack 0.0, Cancelled, FailFast
            unit (2/4): 0.0 0.0 1.0, slack 0.0, Cancelled, FailFast
            unit (3/4): 0.0 0.0 1.0, slack 0.0, Failure, NoTests
            unit (4/4): 0.0 0.0 1.0, slack 0.0, Failure, NoTests
            gate: 1.0 - 1.0, slack 0.0, Skipped, Needs("unit")
            report: 1.0 1.0 2.0, slack 0.0, Success
            tell: 1.0 1.0 2.0, slack 0.0, Success
            2.0 s, 6.0 min, red, unit (1/4) > report, AllowedThoughRed(["unit"])
        "#]],
    );
    let mut patient = jobs;
    patient[0].matrix.fail_fast = false;
    let required = vec!["unit".to_owned()];
    check(
        &Pipeline { required, ..of(patient) },
        &expect![[r#"
            unit (1/4): 0.0 0.0 6.0, slack 0.0, Success
            unit (2/4): 0.0 0.0 6.0, slack 0.0, Success
            unit (3/4): 0.0 0.0 1.0, slack 5.0, Failure, NoTests
            unit (4/4): 0.0 0.0 1.0, slack 5.0, Failure, NoTests
            gate: 6.0 - 6.0, slack 0.0, Skipped, Needs("unit")
            report: 6.0 6.0 7.0, slack 0.0, Success
            tell: 6.0 6.0 7.0, slack 0.0, Success
            7.0 s, 6.0 min, red, unit (1/4) > report, Blocked(["unit"])
        "#]],
    );
}

#[test]
fn ok_a_time_out_cancels() {
    let slow = Job { timeout: Nanos(5_000_000_000), ..job("heavy", &[], vec![step(tests("heavy", 0))]) };
    check(
        &of(vec![slow, job("gate", &["heavy"], vec![command(1.0)])]),
        &expect![[r#"
        heavy: 0.0 0.0 5.0, slack 0.0, Cancelled, TimedOut
        gate: 5.0 - 5.0, slack 0.0, Skipped, Needs("heavy")
        5.0 s, 1.0 min, red, heavy, Unguarded
    "#]],
    );
}

fn lane(id: &str, percent: f64, lane_check: LaneCheck) -> Job {
    let data_file = format!(".coverage.{id}");
    let collect = Collect { covers: Covered::Percent(percent), data_file, lane_check, ..Collect::default() };
    let run = TestRun { coverage: Some(collect), ..tests(id, 0) };
    let upload = Upload { artifact: format!("coverage-{id}"), ..Upload::default() };
    job(id, &[], vec![step(run), Step::new("Upload", Work::Upload(upload))])
}

fn gate() -> Job {
    let steps = vec![
        Step::new("Check out", Work::Checkout { takes: constant(1.0) }),
        Step::new("Download", Work::Download(Download::default())),
        Step::new("Gate", Work::Gate(Gate::default())),
    ];
    job("gate", &["unit", "heavy"], steps)
}

fn gated(jobs: Vec<Job>, fail_under: f64) -> Pipeline {
    let coverage = Rules { fail_under: Some(fail_under), ..Rules::default() };
    Pipeline { coverage, required: vec!["gate".to_owned()], ..of(jobs) }
}

#[test]
fn ok_the_gate_holds_the_union_against_the_threshold() {
    let jobs = vec![lane("unit", 64.0, LaneCheck::Off), lane("heavy", 61.0, LaneCheck::Off), gate()];
    check(
        &gated(jobs.clone(), 80.0),
        &expect![[r#"
            unit: 0.0 0.0 11.0, slack 10.0, Success
            heavy: 0.0 0.0 21.0, slack 0.0, Success
            gate: 21.0 21.0 28.0, slack 0.0, Success
            28.0 s, 3.0 min, green, heavy > gate, Allowed
            gate 82 in 64 to 100
        "#]],
    );
    check(
        &gated(jobs, 83.0),
        &expect![[r#"
            unit: 0.0 0.0 11.0, slack 10.0, Success
            heavy: 0.0 0.0 21.0, slack 0.0, Success
            gate: 21.0 21.0 28.0, slack 0.0, Failure, GateUnder { covered: 82.0, threshold: 83.0 }
            28.0 s, 3.0 min, red, heavy > gate, Blocked(["gate"])
            gate 82 in 64 to 100
        "#]],
    );
}

#[test]
fn err_lanes_that_are_held_against_the_threshold_alone_skip_the_gate() {
    let jobs = vec![lane("unit", 64.0, LaneCheck::FromRules), lane("heavy", 61.0, LaneCheck::FromRules), gate()];
    check(
        &gated(jobs, 80.0),
        &expect![[r#"
            unit: 0.0 0.0 10.0, slack 10.0, Failure, LaneUnder { covered: 64.0, threshold: 80.0 }
            heavy: 0.0 0.0 20.0, slack 0.0, Failure, LaneUnder { covered: 61.0, threshold: 80.0 }
            gate: 20.0 - 20.0, slack 0.0, Skipped, Needs("unit")
            20.0 s, 2.0 min, red, heavy, AllowedThoughRed(["unit", "heavy"])
        "#]],
    );
}

#[test]
fn err_hidden_files_are_left_behind() {
    let mut jobs = vec![lane("unit", 64.0, LaneCheck::Off), lane("heavy", 61.0, LaneCheck::Off), gate()];
    for step in jobs.iter_mut().flat_map(|job| &mut job.steps) {
        if let Work::Upload(upload) = &mut step.work {
            upload.include_hidden = false;
        }
    }
    check(
        &gated(jobs, 80.0),
        &expect![[r#"
            unit: 0.0 0.0 11.0, slack 10.0, Success
            heavy: 0.0 0.0 21.0, slack 0.0, Success
            gate: 21.0 21.0 28.0, slack 0.0, Failure, NothingToCombine
            28.0 s, 3.0 min, red, heavy > gate, Blocked(["gate"])
        "#]],
    );
}

#[test]
fn err_two_jobs_cannot_write_one_artifact() {
    let mut jobs = vec![lane("unit", 64.0, LaneCheck::Off), lane("heavy", 61.0, LaneCheck::Off), gate()];
    for step in jobs.iter_mut().flat_map(|job| &mut job.steps) {
        if let Work::Upload(upload) = &mut step.work {
            upload.artifact = "coverage".to_owned();
        }
    }
    check(
        &gated(jobs, 60.0),
        &expect![[r#"
            unit: 0.0 0.0 11.0, slack 10.0, Success
            heavy: 0.0 0.0 21.0, slack 0.0, Failure, ArtifactTaken("coverage")
            gate: 21.0 - 21.0, slack 0.0, Skipped, Needs("heavy")
            21.0 s, 2.0 min, red, heavy, AllowedThoughRed(["heavy"])
        "#]],
    );
}

#[test]
fn ok_lanes_side_by_side_in_one_job_need_no_artifacts() {
    let [unit, heavy] = [lane("unit", 64.0, LaneCheck::Off), lane("heavy", 61.0, LaneCheck::Off)];
    let lanes = [unit, heavy].map(|job| crate::step::Lane { name: job.id.clone(), steps: vec![job.steps[0].clone()] });
    let steps = vec![
        Step::new("Check out", Work::Checkout { takes: constant(1.0) }),
        Step::new("Lanes", Work::Parallel { lanes: lanes.to_vec() }),
        Step::new("Gate", Work::Gate(Gate::default())),
    ];
    check(
        &gated(vec![job("gate", &[], steps)], 80.0),
        &expect![[r#"
            gate: 0.0 0.0 26.0, slack 0.0, Success
            26.0 s, 1.0 min, green, gate, Allowed
            gate 82 in 64 to 100
        "#]],
    );
}

#[test]
fn ok_lanes_side_by_side_share_the_cores_of_their_job() {
    let computing = Contention { cores: 1, cpu_permille: 1000, boot_cpu_permille: 1000 };
    let lanes = |contention: Option<Contention>, cores: Option<u32>| {
        let lane = |folder: &str| {
            let mut run = tests(folder, 1);
            run.session.contention = contention;
            crate::step::Lane { name: folder.to_owned(), steps: vec![command(5.0), step(run)] }
        };
        let runner = Runner { cores, ..Runner::default() };
        let steps = vec![Step::new("Lanes", Work::Parallel { lanes: ["unit", "heavy"].map(lane).to_vec() })];
        of(vec![Job { runner, ..job("tests", &[], steps) }])
    };
    let secs = |pipeline: &Pipeline| simulated(pipeline).wall_clock.as_secs();
    // 10 s and 20 s of tests behind 5 s: side by side on two cores, both at half speed while there is one.
    assert_eq!(
        [secs(&lanes(None, None)), secs(&lanes(Some(computing), Some(2)))].map(|it| it.to_string()),
        ["25", "25"]
    );
    assert_eq!(secs(&lanes(Some(computing), Some(1))).to_string(), "35");
}

#[test]
fn ok_a_crash_under_worksteal_is_red_and_a_hang_lasts_until_the_time_out() {
    let selection = Selection { paths: vec!["heavy".to_owned()], ..Selection::default() };
    let crashes = vec![CrashHazard { tests: selection, alone: 0.0, together: 1.0 }];
    let hazards = Hazards { crashes, ..Hazards::default() };
    let with = |workers| {
        let mut run = TestRun { hazards: hazards.clone(), ..tests("heavy", workers) };
        run.session.max_worker_restart = Some(3);
        of(vec![job("heavy", &[], vec![step(run)])])
    };
    check(
        &with(2),
        &expect![[r#"
            heavy: 0.0 0.0 4.0, slack 0.0, Failure, WorkersCrashed { n: 4 }
            4.0 s, 1.0 min, red, heavy, Unguarded
        "#]],
    );
    // Alone on one worker none of them meets another.
    check(
        &with(1),
        &expect![[r#"
            heavy: 0.0 0.0 20.0, slack 0.0, Success
            20.0 s, 1.0 min, green, heavy, Unguarded
        "#]],
    );
}

#[test]
fn ok_failed_jobs_run_again_until_they_are_green() {
    let flaky = Flaky { share: 1.0, fails: 0.08, reruns: 0 };
    let hazards = Hazards { flaky, ..Hazards::default() };
    let jobs = vec![
        job("unit", &[], vec![command(3.0), step(TestRun { hazards, ..tests("unit", 2) })]),
        job("heavy", &[], vec![step(tests("heavy", 0))]),
        job("gate", &["unit", "heavy"], vec![command(1.0)]),
    ];
    let pipeline = of(jobs);
    let suite = suite();
    let mut tests = Tests::new(Prepared::new(&suite), None, 0);
    let mut said = String::new();
    for replication in 0..6 {
        let draws = Draws { replication, ..DRAWS };
        let outcomes = simulate_until_green(&mut tests, &pipeline, draws, Detail::Summary).expect("a pipeline");
        let each = outcomes
            .iter()
            .map(|it| format!("{:.0} s {}", it.wall_clock.as_secs(), if it.is_green { "green" } else { "red" }));
        writeln!(said, "{}", each.collect::<Vec<_>>().join(", ")).expect("text");
    }
    expect![[r#"
        20 s red, 9 s green
        21 s green
        21 s green
        20 s red, 9 s red, 9 s red
        20 s red, 9 s red, 9 s green
        20 s red, 9 s green
    "#]]
    .assert_eq(&said);
}
