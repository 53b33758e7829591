//! A job or a step by its place: to be looked at, and changed. What is no longer there looks like a default.

use laneway_pipeline::job::Job;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::step::{Step, TestRun, Work};

use super::part::Part;
use super::shown::Spot;
use crate::state::view::SideName;
use crate::state::{AppState, jobs};

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

    pub(super) fn spot(self) -> Spot {
        Spot::of_side(self.side).with_job(self.job)
    }

    pub(super) fn part(self) -> Part<Job> {
        let place = self.job;
        Part::found(self.app, self.spot(), move |it| it.jobs.get(place), move |it| it.jobs.get_mut(place))
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

    pub(super) fn spot(self) -> Spot {
        let StepsAt { of, lane } = self.among;
        match lane {
            None => of.spot().with_step(self.step, None),
            Some((step, lane)) => of.spot().with_step(step, Some((lane as u16, self.step as u16))),
        }
    }

    pub(super) fn part(self) -> Part<Step> {
        let Self { among, step } = self;
        let place = among.of.job;
        Part::found(
            among.of.app,
            self.spot(),
            move |pipeline| among.find(pipeline.jobs.get(place)?)?.get(step),
            move |pipeline| among.find_mut(pipeline.jobs.get_mut(place)?)?.get_mut(step),
        )
    }

    /// What it does, where that is of one kind.
    pub(super) fn work<V>(
        self,
        get: for<'a> fn(&'a Work) -> Option<&'a V>,
        get_mut: for<'a> fn(&'a mut Work) -> Option<&'a mut V>,
    ) -> Part<V> {
        self.part().case("", move |step| get(&step.work), move |step| get_mut(&mut step.work))
    }

    pub(super) fn test_run(self) -> Part<TestRun> {
        self.work(
            |work| if let Work::Tests(run) = work { Some(&**run) } else { None },
            |work| if let Work::Tests(run) = work { Some(&mut **run) } else { None },
        )
    }

    /// Which of the job's runs of tests it is, from 0; `None` where it is none.
    pub(super) fn run(self, job: &Job) -> Option<usize> {
        let step = self.among.find(job)?.get(self.step)?;
        let run = step.test_runs().next()?;
        job.test_runs().position(|it| std::ptr::eq(it, run))
    }

    /// Whether the pipeline has no other runs of tests than its own, of which it has one.
    pub(super) fn has_last_run(self) -> bool {
        let of = self.among.of;
        let n = self.look(|step| step.test_runs().count());
        n > 0 && of.app.look(|scenario| jobs::n_runs(scenario.side(of.side))) == n
    }
}
