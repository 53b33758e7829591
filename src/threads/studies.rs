//! Repeats the scenario at hand: both sides as soon as the hand rests; other modes and worker counts when they are looked
//! at.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use laneway_engine::session::Session;
use laneway_engine::study::summary::summarize;
use laneway_engine::study::{StudySpec, difference, spread};
use laneway_engine::sweep::{self, SHARING_MODES};
use laneway_engine::time::Nanos;
use laneway_pool::study_run::Replication;
use leptos::prelude::*;

use super::pool::{Job, News, Pool};
use crate::browser::timing;
use crate::state::AppState;
use crate::state::scenario::Scenario;
use crate::state::study::{Compared, Progress, Swept, SweptCell};
use crate::state::view::SideName;

/// Tests that are simulated, in all replications, without being asked for; some 2 s on two threads.
const MOST_UNASKED: usize = 24_000_000;

/// Larger suites are repeated only when asked for: sending them to threads alone takes a while.
const LARGEST_UNASKED: usize = 200_000;

/// The fewest replications that say anything.
const FEWEST: u32 = 10;

/// How often each mode at each worker count is repeated, at most.
const SWEEP_REPLICATIONS: u32 = 25;

/// What is shown is worked out no more often than this, ms.
const LEAST_PAUSE: f64 = 150.0;

#[derive(Clone)]
pub(super) struct Studies {
    app: AppState,
    pool: Pool,
    /// When what is shown was last worked out.
    shown_at: Rc<Cell<f64>>,
}

impl Studies {
    pub(super) fn new(app: AppState) -> Self {
        Self { app, pool: Pool::new(app), shown_at: Rc::default() }
    }

    /// The scenario is another: what is said of the old one stays, as old.
    pub(super) fn changed(&self) {
        self.pool.stop();
        self.app.study.update(|study| (study.progress, study.is_old) = (None, true));
    }

    /// Gives up; what is there stays.
    pub(super) fn stop(&self) {
        self.pool.stop();
        self.app.study.update(|study| study.progress = None);
    }

    /// A thread died.
    pub(super) fn lost(&self) {
        self.pool.lost();
    }

    /// Nobody asked: repeats both sides, as often as goes quickly.
    pub(super) fn run_unasked(&self) {
        let scenario = self.scenario();
        let n_tests = self.app.suite.with_untracked(|suite| suite.tests.len());
        if n_tests > LARGEST_UNASKED || n_tests == 0 || scenario.study.check().is_err() {
            self.forget();
            return;
        }
        let quickly = u32::try_from(MOST_UNASKED / (2 * n_tests)).unwrap_or(u32::MAX).max(FEWEST);
        let spec = StudySpec { replications: scenario.study.replications.min(quickly), ..scenario.study.clone() };
        let least_share = scenario.least_share();
        let sessions = scenario.sessions().map(Clone::clone).to_vec();
        self.compare(Job { source: scenario.source, sessions, spec }, least_share, |_| {});
    }

    /// It is looked at: repeats both sides and the other modes as often as was asked for, then sweeps modes and workers.
    pub(super) fn run_all(&self) {
        let scenario = self.scenario();
        if scenario.study.check().is_err() {
            return;
        }
        let [baseline, candidate] = scenario.sessions();
        let mut sessions = vec![baseline.clone(), candidate.clone()];
        let workers = candidate.workers.max(1);
        let others = SHARING_MODES.into_iter().filter(|dist| *dist != candidate.dist || candidate.workers == 0);
        let others = others.map(|dist| Session { dist, workers, ..candidate.clone() });
        sessions.extend(others.filter(|other| *other != *baseline));
        let Scenario { source, study, .. } = scenario.clone();
        let least_share = scenario.least_share();
        self.compare(Job { source, sessions, spec: study }, least_share, move |studies| studies.sweep(&scenario));
    }

    /// Nothing is said of this scenario.
    fn forget(&self) {
        self.app.study.update(|study| (study.sides, study.is_old) = (None, false));
    }

    fn scenario(&self) -> Scenario {
        self.app.history.with_untracked(|history| history.scenario().clone())
    }

    fn n_threads(&self) -> usize {
        let chosen = self.app.view.with_untracked(|view| view.n_threads);
        chosen.map_or_else(timing::n_threads, |n_threads| n_threads as usize)
    }

    fn compare(&self, job: Job, least_share: f64, then: impl Fn(&Self) + 'static) {
        let studies = self.clone();
        let asked = job.sessions.clone();
        self.show_progress(false, 0, job.spec.replications, None);
        self.pool.begin(job, self.n_threads(), move |news| {
            studies.progress(false, &news);
            if studies.is_worth_showing(&news) {
                let is_failed = news.done.is_empty();
                let compared = (!is_failed).then(|| Arc::new(compared(&asked, news.done, least_share)));
                studies.app.study.update(|study| (study.sides, study.is_old) = (compared, false));
            }
            if news.is_over && !news.done.is_empty() {
                then(&studies);
            }
        });
    }

    fn sweep(&self, scenario: &Scenario) {
        let counts = sweep::worker_counts(&scenario.sessions().map(|session| session.workers));
        let session = scenario.session(SideName::Candidate).clone();
        let sessions = sweep::sessions(&session, &counts);
        let replications = scenario.study.replications.min(SWEEP_REPLICATIONS);
        let spec = StudySpec { replications, until: None, ..scenario.study.clone() };
        let (studies, source) = (self.clone(), scenario.source.clone());
        self.show_progress(true, 0, spec.replications, None);
        self.pool.begin(Job { source, sessions, spec }, self.n_threads(), move |news| {
            studies.progress(true, &news);
            if studies.is_worth_showing(&news) {
                let swept = Arc::new(swept(&session, &counts, news.done));
                studies.app.study.update(|study| study.sweep = Some(swept));
            }
        });
    }

    fn is_worth_showing(&self, news: &News<'_>) -> bool {
        let is_due = timing::now() - self.shown_at.get() > LEAST_PAUSE;
        let shows = news.is_over || (is_due && news.done.len() >= FEWEST as usize);
        if shows {
            self.shown_at.set(timing::now());
        }
        shows
    }

    fn progress(&self, is_sweep: bool, news: &News<'_>) {
        if news.is_over {
            self.app.study.update(|study| study.progress = None);
        } else {
            let n_left = f64::from(news.n_all.saturating_sub(news.n_done));
            let secs_left = (news.n_done > 0).then(|| news.elapsed / 1_000.0 / f64::from(news.n_done) * n_left);
            self.show_progress(is_sweep, news.n_done, news.n_all, secs_left);
        }
    }

    fn show_progress(&self, is_sweep: bool, n_done: u32, n_all: u32, secs_left: Option<f64>) {
        let progress = Progress { is_sweep, n_done, n_all, secs_left };
        self.app.study.update(|study| study.progress = Some(progress));
    }
}

fn compared(sessions: &[Session], replications: &[Replication], least_share: f64) -> Compared {
    let ascending = |session: usize| {
        let mut times: Vec<Nanos> = replications.iter().filter_map(|makespans| makespans[session]).collect();
        times.sort_unstable();
        times
    };
    Compared {
        sessions: sessions.to_vec(),
        n_replications: replications.len() as u32,
        rows: summarize(replications, least_share),
        times: (0..sessions.len()).map(ascending).collect(),
    }
}

fn swept(session: &Session, counts: &[u32], replications: &[Replication]) -> Swept {
    let n_cells = replications.first().map_or(0, Vec::len);
    let spreads: Vec<_> = (0..n_cells).map(|cell| spread(replications, cell)).collect();
    let is_sound = |cell: &usize| spreads[*cell].n == replications.len();
    let best = (0..n_cells).filter(is_sound).min_by_key(|cell| spreads[*cell].p50);
    let is_too_close = |cell: usize| {
        let difference = best.filter(|best| *best != cell).and_then(|best| difference(replications, best, cell));
        difference.is_some_and(|difference| !difference.excludes_zero())
    };
    let cell = |cell: usize| {
        let spread = &spreads[cell];
        let percentiles = is_sound(&cell).then_some([spread.p5, spread.p50, spread.p95]);
        SweptCell { percentiles, is_too_close: percentiles.is_some() && is_too_close(cell) }
    };
    let n_replications = replications.len() as u32;
    let cells = (0..n_cells).map(cell).collect();
    Swept { session: session.clone(), counts: counts.to_vec(), n_replications, cells }
}
