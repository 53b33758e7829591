//! What is known of the files before anything is asked.

use laneway_pool::scribe::protocol::OpenedFiles;

/// What is among them, and what they come upon.
#[derive(Clone, Copy)]
pub struct Known {
    /// How many reports of tests.
    n_reports: usize,
    /// How many of these have durations; the others have an order alone.
    n_timed: usize,
    /// Whether all that have durations say when each test ran.
    has_times: bool,
    /// How many pipelines.
    n_pipelines: usize,
    /// Whether the scenario is one plain session, so that there are no pipelines to keep.
    pub is_bare: bool,
}

impl Known {
    /// Of `files`, when they are opened.
    pub fn new(files: &OpenedFiles, is_bare: bool) -> Self {
        let timed = || files.reports.iter().filter(|report| report.has_durations);
        Self {
            n_reports: files.reports.len(),
            n_timed: timed().count(),
            has_times: timed().all(|report| report.has_times),
            n_pipelines: files.pipelines.len(),
            is_bare,
        }
    }

    /// Whether there are reports of tests.
    pub fn has_reports(self) -> bool {
        self.n_reports > 0
    }

    /// Whether there are pipelines.
    pub fn has_pipelines(self) -> bool {
        self.n_pipelines > 0
    }

    /// Whether the reports are an order alone, for the suite that is there.
    pub fn is_order(self) -> bool {
        self.has_reports() && self.n_timed == 0
    }

    /// How many reports have durations, where they are several: parts of one run, or repeated runs.
    pub fn several_timed(self) -> Option<usize> {
        (self.n_timed > 1).then_some(self.n_timed)
    }

    /// Whether costs can be fitted to the run.
    pub fn can_calibrate(self) -> bool {
        self.n_timed > 0 && self.has_times
    }

    /// Whether the suite may come under one session in place of the pipelines.
    pub fn can_leave_pipelines(self) -> bool {
        self.n_timed > 0 && !self.is_bare && !self.has_pipelines()
    }

    /// The question above all others.
    pub fn title(self) -> &'static str {
        match (self.has_pipelines(), self.has_reports(), self.is_order()) {
            (true, true, _) => "Put these tests and this pipeline together?",
            (true, false, _) if self.n_pipelines > 1 => "Which side is which pipeline?",
            (true, false, _) => "Which side is this pipeline?",
            (false, false, _) => "Whose coverage is this?",
            (false, true, true) => "Put this order on the suite?",
            (false, true, false) if self.is_bare => "How do you run it now?",
            (false, true, false) => "Put these tests under the pipelines?",
        }
    }
}
