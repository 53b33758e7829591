//! The thread that reads files. Stopping it is dropping it.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use gloo_worker::WorkerBridge;
use laneway_chart::calibrated;
use laneway_engine::suite::Recording;
use laneway_formats::read::Reading;
use laneway_formats::taken::lanes;
use laneway_pool::protocol::RequestId;
use laneway_pool::scribe::protocol::{Fit, OpenedFiles, Reply, Request};
use laneway_pool::thread::Scribe;
use leptos::prelude::*;

use super::spawn;
use crate::browser::files::{self, Source};
use crate::keep::recent;
use crate::state::AppState;
use crate::state::files::{Covering, Files, Taking, TestsTaking, Under};
use crate::state::notice::Notice;
use crate::state::scenario::Scenario;
use crate::state::view::{Middle, SIDES};

#[derive(Clone)]
pub(super) struct Reader {
    app: AppState,
    inner: Rc<RefCell<Inner>>,
}

#[derive(Default)]
struct Inner {
    /// There while files are read or wait.
    bridge: Option<WorkerBridge<Scribe>>,
    newest: RequestId,
    /// The files that are being read, as they were dropped.
    sources: Vec<Source>,
    /// The size of all files, in bytes.
    n_bytes: f64,
    /// What was read.
    files: Option<Arc<OpenedFiles>>,
    /// What is to become of it, while a suite is made of the reports.
    taking: Taking,
}

impl Reader {
    pub(super) fn new(app: AppState) -> Self {
        Self { app, inner: Rc::default() }
    }

    /// Reads files. Those that are being read are given up.
    pub(super) fn read(&self, sources: Vec<Source>) {
        if sources.is_empty() {
            return;
        }
        self.stop();
        let reader = self.clone();
        let id = {
            let mut inner = self.inner.borrow_mut();
            let listener = self.clone();
            inner.bridge = Some(spawn(self.app, move |reply| listener.on_reply(reply)));
            inner.sources.clone_from(&sources);
            inner.newest
        };
        self.app.files.set(Files::Reading(0.0));
        self.app.notices.set(Vec::new());
        leptos::task::spawn_local(async move {
            let files = match files::list(sources).await {
                Ok(files) if !files.is_empty() => files,
                Ok(_) => return reader.give_up(id, "The folder is empty."),
                Err(why) => return reader.give_up(id, &why),
            };
            let n_bytes = files.iter().map(files::File::size).sum::<f64>().max(1.0);
            reader.inner.borrow_mut().n_bytes = n_bytes;
            let mut n_sent = 0.0;
            for file in &files {
                reader.send(id, Request::BeginFile { name: file.name.clone() });
                let result = file.read(|bytes| {
                    n_sent += bytes.len() as f64;
                    reader.send(id, Request::FileBytes(bytes));
                    reader.show_share(id, 0.3 * n_sent / n_bytes)
                });
                if let Err(why) = result.await {
                    reader.app.say(Notice::error(why));
                }
            }
            reader.send(id, Request::ReadFiles { id });
        });
    }

    /// A thread died, perhaps this one: another one reads the files.
    pub(super) fn again(&self) {
        let sources = {
            let inner = self.inner.borrow();
            inner.bridge.is_some().then(|| inner.sources.clone())
        };
        if let Some(sources) = sources {
            self.read(sources);
        }
    }

    /// Gives up what is being read, and forgets what was.
    pub(super) fn stop(&self) {
        let mut inner = self.inner.borrow_mut();
        inner.bridge = None;
        inner.sources.clear();
        inner.newest += 1;
        self.app.files.set(Files::None);
    }

    /// Puts what was read into the scenario; of reports, a suite is made first.
    pub(super) fn take(&self, taking: Taking) {
        let Some(tests) = taking.tests.clone() else {
            self.put(taking, None);
            return;
        };
        let onto = match tests.under {
            Under::Order => Some(Arc::unwrap_or_clone(self.app.suite.get_untracked())),
            Under::Session(_) | Under::Pipelines => None,
        };
        let mut inner = self.inner.borrow_mut();
        inner.taking = taking;
        let id = inner.newest;
        drop(inner);
        self.send(id, Request::Take { id, together: tests.together, onto, calibrate: tests.calibrate });
        self.app.files.set(Files::Reading(0.99));
    }

    fn give_up(&self, id: RequestId, why: &str) {
        if self.is_newest(id) {
            self.stop();
            self.app.say(Notice::error(why));
        }
    }

    fn send(&self, id: RequestId, request: Request) {
        let inner = self.inner.borrow();
        if let Some(bridge) = inner.bridge.as_ref().filter(|_| inner.newest == id) {
            bridge.send(request);
        }
    }

    fn is_newest(&self, id: RequestId) -> bool {
        self.inner.borrow().newest == id
    }

    /// False if nobody waits for it any more.
    fn show_share(&self, id: RequestId, share: f64) -> bool {
        if self.is_newest(id) {
            self.app.files.set(Files::Reading(share.min(0.99)));
        }
        self.is_newest(id)
    }

    fn on_reply(&self, reply: Reply) {
        match reply {
            Reply::Progress { id, n_bytes } => {
                let share = n_bytes as f64 / self.inner.borrow().n_bytes.max(1.0);
                self.show_share(id, 0.3 + 0.7 * share);
            }
            Reply::Opened { id, files } if self.is_newest(id) => self.show(files),
            Reply::Taken { id, reading, fit } if self.is_newest(id) => {
                let taking = std::mem::take(&mut self.inner.borrow_mut().taking);
                match reading {
                    Ok(reading) => self.put(taking, Some((reading, self.said(fit)))),
                    Err(why) => {
                        self.stop();
                        self.app.say(Notice::error(why));
                    }
                }
            }
            // Too late, or not asked of this thread.
            _ => {}
        }
    }

    fn show(&self, files: OpenedFiles) {
        for (name, why) in &files.refused {
            self.app.say(Notice::error(format!("{name}: {why}.")));
        }
        if !files.skipped.is_empty() {
            let lines = files.skipped.iter().map(|(name, why)| format!("{name}: {why}")).collect();
            let n_skipped = files.skipped.len();
            let what = if n_skipped == 1 {
                "1 file is no report and no pipeline, and was"
            } else {
                "some files are no reports and no pipelines, and were"
            };
            self.app.say(Notice::note(format!("Of what was opened, {what} left out.")).with_lines(lines));
        }
        if files.reports.is_empty() && files.pipelines.is_empty() && files.coverage.is_empty() {
            self.stop();
        } else {
            let files = Arc::new(files);
            self.inner.borrow_mut().files = Some(Arc::clone(&files));
            self.app.files.set(Files::Opened(files));
        }
    }

    /// What was fitted; says how close it comes, or why there is nothing.
    fn said(&self, fit: Option<Result<Fit, String>>) -> Option<Fit> {
        let fit = fit?;
        self.app.say(match &fit {
            Ok(fit) => Notice::note(format!("Calibrated: {}.", calibrated::sentence(fit.calibration.whole()))),
            Err(why) => Notice::note(format!("Not calibrated: {why}.")),
        });
        fit.ok()
    }

    /// One write to the scenario: the suite, the pipelines, the coverage of their lanes.
    fn put(&self, taking: Taking, reading: Option<(Reading, Option<Fit>)>) {
        let files = self.inner.borrow_mut().files.take();
        self.stop();
        let Taking { tests, pipelines, coverage, notices } = taking;
        let reading = reading.zip(tests).map(|((reading, fit), tests)| (said_of(reading, &tests), fit, tests.under));
        let mut said: Vec<Notice> = reading.iter().filter_map(|(reading, ..)| warned(reading)).collect();
        let has_new_pipeline = pipelines.iter().any(Option::is_some);
        let before = self.app.suite.get_untracked();
        recent::begin_another();
        self.app.edit("", |scenario| {
            scenario.replace_pipelines(pipelines);
            match reading {
                None => {}
                Some((reading, _, Under::Order)) => scenario.source = reading.suite.into(),
                Some((reading, fit, Under::Session(session))) => {
                    *scenario = Scenario::from_reading(reading, *session, fit);
                }
                Some((reading, fit, Under::Pipelines)) => {
                    let lines = scenario.put_under(&before, reading, fit);
                    if !lines.is_empty() {
                        let text = "The pipelines stay as they are. Not all that they name is in the new suite.";
                        said.push(Notice::note(text).with_lines(lines));
                    }
                }
            }
            if let Some(files) = &files {
                cover(scenario, &coverage, files);
            }
        });
        if has_new_pipeline {
            self.app.view.update(|view| (view.middle, view.unfolded) = (Middle::Pipeline, None));
        }
        notices.into_iter().chain(said).for_each(|notice| self.app.say(notice));
    }
}

/// With what was said of how it was recorded; an order alone was not.
fn said_of(mut reading: Reading, tests: &TestsTaking) -> Reading {
    if !matches!(tests.under, Under::Order) {
        let Recording { workers, cores, coverage, .. } = tests.recording;
        let recording = &mut reading.suite.recording;
        *recording = Recording { workers, cores, coverage, ..std::mem::take(recording) };
    }
    reading
}

/// What was odd in reports of tests.
fn warned(reading: &Reading) -> Option<Notice> {
    let n_tests = laneway_chart::human::count(reading.suite.tests.len() as u64);
    Notice::of_warnings(&format!("{}: {n_tests} tests kept", reading.suite.name), Vec::new(), &reading.warnings)
}

/// Gives coverage reports to their lanes; those of one lane count together.
fn cover(scenario: &mut Scenario, coverage: &[Covering], files: &OpenedFiles) {
    for side in SIDES {
        let own: Vec<&Covering> = coverage.iter().filter(|it| it.sides[side as usize]).collect();
        for (place, first) in own.iter().enumerate() {
            if own[..place].iter().any(|it| it.lane == first.lane) {
                continue;
            }
            let of_lane = own.iter().filter(|it| it.lane == first.lane);
            let reports = of_lane.filter_map(|it| files.coverage.get(it.report)).map(|file| &file.reading.report);
            lanes::cover(scenario.side_mut(side), &first.lane, reports);
        }
    }
}
