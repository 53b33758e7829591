//! The loop: events in order of time, then of creation, until nothing is to come.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use laneway_engine::outcome::Outcome;
use laneway_engine::random::Purpose;
use laneway_engine::simulate::{CLOCK_END, CLOCK_YEARS, Detail};
use laneway_engine::time::Nanos;
use rand::RngExt as _;

use super::job_run::{Cursor, JobRun, Status};
use super::needs::{ancestors, places, result, runs};
use super::slots::{Claim, Slots};
use super::{conclude, steps};
use crate::containers;
use crate::draws::Draws;
use crate::files::DataFile;
use crate::instance::Instance;
use crate::job::{Condition, Job};
use crate::outcome::{Conclusion, GateOutcome, PipelineOutcome, Reason, SpanKind};
use crate::pipeline::Pipeline;
use crate::place::{Place, Problem};
use crate::session_run::Tests;
use crate::step_times::{Luck, draw};

/// What an artifact of a run holds, by name.
pub(super) type Artifacts = BTreeMap<String, Vec<DataFile>>;

/// What an earlier attempt leaves for the next.
pub(super) struct Before {
    /// Per instance, whether it stays as it is.
    pub(super) kept: Vec<bool>,
    pub(super) artifacts: Artifacts,
}

/// What comes due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    /// A runner takes the job.
    Start(usize),
    /// The containers are ready.
    Begin(usize),
    /// The open step of a sequence is over.
    StepOver(usize, usize),
    /// The post steps are over.
    Over(usize),
    TimeOut(usize),
}

/// A run under way. Where several runs meet, their jobs stand one run after another.
pub(super) struct Running<'a> {
    pub(super) pipeline: &'a Pipeline,
    pub(super) instances: &'a [Instance],
    pub(super) draws: Draws,
    pub(super) detail: Detail,
    pub(super) is_bare: bool,
    pub(super) now: Nanos,
    pub(super) jobs: Vec<JobRun>,
    /// Which of the runs is looked at.
    pub(super) mine: usize,
    pub(super) artifacts: Vec<Artifacts>,
    /// Names of artifacts that were stored in this attempt, and by which job.
    pub(super) stored: BTreeMap<(usize, String), usize>,
    pub(super) gate: Option<GateOutcome>,
    /// How long runs of tests take in runs that are not looked at.
    pub(super) usual: BTreeMap<(usize, usize), Option<Nanos>>,
    /// What runs of tests came to that share the cores of their job, by job and number.
    pub(super) shared: BTreeMap<(usize, usize), Outcome>,
    ancestors: Vec<Vec<usize>>,
    slots: Slots,
    agenda: BinaryHeap<Reverse<(Nanos, u64, Event)>>,
    n_events: u64,
}

impl<'a> Running<'a> {
    pub(super) fn new(
        pipeline: &'a Pipeline,
        instances: &'a [Instance],
        draws: Draws,
        detail: Detail,
        before: Option<Before>,
    ) -> Self {
        // Failed jobs that are run again meet nobody.
        let n_runs = if before.is_some() { 1 } else { pipeline.traffic.at_once.max(1) as usize };
        // Typical is the one in the middle.
        let mine =
            if draws.is_typical() { n_runs / 2 } else { draws.stream(Purpose::Traffic, &[]).random_range(0..n_runs) };
        let mut jobs: Vec<JobRun> = Vec::new();
        jobs.resize_with(n_runs * instances.len(), JobRun::default);
        let mut artifacts = vec![Artifacts::new(); n_runs];
        if let Some(before) = before {
            for (job, _) in jobs.iter_mut().zip(&before.kept).filter(|(_, is_kept)| **is_kept) {
                (job.status, job.conclusion) = (Status::Over, Some(Conclusion::Success));
            }
            artifacts[0] = before.artifacts;
        }
        Self {
            pipeline,
            instances,
            draws,
            detail,
            is_bare: pipeline.is_bare(),
            now: Nanos::ZERO,
            jobs,
            mine,
            artifacts,
            stored: BTreeMap::new(),
            gate: None,
            usual: BTreeMap::new(),
            shared: BTreeMap::new(),
            ancestors: ancestors(pipeline),
            slots: Slots::new(pipeline),
            agenda: BinaryHeap::new(),
            n_events: 0,
        }
    }

    pub(super) fn run_to_end(mut self, tests: &mut Tests<'_>) -> Result<(PipelineOutcome, Artifacts), Problem> {
        for run in 0..self.artifacts.len() {
            self.look_for_ready(run);
        }
        self.give_slots(None);
        while let Some(Reverse((at, _, event))) = self.agenda.pop() {
            self.now = at;
            match event {
                Event::Start(job) if self.jobs[job].status == Status::Starting => self.start(job),
                Event::Begin(job) if self.jobs[job].status == Status::Running => self.go_on(tests, job, 0)?,
                Event::StepOver(job, cursor) if self.jobs[job].status == Status::Running => {
                    self.step_over(tests, job, cursor)?;
                }
                Event::Over(job) if self.jobs[job].status == Status::Running => {
                    let conclusion = if self.jobs[job].has_failed { Conclusion::Failure } else { Conclusion::Success };
                    self.end(job, conclusion);
                }
                Event::TimeOut(job) if self.jobs[job].status == Status::Running => {
                    self.jobs[job].blame(Reason::TimedOut);
                    self.end(job, Conclusion::Cancelled);
                }
                _ => {}
            }
        }
        let mine = self.mine;
        let artifacts = std::mem::take(&mut self.artifacts[mine]);
        let outcome = conclude::conclude(self);
        if outcome.wall_clock >= CLOCK_END {
            return Err(too_long());
        }
        Ok((outcome, artifacts))
    }

    /// Names a job in all draws.
    pub(super) fn names(&self, job: usize) -> [String; 3] {
        let instance = self.instance(job);
        let shard = instance.shard.map_or_else(String::new, |(shard, of)| format!("{shard}/{of}"));
        [self.job(job).id.clone(), instance.cell.clone(), shard]
    }

    pub(super) fn instance(&self, job: usize) -> &'a Instance {
        &self.instances[job % self.instances.len()]
    }

    pub(super) fn job(&self, job: usize) -> &'a Job {
        &self.pipeline.jobs[self.instance(job).job]
    }

    pub(super) fn is_mine(&self, job: usize) -> bool {
        job / self.instances.len() == self.mine
    }

    pub(super) fn run_of(&self, job: usize) -> usize {
        job / self.instances.len()
    }

    pub(super) fn later(&mut self, job: usize, cursor: usize, span: Nanos) {
        self.plan(span, Event::StepOver(job, cursor));
    }

    fn plan(&mut self, span: Nanos, event: Event) {
        self.n_events += 1;
        self.agenda.push(Reverse((self.now + span, self.n_events, event)));
    }

    /// Places in `jobs` of one job of the pipeline in one run.
    fn jobs_of(&self, run: usize, job: usize) -> impl Iterator<Item = usize> + Clone + use<'a> {
        let instances = self.instances;
        let first = run * instances.len();
        instances.iter().enumerate().filter(move |(_, it)| it.job == job).map(move |(place, _)| first + place)
    }

    /// What a job of the pipeline came to; `None` while it is not over.
    fn result(&self, run: usize, job: usize) -> Option<Conclusion> {
        let all: Option<Vec<Conclusion>> = self.jobs_of(run, job).map(|it| self.jobs[it].conclusion).collect();
        Some(result(all?.into_iter(), self.pipeline.jobs[job].continue_on_error))
    }

    /// Lets every job whose needs are over wait for a slot, or skips it; again, as long as that makes others ready.
    fn look_for_ready(&mut self, run: usize) {
        let mut is_changed = true;
        while std::mem::take(&mut is_changed) {
            for (place, job) in self.pipeline.jobs.iter().enumerate() {
                let waiting: Vec<usize> =
                    self.jobs_of(run, place).filter(|it| self.jobs[*it].status == Status::Waiting).collect();
                let needs = places(self.pipeline, &job.needs);
                if waiting.is_empty() || needs.iter().any(|need| self.result(run, *need).is_none()) {
                    continue;
                }
                is_changed = true;
                let results: Vec<Conclusion> =
                    self.ancestors[place].iter().filter_map(|it| self.result(run, *it)).collect();
                let condition = job.condition;
                let does_run = runs(condition, results.iter().copied());
                for it in waiting {
                    self.jobs[it].ready = self.now;
                    if does_run {
                        self.jobs[it].status = Status::Queued;
                        self.slots.wait(it);
                    } else {
                        let blamed = needs.iter().find(|need| self.result(run, **need) != Some(Conclusion::Success));
                        let blamed = blamed.map(|need| self.pipeline.jobs[*need].id.clone());
                        let job = &mut self.jobs[it];
                        (job.status, job.conclusion, job.ended) = (Status::Over, Some(Conclusion::Skipped), self.now);
                        job.blame(match (condition, blamed) {
                            (Condition::Never, _) => Reason::SwitchedOff,
                            (Condition::Failure, _) => Reason::NothingFailed,
                            (_, blamed) => Reason::Needs(blamed.unwrap_or_default()),
                        });
                    }
                }
            }
        }
    }

    /// Gives out free slots; `from` is the job that ended just now.
    fn give_slots(&mut self, from: Option<usize>) {
        loop {
            let (instances, pipeline) = (self.instances, self.pipeline);
            let claim_of = |job: usize| claim(instances, pipeline, job);
            let Some(job) = self.slots.next(claim_of) else { return };
            let runner = &self.instance(job).runner;
            let names = self.names(job);
            let mut luck = Luck::new(self.draws, Purpose::Queue, &names.each_ref().map(String::as_str));
            let queue = luck.sample(&runner.queue);
            let now = self.now;
            let it = &mut self.jobs[job];
            it.status = Status::Starting;
            it.slot_from = from.filter(|_| it.ready < now);
            self.plan(queue, Event::Start(job));
        }
    }

    fn start(&mut self, job: usize) {
        let now = self.now;
        let config = self.job(job);
        let names = self.names(job);
        let names = names.each_ref().map(String::as_str);
        let started = containers::start(&config.containers, self.draws, &names);
        let it = &mut self.jobs[job];
        (it.status, it.started) = (Status::Running, Some(now));
        it.cursors = vec![Cursor::default()];
        if it.ready < now {
            let ready = it.ready;
            it.add(SpanKind::Queue, "Queue", ready, now);
        }
        let mut ready = Nanos::ZERO;
        for (container, times) in config.containers.iter().zip(&started) {
            it.add(SpanKind::Container, &container.name, now + times.begun, now + times.ready);
            ready = ready.max(times.ready);
        }
        self.plan(config.timeout, Event::TimeOut(job));
        self.plan(ready, Event::Begin(job));
    }

    /// All steps are done: post steps follow.
    pub(super) fn finish(&mut self, job: usize) {
        let names = self.names(job);
        let [id, cell, shard] = names.each_ref().map(String::as_str);
        let post = draw(&self.job(job).post, self.draws, &[id, cell, shard, "post"]);
        let now = self.now;
        if post > Nanos::ZERO {
            self.jobs[job].add(SpanKind::Post, "Post", now, now + post);
        }
        self.plan(post, Event::Over(job));
    }

    fn step_over(&mut self, tests: &mut Tests<'_>, job: usize, cursor: usize) -> Result<(), Problem> {
        steps::end(self, job, cursor);
        self.go_on(tests, job, cursor)
    }

    /// The next step of a sequence begins, or the sequence is over.
    pub(super) fn go_on(&mut self, tests: &mut Tests<'_>, job: usize, cursor: usize) -> Result<(), Problem> {
        steps::begin_next(self, tests, job, cursor)
    }

    /// A job is over: those that need it may run, its slot is free, and its matrix may be cancelled.
    fn end(&mut self, job: usize, conclusion: Conclusion) {
        let now = self.now;
        let it = &mut self.jobs[job];
        let had_slot = matches!(it.status, Status::Starting | Status::Running);
        it.cut(now);
        (it.status, it.ended, it.conclusion) = (Status::Over, now, Some(conclusion));
        if had_slot {
            self.slots.free(&claim(self.instances, self.pipeline, job));
        } else {
            self.slots.leave(job);
        }
        let config = self.job(job);
        let is_failure = conclusion == Conclusion::Failure
            || (conclusion == Conclusion::Cancelled && self.jobs[job].reason != Some(Reason::FailFast));
        if is_failure && config.matrix.fail_fast && !config.continue_on_error {
            let beside: Vec<usize> = self
                .jobs_of(self.run_of(job), self.instance(job).job)
                .filter(|it| self.jobs[*it].status != Status::Over)
                .collect();
            for it in beside {
                self.jobs[it].blame(Reason::FailFast);
                // One that has failed already is no other's victim.
                let has_failed = self.jobs[it].has_failed;
                self.end(it, if has_failed { Conclusion::Failure } else { Conclusion::Cancelled });
            }
        }
        self.look_for_ready(self.run_of(job));
        self.give_slots(Some(job));
    }
}

fn too_long() -> Problem {
    let message =
        format!("the times add up to more than {CLOCK_YEARS} years, expected less; shorten what takes longest");
    Problem { place: Place { field: "jobs".to_owned(), ..Place::default() }, message, is_fatal: true }
}

fn claim<'a>(instances: &'a [Instance], pipeline: &Pipeline, job: usize) -> Claim<'a> {
    let instance = &instances[job % instances.len()];
    let matrix = job / instances.len() * pipeline.jobs.len() + instance.job;
    Claim { instance, matrix, max_parallel: pipeline.jobs[instance.job].matrix.max_parallel }
}
