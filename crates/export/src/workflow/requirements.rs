//! Packages that jobs need beside the project's own, pinned to versions that were tried together.

use laneway_engine::dist_mode::DistMode;
use laneway_engine::split::SplitBy;
use laneway_pipeline::coverage::Tool;
use laneway_pipeline::job::Job;
use laneway_pipeline::step::{Step, Work};

use super::pytest::split_of;

/// pytest-xdist 3.8.0 does not see groups under pytest 9.2.0 (xdist issue 1386).
const GROUPS: &str = "pytest<9.2";
const XDIST: &str = "pytest-xdist==3.8.0";
const COV: &str = "pytest-cov==7.1.0";
const COVERAGE: &str = "coverage==7.17.3";
const SPLIT: &str = "pytest-split==0.11.0";
const SHARD: &str = "pytest-shard==0.1.2";
const RERUNS: &str = "pytest-rerunfailures==16.7";
const SLIPCOVER: &str = "slipcover==1.1.0";

/// The requirements of a job's tests and of its gate, in a fixed order.
pub(super) fn of_job(job: &Job) -> Vec<&'static str> {
    let runs: Vec<_> = job.test_runs().collect();
    let any = |is: &dyn Fn(&Tool) -> bool| {
        runs.iter().filter_map(|run| run.coverage.as_ref()).any(|collect| is(&collect.tool))
    };
    let is_split_by =
        |rules: &[SplitBy]| runs.iter().any(|run| split_of(run, job).is_some_and(|by| rules.contains(&by)));
    let has_groups = runs.iter().any(|run| run.session.dist == DistMode::LoadGroup && run.session.workers > 0);
    let has_gate = job.steps.iter().flat_map(inner).any(|step| matches!(step.work, Work::Gate(_)));
    let is_measured = any(&|tool| *tool != Tool::Slipcover);
    [
        (has_groups, GROUPS),
        (!runs.is_empty(), XDIST),
        (is_measured, COV),
        (is_measured || has_gate, COVERAGE),
        (is_split_by(&[SplitBy::DurationBasedChunks, SplitBy::LeastDuration]), SPLIT),
        (is_split_by(&[SplitBy::Hash]), SHARD),
        (runs.iter().any(|run| run.hazards.flaky.reruns > 0), RERUNS),
        (any(&|tool| *tool == Tool::Slipcover), SLIPCOVER),
    ]
    .into_iter()
    .filter_map(|(is_needed, package)| is_needed.then_some(package))
    .collect()
}

/// A step, and those in its lanes.
pub(super) fn inner(step: &Step) -> Vec<&Step> {
    let lanes = if let Work::Parallel { lanes } = &step.work { lanes.as_slice() } else { &[] };
    std::iter::once(step).chain(lanes.iter().flat_map(|lane| &lane.steps)).collect()
}
