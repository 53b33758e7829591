//! The steps of a job over all its runs.

use std::collections::HashMap;

use laneway_engine::distribution::Distribution;
use laneway_engine::time::Nanos;
use laneway_pipeline::job::Container;
use laneway_pipeline::step::{Step, Work};
use laneway_pipeline::timing::constant;

use super::run::JobRun;
use super::step_kind::{self, StepKind};
use super::values::distribution;

/// What the steps of a job come to.
pub(super) struct Steps {
    pub(super) containers: Vec<Container>,
    pub(super) steps: Vec<Step>,
    pub(super) post: Distribution,
    /// Places of steps that run tests.
    pub(super) tests: Vec<usize>,
}

/// What one step took.
struct Seen {
    name: String,
    kind: StepKind,
    /// Sum of its numbers and how many there are, for its place.
    numbers: (u64, u64),
    /// Milliseconds, of the jobs where it ran.
    took: Vec<u64>,
}

/// The steps of jobs that succeeded. A job that did not run a step counts it as 0 s, so that sums stay true. Without any
/// step, the job itself is one.
pub(super) fn steps(name: &str, jobs: &[&JobRun]) -> Steps {
    let mut seen: Vec<Seen> = Vec::new();
    let mut places: HashMap<(&str, usize), usize> = HashMap::new();
    let mut posts = Vec::new();
    for job in jobs {
        let Some((started, completed)) = job.started.zip(job.completed) else { continue };
        let mut before = started;
        let mut n_same: HashMap<&str, usize> = HashMap::new();
        for step in job.steps.iter().filter(|step| !step.is_skipped) {
            let kind = step_kind::of(&step.name);
            let Some(end) = step.completed.filter(|_| kind != StepKind::Post) else { continue };
            let count = n_same.entry(&step.name).or_default();
            *count += 1;
            let place = *places.entry((&step.name, *count)).or_insert_with(|| {
                seen.push(Seen { name: step.name.clone(), kind, numbers: (0, 0), took: Vec::new() });
                seen.len() - 1
            });
            let end = end.clamp(before, completed.max(before));
            let numbers = &mut seen[place].numbers;
            *numbers = (numbers.0.saturating_add(step.number), numbers.1 + 1);
            seen[place].took.push(end.abs_diff(before));
            before = end;
        }
        if !job.steps.is_empty() {
            posts.push(completed.max(before).abs_diff(before));
        }
    }
    if seen.is_empty() {
        let takes = distribution(jobs.iter().filter_map(|job| job.took()).collect());
        let is_tests = step_kind::of(name) == StepKind::Tests;
        let steps = vec![Step::new(name, Work::Command { takes })];
        return Steps {
            containers: Vec::new(),
            steps,
            post: constant(0.0),
            tests: is_tests.then_some(0).into_iter().collect(),
        };
    }
    // By the mean of its number, which is exact in whole numbers; ties as they were met.
    seen.sort_by_key(|step| u128::from(step.numbers.0) * 1_000_000 / u128::from(step.numbers.1.max(1)));
    let mut steps = Steps { containers: Vec::new(), steps: Vec::new(), post: distribution(posts), tests: Vec::new() };
    for mut step in seen {
        step.took.resize(jobs.len().max(step.took.len()), 0);
        if step.took.iter().all(|took| *took == 0) && step.kind != StepKind::Tests && step.kind != StepKind::Checkout {
            continue;
        }
        let takes = distribution(step.took);
        let work = match step.kind {
            StepKind::Containers => {
                // They were looked at until they were healthy; that is in the time.
                let (ready, health_interval) = (constant(0.0), Nanos::ZERO);
                steps.containers.push(Container { name: "services".to_owned(), start: takes, ready, health_interval });
                continue;
            }
            StepKind::Checkout => Work::Checkout { takes },
            _ => Work::Command { takes },
        };
        if step.kind == StepKind::Tests {
            steps.tests.push(steps.steps.len());
        }
        steps.steps.push(Step::new(step.name, work));
    }
    steps
}
