//! What is asked about the files has answers from the first: guesses, until somebody says otherwise.

use std::sync::Arc;

use laneway_engine::dist_mode::DistMode;
use laneway_engine::session::Session;
use laneway_engine::suite::Recording;
use laneway_formats::many::Together;
use laneway_formats::recorded::Told;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pool::scribe::protocol::OpenedFiles;
use leptos::prelude::*;

use super::coverage::Given;
use super::known::Known;
use super::run_now::DEFAULT_CORES;
use super::sides::Chosen;
use crate::state::AppState;
use crate::state::files::{Taking, TestsTaking, Under};
use crate::state::notice::Notice;

/// What the reports of tests are for the scenario.
#[derive(Clone, Copy, PartialEq)]
pub enum Role {
    /// There are none.
    None,
    /// An order for the suite that is there.
    Order,
    /// The suite, under the pipelines that are there or come with it.
    UnderPipelines,
    /// The suite, under one session.
    Alone,
}

impl Role {
    /// What comes of it, in a sentence.
    pub fn words(self, known: Known) -> &'static str {
        match self {
            Self::None if known.has_pipelines() => {
                "The suite stays. The baseline is how it runs now; change the candidate, and see what comes of it."
            }
            Self::None => {
                "A report of real lines takes the place of the percentage: what lanes cover together is then exact."
            }
            Self::Order => {
                "What was opened knows the order of collection and no durations. The tests at hand are put in this order."
            }
            Self::UnderPipelines => "The tests take the place of the suite; jobs and sessions of the pipelines stay.",
            Self::Alone => "What you say here is the baseline: everything you try is measured against it.",
        }
    }
}

/// The answers, one a question.
#[derive(Clone, Copy)]
pub struct Answers {
    /// What the reports are to each other.
    pub together: RwSignal<Together>,
    /// How the suite is run now.
    pub session: RwSignal<Session>,
    /// How it was recorded.
    pub recording: RwSignal<Recording>,
    /// Whether costs are to be fitted to the run.
    pub is_calibrated: RwSignal<bool>,
    /// Which pipeline each side becomes.
    pub chosen: RwSignal<Chosen>,
    /// Whether the pipelines stay that are there.
    pub is_kept: RwSignal<bool>,
    /// What follows from these for the reports of tests.
    pub role: Memo<Role>,
    /// Which lane each coverage report is of.
    pub given: Given,
}

impl Answers {
    /// What the files say, and else what is most likely.
    pub fn first_guess(app: AppState, files: &Arc<OpenedFiles>, known: Known) -> Self {
        let together = RwSignal::new(files.together);
        let session = RwSignal::new(session_as_recorded(files));
        let recording = RwSignal::new(recorded(files));
        let is_calibrated = RwSignal::new(known.can_calibrate());
        let chosen = RwSignal::new(Chosen::first_guess(files));
        let is_kept = RwSignal::new(!known.is_bare);
        let role = Memo::new(move |_| {
            let comes_with_one = chosen.with(|chosen| chosen.sides.iter().any(Option::is_some));
            match (known.has_reports(), known.is_order()) {
                (false, _) => Role::None,
                (true, true) => Role::Order,
                (true, false) if comes_with_one || is_kept.get() => Role::UnderPipelines,
                (true, false) => Role::Alone,
            }
        });
        let sides = {
            let files = Arc::clone(files);
            Memo::new(move |_| {
                let new = chosen.get().pipelines(&files, &session.get());
                let [baseline, candidate] = new;
                app.look(|scenario| match role.get() {
                    Role::Alone => [Pipeline::bare(session.get()), Pipeline::bare(session.get())],
                    _ => [
                        baseline.unwrap_or_else(|| scenario.baseline.clone()),
                        candidate.unwrap_or_else(|| scenario.candidate.clone()),
                    ],
                })
            })
        };
        let given = Given::new(files, sides);
        Self { together, session, recording, is_calibrated, chosen, is_kept, role, given }
    }

    /// What becomes of the files, as it is answered now.
    pub fn taking(self, files: &OpenedFiles) -> Taking {
        let chosen = self.chosen.get_untracked();
        Taking {
            tests: self.tests(files),
            pipelines: self.session.with_untracked(|session| chosen.pipelines(files, session)),
            coverage: self.given.coverings(),
            notices: chosen.notices(files).into_iter().chain(odd_coverage(files)).collect(),
        }
    }

    /// What becomes of the reports of tests; `None`: there are none.
    fn tests(self, files: &OpenedFiles) -> Option<TestsTaking> {
        let (together, recording) = (self.together.get_untracked(), self.recording.get_untracked());
        let (role, session) = (self.role.get_untracked(), self.session.get_untracked());
        let is_mode_known = files.reports.iter().any(|report| report.dist.is_some());
        let is_dist_told = role == Role::Alone && !is_mode_known && recording.workers > Some(0);
        let calibrate = self.is_calibrated.get_untracked().then(|| Told {
            dist: is_dist_told.then_some(session.dist),
            workers: recording.workers,
            cores: recording.cores,
            ..Told::default()
        });
        let under = match role {
            Role::None => return None,
            Role::Order => Under::Order,
            Role::UnderPipelines => Under::Pipelines,
            Role::Alone => Under::Session(Box::new(session)),
        };
        Some(TestsTaking { together, under, recording, calibrate })
    }
}

/// What was odd in coverage reports.
fn odd_coverage(files: &OpenedFiles) -> Vec<Notice> {
    let said = files.coverage.iter().filter_map(|file| {
        let n_files = file.reading.report.files.len();
        let kept = format!("{}: {:.1} % of {n_files} files kept", file.name, file.reading.report.percent());
        Notice::of_warnings(&kept, Vec::new(), &file.reading.warnings)
    });
    said.collect()
}

/// As recorded, where the report says.
fn session_as_recorded(files: &OpenedFiles) -> Session {
    let recorded = files.reports.iter().find_map(|report| report.recording.workers).filter(|workers| *workers > 0);
    let dist = files.reports.iter().find_map(|report| report.dist).filter(|dist| *dist != DistMode::No);
    Session { workers: recorded.unwrap_or(DEFAULT_CORES), dist: dist.unwrap_or_default(), ..Session::default() }
}

/// What the reports say of how they were recorded; the first that knows.
fn recorded(files: &OpenedFiles) -> Recording {
    let first = |get: fn(&Recording) -> Option<u32>| files.reports.iter().find_map(|report| get(&report.recording));
    Recording {
        workers: first(|recording| recording.workers),
        cores: first(|recording| recording.cores),
        coverage: files.reports.iter().find_map(|report| report.recording.coverage),
        ..Recording::default()
    }
}
