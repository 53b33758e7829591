//! The steps of a job in an order that works: sources before caches, Python before packages, packages before tests, data
//! stored right behind the tests.

use laneway_formats::actions::step_kind::{self, StepKind};
use laneway_pipeline::job::Job;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::place::Place;
use laneway_pipeline::step::{Lane, Step, Work};

use super::cannot_express::Why;
use super::data::DataName;
use super::lanes::{self, Lanes};
use super::options::Options;
use super::plan::{Doing, StepPlan};
use super::{CannotExpress, Note, pytest, requirements};

/// The steps of a job.
pub(super) fn steps(
    pipeline: &Pipeline,
    place: usize,
    lanes: &Lanes,
    options: &Options,
    errors: &mut Vec<CannotExpress>,
    notes: &mut Vec<Note>,
) -> Vec<StepPlan> {
    let job = &pipeline.jobs[place];
    let mut job_steps = JobSteps {
        pipeline,
        place,
        job,
        lanes,
        options,
        at: Place { job: Some(place), title: job.title().to_owned(), ..Place::default() },
        n_measured: 0,
        is_fetched: false,
        done: Vec::new(),
        errors,
        notes,
    };
    for (place, step) in job.steps.iter().enumerate() {
        job_steps.at.step = Some(place);
        job_steps.add(step);
    }
    job_steps.done
}

struct JobSteps<'a> {
    pipeline: &'a Pipeline,
    place: usize,
    job: &'a Job,
    lanes: &'a Lanes,
    options: &'a Options,
    /// The step at hand.
    at: Place,
    /// How many runs have measured so far.
    n_measured: usize,
    is_fetched: bool,
    done: Vec<StepPlan>,
    errors: &'a mut Vec<CannotExpress>,
    notes: &'a mut Vec<Note>,
}

impl JobSteps<'_> {
    fn add(&mut self, step: &Step) {
        let name = step.name.as_str();
        let like = |doing: Doing| StepPlan {
            title: name.to_owned(),
            condition: step.condition,
            continue_on_error: step.continue_on_error,
            doing,
        };
        match &step.work {
            Work::Checkout { .. } => self.ensure_checkout(name),
            Work::Command { .. } | Work::Cached { .. } if self.options.commands.contains_key(name) => {
                let command = self.command(name);
                self.done.push(like(command));
            }
            Work::Command { .. } => match step_kind::of(name) {
                StepKind::SetUpJob | StepKind::Containers | StepKind::Post => {}
                StepKind::Checkout => self.ensure_checkout(name),
                StepKind::SetUp if is_of_python(name) => self.ensure_python(name),
                StepKind::Install if !self.has(|doing| matches!(doing, Doing::Install { .. })) => {
                    self.ensure_install(name);
                }
                _ => {
                    let command = self.command(name);
                    self.done.push(like(command));
                }
            },
            Work::Cached { .. } if self.has(|doing| matches!(doing, Doing::Install { .. })) => {
                let command = self.command(name);
                self.done.push(like(command));
            }
            Work::Cached { .. } => self.ensure_install(name),
            Work::Tests(_) => {
                self.ensure_install("Install");
                let tests = self.tests(step);
                self.done.extend(tests.map(like));
                self.store();
            }
            // It stands right behind the tests.
            Work::Upload(_) if self.lanes.is_stored(self.place) => {}
            Work::Upload(_) => {
                let command = self.command(name);
                self.done.push(like(command));
            }
            Work::Download(_) => {
                if !self.fetch(name) {
                    let command = self.command(name);
                    self.done.push(like(command));
                }
            }
            Work::Gate(gate) => {
                self.ensure_install("Install");
                if !self.is_fetched {
                    self.fetch("Download coverage");
                }
                let rules = &self.pipeline.coverage;
                let fail_under = gate.fail_under.or(rules.fail_under);
                self.done.push(like(Doing::Gate { fail_under, precision: rules.precision }));
            }
            Work::Parallel { lanes } => {
                if step.test_runs().next().is_some() {
                    self.ensure_install("Install");
                }
                let lanes = lanes.iter().enumerate().map(|(place, lane)| self.lane(place, lane)).collect();
                self.at.lane = None;
                self.done.push(like(Doing::Parallel(lanes)));
                self.store();
            }
        }
    }

    /// A lane of parallel steps as one step.
    fn lane(&mut self, place_of_lane: usize, lane: &Lane) -> StepPlan {
        let mut steps = Vec::new();
        let n_tests = lane.steps.iter().filter(|step| matches!(step.work, Work::Tests(_))).count();
        for (place, step) in lane.steps.iter().enumerate() {
            self.at.lane = Some((place_of_lane as u16, place as u16));
            let is_plain = step.condition == laneway_pipeline::job::Condition::Success && !step.continue_on_error;
            let doing = match &step.work {
                Work::Tests(_) if n_tests == 1 => self.tests(step),
                Work::Command { .. } => Some(self.command(&step.name)),
                _ => {
                    self.says(Why::StepInLane);
                    None
                }
            };
            if !is_plain && lane.steps.len() > 1 {
                self.says(Why::StepInLane);
            }
            steps.extend(doing.map(|doing| StepPlan {
                condition: step.condition,
                continue_on_error: step.continue_on_error,
                ..StepPlan::new(step.name.clone(), doing)
            }));
        }
        let title = if lane.name.is_empty() { "Lane" } else { &lane.name };
        if steps.len() == 1 {
            let only = steps.remove(0);
            return StepPlan { title: title.to_owned(), ..only };
        }
        StepPlan::new(title, Doing::Chain(steps))
    }

    fn tests(&mut self, step: &Step) -> Option<Doing> {
        let Work::Tests(run) = &step.work else { return None };
        let n_runs = lanes::measured(self.job).count();
        let data = DataName::of_run(&self.job.id, self.n_measured, n_runs, &lanes::apart(self.job));
        let is_held = self.lanes.is_held(self.pipeline, self.place);
        match pytest::tests(run, self.job, &self.pipeline.coverage, Some(data), is_held) {
            Ok(tests) => {
                self.n_measured += usize::from(tests.data.is_some());
                Some(Doing::Tests(tests))
            }
            Err(why) => {
                self.says(why);
                None
            }
        }
    }

    /// The user's own command of that name, or a place to put one.
    fn command(&mut self, name: &str) -> Doing {
        let command = self.options.commands.get(name).cloned();
        if command.is_none() {
            let message =
                format!("the pipeline knows of the step `{name}` only how long it takes: put its command there");
            self.notes.push(Note { place: self.at.clone(), message });
        }
        Doing::Command(command)
    }

    /// Stores data when the last run that measures is written.
    fn store(&mut self) {
        let is_last = self.n_measured > 0 && self.n_measured == lanes::measured(self.job).count();
        if is_last && self.lanes.is_stored(self.place) && !self.has(|doing| matches!(doing, Doing::Upload(_))) {
            let upload = self.job.steps.iter().find(|step| matches!(step.work, Work::Upload(_)));
            let title = upload.map_or("Upload coverage", |step| &step.name);
            let mut stored = StepPlan::new(title, Doing::Upload(lanes::artifact(self.job)));
            if let Some(upload) = upload {
                (stored.condition, stored.continue_on_error) = (upload.condition, upload.continue_on_error);
            }
            self.done.push(stored);
        }
    }

    /// Fetches what the gate needs, if that is anything.
    fn fetch(&mut self, title: &str) -> bool {
        let (from, is_all) = self.lanes.takes(self.pipeline, self.place);
        if from.is_empty() {
            return false;
        }
        self.ensure_checkout("Check out");
        if std::mem::replace(&mut self.is_fetched, true) {
            return true;
        }
        if is_all {
            self.done.push(StepPlan::new(title, Doing::Download(None)));
        } else {
            let one = |name: DataName| StepPlan::new(format!("{title}: {}", name.stem), Doing::Download(Some(name)));
            self.done.extend(from.into_iter().map(one));
        }
        true
    }

    fn ensure_checkout(&mut self, title: &str) {
        if !self.has(|doing| matches!(doing, Doing::Checkout)) {
            self.done.push(StepPlan::new(title, Doing::Checkout));
        }
    }

    fn ensure_python(&mut self, title: &str) {
        self.ensure_checkout("Check out");
        if !self.has(|doing| matches!(doing, Doing::Python { .. })) {
            let is_cached = self.job.steps.iter().any(|step| matches!(step.work, Work::Cached { .. }));
            self.done.push(StepPlan::new(title, Doing::Python { is_cached }));
        }
    }

    fn ensure_install(&mut self, title: &str) {
        self.ensure_python("Set up Python");
        if !self.has(|doing| matches!(doing, Doing::Install { .. })) {
            let requirements = requirements::of_job(self.job);
            self.done.push(StepPlan::new(title, Doing::Install { requirements }));
        }
    }

    fn has(&self, is: impl Fn(&Doing) -> bool) -> bool {
        self.done.iter().any(|step| is(&step.doing))
    }

    fn says(&mut self, why: Why) {
        self.errors.push(CannotExpress { place: self.at.clone(), why });
    }
}

/// Whether a step that sets something up sets up Python.
fn is_of_python(name: &str) -> bool {
    let name = name.to_lowercase();
    name.contains("python") || name.split(|char: char| !char.is_alphanumeric()).any(|word| word == "uv")
}
