//! Looks for what is wrong with the side in sight as soon as the hand rests, on a thread of its own: the study goes before.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use laneway_advice::gain::{Gain, REPLICATIONS, by_worth};
use laneway_chart::human;
use laneway_engine::study::StudySpec;
use laneway_pool::study_run::StudyRun;
use leptos::prelude::*;

use super::advised::{Found, Looked, Progress};
use super::pool::Pool;
use super::studies::{LARGEST_UNASKED, n_sessions, quickly};
use crate::state::AppState;
use crate::state::advice::{Advised, Findings, Worth};
use crate::state::view::SideName;

#[derive(Clone)]
pub(super) struct Advisor {
    app: AppState,
    pool: Pool,
    n_looks: Rc<Cell<u64>>,
}

impl Advisor {
    pub(super) fn new(app: AppState) -> Self {
        Self { app, pool: Pool::of_one(app), n_looks: Rc::default() }
    }

    /// The scenario is another, or the side: what is said of the old one stays, as old.
    pub(super) fn changed(&self) {
        self.pool.stop();
        self.app.advice.update(|advice| advice.is_old = true);
    }

    /// A thread died, perhaps this one: another begins anew.
    pub(super) fn again(&self) {
        self.pool.again();
    }

    /// A thread died again: what is there stays, as old.
    pub(super) fn lost(&self) {
        self.pool.lost();
    }

    /// Looks at the side in sight.
    pub(super) fn run(&self) {
        let scenario = self.app.history.with_untracked(|history| history.scenario().clone());
        let n_tests = self.app.suite.with_untracked(|suite| suite.tests.len());
        if n_tests > LARGEST_UNASKED {
            let most = human::count(LARGEST_UNASKED as u64);
            return self.forget(Some(format!(
                "Suites of more than {most} tests are not looked at here; laneway advise does it on the command line."
            )));
        }
        if n_tests == 0 || scenario.study.check().is_err() {
            return self.forget(None);
        }
        let side = self.app.view.with_untracked(|view| view.side);
        let pipeline = scenario.side(side).clone();
        let spec = StudySpec { replications: REPLICATIONS, until: None, ..scenario.study.clone() };
        let spec = quickly(&spec, 2 * n_sessions(&pipeline).max(1) * n_tests);
        let number = self.n_looks.get() + 1;
        self.n_looks.set(number);
        let advisor = self.clone();
        // Gains that were shown, so that a chunk that ends none changes nothing.
        let n_shown = Cell::new(None);
        let on_news = move |progress: &Progress| match progress {
            Progress::Begins | Progress::Looks => {}
            Progress::Failed => advisor.forget(None),
            Progress::Found(found) => {
                let n_over = found.n_over();
                if n_shown.replace(Some(n_over)) != Some(n_over) {
                    advisor.show(number, side, found);
                }
            }
        };
        let work = Looked::new(scenario.baseline, pipeline, spec, on_news);
        self.pool.begin(scenario.source, Box::new(work));
    }

    fn show(&self, number: u64, side: SideName, found: &Found) {
        let gain = |runs: &[_]| if runs.is_empty() { Worth::Unknown } else { Worth::Known(Gain::of(runs)) };
        let worth = |run: &Option<_>| match run {
            None => Worth::Unknown,
            Some(run) if StudyRun::is_over(run) => gain(run.done()),
            Some(_) => Worth::Waits,
        };
        let gains: Vec<Worth> = found.runs.iter().map(worth).collect();
        let known: Vec<Option<Gain>> =
            gains.iter().map(|worth| if let Worth::Known(gain) = worth { Some(*gain) } else { None }).collect();
        let is_over = !gains.contains(&Worth::Waits);
        let order = if is_over { by_worth(&known) } else { (0..gains.len()).collect() };
        self.app.advice.update(|advice| {
            if advice.answer.as_ref().is_none_or(|answer| answer.number != number) {
                let (looked_for, findings) = (found.looked_for.clone(), found.findings.clone());
                advice.answer = Some(Arc::new(Findings { number, side, looked_for, findings }));
            }
            (advice.gains, advice.order, advice.is_old, advice.why_not) = (gains, order, false, None);
        });
    }

    /// Nothing is said of this scenario.
    fn forget(&self, why_not: Option<String>) {
        self.app.advice.set(Advised { why_not, ..Advised::default() });
    }
}
