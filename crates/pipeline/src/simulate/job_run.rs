//! Where one job of a run stands.

use laneway_engine::time::Nanos;

use crate::files::DataFile;
use crate::outcome::{Conclusion, JobSpan, Reason, RunOutcome, SpanKind};

/// How far a job is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Status {
    /// It waits for the jobs that it needs.
    #[default]
    Waiting,
    /// It waits for a slot.
    Queued,
    /// It has a slot and waits for its runner.
    Starting,
    Running,
    Over,
}

/// One job of a run.
#[derive(Debug, Default)]
pub(super) struct JobRun {
    pub(super) status: Status,
    pub(super) ready: Nanos,
    pub(super) started: Option<Nanos>,
    pub(super) ended: Nanos,
    pub(super) conclusion: Option<Conclusion>,
    pub(super) reason: Option<Reason>,
    pub(super) spans: Vec<JobSpan>,
    pub(super) runs: Vec<RunOutcome>,
    /// Where its steps are; then those of its lanes.
    pub(super) cursors: Vec<Cursor>,
    /// Whether a step failed, and the job with it.
    pub(super) has_failed: bool,
    /// Coverage data in its workspace.
    pub(super) files: Vec<DataFile>,
    /// Whether the repository is there.
    pub(super) has_sources: bool,
    /// The job whose end gave it its slot, if it waited for one.
    pub(super) slot_from: Option<usize>,
    /// The first step of parallel lanes that are open.
    pub(super) n_open_lanes: usize,
}

/// Where a sequence of steps is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cursor {
    /// The step of the job; of a lane, the one that it is part of.
    pub(super) step: usize,
    /// Which lane, and which of its steps.
    pub(super) lane: Option<(usize, usize)>,
    /// Whether a step of this sequence failed.
    pub(super) has_failed: bool,
    /// The span that is open.
    pub(super) span: Option<usize>,
}

impl JobRun {
    /// A span begins; it ends for now where it begins.
    pub(super) fn open(&mut self, kind: SpanKind, name: &str, lane: u32, start: Nanos) -> usize {
        let name = name.to_owned();
        self.spans.push(JobSpan { kind, name, lane, start, end: start, reason: None });
        self.spans.len() - 1
    }

    /// A span that is known from the beginning.
    pub(super) fn add(&mut self, kind: SpanKind, name: &str, start: Nanos, end: Nanos) {
        let span = self.open(kind, name, 0, start);
        self.spans[span].end = end;
    }

    /// Everything is stopped now.
    pub(super) fn cut(&mut self, now: Nanos) {
        for cursor in &self.cursors {
            if let Some(span) = cursor.span {
                self.spans[span].end = now;
            }
        }
        self.spans.retain(|span| span.start <= now);
        for span in &mut self.spans {
            span.end = span.end.min(now);
        }
    }

    /// The first reason stays.
    pub(super) fn blame(&mut self, reason: Reason) {
        self.reason.get_or_insert(reason);
    }
}
