//! What is simulated: a suite under two pipelines, again and again; and which run of tests of each is looked at.

use std::sync::{Arc, LazyLock};

use laneway_engine::calibrate::Calibration;
use laneway_engine::conditions::recorded_coverage;
use laneway_engine::dist_mode::DistMode;
use laneway_engine::session::{Fixtures, Session};
use laneway_engine::source::Source;
use laneway_engine::study::StudySpec;
use laneway_engine::suite::Suite;
use laneway_formats::read::Reading;
use laneway_formats::taken::costs;
use laneway_formats::taken::refit::refit;
use laneway_pipeline::job::Job;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pool::scribe::protocol::Fit;

use super::opened::Opened;
use super::view::SideName;
use crate::timeline::view::SuiteEdit;

/// What stands for the session of a pipeline that runs no tests.
static NO_SESSION: LazyLock<Session> = LazyLock::new(Session::default);

/// A suite under two pipelines. A suite that is given is shared between the steps of the history.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// The suite, or how to make it; the same for both.
    pub source: Source,
    /// As it is run now.
    pub baseline: Pipeline,
    /// What is tried.
    pub candidate: Pipeline,
    /// How both are repeated.
    pub study: StudySpec,
    /// How close costs that were fitted to a real run come to it; `None`: costs were not fitted.
    pub calibration: Option<Calibration>,
    /// Which run of tests is looked at, of the baseline, then of the candidate; not part of the document.
    pub opened: [Opened; 2],
}

impl Scenario {
    /// From a document.
    pub fn from_document(document: laneway_pipeline::scenario::Scenario) -> Self {
        let laneway_pipeline::scenario::Scenario { source, baseline, candidate, study, calibration } = document;
        Self { source, baseline, candidate, study, calibration, opened: Default::default() }
    }

    /// As a document: what is looked at is no part of it.
    pub fn document(&self) -> laneway_pipeline::scenario::Scenario {
        let Self { source, baseline, candidate, study, calibration, .. } = self.clone();
        laneway_pipeline::scenario::Scenario { source, baseline, candidate, study, calibration }
    }

    /// From a report, and how its suite is run now; tries the mode that most often helps. Costs are those of `fit`, else of
    /// the report.
    pub fn from_reading(reading: Reading, baseline: Session, fit: Option<Fit>) -> Self {
        let mut baseline = baseline;
        costs::apply(&reading.facts, fit.as_ref().map(|fit| &fit.costs), &mut baseline);
        // Durations stay as recorded until someone takes coverage off.
        baseline.coverage_permille = recorded_coverage(&reading.suite.recording);
        let dist = if baseline.dist == DistMode::WorkSteal { DistMode::LoadGroup } else { DistMode::WorkSteal };
        let workers = if baseline.workers == 0 { 4 } else { baseline.workers };
        let candidate = Session { dist, workers, ..baseline.clone() };
        let calibration = fit.map(|fit| fit.calibration);
        let [baseline, candidate] = [baseline, candidate].map(Pipeline::bare);
        let opened = Default::default();
        Self { source: reading.suite.into(), baseline, candidate, study: StudySpec::default(), calibration, opened }
    }

    /// Puts the suite of a report under the pipelines, with its costs in all their sessions. Returns what of them no longer
    /// fits, a line each.
    pub fn put_under(&mut self, before: &Suite, reading: Reading, fit: Option<Fit>) -> Vec<String> {
        let [baseline, candidate] = [&mut self.baseline, &mut self.candidate];
        for run in baseline.jobs.iter_mut().chain(&mut candidate.jobs).flat_map(Job::test_runs_mut) {
            costs::apply_to_run(&reading, fit.as_ref().map(|fit| &fit.costs), run);
        }
        let lines = refit([baseline, candidate], before, &reading.suite);
        (self.source, self.calibration) = (reading.suite.into(), fit.map(|fit| fit.calibration));
        lines
    }

    /// Puts pipelines in place of those that are there.
    pub fn replace_pipelines(&mut self, pipelines: [Option<Pipeline>; 2]) {
        for ((own, opened), pipeline) in
            [&mut self.baseline, &mut self.candidate].into_iter().zip(&mut self.opened).zip(pipelines)
        {
            if let Some(pipeline) = pipeline {
                (*own, *opened) = (pipeline, Opened::default());
            }
        }
    }

    /// The least difference that matters, as a share of the baseline: what is worthwhile, or the model's own error.
    pub fn least_share(&self) -> f64 {
        let error = self.calibration.as_ref().map_or(0.0, Calibration::model_error);
        self.study.worthwhile.max(error)
    }

    /// One of its sides.
    pub fn side(&self, side: SideName) -> &Pipeline {
        match side {
            SideName::Baseline => &self.baseline,
            SideName::Candidate => &self.candidate,
        }
    }

    /// One of its sides, to be changed.
    pub fn side_mut(&mut self, side: SideName) -> &mut Pipeline {
        match side {
            SideName::Baseline => &mut self.baseline,
            SideName::Candidate => &mut self.candidate,
        }
    }

    /// The session that is looked at on one side; xdist's defaults where a pipeline runs no tests.
    pub fn session(&self, side: SideName) -> &Session {
        self.opened[side as usize].find(self.side(side)).map_or(&NO_SESSION, |run| &run.session)
    }

    /// The sessions that are looked at, the baseline's first.
    pub fn sessions(&self) -> [&Session; 2] {
        [self.session(SideName::Baseline), self.session(SideName::Candidate)]
    }

    /// What people call the job whose session is looked at.
    pub fn opened_title(&self, side: SideName) -> String {
        let pipeline = self.side(side);
        let run = self.opened[side as usize].find(pipeline);
        let has_it = |job: &&Job| job.test_runs().any(|it| run.is_some_and(|run| std::ptr::eq(it, run)));
        pipeline
            .jobs
            .iter()
            .find(has_it)
            .map_or_else(|| "no job: none runs tests".to_owned(), |job| job.title().to_owned())
    }

    /// The same as their jobs run them: shard, cores and speed of the runner worked in.
    pub fn as_run(&self) -> [Session; 2] {
        let session = |pipeline, opened: &Opened| opened.session(pipeline).unwrap_or_default();
        [session(&self.baseline, &self.opened[0]), session(&self.candidate, &self.opened[1])]
    }

    /// Whether both sides are one session and nothing around it.
    pub fn is_bare(&self) -> bool {
        self.baseline.is_bare() && self.candidate.is_bare()
    }

    /// Changes the session that is looked at on one side; nothing where a pipeline runs no tests.
    pub fn edit_session(&mut self, side: SideName, edit: impl FnOnce(&mut Session)) {
        let opened = self.opened[side as usize].clone();
        if let Some(run) = opened.find_mut(self.side_mut(side)) {
            edit(&mut run.session);
        }
    }

    /// Makes the candidate the baseline.
    pub fn adopt_candidate(&mut self) {
        self.baseline = self.candidate.clone();
        self.opened[0] = self.opened[1].clone();
    }

    /// Makes each side the other.
    pub fn swap_sides(&mut self) {
        std::mem::swap(&mut self.baseline, &mut self.candidate);
        self.opened.swap(0, 1);
    }

    /// Whether fixed costs differ between its sides.
    pub fn has_own_costs(&self) -> bool {
        let costs = |session: &Session| Session {
            startup: session.startup.clone(),
            collection: session.collection.clone(),
            latency: session.latency,
            test_overhead: session.test_overhead,
            test_gap: session.test_gap,
            worker_finish: session.worker_finish,
            fixtures: Fixtures::clone(&session.fixtures),
            ..Session::default()
        };
        let [baseline, candidate] = self.sessions();
        costs(baseline) != costs(candidate)
    }

    /// Makes a change of `shown`, the suite in the picture, that was made with the pointer. The suite is then given, even
    /// if it was made from a rule before.
    pub fn change_suite(&mut self, shown: &Arc<Suite>, edit: SuiteEdit) {
        let mut suite = Suite::clone(shown);
        let n_tests = suite.tests.len();
        match edit {
            SuiteEdit::Move { from, to } if (from as usize) < n_tests && (to as usize) < n_tests => {
                let test = suite.tests.remove(from as usize);
                suite.tests.insert(to as usize, test);
            }
            SuiteEdit::Resize { test, duration } if (test as usize) < n_tests => {
                suite.tests[test as usize].duration = duration;
            }
            SuiteEdit::Move { .. } | SuiteEdit::Resize { .. } => {}
        }
        self.source = suite.into();
    }
}
