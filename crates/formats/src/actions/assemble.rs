//! The pipeline of the runs of one workflow.

use std::collections::BTreeSet;

use laneway_pipeline::job::Job;
use laneway_pipeline::job::MAX_ID;
use laneway_pipeline::matrix::{Axis, MAX_MATRIX};
use laneway_pipeline::pipeline::MAX_JOBS;

use super::ActionsError;
use super::groups::{Group, groups, matrix};
use super::labels::labels;
use super::needs::{needs, ready, spans};
use super::run::{Ended, JobRun, Run};
use super::steps::steps;
use super::values::distribution;
use crate::imported::{Imported, StepPlace};
use crate::read::Warnings;

/// The most steps of a job.
const MAX_STEPS: usize = 1_000;

/// A start that is so much before a job could run is of another attempt, in milliseconds.
const MAX_EARLY: i64 = 5_000;

pub(super) fn pipeline(workflow: &str, runs: &[&Run], mut warnings: Warnings) -> Result<Imported, ActionsError> {
    let groups = groups(runs);
    if groups.len() > MAX_JOBS {
        return Err(ActionsError::TooManyNames { workflow: workflow.to_owned(), n_jobs: groups.len() });
    }
    if let Some(group) = groups.iter().find(|group| group.cells.len() > MAX_MATRIX) {
        return Err(ActionsError::TooManyCells { job: group.name.clone(), n_cells: group.cells.len() });
    }
    let spans = spans(&groups, runs.len());
    let needs = needs(&groups, runs, &spans);
    let mut ids = BTreeSet::new();
    // A job that never succeeded has no times; what needs it does without.
    let ids: Vec<Option<String>> = groups
        .iter()
        .map(|group| {
            group.jobs.iter().any(|(_, _, job)| job.took().is_some()).then(|| unique_id(&group.name, &mut ids))
        })
        .collect();
    let mut without_labels = Vec::new();
    let mut imported = Imported { n_runs: runs.len() as u64, ..Imported::default() };
    for (place, group) in groups.iter().enumerate() {
        let Some(id) = &ids[place] else {
            warnings.push_without_line(format!("the job `{}` never succeeded; left out", group.name));
            continue;
        };
        let queues = group.jobs.iter().filter_map(|&(run, _, job)| {
            let wait = job.started? - ready(job.created, runs[run].began, run, &needs[place], &spans)?;
            (wait >= -MAX_EARLY).then_some(u64::try_from(wait).unwrap_or(0))
        });
        let queue = distribution(queues.collect());
        let mut matrix = matrix(&group.cells);
        let axes = axes(&matrix.axes, group);
        let labels = labels(group, &axes, &queue);
        if let Some(note) = labels.note {
            warnings.push_without_line(format!("the job `{}`: {note}", group.name));
        }
        if !labels.is_known {
            without_labels.push(group.name.as_str());
        }
        matrix.effects = labels.effects;
        let good: Vec<&JobRun> = group.jobs.iter().map(|(_, _, job)| *job).filter(|job| job.took().is_some()).collect();
        let mut steps = steps(&group.name, &good);
        if steps.steps.len() > MAX_STEPS {
            let text =
                format!("the job `{}` has {} steps, expected at most {MAX_STEPS}", group.name, steps.steps.len());
            warnings.push_without_line(text);
            steps.steps.truncate(MAX_STEPS);
            steps.tests.retain(|place| *place < MAX_STEPS);
        }
        steps.containers.truncate(1);
        let needed: Vec<String> = needs[place].iter().filter_map(|&other| ids[other].clone()).collect();
        if !needed.is_empty() {
            let n_runs = spans[place].iter().flatten().count();
            let text = format!(
                "the job `{}` is taken to need `{}`: it began right after, and never before, in {}",
                group.name,
                needed.join("`, `"),
                if n_runs == 1 { "one run".to_owned() } else { format!("all {n_runs} runs") }
            );
            warnings.push_without_line(text);
        }
        imported.test_steps.extend(steps.tests.iter().map(|&step| StepPlace { job: id.clone(), step }));
        imported.pipeline.jobs.push(Job {
            id: id.clone(),
            name: if group.name == *id { String::new() } else { group.name.clone() },
            needs: needed,
            runner: labels.runner,
            matrix,
            containers: steps.containers,
            steps: steps.steps,
            post: steps.post,
            ..Job::default()
        });
    }
    if imported.pipeline.jobs.is_empty() {
        return Err(ActionsError::NoSuccess { workflow: workflow.to_owned() });
    }
    if !without_labels.is_empty() {
        let names = without_labels.join("`, `");
        warnings
            .push_without_line(format!("`{names}`: nothing says what they ran on; a standard Linux runner is assumed"));
    }
    count_left_out(runs, &mut warnings);
    imported.warnings = warnings;
    Ok(imported)
}

/// Axes with their places among the values of a cell: shards are a value, and no axis.
fn axes(axes: &[Axis], group: &Group<'_>) -> Vec<(String, usize)> {
    let n_values = group.cells.first().map_or(0, Vec::len);
    let has = |axis: &Axis, place: usize| group.cells.iter().all(|cell| axis.values.contains(&cell[place]));
    let mut from = 0;
    axes.iter()
        .filter_map(|axis| {
            let place = (from..n_values).find(|&place| has(axis, place))?;
            from = place + 1;
            Some((axis.name.clone(), place))
        })
        .collect()
}

fn count_left_out(runs: &[&Run], warnings: &mut Warnings) {
    let n_ended = |ended: Ended| runs.iter().flat_map(|run| &run.jobs).filter(|job| job.ended == ended).count();
    let (n_skipped, n_otherwise) = (n_ended(Ended::Skipped), n_ended(Ended::Otherwise));
    if n_skipped + n_otherwise > 0 {
        let text = format!(
            "{n_otherwise} jobs failed, were cancelled or are not over, {n_skipped} were skipped; their times do not count"
        );
        warnings.push_without_line(text);
    }
}

/// A name as an id: a letter or `_` first, then letters, digits, `_` and `-`, [`MAX_ID`] at most; with a number where it is
/// taken.
pub(crate) fn unique_id(name: &str, taken: &mut BTreeSet<String>) -> String {
    let plain: String = name.chars().map(|char| if char.is_ascii_alphanumeric() { char } else { '-' }).collect();
    let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).collect();
    let joined = words.join("-");
    let base = match joined.chars().next() {
        None => "job".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("_{joined}"),
        Some(_) if name.chars().all(|char| char.is_ascii_alphanumeric() || "-_".contains(char)) => name.to_owned(),
        Some(_) => joined,
    };
    let mut base = if base.starts_with('-') { format!("_{base}") } else { base };
    // It has ASCII letters alone; a number fits behind it.
    base.truncate(MAX_ID - 6);
    let mut id = base.clone();
    let mut count = 1;
    while !taken.insert(id.clone()) {
        count += 1;
        id = format!("{base}-{count}");
    }
    id
}
