//! The thread that writes files for others. Only the newest wish counts; the report's predictions come when the hand rests,
//! and a change gives up the thread that is at them, so that it never waits for them.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use gloo_worker::WorkerBridge;
use laneway_engine::source::Source;
use laneway_export::own::MAX_BYTES;
use laneway_pool::protocol::RequestId;
use laneway_pool::scribe::protocol::{Reply, Request};
use laneway_pool::thread::Scribe;
use leptos::prelude::*;

use super::spawn;
use super::studies::{LARGEST_UNASKED, n_sessions, quickly};
use crate::browser::{files, take_away};
use crate::state::AppState;
use crate::state::export::Export;
use crate::state::notice::Notice;
use crate::state::scenario::Scenario;

/// How long the hand rests before the report's predictions are simulated.
const REST: Duration = Duration::from_millis(700);

/// What the zip is called.
const ZIP: &str = "laneway-export.zip";

#[derive(Clone)]
pub(super) struct Exports {
    app: AppState,
    inner: Rc<RefCell<Inner>>,
}

#[derive(Default)]
struct Inner {
    bridge: Option<WorkerBridge<Scribe>>,
    /// Where the suite that the thread has comes from.
    source: Option<Source>,
    newest: RequestId,
    under_way: Option<UnderWay>,
    /// Whether what is under way is about an older wish.
    is_due: bool,
    /// A thread of its own, while it makes a zip.
    packer: Option<WorkerBridge<Scribe>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum UnderWay {
    /// The files alone, which is quick.
    Files,
    /// With predictions in the report.
    Figures,
}

impl Exports {
    pub(super) fn new(app: AppState) -> Self {
        Self { app, inner: Rc::default() }
    }

    /// The scenario or the wish is another.
    pub(super) fn wished(&self) {
        {
            let mut inner = self.inner.borrow_mut();
            inner.is_due = true;
            inner.newest += 1;
            if inner.under_way == Some(UnderWay::Figures) {
                (inner.bridge, inner.source, inner.under_way) = (None, None, None);
            }
        }
        self.app.export.update(|export| (export.is_old, export.is_predicting) = (true, false));
        self.go_on();
    }

    /// A thread is gone, perhaps one of these: others do what was under way.
    pub(super) fn again(&self) {
        let (is_asked, is_packing) = {
            let inner = self.inner.borrow();
            (inner.under_way.is_some(), inner.packer.is_some())
        };
        self.lost();
        if is_asked {
            self.wished();
        }
        if is_packing {
            self.download();
        }
    }

    /// A thread is gone, perhaps one of these.
    pub(super) fn lost(&self) {
        let mut inner = self.inner.borrow_mut();
        *inner = Inner { newest: inner.newest + 1, ..Inner::default() };
        drop(inner);
        self.app.export.update(|export| (export.is_old, export.is_predicting) = (false, false));
    }

    /// Hands all files to the user, as one zip.
    pub(super) fn download(&self) {
        let files = self.app.export.with_untracked(Export::taken);
        let exports = self.clone();
        let packer = spawn(self.app, move |reply| {
            match reply {
                Reply::Archived { bytes, .. } => {
                    if !take_away::bytes(ZIP, "application/zip", &bytes) {
                        exports.app.say(Notice::error("The browser does not allow the download."));
                    }
                }
                Reply::Failed { why, .. } => exports.app.say(Notice::error(format!("There is no zip: {why}."))),
                _ => return,
            }
            exports.inner.borrow_mut().packer = None;
        });
        packer.send(Request::Archive { id: 0, files });
        self.inner.borrow_mut().packer = Some(packer);
    }

    /// Reads files of the user's, which changes go into.
    pub(super) fn take(&self, sources: Vec<files::Source>) {
        let app = self.app;
        leptos::task::spawn_local(async move {
            let files = match files::list(sources).await {
                Ok(files) => files,
                Err(why) => return app.say(Notice::error(why)),
            };
            for file in files {
                if file.size() > MAX_BYTES as f64 {
                    app.say(Notice::error(format!(
                        "{}: it has more than 1 MB, expected settings or a workflow.",
                        file.name
                    )));
                    continue;
                }
                let mut bytes = Vec::new();
                let read = file.read(|piece| {
                    bytes.extend(piece);
                    true
                });
                if let Err(why) = read.await {
                    app.say(Notice::error(why));
                    continue;
                }
                match String::from_utf8(bytes) {
                    Ok(text) => app.export.update(|export| export.put(&file.name, text)),
                    Err(_) => app.say(Notice::error(format!("{}: it is no text in UTF-8.", file.name))),
                }
            }
        });
    }

    fn go_on(&self) {
        let is_free = {
            let mut inner = self.inner.borrow_mut();
            inner.under_way.is_none() && std::mem::take(&mut inner.is_due)
        };
        if is_free {
            self.ask(UnderWay::Files);
        }
    }

    fn ask(&self, what: UnderWay) {
        let scenario = self.app.history.with_untracked(|history| history.scenario().clone());
        let wish = Box::new(self.app.export.with_untracked(|export| export.wish.clone()));
        let mut inner = self.inner.borrow_mut();
        inner.under_way = Some(what);
        if inner.bridge.is_none() {
            let exports = self.clone();
            inner.bridge = Some(spawn(self.app, move |reply| exports.on_reply(reply)));
            inner.source = None;
        }
        let Scenario { source, baseline, candidate, study, calibration, .. } = scenario;
        let study = match what {
            UnderWay::Files => study,
            UnderWay::Figures => {
                let n_tests = self.app.suite.with_untracked(|suite| suite.tests.len());
                quickly(&study, [&baseline, &candidate].map(n_sessions).iter().sum::<usize>() * n_tests)
            }
        };
        let is_known = inner.source.as_ref().is_some_and(|known| known.is_same(&source));
        let id = inner.newest;
        if let Some(bridge) = &inner.bridge {
            if !is_known {
                bridge.send(Request::SetSource(source.clone()));
            }
            let has_figures = what == UnderWay::Figures;
            bridge.send(Request::Export { id, baseline, candidate, study, calibration, wish, has_figures });
        }
        inner.source = Some(source);
    }

    fn on_reply(&self, reply: Reply) {
        let (id, offer) = match reply {
            Reply::Exported { id, offer } => (id, Ok(Arc::new(offer))),
            Reply::Failed { id, why } => (id, Err(why)),
            _ => return,
        };
        let what = {
            let mut inner = self.inner.borrow_mut();
            // Too late where its thread was dropped.
            let Some(what) = inner.under_way.take() else { return };
            what
        };
        let is_newest = self.inner.borrow().newest == id;
        self.app.export.update(|export| {
            export.is_old = !is_newest;
            export.is_predicting = false;
            match offer {
                Ok(offer) => (export.offer, export.error) = (Some(offer), None),
                Err(why) => export.error = Some(why),
            }
        });
        if is_newest && what == UnderWay::Files {
            self.predict_at_rest(id);
        }
        self.go_on();
    }

    /// Asks for the report's predictions if nothing changes for a while.
    fn predict_at_rest(&self, id: RequestId) {
        let n_tests = self.app.suite.with_untracked(|suite| suite.tests.len());
        if n_tests > LARGEST_UNASKED || n_tests == 0 {
            return;
        }
        self.app.export.update(|export| export.is_predicting = true);
        let exports = self.clone();
        set_timeout(
            move || {
                let is_still = {
                    let inner = exports.inner.borrow();
                    inner.newest == id && inner.under_way.is_none()
                };
                if is_still {
                    exports.ask(UnderWay::Figures);
                }
            },
            REST,
        );
    }
}
