//! What passes between jobs: coverage data of their tests. Whatever else is stored or fetched is a command that takes its time.

use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::step::{Step, Work};

/// Uploads of jobs without tests, and downloads without an upload, become commands, so that they do not fail for want of what
/// is not modelled.
pub(super) fn settle(pipeline: &mut Pipeline) {
    for job in pipeline.jobs.iter_mut().filter(|job| job.test_runs().next().is_none()) {
        for step in &mut job.steps {
            if let Work::Upload(upload) = &step.work {
                step.work = Work::Command { takes: upload.takes.clone() };
            }
        }
    }
    let steps = || pipeline.jobs.iter().flat_map(|job| &job.steps).flat_map(inner);
    let stored: Vec<String> = steps()
        .filter_map(|step| if let Work::Upload(upload) = &step.work { Some(upload.artifact.clone()) } else { None })
        .collect();
    // Up to the first part that varies.
    let fixed = |name: &str| name.split(['*', '{']).next().unwrap_or_default().to_owned();
    let is_stored = |wanted: &str| {
        let wanted_start = fixed(wanted);
        stored.iter().any(|name| {
            let start = fixed(name);
            if wanted_start == wanted && start == *name {
                wanted == name
            } else {
                start.starts_with(&wanted_start) || wanted_start.starts_with(&start)
            }
        })
    };
    for step in pipeline.jobs.iter_mut().flat_map(|job| &mut job.steps) {
        let lanes = if let Work::Parallel { lanes } = &mut step.work { lanes.as_mut_slice() } else { &mut [] };
        lanes.iter_mut().flat_map(|lane| &mut lane.steps).for_each(|step| settle_step(step, &is_stored));
        settle_step(step, &is_stored);
    }
}

fn settle_step(step: &mut Step, is_stored: &dyn Fn(&str) -> bool) {
    if let Work::Download(download) = &step.work
        && !is_stored(&download.artifacts)
    {
        step.work = Work::Command { takes: download.takes.clone() };
    }
}

fn inner(step: &Step) -> Vec<&Step> {
    let lanes = if let Work::Parallel { lanes } = &step.work { lanes.as_slice() } else { &[] };
    std::iter::once(step).chain(lanes.iter().flat_map(|lane| &lane.steps)).collect()
}
