//! Where coverage data goes: which jobs measure, who combines it, and so who holds it against the threshold.

use laneway_pipeline::coverage::Tool;
use laneway_pipeline::instance::n_instances;
use laneway_pipeline::job::Job;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::place::Place;
use laneway_pipeline::simulate::ancestors;
use laneway_pipeline::step::{TestRun, Work};

use super::CannotExpress;
use super::cannot_express::Why;
use super::data::{Apart, DataName};
use super::matrix::python_values;
use super::options::Options;
use super::requirements::inner;

/// The flow of coverage data between the jobs of a pipeline.
pub(super) struct Lanes {
    of_jobs: Vec<Lane>,
}

/// What a job does with coverage data.
#[derive(Clone, Debug, Default)]
struct Lane {
    /// Whether its data is stored for other jobs.
    is_stored: bool,
    /// Whether it has a gate, or one after it: then no run of it is held against a threshold by itself.
    is_combined: bool,
    /// Jobs whose data its gate takes.
    takes: Vec<usize>,
}

impl Lanes {
    /// The flow of a pipeline; what cannot be combined is an error.
    pub(super) fn of(pipeline: &Pipeline, options: &Options, errors: &mut Vec<CannotExpress>) -> Self {
        let ancestors = ancestors(pipeline);
        let mut of_jobs = vec![Lane::default(); pipeline.jobs.len()];
        for (place, job) in pipeline.jobs.iter().enumerate() {
            if measured(job).next().is_some() && stores(job) {
                of_jobs[place].is_stored = true;
            }
        }
        for (place, job) in pipeline.jobs.iter().enumerate().filter(|(_, job)| has_gate(job)) {
            let takes: Vec<usize> = ancestors[place]
                .iter()
                .copied()
                .filter(|other| measured(&pipeline.jobs[*other]).next().is_some())
                .collect();
            for other in &takes {
                (of_jobs[*other].is_stored, of_jobs[*other].is_combined) = (true, true);
            }
            of_jobs[place].is_combined = true;
            let all = || takes.iter().chain([&place]).map(|place| &pipeline.jobs[*place]);
            let says = |why: Why| {
                let title = job.title().to_owned();
                CannotExpress {
                    place: Place { job: Some(place), title, field: "gate".to_owned(), ..Place::default() },
                    why,
                }
            };
            if all().all(|job| measured(job).next().is_none()) {
                let is_slipcover = ancestors[place]
                    .iter()
                    .chain([&place])
                    .any(|place| pipeline.jobs[*place].test_runs().any(|run| run.coverage.is_some()));
                errors.push(says(if is_slipcover { Why::SlipcoverToGate } else { Why::GateWithoutData }));
            }
            let with_branches = |wanted: bool| {
                all().find(|job| measured(job).any(|(_, is_branch)| is_branch == wanted)).map(|job| job.id.clone())
            };
            if let (Some(with), Some(without)) = (with_branches(true), with_branches(false)) {
                errors.push(says(Why::MixedBranches { with, without }));
            }
            of_jobs[place].takes = takes;
        }
        for (place, job) in pipeline.jobs.iter().enumerate() {
            let is_sysmon = |run: &TestRun| {
                run.coverage.as_ref().is_some_and(|collect| collect.branch && collect.tool == Tool::SysMon)
            };
            let old = python_values(job, options).into_iter().find(|version| is_before_3_14(version));
            if let (Some(python), true) = (old, job.test_runs().any(is_sysmon)) {
                let place = Place {
                    job: Some(place),
                    title: job.title().to_owned(),
                    field: "coverage.tool".to_owned(),
                    ..Place::default()
                };
                errors.push(CannotExpress { place, why: Why::SysmonBranches { python } });
            }
        }
        Self { of_jobs }
    }

    /// Whether a job stores its data.
    pub(super) fn is_stored(&self, job: usize) -> bool {
        self.of_jobs[job].is_stored
    }

    /// Whether each run of a job is held against its threshold by itself: nothing is combined, and there is one such run.
    pub(super) fn is_held(&self, pipeline: &Pipeline, job: usize) -> bool {
        let job_of = &pipeline.jobs[job];
        let n_runs = job_of.test_runs().filter(|run| run.coverage.is_some()).count();
        !self.of_jobs[job].is_combined && n_runs == 1 && n_instances(job_of) == 1
    }

    /// What a job's gate takes, and whether that is all that is ever stored.
    pub(super) fn takes(&self, pipeline: &Pipeline, job: usize) -> (Vec<DataName>, bool) {
        let takes = &self.of_jobs[job].takes;
        let n_stored = self.of_jobs.iter().filter(|lane| lane.is_stored).count();
        let names = takes.iter().map(|place| artifact(&pipeline.jobs[*place]));
        (names.collect(), takes.len() == n_stored)
    }
}

/// The name under which a job stores its data.
pub(super) fn artifact(job: &Job) -> DataName {
    DataName::of_artifact(&job.id, &apart(job))
}

/// What tells the jobs of a matrix apart.
pub(super) fn apart(job: &Job) -> Apart {
    let has_cells = job.matrix.axes.iter().any(|axis| !axis.values.is_empty()) || !job.matrix.include.is_empty();
    match (has_cells, job.matrix.shards > 1) {
        (true, _) => Apart::Cell,
        (false, true) => Apart::Shard,
        (false, false) => Apart::Alone,
    }
}

/// The runs of a job that leave data for `coverage combine`, and whether they measure branches.
pub(super) fn measured(job: &Job) -> impl Iterator<Item = (&TestRun, bool)> {
    job.test_runs().filter_map(|run| {
        let collect = run.coverage.as_ref().filter(|collect| collect.tool != Tool::Slipcover)?;
        Some((run, collect.branch))
    })
}

fn has_gate(job: &Job) -> bool {
    job.steps.iter().flat_map(inner).any(|step| matches!(step.work, Work::Gate(_)))
}

fn stores(job: &Job) -> bool {
    job.steps.iter().flat_map(inner).any(|step| matches!(step.work, Work::Upload(_)))
}

/// Whether a version of Python is one before 3.14; what is no such version is taken for a newer one.
fn is_before_3_14(version: &str) -> bool {
    let minor = version.strip_prefix("3.").map(|rest| rest.split(|char: char| !char.is_ascii_digit()).next());
    minor.flatten().and_then(|minor| minor.parse::<u32>().ok()).is_some_and(|minor| minor < 14)
}
