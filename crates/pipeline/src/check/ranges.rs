//! Numbers out of range.

use laneway_engine::contention::MAX_CORES;
use laneway_engine::distribution::Distribution;
use laneway_engine::session::MAX_SPEED;
use laneway_engine::time::Nanos;

use super::problem;
use crate::coverage::{Covered, LaneCheck};
use crate::job::Job;
use crate::matrix::MAX_AXES;
use crate::pipeline::{MAX_RERUNS, Pipeline};
use crate::place::Problem;
use crate::runner::Runner;
use crate::step::{Download, Gate, MAX_LANES, Step, TestRun, Upload, Work};

/// The most steps of a job.
const MAX_STEPS: usize = 1_000;
/// The most containers of a job.
const MAX_CONTAINERS: usize = 50;

/// The longest name of anything in a pipeline, in bytes.
const MAX_NAME: usize = 10_000;

/// Collects what is wrong, with its field.
#[derive(Default)]
struct Looking {
    found: Vec<Found>,
    step: Option<usize>,
    lane: Option<(u16, u16)>,
}

/// Where, in a job or in the pipeline itself, and what.
struct Found {
    step: Option<usize>,
    lane: Option<(u16, u16)>,
    field: String,
    message: String,
}

impl Looking {
    fn says(&mut self, field: &str, found: impl std::fmt::Display, expected: &str) {
        self.push(field, format!("found {found}, expected {expected}"));
    }

    fn push(&mut self, field: &str, message: String) {
        self.found.push(Found { step: self.step, lane: self.lane, field: field.to_owned(), message });
    }

    fn share(&mut self, field: &str, share: f64) {
        if !(0.0..=1.0).contains(&share) {
            self.says(field, share, "a share from 0 to 1");
        }
    }

    fn percent(&mut self, field: &str, percent: f64) {
        if !(0.0..=100.0).contains(&percent) {
            self.says(field, percent, "a percentage from 0 to 100");
        }
    }

    fn name(&mut self, field: &str, name: &str) {
        if name.len() > MAX_NAME {
            self.says(field, format!("{} bytes", name.len()), &format!("{MAX_NAME} at most; shorten it"));
        }
    }

    fn takes(&mut self, field: &str, takes: &Distribution) {
        if let Err(error) = takes.sampler() {
            self.push(field, error.to_string());
        }
    }

    fn count(&mut self, field: &str, n: u64, least: u64, most: u64) {
        if !(least..=most).contains(&n) {
            self.says(field, n, &format!("a number from {least} to {most}"));
        }
    }
}

pub(super) fn problems(pipeline: &Pipeline) -> Vec<Problem> {
    let mut looking = Looking::default();
    looking.count("plan.slots", u64::from(pipeline.plan.slots), 1, 10_000);
    let traffic = &pipeline.traffic;
    if !(0.0..=100_000.0).contains(&traffic.runs_per_day) {
        looking.says("traffic.runs_per_day", traffic.runs_per_day, "a number from 0 to 100000");
    }
    looking.count("traffic.at_once", u64::from(traffic.at_once), 1, 100);
    looking.share("traffic.breaks", traffic.breaks);
    looking.count("reruns", u64::from(pipeline.reruns.0), 0, u64::from(MAX_RERUNS));
    if let Some(fail_under) = pipeline.coverage.fail_under {
        looking.percent("coverage.fail_under", fail_under);
    }
    looking.count("coverage.precision", u64::from(pipeline.coverage.precision), 0, 10);
    looking.share("coverage.overlap", pipeline.coverage.overlap);
    let mut problems: Vec<Problem> =
        looking.found.into_iter().map(|it| problem(pipeline, None, &it.field, it.message)).collect();
    for (place, job) in pipeline.jobs.iter().enumerate() {
        let mut looking = Looking::default();
        look_at_job(&mut looking, job);
        problems.extend(looking.found.into_iter().map(|it| {
            let mut problem = problem(pipeline, Some(place), &it.field, it.message);
            (problem.place.step, problem.place.lane) = (it.step, it.lane);
            problem
        }));
    }
    problems
}

fn look_at_job(looking: &mut Looking, job: &Job) {
    if job.timeout == Nanos::ZERO || job.timeout > Nanos::MAX_INPUT {
        looking.says("timeout", format!("{} s", job.timeout.as_secs()), "more than 0 s, 1e9 s at most");
    }
    looking.name("name", &job.name);
    look_at_runner(looking, "runner", &job.runner);
    looking.takes("post", &job.post);
    let matrix = &job.matrix;
    looking.count("matrix.shards", u64::from(matrix.shards), 1, crate::matrix::MAX_MATRIX as u64);
    looking.count("matrix.axes", matrix.axes.len() as u64, 0, MAX_AXES as u64);
    looking.count("matrix.include", matrix.include.len() as u64, 0, crate::matrix::MAX_MATRIX as u64);
    for (place, axis) in matrix.axes.iter().take(MAX_AXES).enumerate() {
        looking.name(&format!("matrix.axes[{place}].name"), &axis.name);
        axis.values.iter().for_each(|value| looking.name(&format!("matrix.axes[{place}].values"), value));
    }
    if let Some(most) = matrix.max_parallel {
        looking.count("matrix.max_parallel", u64::from(most), 1, u64::from(u32::MAX));
    }
    for (place, effect) in matrix.effects.iter().enumerate() {
        let field = format!("matrix.effects[{place}]");
        if let Some(runner) = &effect.runner {
            look_at_runner(looking, &format!("{field}.runner"), runner);
        }
        if let Some(speed) = effect.speed_permille {
            looking.count(&format!("{field}.speed_permille"), u64::from(speed), 1, u64::from(MAX_SPEED));
        }
    }
    looking.count("containers", job.containers.len() as u64, 0, MAX_CONTAINERS as u64);
    for (place, container) in job.containers.iter().enumerate() {
        let name = |part: &str| format!("containers[{place}].{part}");
        looking.takes(&name("start"), &container.start);
        looking.takes(&name("ready"), &container.ready);
        if container.health_interval > Nanos::MAX_INPUT {
            looking.says(&name("health_interval"), "more than 1e9 s", "less");
        }
    }
    looking.count("steps", job.steps.len() as u64, 0, MAX_STEPS as u64);
    for (place, step) in job.steps.iter().enumerate() {
        looking.step = Some(place);
        look_at_step(looking, step);
    }
}

fn look_at_runner(looking: &mut Looking, field: &str, runner: &Runner) {
    let name = |part: &str| format!("{field}.{part}");
    looking.name(&name("label"), &runner.label);
    if let Some(cores) = runner.cores {
        looking.count(&name("cores"), u64::from(cores), 1, u64::from(MAX_CORES));
    }
    looking.count(&name("speed_permille"), u64::from(runner.speed_permille), 1, u64::from(MAX_SPEED));
    looking.count(&name("price"), runner.price, 0, 1_000_000_000);
    looking.count(&name("factor_permille"), u64::from(runner.factor_permille), 0, 1_000_000);
    looking.takes(&name("queue"), &runner.queue);
    if let Some(pool) = runner.pool {
        looking.count(&name("pool"), u64::from(pool), 1, 10_000);
    }
}

fn look_at_step(looking: &mut Looking, step: &Step) {
    looking.name("name", &step.name);
    match &step.work {
        Work::Command { takes } | Work::Checkout { takes } => looking.takes("takes", takes),
        Work::Cached { hits, on_hit, on_miss } => {
            looking.share("hits", *hits);
            looking.takes("on_hit", on_hit);
            looking.takes("on_miss", on_miss);
        }
        Work::Upload(Upload { takes, artifact, .. }) => {
            looking.takes("takes", takes);
            looking.name("artifact", artifact);
            if artifact.is_empty() {
                looking.says("artifact", "nothing", "a name");
            }
        }
        Work::Download(Download { takes, .. }) => looking.takes("takes", takes),
        Work::Gate(Gate { takes, fail_under, .. }) => {
            looking.takes("takes", takes);
            if let Some(fail_under) = fail_under {
                looking.percent("fail_under", *fail_under);
            }
        }
        Work::Tests(run) => look_at_tests(looking, run),
        Work::Parallel { lanes } => {
            looking.count("lanes", lanes.len() as u64, 1, MAX_LANES as u64);
            for (place, lane) in lanes.iter().enumerate() {
                looking.count("lanes.steps", lane.steps.len() as u64, 0, MAX_STEPS as u64);
                if lane.steps.iter().any(|step| matches!(step.work, Work::Parallel { .. })) {
                    looking.says("lanes.steps", "parallel steps", "steps one after another in a lane");
                }
                let inner = lane.steps.iter().enumerate();
                for (inner, step) in inner.filter(|(_, step)| !matches!(step.work, Work::Parallel { .. })) {
                    looking.lane = Some((place as u16, inner as u16));
                    look_at_step(looking, step);
                }
                looking.lane = None;
                if lane.steps.iter().filter(|step| matches!(step.work, Work::Tests(_))).count() > 1 {
                    looking.says("lanes.steps", "several runs of tests", "one in each lane; add a lane for the other");
                }
            }
        }
    }
}

fn look_at_tests(looking: &mut Looking, run: &TestRun) {
    let flaky = &run.hazards.flaky;
    looking.share("hazards.flaky.share", flaky.share);
    looking.share("hazards.flaky.fails", flaky.fails);
    looking.count("hazards.flaky.reruns", u64::from(flaky.reruns), 0, 100);
    for (place, crash) in run.hazards.crashes.iter().enumerate() {
        looking.share(&format!("hazards.crashes[{place}].alone"), crash.alone);
        looking.share(&format!("hazards.crashes[{place}].together"), crash.together);
    }
    if let Some(collect) = &run.coverage {
        if let Covered::Percent(percent) = collect.covers {
            looking.percent("coverage.covers", percent);
        }
        if let LaneCheck::At(percent) = collect.lane_check {
            looking.percent("coverage.lane_check", percent);
        }
    }
}
