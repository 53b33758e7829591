//! One run as a trace that Perfetto and Chrome open: JSON of the Trace Event Format
//! (<https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU>): complete events (`X`), instants (`i`) and
//! metadata (`M`), times in microseconds since the trigger or the session's start.

use laneway_chart::pipeline::side::PipelineSide;
use laneway_engine::outcome::{Decision, DecisionKind, Outcome, Run, WorkerLife};
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;
use laneway_pipeline::outcome::{JobOutcome, SpanKind};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// One session to trace.
#[derive(Clone, Copy, Debug)]
pub struct TracedSession<'a> {
    /// What its process is called: `candidate`, `worksteal`.
    pub name: &'a str,
    /// The tests that its outcome numbers.
    pub suite: &'a Suite,
    /// What happened, in full.
    pub outcome: &'a Outcome,
}

/// Sessions, each a process: the controller is its first thread, with all that it decided; then come the workers, with
/// start-up, collection and tests.
pub fn of_sessions(sessions: &[TracedSession<'_>]) -> String {
    let mut trace = Trace::default();
    for (place, session) in sessions.iter().enumerate() {
        let pid = place as u64 + 1;
        trace.process(pid, session.name);
        trace.thread(pid, 0, "controller");
        trace.session(pid, 1, Nanos::ZERO, session.suite, session.outcome);
    }
    trace.write()
}

/// Runs of pipelines: each job that ran is a process, with a thread for each of its lanes of steps, more where containers start
/// beside them, then its workers. Tests are there where the outcomes have them.
pub fn of_pipelines(suite: &Suite, sides: &[PipelineSide<'_>]) -> String {
    let mut trace = Trace::default();
    let mut pid = 0;
    for side in sides {
        for (place, job) in side.outcome.jobs.iter().enumerate().filter(|(_, job)| job.started.is_some()) {
            pid += 1;
            trace.process(pid, &format!("{}: {}", side.name, side.title(place)));
            trace.job(pid, suite, job);
        }
    }
    trace.write()
}

/// Events, in any order: readers sort them.
#[derive(Default)]
struct Trace {
    events: Vec<Event>,
}

/// One event; the names are the format's.
#[derive(Serialize)]
struct Event {
    name: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    cat: &'static str,
    ph: &'static str,
    ts: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    dur: Option<f64>,
    pid: u64,
    tid: u64,
    /// Of instants: `t`, on their thread alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    s: Option<&'static str>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    args: Map<String, Value>,
}

impl Trace {
    fn write(self) -> String {
        let document = json!({ "traceEvents": self.events, "displayTimeUnit": "ms" });
        format!("{document}\n")
    }

    fn process(&mut self, pid: u64, name: &str) {
        self.meta(pid, 0, "process_name", json!({ "name": name }));
        self.meta(pid, 0, "process_sort_index", json!({ "sort_index": pid }));
    }

    fn thread(&mut self, pid: u64, tid: u64, name: &str) {
        self.meta(pid, tid, "thread_name", json!({ "name": name }));
        self.meta(pid, tid, "thread_sort_index", json!({ "sort_index": tid }));
    }

    fn meta(&mut self, pid: u64, tid: u64, name: &str, args: Value) {
        self.push(pid, tid, ("", name), "M", (Nanos::ZERO, None), args);
    }

    fn complete(&mut self, (pid, tid): (u64, u64), names: (&'static str, &str), span: (Nanos, Nanos), args: Value) {
        let dur = Nanos(span.1.0.saturating_sub(span.0.0));
        self.push(pid, tid, names, "X", (span.0, Some(dur)), args);
    }

    fn instant(&mut self, (pid, tid): (u64, u64), names: (&'static str, &str), at: Nanos, args: Value) {
        self.push(pid, tid, names, "i", (at, None), args);
    }

    fn push(
        &mut self,
        pid: u64,
        tid: u64,
        (cat, name): (&'static str, &str),
        ph: &'static str,
        (at, dur): (Nanos, Option<Nanos>),
        args: Value,
    ) {
        let args = match args {
            Value::Object(args) => args,
            _ => Map::new(),
        };
        let (ts, dur) = (micros(at), dur.map(micros));
        let s = (ph == "i").then_some("t");
        self.events.push(Event { name: name.to_owned(), cat, ph, ts, dur, pid, tid, s, args });
    }

    /// A session that begins at `start`; its controller's thread is the one before `first`, its workers' begin there.
    fn session(&mut self, pid: u64, first: u64, start: Nanos, suite: &Suite, outcome: &Outcome) {
        for (worker, life) in outcome.workers.iter().enumerate() {
            let at = (pid, first + worker as u64);
            self.thread(pid, at.1, &format!("gw{worker}"));
            self.life(at, start, life);
        }
        for run in &outcome.runs {
            self.run((pid, first + u64::from(run.worker)), start, suite, run, outcome.summary.session_end);
        }
        for decision in &outcome.decisions {
            self.decision((pid, first - 1), start, decision);
        }
    }

    fn life(&mut self, at: (u64, u64), start: Nanos, life: &WorkerLife) {
        if let Some(ready) = life.ready {
            self.complete(at, ("worker", "start-up"), (start + life.created, start + ready), Value::Null);
            if let Some(collected) = life.collected {
                self.complete(at, ("worker", "collection"), (start + ready, start + collected), Value::Null);
            }
        }
        if let Some(died) = life.died {
            self.instant(at, ("worker", "crash"), start + died, Value::Null);
        }
    }

    fn run(&mut self, at: (u64, u64), start: Nanos, suite: &Suite, run: &Run, session_end: Nanos) {
        let Some(test) = suite.tests.get(run.test as usize) else { return };
        let end = run.end.unwrap_or(session_end.max(run.start));
        let name = test.id.rsplit("::").next().unwrap_or(&test.id);
        let mut args = json!({ "id": test.id });
        if run.crashed {
            args["crashed"] = Value::Bool(true);
        }
        let span = (start + run.start, start + end);
        self.complete(at, ("test", name), span, args);
        if run.fixtures > Nanos::ZERO {
            let fixtures_end = (span.0 + run.fixtures).min(span.1);
            self.complete(at, ("test", "fixtures"), (span.0, fixtures_end), Value::Null);
        }
    }

    fn decision(&mut self, at: (u64, u64), start: Nanos, decision: &Decision) {
        let what = match decision.kind {
            DecisionKind::RunTests => "send tests",
            DecisionKind::RunTestsAll => "send all tests",
            DecisionKind::Steal => "steal",
            DecisionKind::Shutdown => "shut down",
            DecisionKind::Unscheduled => "given back",
            DecisionKind::ErrorDown => "crash",
            DecisionKind::CrashItem => "blame",
        };
        let mut args = json!({ "worker": format!("gw{}", decision.worker) });
        if let Some(tests) = &decision.tests {
            args["n_tests"] = Value::from(tests.len());
        }
        self.instant(at, ("decision", what), start + decision.at, args);
    }

    fn job(&mut self, pid: u64, suite: &Suite, job: &JobOutcome) {
        // Spans of one thread follow one another; each thread is a lane and the end of its last span.
        let mut threads: Vec<(u32, Nanos)> = Vec::new();
        for span in &job.spans {
            let is_free = |(lane, end): &(u32, Nanos)| *lane == span.lane && *end <= span.start;
            let thread = threads.iter().position(is_free).unwrap_or_else(|| {
                let lane = if span.lane == 0 { "steps".to_owned() } else { format!("lane {}", span.lane + 1) };
                let is_first = threads.iter().all(|thread| thread.0 != span.lane);
                let name = if is_first { lane } else { format!("beside {lane}") };
                self.thread(pid, threads.len() as u64 + 1, &name);
                threads.push((span.lane, Nanos::ZERO));
                threads.len() - 1
            });
            threads[thread].1 = span.end;
            let kind = match span.kind {
                SpanKind::Queue => "queue",
                SpanKind::Container => "container",
                SpanKind::SetUp => "set-up",
                SpanKind::Tests => "tests",
                SpanKind::Upload => "upload",
                SpanKind::Download => "download",
                SpanKind::Gate => "gate",
                SpanKind::Post => "post",
            };
            let args = if span.reason.is_some() { json!({ "failed": true }) } else { Value::Null };
            let name = if span.name.is_empty() { kind } else { &span.name };
            self.complete((pid, thread as u64 + 1), (kind, name), (span.start, span.end), args);
        }
        let mut first = threads.len() as u64 + 1;
        for run in &job.runs {
            let Some(span) = job.spans.get(run.span) else { continue };
            self.thread(pid, first, &format!("{}: controller", span.name));
            self.session(pid, first + 1, span.start, suite, &run.outcome);
            first += run.outcome.workers.len() as u64 + 1;
        }
    }
}

fn micros(time: Nanos) -> f64 {
    time.0 as f64 / 1e3
}

#[cfg(test)]
mod tests;
