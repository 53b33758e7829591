//! The thread that writes comments for pull requests: one for each, given up when its dialog is closed.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use gloo_worker::WorkerBridge;
use laneway_formats::measured::Measured;
use laneway_pool::protocol::RequestId;
use laneway_pool::scribe::protocol::{Reply, Request};
use laneway_pool::thread::Scribe;
use leptos::prelude::*;

use super::spawn;
use super::studies::{n_sessions, quickly};
use crate::state::AppState;
use crate::state::comment::{Comment, Written};
use crate::state::scenario::Scenario;

#[derive(Clone)]
pub(super) struct Comments {
    app: AppState,
    inner: Rc<RefCell<Inner>>,
}

#[derive(Default)]
struct Inner {
    /// There while a comment is written.
    bridge: Option<WorkerBridge<Scribe>>,
    newest: RequestId,
    /// The real runs that the last one is held against.
    measured: Vec<Measured>,
}

impl Comments {
    pub(super) fn new(app: AppState) -> Self {
        Self { app, inner: Rc::default() }
    }

    /// Writes one about the scenario as it is; held against real runs, if there are any.
    pub(super) fn write(&self, measured: Vec<Measured>) {
        self.app.comment.set(Comment::Writing);
        let scenario = self.app.history.with_untracked(|history| history.scenario().clone());
        let Scenario { source, baseline, candidate, study, calibration, opened } = scenario;
        let n_tests = self.app.suite.with_untracked(|suite| suite.tests.len());
        let study = quickly(&study, [&baseline, &candidate].map(n_sessions).iter().sum::<usize>().max(1) * n_tests);
        let is_of_session = !candidate.is_bare();
        let job = Some(opened[1].job.clone()).filter(|job| is_of_session && !job.is_empty());
        let base = self.app.share.with_untracked(|share| share.base.clone());
        let comments = self.clone();
        let bridge = spawn(self.app, move |reply| comments.on_reply(reply));
        let mut inner = self.inner.borrow_mut();
        inner.newest += 1;
        inner.measured.clone_from(&measured);
        let id = inner.newest;
        bridge.send(Request::SetSource(source));
        bridge.send(Request::Comment { id, baseline, candidate, study, calibration, base, measured, job });
        inner.bridge = Some(bridge);
    }

    /// Nobody waits for it any more.
    pub(super) fn stop(&self) {
        self.forget();
        self.app.comment.set(Comment::None);
    }

    /// A thread died, perhaps this one: another one writes the comment.
    pub(super) fn again(&self) {
        let measured = {
            let inner = self.inner.borrow();
            inner.bridge.is_some().then(|| inner.measured.clone())
        };
        if let Some(measured) = measured {
            self.write(measured);
        }
    }

    /// A thread died, perhaps this one.
    pub(super) fn lost(&self) {
        if self.inner.borrow().bridge.is_some() {
            self.forget();
            self.app.comment.set(Comment::Failed("its thread stopped; try again".to_owned()));
        }
    }

    fn forget(&self) {
        let mut inner = self.inner.borrow_mut();
        inner.bridge = None;
        inner.newest += 1;
    }

    fn on_reply(&self, reply: Reply) {
        let (id, comment) = match reply {
            Reply::Commented { id, text, foretold, address } => {
                (id, Comment::Written(Arc::new(Written { text, foretold, address })))
            }
            Reply::Failed { id, why } => (id, Comment::Failed(why)),
            _ => return,
        };
        if self.inner.borrow().newest == id {
            self.forget();
            self.app.comment.set(comment);
        }
    }
}
