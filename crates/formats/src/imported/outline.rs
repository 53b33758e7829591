//! A pipeline in words: a line for each job, container and step.

use laneway_chart::human;
use laneway_engine::distribution::{Distribution, Family};
use laneway_engine::time::Nanos;
use laneway_pipeline::coverage::{Collect, LaneCheck};
use laneway_pipeline::instance::n_instances;
use laneway_pipeline::job::{Condition, Job};
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::step::{Gate, Step, TestRun, Work};

/// The jobs in order, each with what it runs on, needs and does; times as median, then least and most.
pub fn outline(pipeline: &Pipeline) -> String {
    let mut text = String::new();
    for job in &pipeline.jobs {
        text.push_str(&job_line(job));
        for container in &job.containers {
            let health = match container.health_interval {
                Nanos::ZERO => "not looked at".to_owned(),
                interval => format!("looked at every {}", human::time(interval)),
            };
            let ready = time(&container.ready);
            text.push_str(&format!(
                "  container {}: {}, ready in {ready}, {health}\n",
                container.name,
                time(&container.start)
            ));
        }
        for step in &job.steps {
            text.push_str(&step_lines(step, "  "));
        }
        if job.post != Job::default().post {
            text.push_str(&format!("  after: {}\n", time(&job.post)));
        }
    }
    text
}

fn job_line(job: &Job) -> String {
    let mut parts = vec![format!("{} on {}", job.id, job.runner.label)];
    match n_instances(job) {
        1 => {}
        n => {
            let axes: Vec<String> =
                job.matrix.axes.iter().map(|axis| format!("{}: {}", axis.name, axis.values.join(" "))).collect();
            let shards = (job.matrix.shards > 1).then(|| format!("{} shards", job.matrix.shards));
            let n_included = job.matrix.include.len();
            let included = (n_included > 0).then(|| format!("{n_included} included"));
            let inside: Vec<String> = axes.into_iter().chain(included).chain(shards).collect();
            parts.push(format!("{n} times ({})", inside.join("; ")));
        }
    }
    if !job.needs.is_empty() {
        parts.push(format!("needs {}", job.needs.join(" ")));
    }
    parts.extend(condition(job.condition));
    if job.continue_on_error {
        parts.push("may fail".to_owned());
    }
    if job.timeout != Job::default().timeout {
        parts.push(format!("at most {}", human::time(job.timeout)));
    }
    parts.push(format!("waits {}", time(&job.runner.queue)));
    format!("{}\n", parts.join(", "))
}

fn condition(condition: Condition) -> Option<String> {
    let words = match condition {
        Condition::Success => return None,
        Condition::Always => "always",
        Condition::NotCancelled => "unless cancelled",
        Condition::Failure => "after a failure",
        Condition::Never => "never",
    };
    Some(words.to_owned())
}

fn step_lines(step: &Step, indent: &str) -> String {
    let what = match &step.work {
        Work::Command { takes } => time(takes),
        Work::Checkout { takes } => format!("check-out, {}", time(takes)),
        Work::Cached { hits, on_hit, on_miss } => {
            format!("{} from the cache in {:.0} of 100 runs, else {}", time(on_hit), 100.0 * hits, time(on_miss))
        }
        Work::Tests(run) => tests(run),
        Work::Upload(upload) => {
            let hidden = if upload.include_hidden { "" } else { ", no hidden files" };
            format!("stores `{}` as `{}`{hidden}, {}", upload.files, upload.artifact, time(&upload.takes))
        }
        Work::Download(download) => {
            let merge = if download.merge { "one folder" } else { "a folder each" };
            format!("fetches `{}` into {merge}, {}", download.artifacts, time(&download.takes))
        }
        Work::Gate(gate) => self::gate(gate),
        Work::Parallel { lanes } => {
            let lines: String = lanes
                .iter()
                .map(|lane| {
                    let inner = format!("{indent}    ");
                    let steps: String = lane.steps.iter().map(|step| step_lines(step, &inner)).collect();
                    format!("{indent}  lane {}\n{steps}", lane.name)
                })
                .collect();
            return format!("{indent}{}: side by side\n{lines}", step.name);
        }
    };
    let more: Vec<String> =
        condition(step.condition).into_iter().chain(step.continue_on_error.then(|| "may fail".to_owned())).collect();
    let more = if more.is_empty() { String::new() } else { format!(" ({})", more.join(", ")) };
    format!("{indent}{}: {what}{more}\n", step.name)
}

fn tests(run: &TestRun) -> String {
    let session = &run.session;
    let mut parts = vec![format!("tests, -n {} --dist {}", session.workers, session.dist.info().flag)];
    let selection = &session.selection;
    for (option, words) in [
        ("", &selection.paths),
        ("without ", &selection.without),
        ("marked ", &selection.marked),
        ("not marked ", &selection.unmarked),
    ] {
        if !words.is_empty() {
            parts.push(format!("{option}{}", words.join(" ")));
        }
    }
    if let Some(Collect { branch, data_file, lane_check, .. }) = &run.coverage {
        let branch = if *branch { " with branches" } else { "" };
        let check = match lane_check {
            LaneCheck::FromRules => String::new(),
            LaneCheck::Off => ", not held against a threshold".to_owned(),
            LaneCheck::At(percent) => format!(", at least {percent} %"),
        };
        parts.push(format!("coverage{branch} in {data_file}{check}"));
    }
    parts.join(", ")
}

fn gate(gate: &Gate) -> String {
    let combine = if gate.combine { "combines" } else { "reports" };
    let folders = if gate.looks_in_folders { " in all folders" } else { "" };
    let asked = gate.fail_under.map_or_else(String::new, |percent| format!(", at least {percent} %"));
    format!("{combine} coverage{folders}{asked}, {}", time(&gate.takes))
}

/// Median, then least and most where they differ.
fn time(distribution: &Distribution) -> String {
    let human = |secs: f64| human::time(Nanos::from_secs(secs).unwrap_or_default());
    match distribution {
        Distribution::Constant { secs } => human(*secs),
        Distribution::Empirical { values } => {
            let mut values = values.clone();
            values.sort_unstable();
            let [least, median, most] = [0, values.len() / 2, values.len().saturating_sub(1)]
                .map(|place| values.get(place).copied().unwrap_or_default());
            format!("{} ({} to {})", human::time(median), human::time(least), human::time(most))
        }
        Distribution::Lognormal { median, p95, .. } => {
            format!("{} (up to {} in 95 of 100)", human(*median), human(*p95))
        }
        other => Family::of(other).info().name.to_owned(),
    }
}
