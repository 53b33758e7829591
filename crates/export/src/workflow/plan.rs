//! What to write, the same for every service: jobs, and steps in an order that works.

use laneway_engine::order::Order;
use laneway_engine::split::SplitBy;
use laneway_pipeline::check::all_fatal;
use laneway_pipeline::instance::{Cell, cells};
use laneway_pipeline::job::{Condition, DEFAULT_TIMEOUT, Job};
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::place::Place;
use laneway_pipeline::simulate::ancestors;
use laneway_pipeline::step::Work;

use super::cannot_express::Why;
use super::data::DataName;
use super::lanes::Lanes;
use super::options::{Options, ServiceImage};
use super::pytest::{Tests, split_of};
use super::requirements::inner;
use super::yaml::has_expression;
use super::{CannotExpress, Note, containers, set_up};

/// The jobs of a workflow, and what the user should know.
pub(super) struct Plan<'a> {
    pub(super) jobs: Vec<JobPlan<'a>>,
    pub(super) notes: Vec<Note>,
}

/// A job to write.
pub(super) struct JobPlan<'a> {
    pub(super) job: &'a Job,
    pub(super) place: Place,
    pub(super) needs: Vec<&'a str>,
    /// Whether it must go red if anything that it needs is not green: a gate, or a check that merges wait for, which would
    /// count as passed if it were skipped.
    pub(super) is_guarded: bool,
    pub(super) timeout_minutes: u64,
    pub(super) services: Vec<(String, ServiceImage)>,
    pub(super) cells: Vec<Cell>,
    pub(super) steps: Vec<StepPlan>,
}

/// A step to write.
#[derive(Clone, Debug)]
pub(super) struct StepPlan {
    pub(super) title: String,
    pub(super) condition: Condition,
    pub(super) continue_on_error: bool,
    pub(super) doing: Doing,
}

/// What a step does.
#[derive(Clone, Debug)]
pub(super) enum Doing {
    /// Fails unless all jobs that this one needs were green.
    Guard,
    Checkout,
    Python {
        is_cached: bool,
    },
    Install {
        requirements: Vec<&'static str>,
    },
    /// `None`: the pipeline does not say, and the user has to.
    Command(Option<String>),
    Tests(Tests),
    Upload(DataName),
    /// What another job stored; `None`: what any job stored.
    Download(Option<DataName>),
    Gate {
        fail_under: Option<f64>,
        precision: u32,
    },
    /// Side by side.
    Parallel(Vec<StepPlan>),
    /// One after another, in one step.
    Chain(Vec<StepPlan>),
}

impl StepPlan {
    /// A step that runs if nothing failed before.
    pub(super) fn new(title: impl Into<String>, doing: Doing) -> Self {
        Self { title: title.into(), condition: Condition::Success, continue_on_error: false, doing }
    }
}

/// The plan of a pipeline, or all that keeps it from being written.
pub(super) fn plan<'a>(pipeline: &'a Pipeline, options: &Options) -> Result<Plan<'a>, Vec<CannotExpress>> {
    let invalid: Vec<CannotExpress> = all_fatal(pipeline).into_iter().map(CannotExpress::from).collect();
    if !invalid.is_empty() {
        return Err(invalid);
    }
    let mut errors = same_ids(pipeline);
    let lanes = Lanes::of(pipeline, options, &mut errors);
    let ancestors = ancestors(pipeline);
    let mut plan = Plan { jobs: Vec::new(), notes: Vec::new() };
    for (place, job) in pipeline.jobs.iter().enumerate() {
        let is_gate = job.steps.iter().flat_map(inner).any(|step| matches!(step.work, Work::Gate(_)));
        let is_looked_at = is_gate || pipeline.required.contains(&job.id);
        let has_needs = !job.needs.is_empty();
        let can_be_guarded = !matches!(job.condition, Condition::Failure | Condition::Never);
        let is_guarded = is_looked_at && has_needs && can_be_guarded;
        // All of them, however far up: `needs.*.result` sees no further.
        let of_guarded = || ancestors[place].iter().map(|place| pipeline.jobs[*place].id.as_str()).collect();
        let needs = if is_guarded { of_guarded() } else { job.needs.iter().map(String::as_str).collect() };
        let at = Place { job: Some(place), title: job.title().to_owned(), ..Place::default() };
        let services = services(job, &at, options, &mut errors);
        let mut steps = set_up::steps(pipeline, place, &lanes, options, &mut errors, &mut plan.notes);
        if is_guarded {
            steps.insert(0, StepPlan::new("Every lane is green", Doing::Guard));
        }
        notes(job, &at, &mut plan.notes);
        let timeout_minutes = if job.timeout == DEFAULT_TIMEOUT {
            u64::from(options.timeout_minutes.max(1))
        } else {
            job.timeout.0.div_ceil(60_000_000_000)
        };
        let cells = cells(&job.matrix);
        plan.jobs.push(JobPlan { job, place: at, needs, is_guarded, timeout_minutes, services, cells, steps });
    }
    if errors.is_empty() { Ok(plan) } else { Err(errors) }
}

fn same_ids(pipeline: &Pipeline) -> Vec<CannotExpress> {
    let mut errors = Vec::new();
    for (place, job) in pipeline.jobs.iter().enumerate() {
        let is_same = |other: &&Job| other.id.eq_ignore_ascii_case(&job.id);
        if let Some(other) = pipeline.jobs[..place].iter().find(is_same) {
            let place =
                Place { job: Some(place), title: job.title().to_owned(), field: "id".to_owned(), ..Place::default() };
            errors.push(CannotExpress { place, why: Why::SameId { one: other.id.clone(), other: job.id.clone() } });
        }
    }
    errors
}

fn services(
    job: &Job,
    place: &Place,
    options: &Options,
    errors: &mut Vec<CannotExpress>,
) -> Vec<(String, ServiceImage)> {
    let mut services: Vec<(String, ServiceImage)> = Vec::new();
    for container in &job.containers {
        let place = || Place { field: "containers".to_owned(), ..place.clone() };
        let name = &container.name;
        let is_name = name.starts_with(|char: char| char.is_ascii_alphabetic())
            && name.chars().all(|char| char.is_ascii_alphanumeric() || "_-".contains(char));
        if !is_name || services.iter().any(|(other, _)| other.eq_ignore_ascii_case(name)) {
            errors.push(CannotExpress {
                place: place(),
                why: Why::BadName { what: "service container (each another name)", found: name.clone() },
            });
            continue;
        }
        match containers::image(name, options) {
            Some(image) => services.push((name.clone(), image)),
            None => {
                errors.push(CannotExpress { place: place(), why: Why::UnknownService { name: name.clone() } });
            }
        }
    }
    services
}

/// What differs from the pipeline, and what is to be done beside the workflow.
fn notes(job: &Job, place: &Place, notes: &mut Vec<Note>) {
    let mut says = |field: &str, message: String| {
        notes.push(Note { place: Place { field: field.to_owned(), ..place.clone() }, message });
    };
    if has_expression(job.title()) {
        says("name", "it holds the beginning of an expression, which is written with hyphens in it".to_owned());
    }
    if job.timeout == DEFAULT_TIMEOUT {
        says("timeout", "the pipeline has the service's own limit; a shorter one is written: check it".to_owned());
    }
    let splits: Vec<SplitBy> = job.test_runs().filter_map(|run| split_of(run, job)).collect();
    if splits.iter().any(|by| matches!(by, SplitBy::DurationBasedChunks | SplitBy::LeastDuration)) {
        let message = "pytest-split reads .test_durations, which must be in the repository: \
                       `pytest --store-durations` writes it";
        says("splitter", message.to_owned());
    }
    if splits.contains(&SplitBy::DurationBasedChunks) {
        let message = "the last shards of duration_based_chunks can be empty, and pytest then exits with 5: look at \
                       the shards here before";
        says("splitter", message.to_owned());
    }
    if job.test_runs().any(|run| run.session.order != Order::Collected) {
        says(
            "session.order",
            "tests come in another order by a piece of conftest.py, which is no part of this file".to_owned(),
        );
    }
    if !job.containers.is_empty() {
        let message = "images are named by tag, which can be moved; put the digest that you use behind it (`@sha256:`)";
        says("containers", message.to_owned());
    }
}
