//! Searches for the best configuration, on threads of their own, so that the page answers all the while.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use laneway_search::found::changes;
use laneway_search::question::Question;
use laneway_search::search::Search;
use leptos::prelude::*;

use super::pool::Pool;
use super::searched::Searched;
use crate::browser::timing;
use crate::state::AppState;
use crate::state::search::{Answered, Standing, UnderWay};

/// What is shown is worked out no more often than this, ms.
const LEAST_PAUSE: f64 = 250.0;

/// A search that takes longer than this is for several machines, s.
const LONG: f64 = 60.0;

/// How much of a search must be done before its speed says how long it takes, s.
const MEASURED: f64 = 3.0;

/// How many configurations are shown while it runs.
const N_SHOWN: usize = 8;

#[derive(Clone)]
pub(super) struct Searches {
    app: AppState,
    pool: Pool,
    shown_at: Rc<Cell<f64>>,
}

impl Searches {
    pub(super) fn new(app: AppState) -> Self {
        Self { app, pool: Pool::new(app), shown_at: Rc::default() }
    }

    /// Searches as the panel says, in place of whatever is under way.
    pub(super) fn run(&self) {
        let suite = self.app.suite.get_untracked();
        let scenario = self.app.history.with_untracked(|history| history.scenario().clone());
        let wanted = self.app.search.with_untracked(|search| search.wanted.clone());
        let space = match wanted.space(&scenario.candidate, &suite) {
            Ok(space) => space,
            Err((dimension, why)) => return self.refuse(format!("{}: {why}", dimension.info().words)),
        };
        let question = Question {
            baseline: scenario.baseline.clone(),
            from: scenario.candidate.clone(),
            space,
            objective: wanted.objective,
            study: scenario.study.clone(),
            least_share: scenario.least_share(),
            is_calibrated: scenario.calibration.is_some(),
        };
        let searches = self.clone();
        let asked = Arc::new(question.clone());
        let on_news =
            move |search: &Search, elapsed: f64, failure: Option<&str>| searches.tell(&asked, search, elapsed, failure);
        match Searched::new(question, suite.tests.len(), on_news) {
            Ok(work) => {
                self.app.search.update(|search| {
                    (search.error, search.is_long) = (None, false);
                    search.under_way = Some(UnderWay::default());
                });
                self.pool.begin(scenario.source, Box::new(work));
            }
            Err(error) => self.refuse(error.to_string()),
        }
    }

    /// Gives up; what is there stays.
    pub(super) fn stop(&self) {
        self.pool.stop();
        self.app.search.update(|search| (search.under_way, search.standing) = (None, None));
    }

    /// A thread died, perhaps one of these: others begin anew.
    pub(super) fn again(&self) {
        self.pool.again();
    }

    /// A thread died again: what is there stays.
    pub(super) fn lost(&self) {
        self.pool.lost();
        self.app.search.update(|search| {
            if search.under_way.take().is_some() {
                (search.standing, search.error) = (None, Some("a thread stopped twice; search again".to_owned()));
            }
        });
    }

    fn refuse(&self, why: String) {
        self.app.search.update(|search| search.error = Some(why));
    }

    fn tell(&self, question: &Arc<Question>, search: &Search, elapsed: f64, failure: Option<&str>) {
        if let Some(why) = failure {
            self.app.search.update(|search| (search.under_way, search.standing) = (None, None));
            return self.refuse(why.to_owned());
        }
        if let Some(found) = search.found() {
            let answered = Answered { question: Arc::clone(question), found };
            self.app.search.update(|search| {
                (search.under_way, search.standing) = (None, None);
                search.answer = Some(Arc::new(answered));
            });
            return;
        }
        if timing::now() - self.shown_at.get() < LEAST_PAUSE {
            return;
        }
        self.shown_at.set(timing::now());
        let (n_done, n_all) = search.progress();
        let n_left = n_all.saturating_sub(n_done) as f64;
        let secs_left = (n_done > 0).then(|| elapsed / 1_000.0 / n_done as f64 * n_left);
        let secs_all = secs_left.map(|secs_left| elapsed / 1_000.0 + secs_left);
        let is_long = elapsed > MEASURED * 1_000.0 && secs_all.is_some_and(|secs_all| secs_all > LONG);
        let rows = search.standing(N_SHOWN);
        let standing =
            rows.into_iter().map(|(choice, measure)| Standing { changes: changes(question, choice), measure });
        let standing = Arc::new(standing.collect::<Vec<_>>());
        let under_way = UnderWay { stage: Some(search.stage()), n_done, n_all, secs_left };
        self.app.search.update(|search| {
            (search.under_way, search.standing) = (Some(under_way), Some(standing));
            search.is_long |= is_long;
        });
    }
}
