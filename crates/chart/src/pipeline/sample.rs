//! Runs of pipelines made by hand, for tests: what each job does is told in seconds.

use laneway_engine::outcome::{Outcome, Run, WorkerLife};
use laneway_engine::session::Session;
use laneway_engine::time::Nanos;
use laneway_pipeline::bill::Bill;
use laneway_pipeline::job::Job;
use laneway_pipeline::outcome::{
    Conclusion, JobOutcome, JobSpan, Merge, PipelineOutcome, Reason, RunOutcome, SpanKind,
};
use laneway_pipeline::pipeline::Pipeline;

use super::side::PipelineSide;

/// A pipeline, and one run of it.
pub(crate) struct Sample {
    pipeline: Pipeline,
    outcome: PipelineOutcome,
}

fn secs(secs: u64) -> Nanos {
    Nanos(secs * 1_000_000_000)
}

/// Kind, name, lane, and for how many seconds; one after another, a lane other than 0 beside what stands before it.
type Spans<'a> = &'a [(SpanKind, &'a str, u32, u64)];

fn job(place: usize, shard: Option<(u32, u32)>, ready: u64, spans: Spans<'_>) -> JobOutcome {
    let (mut at, mut forked, mut started) = ([ready; 4], ready, None);
    let mut placed = Vec::new();
    let mut runs = Vec::new();
    for (kind, name, lane, takes) in spans {
        let all = at.into_iter().max().unwrap_or(ready);
        let now = if *lane == 0 { all } else { forked };
        if *kind != SpanKind::Queue {
            started = started.or(Some(secs(now)));
        }
        if *kind == SpanKind::Tests {
            runs.push(run(runs.len(), placed.len(), *takes));
        }
        let (start, end) = (secs(now), secs(now + takes));
        placed.push(JobSpan { kind: *kind, name: (*name).to_owned(), lane: *lane, start, end, reason: None });
        at[*lane as usize] = now + takes;
        if *lane == 0 {
            forked = now;
        }
    }
    let ended = secs(at.into_iter().max().unwrap_or(ready));
    let used = ended - started.unwrap_or(ended);
    JobOutcome {
        job: place,
        cell: String::new(),
        shard,
        ready: secs(ready),
        started,
        ended,
        conclusion: Conclusion::Success,
        reason: None,
        spans: placed,
        runs,
        slack: Nanos::ZERO,
        bill: Bill {
            used,
            billed: secs(used.as_secs().ceil() as u64).max(used),
            includable: used,
            includable_price: 12_000,
            price: 12_000,
        },
    }
}

/// Two workers: one busy all the time, one for half of it.
fn run(run: usize, span: usize, takes: u64) -> RunOutcome {
    let test = |worker: u32, start: u64, end: u64| Run {
        test: worker,
        worker,
        start: secs(start),
        end: Some(secs(end)),
        fixtures: Nanos::ZERO,
        crashed: false,
    };
    let runs = vec![test(0, 0, takes), test(1, 0, takes / 2)];
    let outcome = Outcome { runs, workers: vec![WorkerLife::default(); 2], ..Outcome::default() };
    RunOutcome { run, span, session: Session::default(), outcome, exit_code: Some(0), covered: None }
}

fn configured(id: &str, needs: &[&str]) -> Job {
    Job { id: id.to_owned(), needs: needs.iter().map(|need| (*need).to_owned()).collect(), ..Job::default() }
}

impl Sample {
    fn new(jobs: Vec<Job>, outcomes: Vec<JobOutcome>, critical: &[usize]) -> Self {
        let bill = outcomes.iter().fold(Bill::default(), |sum, job| sum.and(job.bill));
        let outcome = PipelineOutcome {
            wall_clock: outcomes.iter().map(|job| job.ended).max().unwrap_or_default(),
            is_green: outcomes.iter().all(|job| job.conclusion != Conclusion::Failure),
            jobs: outcomes,
            critical: critical.to_vec(),
            gate: None,
            bill,
            merge: Merge::Unguarded,
        };
        Self { pipeline: Pipeline { jobs, ..Pipeline::default() }, outcome }
    }

    /// One job after another.
    pub(crate) fn serial() -> Self {
        let lint = job(0, None, 0, &[(SpanKind::Queue, "", 0, 10), (SpanKind::SetUp, "ruff", 0, 30)]);
        let tests = [
            (SpanKind::Queue, "", 0, 20),
            (SpanKind::Container, "postgres", 0, 30),
            (SpanKind::SetUp, "pip install", 0, 60),
            (SpanKind::Tests, "pytest", 0, 400),
            (SpanKind::Post, "", 0, 10),
        ];
        let jobs = vec![configured("lint", &[]), configured("tests", &["lint"])];
        Self::new(jobs, vec![lint, job(1, None, 40, &tests)], &[0, 1])
    }

    /// Lint beside two shards, of which the second has two lanes; a gate behind them.
    pub(crate) fn lanes() -> Self {
        let lint = job(0, None, 0, &[(SpanKind::Queue, "", 0, 10), (SpanKind::SetUp, "ruff", 0, 30)]);
        let shard = |n: u32, takes: u64| {
            let mut spans = vec![
                (SpanKind::Queue, "", 0, 20),
                (SpanKind::SetUp, "uv sync", 0, 20),
                (SpanKind::Tests, "pytest", 0, takes),
            ];
            if n == 2 {
                spans.push((SpanKind::Tests, "serial", 1, takes + 20));
            }
            spans.push((SpanKind::Upload, "coverage", 0, 10));
            job(1, Some((n, 2)), 0, &spans)
        };
        let gate =
            [(SpanKind::Queue, "", 0, 10), (SpanKind::Download, "data", 0, 10), (SpanKind::Gate, "report", 0, 20)];
        let mut jobs = vec![lint, shard(1, 160), shard(2, 200), job(2, None, 270, &gate)];
        for (job, slack) in [(0, 230), (1, 60)] {
            jobs[job].slack = secs(slack);
        }
        let configured = vec![configured("lint", &[]), configured("unit", &[]), configured("gate", &["unit", "lint"])];
        Self::new(configured, jobs, &[2, 3])
    }

    /// The same, with a failing shard, so that the gate is skipped.
    pub(crate) fn red() -> Self {
        let mut sample = Self::lanes();
        let jobs = &mut sample.outcome.jobs;
        (jobs[1].conclusion, jobs[1].reason) =
            (Conclusion::Failure, Some(Reason::TestsFailed { n: 3, is_broken: true }));
        let needs = Some(Reason::Needs("unit".to_owned()));
        (jobs[3].conclusion, jobs[3].reason, jobs[3].started) = (Conclusion::Skipped, needs, None);
        (jobs[3].ended, jobs[3].spans) = (jobs[3].ready, Vec::new());
        (sample.outcome.is_green, sample.outcome.wall_clock) = (false, secs(270));
        sample.outcome.critical = vec![2];
        sample.outcome.merge = Merge::AllowedThoughRed(vec!["unit (1/2)".to_owned()]);
        sample
    }

    pub(crate) fn side<'a>(&'a self, name: &'a str) -> PipelineSide<'a> {
        PipelineSide { name, pipeline: &self.pipeline, outcome: &self.outcome }
    }
}
