//! The thread that simulates. A change comes before whatever is left of the scenario before it.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use gloo_worker::WorkerBridge;
use laneway_chart::human;
use laneway_engine::source::Source;
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;
use laneway_formats::source;
use laneway_pool::protocol::{PipelineAnswer, Reply, Request, RequestId, SideOutcome};
use laneway_pool::run_state::{Ask, RunState};
use laneway_pool::thread::Thread;
use leptos::prelude::*;

use super::spawn;
use crate::keep;
use crate::later::do_later;
use crate::state::AppState;
use crate::state::orders::Orders;
use crate::state::run::{ModeFigures, PipelineRun, Pipelines, Side, Sides};
use crate::state::scenario::Scenario;

/// How long nothing may change until the hand rests enough for the table of modes.
const PAUSE: Duration = Duration::from_millis(250);

#[derive(Clone)]
pub(super) struct Simulator {
    app: AppState,
    inner: Rc<RefCell<Inner>>,
}

#[derive(Default)]
struct Inner {
    bridge: Option<WorkerBridge<Thread>>,
    state: RunState,
    /// Where the suite that the thread has comes from.
    source: Option<Source>,
    /// That suite; `None` until it is made.
    suite: Option<Arc<Suite>>,
    /// What was simulated last, or is being.
    asked: Option<Scenario>,
    n_changes: u64,
    /// Whether nothing has changed for a while.
    is_at_rest: bool,
}

impl Simulator {
    pub(super) fn new(app: AppState) -> Self {
        Self { app, inner: Rc::default() }
    }

    pub(super) fn changed(&self) {
        let number = {
            let mut inner = self.inner.borrow_mut();
            inner.state.changed();
            inner.is_at_rest = false;
            inner.n_changes += 1;
            inner.n_changes
        };
        let simulator = self.clone();
        set_timeout(move || simulator.paused(number), PAUSE);
        self.app.run.update(|run| run.is_stale = true);
        self.go_on();
    }

    /// Some time has passed since a change.
    fn paused(&self, number: u64) {
        {
            let mut inner = self.inner.borrow_mut();
            if inner.n_changes != number {
                return;
            }
            inner.is_at_rest = true;
        }
        self.go_on();
    }

    pub(super) fn rested(&self) {
        self.inner.borrow_mut().state.rested();
        self.go_on();
    }

    /// A thread died, perhaps this one: another one does what there is to do.
    pub(super) fn again(&self) {
        let mut inner = self.inner.borrow_mut();
        (inner.bridge, inner.source, inner.suite) = (None, None, None);
        inner.state.replaced();
        drop(inner);
        self.app.run.update(|run| run.is_stale = true);
        self.go_on();
    }

    pub(super) fn lost(&self) {
        let mut inner = self.inner.borrow_mut();
        (inner.bridge, inner.source, inner.suite) = (None, None, None);
        inner.state.lost();
        self.app.run.update(|run| run.is_stale = false);
    }

    /// Asks what there is to ask, if the thread is free.
    fn go_on(&self) {
        let mut inner = self.inner.borrow_mut();
        let is_at_rest = inner.is_at_rest;
        let Some((id, ask)) = inner.state.next_ask(is_at_rest) else { return };
        if ask == Ask::Simulate {
            inner.asked = Some(self.app.history.with_untracked(|history| history.scenario().clone()));
        }
        let Some(asked) = inner.asked.clone() else { return };
        let [baseline, candidate] = asked.as_run();
        let source = asked.source.clone();
        if inner.bridge.is_none() {
            let simulator = self.clone();
            inner.bridge = Some(spawn(self.app, move |reply| simulator.on_reply(reply)));
            inner.source = None;
        }
        let is_known = inner.source.as_ref().is_some_and(|known| known.is_same(&source));
        if let Some(bridge) = &inner.bridge {
            if !is_known {
                bridge.send(Request::SetSource(source.clone()));
            }
            bridge.send(match ask {
                Ask::Simulate => Request::Simulate { id, baseline, candidate },
                Ask::Pipelines => {
                    let Scenario { baseline, candidate, study, .. } = asked;
                    Request::Pipelines { id, baseline, candidate, seed: study.seed }
                }
                Ask::Mode(dist) => Request::Mode { id, session: candidate, dist },
                Ask::Order(number) => Request::Order { id, number, baseline, candidate },
                Ask::PipelineOrder(number) => {
                    let Scenario { baseline, candidate, study, .. } = asked;
                    Request::PipelineOrder { id, number, baseline, candidate, seed: study.seed }
                }
                Ask::Link => {
                    let Scenario { baseline, candidate, study, calibration, .. } = asked;
                    let (title, note) =
                        self.app.share.with_untracked(|share| (share.title.clone(), share.note.clone()));
                    Request::Link { id, baseline, candidate, study, calibration, title, note }
                }
            });
        }
        if !is_known {
            inner.suite = source.given().cloned();
            inner.source = Some(source);
        }
    }

    fn on_reply(&self, reply: Reply) {
        match reply {
            Reply::Sides { id, baseline, candidate, suite } => {
                if let Some(suite) = suite {
                    self.inner.borrow_mut().suite = Some(Arc::new(suite));
                }
                self.show(id, baseline, candidate);
            }
            Reply::Pipelines { id, baseline, candidate } => self.show_pipelines(id, baseline, candidate),
            Reply::Mode { id, dist, row, floor } => {
                if self.inner.borrow_mut().state.answered(id) {
                    self.app.run.update(|run| {
                        if let Some(mode) = run.modes.iter_mut().find(|mode| mode.dist == dist) {
                            mode.row = row.map(|row| Arc::new(ModeFigures { row, floor }));
                            mode.is_old = false;
                        }
                    });
                }
            }
            Reply::Order { id, baseline, candidate } => {
                if self.inner.borrow_mut().state.answered(id) {
                    self.app.run.update(|run| run.orders.add(baseline, candidate));
                }
            }
            Reply::PipelineOrder { id, baseline, candidate } => {
                if self.inner.borrow_mut().state.answered(id) {
                    self.app.run.update(|run| run.pipeline_orders.add(baseline, candidate));
                }
            }
            Reply::Link { id, link } => {
                if self.inner.borrow_mut().state.answered(id) {
                    let is_stored = keep::keep(&link);
                    self.app.view.update(|view| view.kept = keep::kept(&link, is_stored));
                    self.keep_as_recent(link, is_stored);
                }
            }
            Reply::Failed { id, why } => {
                let mut inner = self.inner.borrow_mut();
                if inner.state.answered(id) {
                    let is_stale = inner.state.is_changed();
                    self.app.run.update(|run| (run.error, run.is_stale) = (Some(why), is_stale));
                }
            }
            // Neither studies, advice nor a sender's figures are asked of this thread.
            Reply::Build(_)
            | Reply::Replicated { .. }
            | Reply::ReplicatedPipelines { .. }
            | Reply::Advised { .. }
            | Reply::Headline { .. } => return,
        }
        self.go_on();
    }

    /// Its name, its size, and what both sides came to.
    fn keep_as_recent(&self, link: String, is_stored: bool) {
        let inner = self.inner.borrow();
        let Some(asked) = &inner.asked else { return };
        let n_tests = inner.suite.as_ref().map_or(0, |suite| suite.tests.len() as u64);
        let times = self.app.run.with_untracked(|run| match (&run.pipelines, &run.sides) {
            (Some(it), _) => Some([it.baseline.outcome.wall_clock, it.candidate.outcome.wall_clock]),
            (None, Some(it)) => Some([it.baseline.makespan(), it.candidate.makespan()]),
            (None, None) => None,
        });
        let times = times.map(|times| times.map(human::time).join(" \u{2192} "));
        let n_tests = format!("{} tests", human::count(n_tests));
        let about = std::iter::once(n_tests).chain(times).collect::<Vec<_>>().join(", ");
        keep_as_recent(self.app, link, is_stored, source::name(&asked.source).to_owned(), about);
    }

    fn show(&self, id: RequestId, baseline: SideOutcome, candidate: SideOutcome) {
        let mut inner = self.inner.borrow_mut();
        let is_newest = inner.state.answered(id);
        let Some(suite) = inner.suite.clone().filter(|_| is_newest) else { return };
        let has_pipelines = inner.asked.as_ref().is_some_and(|asked| !asked.is_bare());
        let is_order_lost = suite.is_order_lost();
        inner.state.simulated(has_pipelines, is_order_lost);
        let is_stale = inner.state.is_changed();
        drop(inner);
        let side =
            |side: SideOutcome| Side { session: side.session, outcome: Arc::new(side.outcome), floor: side.floor };
        let sides = Arc::new(Sides { suite, baseline: side(baseline), candidate: side(candidate) });
        let now = [sides.baseline.makespan(), sides.candidate.makespan()];
        self.app.run.update(|run| {
            run.sides = Some(sides);
            begin(&mut run.orders, is_order_lost, now);
            run.modes.iter_mut().for_each(|mode| mode.is_old = true);
            (run.error, run.is_stale) = (None, is_stale);
            run.is_pipeline_stale = has_pipelines;
            if !has_pipelines {
                (run.pipelines, run.problems) = (None, Default::default());
                run.pipeline_orders = Orders::default();
            }
        });
    }

    /// The picture stays as it was where a side cannot be simulated; what is wrong is said.
    fn show_pipelines(&self, id: RequestId, baseline: PipelineAnswer, candidate: PipelineAnswer) {
        let mut inner = self.inner.borrow_mut();
        if !inner.state.answered(id) {
            return;
        }
        let Some(Scenario { baseline: now, candidate: tried, .. }) = inner.asked.clone() else { return };
        let is_order_lost = inner.suite.as_ref().is_some_and(|suite| suite.is_order_lost());
        if baseline.outcome.is_ok() && candidate.outcome.is_ok() {
            inner.state.pipelines_ran(is_order_lost);
        }
        drop(inner);
        let run = |pipeline, answer: &PipelineAnswer| {
            answer.outcome.as_ref().ok().map(|outcome| PipelineRun { pipeline, outcome: outcome.clone() })
        };
        let pipelines = run(now, &baseline).zip(run(tried, &candidate));
        self.app.run.update(|run| {
            run.is_pipeline_stale = pipelines.is_none();
            if let Some((baseline, candidate)) = pipelines {
                let now = [baseline.outcome.wall_clock, candidate.outcome.wall_clock];
                begin(&mut run.pipeline_orders, is_order_lost, now);
                run.pipelines = Some(Arc::new(Pipelines { baseline, candidate }));
            }
            run.problems = [baseline.problems, candidate.problems];
        });
    }
}

/// What both sides take in the order as it is; others come where it is lost.
fn begin(orders: &mut Orders, is_order_lost: bool, [baseline, candidate]: [Nanos; 2]) {
    if is_order_lost {
        orders.begin(baseline, candidate);
    } else {
        *orders = Orders::default();
    }
}

do_later! {
    fn keep_as_recent(app: AppState, link: String, is_stored: bool, name: String, about: String) {
        if !is_stored {
            let is_stored = keep::make_room(&link);
            app.view.update(|view| view.kept = keep::kept(&link, is_stored));
        }
        keep::recent::keep(&link, &name, &about);
    }
}
