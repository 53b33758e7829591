//! A job or a step by its place: to be looked at, and changed. What is no longer there looks like a default.

use laneway_pipeline::job::Job;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::step::{Step, TestRun, Work};

use crate::state::AppState;
use crate::state::view::SideName;

/// A job.
#[derive(Clone, Copy)]
pub(super) struct JobAt {
    pub(super) app: AppState,
    pub(super) side: SideName,
    /// Its place in the pipeline.
    pub(super) job: usize,
}

impl JobAt {
    pub(super) fn look<T: Default>(self, get: impl FnOnce(&Job) -> T) -> T {
        self.app.look(|scenario| scenario.side(self.side).jobs.get(self.job).map(get).unwrap_or_default())
    }

    /// Edits with one `key` in a row are undone together.
    pub(super) fn edit(self, key: &'static str, edit: impl FnOnce(&mut Job)) {
        self.app.edit(key, |scenario| {
            if let Some(job) = scenario.side_mut(self.side).jobs.get_mut(self.job) {
                edit(job);
            }
        });
    }

    pub(super) fn edit_pipeline(self, edit: impl FnOnce(&mut Pipeline)) {
        self.app.edit("", |scenario| edit(scenario.side_mut(self.side)));
    }
}

/// Where a list of steps stands.
#[derive(Clone, Copy)]
pub(super) struct StepsAt {
    pub(super) of: JobAt,
    /// Place of the parallel step and of the lane in it; `None`: the job's own steps.
    pub(super) lane: Option<(usize, usize)>,
}

impl StepsAt {
    fn find(self, job: &Job) -> Option<&Vec<Step>> {
        let Some((step, lane)) = self.lane else { return Some(&job.steps) };
        match &job.steps.get(step)?.work {
            Work::Parallel { lanes } => lanes.get(lane).map(|lane| &lane.steps),
            _ => None,
        }
    }

    fn find_mut(self, job: &mut Job) -> Option<&mut Vec<Step>> {
        let Some((step, lane)) = self.lane else { return Some(&mut job.steps) };
        match &mut job.steps.get_mut(step)?.work {
            Work::Parallel { lanes } => lanes.get_mut(lane).map(|lane| &mut lane.steps),
            _ => None,
        }
    }

    pub(super) fn look<T: Default>(self, get: impl FnOnce(&Vec<Step>) -> T) -> T {
        self.of.look(|job| self.find(job).map(get).unwrap_or_default())
    }

    pub(super) fn edit(self, key: &'static str, edit: impl FnOnce(&mut Vec<Step>)) {
        self.of.edit(key, |job| {
            if let Some(steps) = self.find_mut(job) {
                edit(steps);
            }
        });
    }
}

/// A step.
#[derive(Clone, Copy)]
pub(super) struct StepAt {
    pub(super) among: StepsAt,
    pub(super) step: usize,
}

impl StepAt {
    pub(super) fn look<T: Default>(self, get: impl FnOnce(&Step) -> T) -> T {
        self.among.look(|steps| steps.get(self.step).map(get).unwrap_or_default())
    }

    pub(super) fn edit(self, key: &'static str, edit: impl FnOnce(&mut Step)) {
        self.among.edit(key, |steps| {
            if let Some(step) = steps.get_mut(self.step) {
                edit(step);
            }
        });
    }

    /// As [`Self::look`], at what it does.
    pub(super) fn look_at_work<T: Default>(self, get: impl FnOnce(&Work) -> Option<T>) -> T {
        self.look(|step| get(&step.work).unwrap_or_default())
    }

    pub(super) fn look_at_run<T: Default>(self, get: impl FnOnce(&TestRun) -> T) -> T {
        self.look(|step| if let Work::Tests(run) = &step.work { get(run) } else { T::default() })
    }

    pub(super) fn edit_run(self, key: &'static str, edit: impl FnOnce(&mut TestRun)) {
        self.edit(key, |step| {
            if let Work::Tests(run) = &mut step.work {
                edit(run);
            }
        });
    }

    /// Which of the job's runs of tests it is, from 0; `None` where it is none.
    pub(super) fn run(self, job: &Job) -> Option<usize> {
        let step = self.among.find(job)?.get(self.step)?;
        let run = step.test_runs().next()?;
        job.test_runs().position(|it| std::ptr::eq(it, run))
    }

    /// The place of its step in the job, as problems have it: lanes count with the step that they are in.
    pub(super) fn place(self) -> usize {
        self.among.lane.map_or(self.step, |(step, _)| step)
    }
}
