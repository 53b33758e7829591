//! The page's side of the threads: one simulates, one reads files. Only the newest request counts.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use gloo_worker::{Spawnable, WorkerBridge};
use laneway_engine::suite::Suite;
use laneway_pool::protocol::{BUILD, Reply, Request, SideOutcome};
use laneway_pool::run_state::RunState;
use laneway_pool::thread::Thread;
use leptos::prelude::*;

use crate::browser::files::{self, File};
use crate::state::run::{Side, Sides};
use crate::state::{AppState, Opened};

/// Where Trunk puts the thread's loader; the build keeps an old one in a cache from being taken.
const LOADER: &str = concat!("./laneway-thread_loader.js?", env!("CARGO_PKG_VERSION"));

/// Both threads.
#[derive(Clone)]
pub struct Threads {
    app: AppState,
    inner: Rc<RefCell<Inner>>,
}

struct Inner {
    simulation: Option<WorkerBridge<Thread>>,
    reading: Option<WorkerBridge<Thread>>,
    simulations: RunState,
    readings: RunState,
    /// The suite that the thread has.
    suite: Option<Arc<Suite>>,
}

impl Threads {
    /// Threads that say what they find to `app`.
    pub fn new(app: AppState) -> Self {
        let inner = Inner {
            simulation: None,
            reading: None,
            simulations: RunState::default(),
            readings: RunState::default(),
            suite: None,
        };
        Self { app, inner: Rc::new(RefCell::new(inner)) }
    }

    /// Simulates the scenario as it is; while the thread is busy, as it will be when it is done.
    pub fn simulate(&self) {
        self.app.run.update(|run| run.is_stale = true);
        let mut inner = self.inner.borrow_mut();
        let Some(id) = inner.simulations.ask() else { return };
        let scenario = self.app.history.with_untracked(|history| history.scenario().clone());
        if inner.simulation.is_none() {
            inner.simulation = Some(self.spawn());
            inner.suite = None;
        }
        let is_known = inner.suite.as_ref().is_some_and(|suite| Arc::ptr_eq(suite, &scenario.suite));
        if let Some(bridge) = &inner.simulation {
            if !is_known {
                bridge.send(Request::SetSuite(scenario.suite.as_ref().clone()));
            }
            bridge.send(Request::Simulate { id, baseline: scenario.baseline, candidate: scenario.candidate });
        }
        inner.suite = Some(scenario.suite);
    }

    /// Reads files. Those that are being read are given up.
    pub fn read(&self, files: Vec<File>) {
        if files.is_empty() {
            return;
        }
        self.stop_reading();
        let id = {
            let mut inner = self.inner.borrow_mut();
            inner.reading = Some(self.spawn());
            inner.readings.ask()
        };
        let Some(id) = id else { return };
        self.app.reading.set(Some(0.0));
        let threads = self.clone();
        leptos::task::spawn_local(async move {
            let total = files::total_size(&files);
            let mut n_sent = 0.0;
            for file in files {
                threads.send_to_reader(id, Request::BeginFile { name: file.name() });
                let result = files::read(&file, |bytes| {
                    n_sent += bytes.len() as f64;
                    threads.send_to_reader(id, Request::FileBytes(bytes));
                    threads.show_reading(id, 0.4 * n_sent / f64::max(total, 1.0));
                });
                if let Err(why) = result.await {
                    threads.app.say(true, why, Vec::new());
                }
            }
            threads.send_to_reader(id, Request::ReadFiles { id });
        });
    }

    /// Gives up what is being read.
    pub fn stop_reading(&self) {
        let mut inner = self.inner.borrow_mut();
        inner.reading = None;
        inner.readings.lost();
        self.app.reading.set(None);
    }

    /// A thread died: says so, and starts anew.
    pub fn restart(&self, why: &str) {
        {
            let mut inner = self.inner.borrow_mut();
            inner.simulation = None;
            inner.simulations.lost();
        }
        self.stop_reading();
        let text = format!("A thread stopped ({why}). Change something to start it again, or reload the page.");
        self.app.say(true, text, Vec::new());
        self.app.run.update(|run| run.is_stale = false);
    }

    fn spawn(&self) -> WorkerBridge<Thread> {
        let threads = self.clone();
        let mut spawner = Thread::spawner();
        spawner.with_loader(true).as_module(true).callback(move |reply| threads.on_reply(reply));
        let bridge = spawner.spawn(LOADER);
        bridge.send(Request::Hello);
        bridge
    }

    fn send_to_reader(&self, id: u64, request: Request) {
        let inner = self.inner.borrow();
        if inner.readings.is_newest(id)
            && inner.readings.is_busy()
            && let Some(bridge) = &inner.reading
        {
            bridge.send(request);
        }
    }

    fn show_reading(&self, id: u64, share: f64) {
        let inner = self.inner.borrow();
        if inner.readings.is_newest(id) && inner.readings.is_busy() {
            self.app.reading.set(Some(share));
        }
    }

    fn on_reply(&self, reply: Reply) {
        match reply {
            Reply::Build(build) if build != BUILD => {
                let text = "This page is newer than a part of it that the browser kept. Reload it without the cache.";
                self.app.say(true, text, Vec::new());
            }
            Reply::Build(_) => {}
            Reply::Sides { id, baseline, candidate } => self.show_sides(id, baseline, candidate),
            Reply::Modes { id, rows } => {
                if self.inner.borrow().simulations.is_newest(id) {
                    self.app.run.update(|run| run.modes = Arc::new(rows));
                }
                self.simulation_done(id);
            }
            Reply::Failed { id, why } => {
                if self.inner.borrow().simulations.is_newest(id) {
                    self.app.run.update(|run| run.error = Some(why));
                }
                self.simulation_done(id);
            }
            Reply::Progress { id, .. } => self.show_reading(id, 0.7),
            Reply::Opened { id, opened } => {
                if self.inner.borrow().readings.is_newest(id) {
                    self.stop_reading();
                    for (name, why) in opened.refused {
                        self.app.say(true, format!("{name}: {why}"), Vec::new());
                    }
                    if !opened.skipped.is_empty() {
                        let lines = opened.skipped.into_iter().map(|(name, why)| format!("{name}: {why}"));
                        self.app.say(false, "Some files are no reports and were left out.", lines.collect());
                    }
                    if !opened.readings.is_empty() {
                        self.app.opened.set(Some(Opened { readings: opened.readings }));
                    }
                }
            }
        }
    }

    fn show_sides(&self, id: u64, baseline: SideOutcome, candidate: SideOutcome) {
        let inner = self.inner.borrow();
        let Some(suite) = inner.suite.clone().filter(|_| inner.simulations.is_newest(id)) else { return };
        let side =
            |side: SideOutcome| Side { session: side.session, outcome: Arc::new(side.outcome), floor: side.floor };
        let sides = Sides { suite, baseline: side(baseline), candidate: side(candidate) };
        self.app.run.update(|run| {
            run.sides = Some(Arc::new(sides));
            run.error = None;
        });
    }

    fn simulation_done(&self, id: u64) {
        let is_waiting = self.inner.borrow_mut().simulations.done(id);
        if is_waiting {
            self.simulate();
        } else {
            self.app.run.update(|run| run.is_stale = false);
        }
    }
}
