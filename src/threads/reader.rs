//! The thread that reads files. Stopping it is dropping it.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use gloo_worker::WorkerBridge;
use laneway_chart::calibrated;
use laneway_engine::session::Session;
use laneway_engine::suite::Recording;
use laneway_formats::many::Together;
use laneway_formats::read::Reading;
use laneway_formats::recorded::Told;
use laneway_pool::protocol::{Fit, OpenedFiles, Reply, Request, RequestId};
use laneway_pool::thread::Thread;
use leptos::prelude::*;

use super::spawn;
use crate::browser::files::{self, Source};
use crate::state::AppState;
use crate::state::files::Files;
use crate::state::notice::Notice;
use crate::state::scenario::Scenario;

#[derive(Clone)]
pub(super) struct Reader {
    app: AppState,
    inner: Rc<RefCell<Inner>>,
}

#[derive(Default)]
struct Inner {
    /// There while files are read or wait.
    bridge: Option<WorkerBridge<Thread>>,
    newest: RequestId,
    /// The size of all files, in bytes.
    n_bytes: f64,
    /// How the suite is run now, as was said when it was taken.
    baseline: Option<Session>,
    /// How the tests were recorded, as was said then.
    recording: Recording,
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

    /// Gives up what is being read, and forgets what was.
    pub(super) fn stop(&self) {
        let mut inner = self.inner.borrow_mut();
        inner.bridge = None;
        inner.newest += 1;
        self.app.files.set(Files::None);
    }

    /// Makes a suite of what was read.
    pub(super) fn take(
        &self,
        together: Together,
        baseline: Option<Session>,
        recording: Recording,
        calibrate: Option<Told>,
    ) {
        let onto = match baseline {
            None => Some(Arc::unwrap_or_clone(self.app.suite.get_untracked())),
            Some(_) => None,
        };
        let mut inner = self.inner.borrow_mut();
        inner.baseline = baseline;
        inner.recording = recording;
        let id = inner.newest;
        drop(inner);
        self.send(id, Request::Take { id, together, onto, calibrate });
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
                let baseline = self.inner.borrow_mut().baseline.take();
                let said = std::mem::take(&mut self.inner.borrow_mut().recording);
                self.stop();
                match reading {
                    Ok(mut reading) if baseline.is_some() => {
                        let Recording { workers, cores, coverage, .. } = said;
                        let recording = &mut reading.suite.recording;
                        *recording = Recording { workers, cores, coverage, ..std::mem::take(recording) };
                        self.use_reading(reading, baseline, self.said(fit));
                    }
                    Ok(reading) => self.use_reading(reading, baseline, None),
                    Err(why) => self.app.say(Notice::error(why)),
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
            let what =
                if n_skipped == 1 { "1 file is no report and was" } else { "some files are no reports and were" };
            self.app.say(Notice::note(format!("Of what was opened, {what} left out.")).with_lines(lines));
        }
        if files.reports.is_empty() {
            self.stop();
        } else {
            self.app.files.set(Files::Opened(Arc::new(files)));
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

    fn use_reading(&self, reading: Reading, baseline: Option<Session>, fit: Option<Fit>) {
        let n_warnings = reading.warnings.n_all;
        if n_warnings > 0 {
            let plural = if n_warnings == 1 { "" } else { "s" };
            let n_tests = laneway_chart::human::count(reading.suite.tests.len() as u64);
            let name = &reading.suite.name;
            let mut lines: Vec<_> = reading.warnings.shown.iter().map(ToString::to_string).collect();
            if n_warnings > lines.len() as u64 {
                lines.push(format!("and {} more", n_warnings - lines.len() as u64));
            }
            let text = format!("{name}: {n_tests} tests kept, {n_warnings} warning{plural}.");
            self.app.say(Notice::note(text).with_lines(lines));
        }
        self.app.edit("", |scenario| {
            *scenario = match baseline {
                Some(baseline) => Scenario::from_reading(reading, baseline, fit),
                None => Scenario { source: reading.suite.into(), ..scenario.clone() },
            };
        });
    }
}
