//! What a real pipeline would trip over: lanes without tests, gates with nothing to combine, artifacts that two jobs write.

use std::collections::{BTreeMap, BTreeSet};

use laneway_engine::prepared::Prepared;
use laneway_engine::session::Session;

use crate::instance::{Instance, instances};
use crate::pipeline::Pipeline;
use crate::place::{Place, Problem};
use crate::session_run::session_of;
use crate::simulate::ancestors;
use crate::step::{Step, Work};

/// A problem that a real pipeline would have too.
fn problem(pipeline: &Pipeline, instance: &Instance, at: StepPlace, field: &str, message: String) -> Problem {
    let StepPlace { step, lane } = at;
    let (job, title) = (Some(instance.job), instance.title(pipeline));
    Problem { place: Place { job, title, step: Some(step), lane, field: field.to_owned() }, message, is_fatal: false }
}

/// Where a step stands in its job.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct StepPlace {
    step: usize,
    lane: Option<(u16, u16)>,
}

pub(super) fn problems(pipeline: &Pipeline, prepared: &Prepared<'_>) -> Vec<Problem> {
    let instances = instances(pipeline);
    let mut problems = Vec::new();
    for instance in &instances {
        for (place, step) in all_steps(pipeline, instance.job) {
            no_tests(pipeline, prepared, instance, place, step, &mut problems);
        }
    }
    taken_names(pipeline, &instances, &mut problems);
    empty_gates(pipeline, &instances, &mut problems);
    problems
}

fn no_tests(
    pipeline: &Pipeline,
    prepared: &Prepared<'_>,
    instance: &Instance,
    place: StepPlace,
    step: &Step,
    problems: &mut Vec<Problem>,
) {
    let Work::Tests(run) = &step.work else { return };
    let session = session_of(run, instance);
    let message = match prepared.selected(&session) {
        Ok(chosen) if !chosen.is_empty() => return,
        Ok(_) if session.split.is_some() && has_tests(prepared, &session) => {
            "this shard is empty: pytest would exit with 5 and the job be red; take fewer shards, or split by \
             `least_duration`"
                .to_owned()
        }
        Ok(_) => {
            "it selects no test: pytest would exit with 5 and the job be red; change its paths or marks, or remove it"
                .to_owned()
        }
        Err(error) => error.to_string(),
    };
    problems.push(problem(pipeline, instance, place, "session.selection", message));
}

/// Whether there is anything to be split.
fn has_tests(prepared: &Prepared<'_>, session: &Session) -> bool {
    let whole = Session { split: None, ..session.clone() };
    prepared.selected(&whole).is_ok_and(|chosen| !chosen.is_empty())
}

/// Steps of a job, each followed by those in its lanes.
fn all_steps(pipeline: &Pipeline, job: usize) -> impl Iterator<Item = (StepPlace, &Step)> {
    pipeline.jobs[job].steps.iter().enumerate().flat_map(|(place, step)| {
        let lanes = if let Work::Parallel { lanes } = &step.work { lanes.as_slice() } else { &[] };
        let inner = lanes.iter().enumerate().flat_map(move |(lane, of_lane)| {
            let steps = of_lane.steps.iter().enumerate();
            steps.map(move |(inner, step)| (StepPlace { step: place, lane: Some((lane as u16, inner as u16)) }, step))
        });
        std::iter::once((StepPlace { step: place, lane: None }, step)).chain(inner)
    })
}

fn taken_names(pipeline: &Pipeline, instances: &[Instance], problems: &mut Vec<Problem>) {
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    let mut is_said = BTreeSet::new();
    for instance in instances {
        for (place, step) in all_steps(pipeline, instance.job) {
            let Work::Upload(upload) = &step.work else { continue };
            let name = instance.fill(&upload.artifact);
            let title = instance.title(pipeline);
            if let Some(first) = taken.get(&name) {
                // Once for all jobs of a matrix.
                if !is_said.insert((instance.job, place)) {
                    continue;
                }
                let message = format!(
                    "`{first}` writes the artifact `{name}` too: the second upload fails (409); put `{{shard}}` or \
                     `{{cell}}` into the name, or name one of them otherwise"
                );
                problems.push(problem(pipeline, instance, place, "artifact", message));
            } else {
                taken.insert(name, title);
            }
        }
    }
}

fn empty_gates(pipeline: &Pipeline, instances: &[Instance], problems: &mut Vec<Problem>) {
    let ancestors = ancestors(pipeline);
    let measures = |job: usize| pipeline.jobs[job].test_runs().any(|run| run.coverage.is_some());
    let uploads =
        |job: usize| measures(job) && all_steps(pipeline, job).any(|(_, step)| matches!(step.work, Work::Upload(_)));
    for instance in instances {
        for (place, step) in all_steps(pipeline, instance.job) {
            let Work::Gate(_) = &step.work else { continue };
            let downloads = all_steps(pipeline, instance.job).any(|(_, step)| matches!(step.work, Work::Download(_)));
            let has_data =
                measures(instance.job) || (downloads && ancestors[instance.job].iter().any(|job| uploads(*job)));
            if !has_data {
                let message =
                    "nothing is there to combine: expected a run of tests with coverage in this job, or a download \
                               here and a job that it needs which measures and uploads coverage"
                        .to_owned();
                problems.push(problem(pipeline, instance, place, "gate", message));
            }
        }
    }
}
