//! Repeats the scenario at hand: both sides as soon as the hand rests; other modes and worker counts when they are looked
//! at.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use laneway_engine::session::Session;
use laneway_engine::source::Source;
use laneway_engine::study::summary::summarize;
use laneway_engine::study::{StudySpec, difference, spread};
use laneway_engine::sweep::{self, SHARING_MODES};
use laneway_engine::time::Nanos;
use laneway_pipeline::instance::n_instances;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::study::Figures;
use laneway_pipeline::study::summary::{self as pipelines, PipelineRow};
use laneway_pool::study_run::Replication;
use leptos::prelude::*;

use super::pool::Pool;
use super::repeated::{News, Repeated};
use crate::browser::timing;
use crate::state::AppState;
use crate::state::scenario::Scenario;
use crate::state::study::{Compared, ComparedPipelines, Progress, Swept, SweptCell};

/// Tests that are simulated, in all replications, without being asked for; some 2 s on two threads.
const MOST_UNASKED: usize = 24_000_000;

/// Larger suites are repeated only when asked for: sending them to threads alone takes a while.
pub(super) const LARGEST_UNASKED: usize = 200_000;

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

    /// A thread died, perhaps one of these: others begin anew.
    pub(super) fn again(&self) {
        self.pool.again();
    }

    /// A thread died again: what is there stays.
    pub(super) fn lost(&self) {
        self.pool.lost();
        self.app.study.update(|study| study.progress = None);
    }

    /// Nobody asked: repeats both sides, as often as goes quickly.
    pub(super) fn run_unasked(&self) {
        let scenario = self.scenario();
        let n_tests = self.app.suite.with_untracked(|suite| suite.tests.len());
        if n_tests > LARGEST_UNASKED || n_tests == 0 || scenario.study.check().is_err() {
            self.forget();
            return;
        }
        if !scenario.is_bare() {
            self.compare_pipelines(&scenario, |_| {});
            return;
        }
        let spec = quickly(&scenario.study, 2 * n_tests);
        let least_share = scenario.least_share();
        self.compare(scenario.source.clone(), scenario.as_run().to_vec(), spec, least_share, |_| {});
    }

    /// It is looked at: repeats both sides and the other modes as often as was asked for, then sweeps modes and workers.
    pub(super) fn run_all(&self) {
        let scenario = self.scenario();
        if scenario.study.check().is_err() {
            return;
        }
        if !scenario.is_bare() {
            // The headline first, then the runs that are opened.
            self.compare_pipelines(&scenario.clone(), move |studies| studies.run_opened(&scenario));
            return;
        }
        self.run_opened(&scenario);
    }

    fn run_opened(&self, scenario: &Scenario) {
        let [baseline, candidate] = &scenario.as_run();
        let mut sessions = vec![baseline.clone(), candidate.clone()];
        let workers = candidate.workers.max(1);
        let others = SHARING_MODES.into_iter().filter(|dist| *dist != candidate.dist || candidate.workers == 0);
        let others = others.map(|dist| Session { dist, workers, ..candidate.clone() });
        sessions.extend(others.filter(|other| *other != *baseline));
        let Scenario { source, study, .. } = scenario.clone();
        let (least_share, scenario) = (scenario.least_share(), scenario.clone());
        self.compare(source, sessions, study, least_share, move |studies| studies.sweep(&scenario));
    }

    /// Nothing is said of this scenario.
    fn forget(&self) {
        self.app.study.update(|study| (study.sides, study.pipelines, study.is_old) = (None, None, false));
    }

    fn scenario(&self) -> Scenario {
        self.app.history.with_untracked(|history| history.scenario().clone())
    }

    fn compare(
        &self,
        source: Source,
        sessions: Vec<Session>,
        spec: StudySpec,
        least_share: f64,
        then: impl Fn(&Self) + 'static,
    ) {
        let studies = self.clone();
        let asked = sessions.clone();
        self.show_progress(false, 0, spec.replications, None);
        let work = Repeated::new(sessions, spec, move |news| {
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
        self.pool.begin(source, Box::new(work));
    }

    /// Both pipelines, as often as goes quickly.
    fn compare_pipelines(&self, scenario: &Scenario, then: impl Fn(&Self) + 'static) {
        let n_tests = self.app.suite.with_untracked(|suite| suite.tests.len());
        let asked = vec![scenario.baseline.clone(), scenario.candidate.clone()];
        let n_sessions: usize = asked.iter().map(n_sessions).sum();
        let spec = quickly(&scenario.study, n_sessions.max(1) * n_tests);
        let least_share = scenario.least_share();
        let studies = self.clone();
        let pipelines = asked.clone();
        self.show_progress(false, 0, spec.replications, None);
        let work = Repeated::new(asked, spec, move |news| {
            studies.progress(false, &news);
            if studies.is_worth_showing(&news) {
                let rows = pipelines::summarize(news.done, &pipelines, least_share);
                let compared = (!rows.is_empty()).then(|| Arc::new(compared_pipelines(rows, news.done)));
                studies.app.study.update(|study| (study.pipelines, study.is_old) = (compared, false));
            }
            if news.is_over && !news.done.is_empty() {
                then(&studies);
            }
        });
        self.pool.begin(scenario.source.clone(), Box::new(work));
    }

    fn sweep(&self, scenario: &Scenario) {
        let [baseline, session] = scenario.as_run();
        let counts = sweep::worker_counts(&[baseline.workers, session.workers]);
        let sessions = sweep::sessions(&session, &counts);
        let replications = scenario.study.replications.min(SWEEP_REPLICATIONS);
        let spec = StudySpec { replications, until: None, ..scenario.study.clone() };
        let (studies, source) = (self.clone(), scenario.source.clone());
        self.show_progress(true, 0, spec.replications, None);
        let work = Repeated::new(sessions, spec, move |news| {
            studies.progress(true, &news);
            if studies.is_worth_showing(&news) {
                let swept = Arc::new(swept(&session, &counts, news.done));
                studies.app.study.update(|study| study.sweep = Some(swept));
            }
        });
        self.pool.begin(source, Box::new(work));
    }

    fn is_worth_showing<R>(&self, news: &News<'_, R>) -> bool {
        let is_due = timing::now() - self.shown_at.get() > LEAST_PAUSE;
        let shows = news.is_over || (is_due && news.done.len() >= FEWEST as usize);
        if shows {
            self.shown_at.set(timing::now());
        }
        shows
    }

    fn progress<R>(&self, is_sweep: bool, news: &News<'_, R>) {
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

/// The same study, but no more replications than go quickly where each simulates so many tests.
pub(super) fn quickly(study: &StudySpec, n_tests: usize) -> StudySpec {
    let most = u32::try_from(MOST_UNASKED / n_tests.max(1)).unwrap_or(u32::MAX).max(FEWEST);
    StudySpec { replications: study.replications.min(most), ..study.clone() }
}

/// How many sessions one run of a pipeline has.
pub(super) fn n_sessions(pipeline: &Pipeline) -> usize {
    pipeline.jobs.iter().map(|job| n_instances(job) * job.test_runs().count()).sum()
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

fn compared_pipelines(rows: Vec<PipelineRow>, done: &[Vec<Figures>]) -> ComparedPipelines {
    let ascending = |get: fn(&Figures) -> Option<Nanos>| {
        [0, 1].map(|side| {
            let mut times: Vec<Nanos> = done.iter().filter_map(|figures| get(figures.get(side)?)).collect();
            times.sort_unstable();
            times
        })
    };
    ComparedPipelines {
        n_replications: done.len() as u32,
        rows,
        wall_clocks: ascending(|it| Some(it.wall_clock)),
        until_green: ascending(|it| it.until_green),
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
