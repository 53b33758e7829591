//! The cases come out as they were published, within the tolerance that makes a preset worth having.

use std::collections::{BTreeMap, BTreeSet};

use expect_test::expect;
use laneway_engine::noise::Noise;
use laneway_engine::prepared::Prepared;
use laneway_engine::simulate::Detail;
use laneway_engine::suite::Suite;
use laneway_pipeline::check::problems;
use laneway_pipeline::coverage::LaneCheck;
use laneway_pipeline::draws::Draws;
use laneway_pipeline::outcome::PipelineOutcome;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::session_run::Tests;
use laneway_pipeline::simulate::simulate_pipeline;
use laneway_pipeline::step::Work;
use laneway_pipeline::study::summary::Probability;

use super::super::parameter::Value;
use super::super::{PRESETS, Preset, Sides, suite};
use super::{coverage_twice, lane_split, thread_pools};

/// Many runs of a pipeline, with noise.
fn runs(preset: &Preset, pipeline: &Pipeline, n: u32) -> Vec<PipelineOutcome> {
    let suite = made(preset);
    let mut tests = Tests::new(Prepared::of_suite(&suite), Some(Noise::default()), 1);
    let run = |replication| {
        let draws = Draws { seed: 1, replication, attempt: 0 };
        simulate_pipeline(&mut tests, pipeline, draws, Detail::Summary).expect("a pipeline that can be")
    };
    (0..n).map(run).collect()
}

fn made(preset: &Preset) -> Suite {
    suite(preset.id).expect("a suite")
}

/// The mean time of each job on its runner, and of the whole, in seconds.
fn means(pipeline: &Pipeline, runs: &[PipelineOutcome]) -> (BTreeMap<String, f64>, f64) {
    let n = runs.len() as f64;
    let mean = |place: usize| {
        let took = |run: &PipelineOutcome| {
            let job = &run.jobs[place];
            job.started.map_or(0.0, |started| (job.ended - started).as_secs())
        };
        (pipeline.jobs[place].id.clone(), runs.iter().map(took).sum::<f64>() / n)
    };
    let whole = runs.iter().map(|run| run.wall_clock.as_secs()).sum::<f64>() / n;
    ((0..pipeline.jobs.len()).map(mean).collect(), whole)
}

fn near(what: &str, found: f64, expected: f64, percent: f64) {
    let off = 100.0 * (found / expected - 1.0);
    assert!(off.abs() <= percent, "{what}: {found:.1} s, expected {expected} s, {off:+.1}%");
}

fn param(preset: &Preset, name: &str) -> f64 {
    let found = preset.parameters.iter().find(|parameter| parameter.name == name);
    match found.map(|parameter| parameter.value) {
        Some(Value::Secs(value) | Value::Percent(value)) => value,
        other => panic!("{}: {name} is {other:?}", preset.id),
    }
}

#[test]
fn nothing_is_wrong_with_any_of_them() {
    for preset in PRESETS.iter().filter(|preset| matches!(preset.sides, Sides::Pipelines(_))) {
        let suite = made(preset);
        for pipeline in preset.pipelines() {
            assert_eq!(problems(&pipeline, &Prepared::of_suite(&suite)), [], "{}", preset.id);
        }
    }
}

#[test]
fn the_lane_split_takes_and_gains_what_was_published() {
    let preset = &lane_split::SPLIT;
    let [before, after] = preset.pipelines();
    let (before_runs, after_runs) = (runs(preset, &before, 200), runs(preset, &after, 200));
    let ((before_jobs, before_whole), (jobs, whole)) = (means(&before, &before_runs), means(&after, &after_runs));
    near("before", before_jobs["backend"], param(preset, "job before the split"), 5.0);
    near("unit", jobs["unit"], param(preset, "unit lane"), 5.0);
    near("heavy", jobs["heavy"], param(preset, "heavy lane"), 5.0);
    near("gate", jobs["gate"], param(preset, "gate"), 5.0);
    let path = ["heavy lane", "gate", "between heavy lane and gate"].map(|name| param(preset, name)).iter().sum();
    near("critical path", whole, path, 5.0);
    let gain = before_whole - whole;
    assert!((20.0..=45.0).contains(&gain), "gain {gain:.1} s, published {} s", param(preset, "gain"));
    // The model says beforehand why: the heavy lane and the gate are all that counts.
    let critical = |run: &PipelineOutcome| -> Vec<String> {
        run.critical.iter().map(|place| after.jobs[run.jobs[*place].job].id.clone()).collect()
    };
    assert!(after_runs.iter().all(|run| critical(run) == ["heavy", "gate"]));
    assert!(after_runs.iter().all(|run| run.jobs[0].slack.as_secs() > 300.0));
}

#[test]
fn the_gate_is_green_at_82_and_red_at_83() {
    let preset = &lane_split::SPLIT;
    let [_, mut after] = preset.pipelines();
    let run = runs(preset, &after, 1).remove(0);
    let gate = run.gate.expect("a gate");
    assert!((gate.covered - param(preset, "coverage together")).abs() < 1e-9 && gate.is_green && run.is_green);
    after.coverage.fail_under = Some(82.0);
    assert!(runs(preset, &after, 1)[0].is_green);
    after.coverage.fail_under = Some(83.0);
    assert!(!runs(preset, &after, 1)[0].is_green);
}

#[test]
fn the_first_ci_runs_of_the_lane_split_were_red_for_these_reasons() {
    let preset = &lane_split::SPLIT;
    let [_, after] = preset.pipelines();
    let reasons = |pipeline: &Pipeline| -> Vec<String> {
        let run = runs(preset, pipeline, 1).remove(0);
        run.jobs.iter().map(|job| format!("{:?} {:?}", job.conclusion, job.reason)).collect()
    };
    let mut checked = after.clone();
    let all = checked.jobs.iter_mut().flat_map(laneway_pipeline::job::Job::test_runs_mut);
    all.filter_map(|run| run.coverage.as_mut()).for_each(|it| it.lane_check = LaneCheck::FromRules);
    expect![[r#"
        Failure Some(LaneUnder { covered: 64.0, threshold: 80.0 })
        Failure Some(LaneUnder { covered: 61.0, threshold: 80.0 })
        Skipped Some(Needs("unit"))"#]]
    .assert_eq(&reasons(&checked).join("\n"));
    let mut hidden = after;
    for step in hidden.jobs.iter_mut().flat_map(|job| &mut job.steps) {
        if let Work::Upload(upload) = &mut step.work {
            upload.include_hidden = false;
        }
    }
    expect![[r#"
        Success None
        Success None
        Failure Some(NothingToCombine)"#]]
    .assert_eq(&reasons(&hidden).join("\n"));
}

#[test]
fn lanes_by_service_are_shorter_and_cost_more() {
    let preset = &lane_split::BY_SERVICE;
    let [before, after] = preset.pipelines();
    let n_tests = |pipeline: &Pipeline| -> usize {
        let suite = made(preset);
        let prepared = Prepared::of_suite(&suite);
        pipeline.sessions().map(|session| prepared.selected(session).expect("no split").len()).sum()
    };
    assert_eq!(n_tests(&before), n_tests(&after), "every test runs once");
    let (before, after) = (runs(preset, &before, 100), runs(preset, &after, 100));
    let secs = |runs: &[PipelineOutcome]| runs.iter().map(|run| run.wall_clock.as_secs()).sum::<f64>();
    let minutes = |runs: &[PipelineOutcome]| runs.iter().map(|run| run.bill.minutes()).sum::<f64>();
    let (time, bill) = (secs(&after) / secs(&before), minutes(&after) / minutes(&before));
    assert!((0.6..0.72).contains(&time) && (1.35..1.5).contains(&bill), "time x {time:.2}, minutes x {bill:.2}");
}

#[test]
fn crashing_workers_make_as_many_runs_red_as_was_published_until_they_are_grouped() {
    let red = |preset: &Preset, side: usize| {
        let pipeline = &preset.pipelines()[side];
        let runs = runs(preset, pipeline, 1_500);
        100.0 * Probability::new(runs.iter().filter(|run| !run.is_green).count(), runs.len()).share
    };
    let before = red(&thread_pools::LOADGROUP, 0);
    assert!((3.0..=5.0).contains(&before), "{before}% before");
    assert!(red(&thread_pools::LOADGROUP, 1) < 0.5);
    // The mark alone changes nothing, to the run.
    assert_eq!(red(&thread_pools::MARK_ALONE, 1).to_string(), before.to_string());
    let ungrouped = red(&thread_pools::PYTEST_9_2, 1);
    assert!((3.0..=6.0).contains(&ungrouped), "{ungrouped}% with pytest 9.2.0");
}

#[test]
fn marked_tests_run_on_one_worker_under_loadgroup_alone() {
    let preset = &thread_pools::LOADGROUP;
    let suite = made(preset);
    let n_workers = |pipeline: &Pipeline| {
        let mut tests = Tests::new(Prepared::of_suite(&suite), None, 1);
        let draws = Draws { seed: 1, replication: 0, attempt: 0 };
        let run = simulate_pipeline(&mut tests, pipeline, draws, Detail::Full).expect("a pipeline that can be");
        let marked = |test: u32| !suite.tests[test as usize].groups.is_empty();
        let runs = &run.jobs[0].runs[1].outcome.runs;
        let marked: Vec<_> = runs.iter().filter(|run| marked(run.test)).collect();
        assert_eq!(marked.len(), 42);
        marked.iter().map(|run| run.worker).collect::<BTreeSet<_>>().len()
    };
    let [worksteal, loadgroup] = preset.pipelines();
    let [_, ungrouped] = thread_pools::PYTEST_9_2.pipelines();
    assert_eq!([&worksteal, &loadgroup, &ungrouped].map(n_workers), [4, 1, 4]);
}

#[test]
fn combining_coverage_saves_what_running_again_took() {
    let preset = &coverage_twice::PRESET;
    let [before, after] = preset.pipelines();
    let (before_jobs, before_whole) = means(&before, &runs(preset, &before, 200));
    let after_runs = runs(preset, &after, 200);
    let (after_jobs, after_whole) = means(&after, &after_runs);
    near("coverage job", before_jobs["coverage"], param(preset, "coverage job"), 5.0);
    assert!(after_jobs["coverage"] < 90.0, "{:.1} s", after_jobs["coverage"]);
    assert!(before_whole - after_whole >= 11.0 * 60.0, "{before_whole:.0} s to {after_whole:.0} s");
    assert!(after_runs.iter().all(|run| run.is_green && run.bill.price == 0));
}
