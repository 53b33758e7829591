//! Ids, needs, and cycles among them.

use std::collections::BTreeSet;

use super::problem;
use crate::instance::n_instances;
use crate::job::MAX_ID;
use crate::matrix::MAX_MATRIX;
use crate::pipeline::{MAX_JOBS, Pipeline};
use crate::place::Problem;

/// Of so many needs that name no job it is said; each message lists all jobs.
const MOST_SAID: usize = 10;

pub(super) fn problems(pipeline: &Pipeline) -> Vec<Problem> {
    let mut problems = Vec::new();
    if pipeline.jobs.is_empty() {
        problems.push(problem(pipeline, None, "jobs", "there are none, expected at least one; add one".to_owned()));
    }
    if pipeline.jobs.len() > MAX_JOBS {
        let message = format!("there are {}, expected {MAX_JOBS} at most; take some away", pipeline.jobs.len());
        // What is looked at next takes long with many jobs.
        return vec![problem(pipeline, None, "jobs", message)];
    }
    let mut ids = BTreeSet::new();
    for (place, job) in pipeline.jobs.iter().enumerate() {
        if !is_id(&job.id) {
            let message = if job.id.len() > MAX_ID {
                format!("found {} bytes, expected {MAX_ID} at most; shorten it", job.id.len())
            } else {
                format!(
                    "found `{}`, expected a letter or `_`, then letters, digits, `_` and `-`, as in `unit-tests`",
                    job.id
                )
            };
            problems.push(problem(pipeline, Some(place), "id", message));
        } else if !ids.insert(job.id.as_str()) {
            let message = format!("another job is called `{}` too; give one of them another id", job.id);
            problems.push(problem(pipeline, Some(place), "id", message));
        }
        for need in job.needs.iter().filter(|need| pipeline.job(need).is_none()).take(MOST_SAID) {
            let message = format!("there is no job `{need}`; expected one of {}", known(pipeline, &job.id));
            problems.push(problem(pipeline, Some(place), "needs", message));
        }
        let n = n_instances(job);
        if n == 0 {
            let message = "all its combinations are excluded; leave one".to_owned();
            problems.push(problem(pipeline, Some(place), "matrix.exclude", message));
        }
        if n > MAX_MATRIX {
            let message = format!("it makes {n} jobs, expected {MAX_MATRIX} at most; take fewer shards or values");
            problems.push(problem(pipeline, Some(place), "matrix", message));
        }
    }
    for need in pipeline.required.iter().filter(|need| pipeline.job(need).is_none()).take(MOST_SAID) {
        let message = format!("there is no job `{need}`; expected one of {}", known(pipeline, ""));
        problems.push(problem(pipeline, None, "required", message));
    }
    problems.extend(cycle(pipeline));
    problems
}

fn is_id(id: &str) -> bool {
    let mut letters = id.chars();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && letters.all(|it| it.is_ascii_alphanumeric() || it == '_' || it == '-')
        && id.len() <= MAX_ID
}

fn known(pipeline: &Pipeline, but: &str) -> String {
    let ids: Vec<String> =
        pipeline.jobs.iter().filter(|job| job.id != but).map(|job| format!("`{}`", job.id)).collect();
    if ids.is_empty() { "none: it is the only job".to_owned() } else { ids.join(", ") }
}

/// The first cycle, at its first job: jobs without needs are taken away until none is left, or all wait for each other.
fn cycle(pipeline: &Pipeline) -> Option<Problem> {
    let mut left: BTreeSet<usize> = (0..pipeline.jobs.len()).collect();
    let waits_for = |job: usize, left: &BTreeSet<usize>| {
        left.iter().copied().find(|other| pipeline.jobs[job].needs.contains(&pipeline.jobs[*other].id))
    };
    while let Some(free) = left.iter().copied().find(|job| waits_for(*job, &left).is_none()) {
        left.remove(&free);
    }
    let mut path = vec![*left.first()?];
    let end = loop {
        let next = waits_for(*path.last()?, &left)?;
        if let Some(begin) = path.iter().position(|job| *job == next) {
            break begin;
        }
        path.push(next);
    };
    let cycle = &path[end..];
    let ids: Vec<&str> = cycle.iter().chain(cycle.first()).map(|job| pipeline.jobs[*job].id.as_str()).collect();
    let message = format!("jobs wait for each other: {}; take one of these needs away", ids.join(" needs "));
    Some(problem(pipeline, Some(cycle[0]), "needs", message))
}
