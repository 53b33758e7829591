//! What a side of a lesson's scenario comes to, by name.

use std::iter::Copied;
use std::slice::Iter;

use laneway_chart::human;
use laneway_engine::bounds::floor;
use laneway_engine::outcome::{Ending, Outcome};
use laneway_engine::prepared::Prepared;
use laneway_engine::session::Session;
use laneway_engine::simulate::{Detail, SessionError, simulate_prepared};
use laneway_engine::time::Nanos;
use laneway_pipeline::outcome::PipelineOutcome;
use serde::{Deserialize, Serialize};

/// What a number is a number of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Seconds.
    Time,
    /// Things.
    Count,
    /// A share of 1.
    Share,
    /// Millionths of a dollar.
    Money,
}

/// A figure.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Value {
    /// How much.
    pub number: f64,
    /// Of what; `None`: a number that was typed.
    pub kind: Option<Kind>,
}

impl Value {
    fn new(number: f64, kind: Kind) -> Self {
        Self { number, kind: Some(kind) }
    }

    fn time(span: Nanos) -> Self {
        Self::new(span.as_secs(), Kind::Time)
    }

    fn count(number: usize) -> Self {
        Self::new(number as f64, Kind::Count)
    }

    /// As people say it.
    pub fn words(self) -> String {
        let sign = if self.number < 0.0 { "\u{2212}" } else { "" };
        let size = self.number.abs();
        let words = match self.kind {
            Some(Kind::Time) => human::time(Nanos::from_secs(size).unwrap_or(Nanos::MAX_INPUT)),
            Some(Kind::Share) => human::percent(size),
            Some(Kind::Money) => human::dollars(size.round() as u64),
            Some(Kind::Count) | None if size.fract().abs() < 1e-9 => human::count(size as u64),
            Some(Kind::Count) | None => format!("{size:.1}"),
        };
        format!("{sign}{words}")
    }
}

/// One side of a lesson's scenario, simulated.
#[derive(Clone, Debug)]
pub enum Seen {
    /// A session and nothing around it.
    Session(Box<SeenSession>),
    /// A pipeline.
    Pipeline(Box<PipelineOutcome>),
}

/// A session, simulated.
#[derive(Clone, Debug)]
pub struct SeenSession {
    outcome: Outcome,
    floor: Nanos,
    work: Nanos,
    longest: Nanos,
    n_tests: usize,
}

impl SeenSession {
    /// Simulates it.
    ///
    /// # Errors
    /// If it makes no sense.
    pub fn of(prepared: &Prepared<'_>, session: &Session) -> Result<Self, SessionError> {
        let durations = || prepared.tests().iter().map(|test| test.duration);
        Ok(Self {
            outcome: simulate_prepared(prepared, session, Detail::Full)?,
            floor: floor(prepared, session),
            work: durations().sum(),
            longest: durations().max().unwrap_or_default(),
            n_tests: prepared.tests().len(),
        })
    }
}

/// A figure of a session: its name, what it is, how it is found.
type OfSession = (&'static str, &'static str, fn(&SeenSession) -> Value);

/// The figures of a session.
pub const OF_SESSIONS: &[OfSession] = &[
    ("time", "from the start to the end of the last test", |seen| Value::time(seen.outcome.summary.makespan)),
    ("start", "when the first test is taken up", |seen| Value::time(seen.outcome.summary.first_start)),
    ("end", "when the last worker is done", |seen| Value::time(seen.outcome.summary.session_end)),
    ("floor", "what no schedule can beat", |seen| Value::time(seen.floor)),
    ("work", "all tests' durations together", |seen| Value::time(seen.work)),
    ("longest", "the longest test", |seen| Value::time(seen.longest)),
    ("tests", "how many tests there are", |seen| Value::count(seen.n_tests)),
    ("missed", "tests that did not run to their end", |seen| Value::count(seen.outcome.summary.not_completed.len())),
    ("idle", "the share of the workers' time in which they run nothing", idle),
    ("most", "the tests of the worker with the most", |seen| tests_of(seen, |n_tests| n_tests.max())),
    ("fewest", "the tests of the worker with the fewest", |seen| tests_of(seen, |n_tests| n_tests.min())),
    ("steals", "how often a worker was asked to give tests back", |seen| {
        Value::count(seen.outcome.summary.steals as usize)
    }),
    ("crashes", "workers that died", |seen| Value::count(seen.outcome.summary.crashes as usize)),
    ("workers", "workers that were started, replacements too", |seen| Value::count(seen.outcome.workers.len())),
    ("setups", "tests that had to set up a fixture of wider scope", |seen| {
        Value::count(seen.outcome.runs.iter().filter(|run| run.fixtures > Nanos::ZERO).count())
    }),
    ("fixtures", "time in fixtures of wider scope", |seen| {
        Value::time(seen.outcome.runs.iter().map(|run| run.fixtures).sum())
    }),
    ("hangs", "1 if the session hangs, else 0", |seen| {
        Value::count(usize::from(seen.outcome.ending == Ending::Deadlock))
    }),
    ("fails", "1 if xdist itself fails, else 0", |seen| {
        Value::count(usize::from(matches!(seen.outcome.ending, Ending::InternalError(_))))
    }),
];

/// A figure of a pipeline, likewise.
type OfPipeline = (&'static str, &'static str, fn(&PipelineOutcome) -> Option<Value>);

/// The figures of a pipeline.
pub const OF_PIPELINES: &[OfPipeline] = &[
    ("time", "from the trigger until the last job is over", |seen| Some(Value::time(seen.wall_clock))),
    ("jobs", "how many jobs run, shards and cells apart", |seen| Some(Value::count(seen.jobs.len()))),
    ("used", "how long runners are taken", |seen| Some(Value::time(seen.bill.used))),
    ("billed", "how long they are billed for", |seen| Some(Value::time(seen.bill.billed))),
    ("price", "at list price", |seen| Some(Value::new(seen.bill.price as f64, Kind::Money))),
    ("red", "1 if the run is red, else 0", |seen| Some(Value::count(usize::from(!seen.is_green)))),
    ("covered", "what the gate finds covered", |seen| Some(Value::new(seen.gate?.covered / 100.0, Kind::Share))),
    ("threshold", "what the gate asks for", |seen| Some(Value::new(seen.gate?.threshold? / 100.0, Kind::Share))),
];

impl Seen {
    /// A figure by its name; of a session also `gw0.tests` and `gw0.end`, for each worker. `None`: there is none.
    pub fn figure(&self, name: &str) -> Option<Value> {
        match self {
            Self::Session(seen) => {
                let row = OF_SESSIONS.iter().find(|(own, ..)| *own == name);
                row.map(|(.., get)| get(seen)).or_else(|| of_worker(seen, name))
            }
            Self::Pipeline(seen) => OF_PIPELINES.iter().find(|(own, ..)| *own == name).and_then(|(.., get)| get(seen)),
        }
    }
}

fn of_worker(seen: &SeenSession, name: &str) -> Option<Value> {
    let (worker, what) = name.strip_prefix("gw")?.split_once('.')?;
    let worker: u32 = worker.parse().ok()?;
    let n_tests = *seen.outcome.summary.worker_tests.get(worker as usize)?;
    match what {
        "tests" => Some(Value::count(n_tests as usize)),
        "end" => {
            let own = seen.outcome.runs.iter().filter(|run| run.worker == worker);
            Some(Value::time(own.filter_map(|run| run.end).max().unwrap_or_default()))
        }
        _ => None,
    }
}

fn tests_of(seen: &SeenSession, of: fn(Copied<Iter<'_, u32>>) -> Option<u32>) -> Value {
    Value::count(of(seen.outcome.summary.worker_tests.iter().copied()).unwrap_or_default() as usize)
}

fn idle(seen: &SeenSession) -> Value {
    let summary = &seen.outcome.summary;
    let all = summary.makespan.as_secs() * summary.busy.len() as f64;
    let busy: Nanos = summary.busy.iter().copied().sum();
    Value::new(if all > 0.0 { (1.0 - busy.as_secs() / all).max(0.0) } else { 0.0 }, Kind::Share)
}
