//! The threads about links. One offers those that a sender chooses from, as long as the dialog is open; others compute a
//! sender's figures anew, or make a reader's reply, and are gone.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use gloo_worker::WorkerBridge;
use laneway_engine::source::Source;
use laneway_link::address::{address, n_before};
use laneway_link::answer::best;
use laneway_link::fidelity::{Fidelity, NamesKept};
use laneway_link::reply::{reply, with_figures};
use laneway_link::shared::Shared;
use laneway_pipeline::scenario::Scenario as Document;
use laneway_pool::protocol::{self, RequestId};
use laneway_pool::scribe::protocol::{Reply, Request};
use laneway_pool::thread::{Scribe, Thread};
use leptos::prelude::*;

use super::spawn;
use crate::browser::clipboard;
use crate::state::AppState;
use crate::state::received::{Received, Verified};
use crate::state::scenario::Scenario;
use crate::state::share::{Answer, Offered};
use crate::state::view::Middle;

/// Over how many runs figures are computed where the sender sent none, at most.
const RUNS_UNSENT: u32 = 100;

#[derive(Clone)]
pub(super) struct Shares {
    app: AppState,
    inner: Rc<RefCell<Inner>>,
}

#[derive(Default)]
struct Inner {
    bridge: Option<WorkerBridge<Scribe>>,
    /// Where the suite that the thread has comes from.
    source: Option<Source>,
    newest: RequestId,
    is_busy: bool,
    /// Whether what is under way is about an older wish.
    is_due: bool,
    /// Threads of their own, while they work.
    checker: Option<WorkerBridge<Thread>>,
    replier: Option<WorkerBridge<Scribe>>,
}

impl Shares {
    pub(super) fn new(app: AppState) -> Self {
        Self { app, inner: Rc::default() }
    }

    /// The dialog is open, and what is to be shared is new.
    pub(super) fn wished(&self) {
        self.inner.borrow_mut().is_due = true;
        self.app.share.update(|share| share.is_old = true);
        self.go_on();
    }

    /// The dialog is closed: nobody waits.
    pub(super) fn closed(&self) {
        let mut inner = self.inner.borrow_mut();
        (inner.bridge, inner.source, inner.is_busy, inner.is_due) = (None, None, false, false);
        inner.newest += 1;
    }

    /// A thread is gone, perhaps one of these: others do what was under way.
    pub(super) fn again(&self) {
        let (is_busy, is_checking, is_replying) = {
            let inner = self.inner.borrow();
            (inner.is_busy, inner.checker.is_some(), inner.replier.is_some())
        };
        self.lost();
        if is_busy {
            self.wished();
        }
        if let Some(received) = self.app.received.get_untracked().filter(|_| is_checking) {
            self.received(&received);
        }
        if is_replying {
            self.reply();
        }
    }

    /// A thread is gone, perhaps one of these.
    pub(super) fn lost(&self) {
        self.closed();
        let mut inner = self.inner.borrow_mut();
        (inner.checker, inner.replier) = (None, None);
        drop(inner);
        self.app.share.update(|share| (share.is_old, share.answer) = (false, Answer::None));
    }

    fn go_on(&self) {
        let mut inner = self.inner.borrow_mut();
        if inner.is_busy || !std::mem::take(&mut inner.is_due) {
            return;
        }
        inner.is_busy = true;
        inner.newest += 1;
        let id = inner.newest;
        if inner.bridge.is_none() {
            let shares = self.clone();
            inner.bridge = Some(spawn(self.app, move |reply| shares.on_reply(reply)));
            inner.source = None;
        }
        let (title, note, names) =
            self.app.share.with_untracked(|share| (share.title.clone(), share.note.clone(), share.names));
        let [title, note] = [title, note].map(|text| text.trim().to_owned());
        let shared = Box::new(Shared { title, note, ..self.shared() });
        let source = self.app.history.with_untracked(|history| history.scenario().source.clone());
        let is_known = inner.source.as_ref().is_some_and(|known| known.is_same(&source));
        if let Some(bridge) = &inner.bridge {
            if !is_known {
                bridge.send(Request::SetSource(source.clone()));
            }
            bridge.send(Request::Offers { id, shared, names });
        }
        inner.source = Some(source);
    }

    fn on_reply(&self, reply: Reply) {
        let (id, offered) = match reply {
            Reply::Offered { id, offers, names, n_names } => (id, Ok(Arc::new(Offered { offers, names, n_names }))),
            Reply::Failed { id, why } => (id, Err(why)),
            _ => return,
        };
        let is_old = {
            let mut inner = self.inner.borrow_mut();
            if inner.newest != id {
                return;
            }
            inner.is_busy = false;
            inner.is_due
        };
        self.app.share.update(|share| {
            share.is_old = is_old;
            match offered {
                Ok(offered) => (share.offered, share.error) = (Some(offered), None),
                Err(why) => share.error = Some(why),
            }
        });
        self.go_on();
    }

    /// What is shared, without its texts and its tests. What came in a link goes on as it came.
    fn shared(&self) -> Shared {
        let scenario = self.app.history.with_untracked(|history| history.scenario().clone());
        let is_bare = scenario.is_bare();
        let received = self.app.received.get_untracked().filter(|received| received.is_about(&scenario));
        let confirmed = received.as_ref().filter(|it| it.is_unchanged(&scenario) && it.verified() == Verified::Same);
        let middle = self.app.middle.get_untracked();
        let is_usual = middle == Middle::Pipeline || (is_bare && middle == Middle::Timeline);
        Shared {
            fidelity: received.as_ref().map_or(Fidelity::Full, |it| it.shared.fidelity),
            names: received.as_ref().map_or(NamesKept::All, |it| it.shared.names),
            headline: confirmed.and_then(|it| it.shared.headline.clone()),
            as_is: confirmed.and_then(|it| it.shared.as_is.clone()),
            view: if is_usual { String::new() } else { middle.flag().to_owned() },
            ..Shared::from(Document { source: Source::default(), ..scenario.document() })
        }
    }

    /// A link was opened: computes its figures here.
    pub(super) fn received(&self, received: &Received) {
        let asked = Arc::clone(&received.shared);
        let shares = self.clone();
        let checker = spawn(self.app, move |reply| {
            let recomputed = match reply {
                protocol::Reply::Headline { headline, .. } => Ok(headline),
                protocol::Reply::Failed { why, .. } => Err(why),
                _ => return,
            };
            shares.inner.borrow_mut().checker = None;
            shares.app.received.update(|received| {
                if let Some(received) = received.as_mut().filter(|it| Arc::ptr_eq(&it.shared, &asked)) {
                    received.recomputed = Some(recomputed);
                }
            });
        });
        let Document { source, baseline, candidate, study, .. } = received.shared.scenario.clone();
        let sent = received.shared.headline.as_ref().map(|headline| headline.replications);
        let n_runs = sent.unwrap_or_else(|| study.replications.min(RUNS_UNSENT));
        checker.send(protocol::Request::SetSource(source));
        checker.send(protocol::Request::Headline { id: 0, baseline, candidate, study, n_runs });
        self.inner.borrow_mut().checker = Some(checker);
    }

    /// Makes the reader's reply, and copies it.
    pub(super) fn reply(&self) {
        let scenario = self.app.history.with_untracked(|history| history.scenario().clone());
        let Some(received) = self.app.received.get_untracked() else { return };
        let Some(sentence) = reply(&received.shared.scenario, &Scenario::document(&scenario)) else { return };
        self.app.share.update(|share| share.answer = Answer::Making);
        let shared = Shared { title: received.shared.title.clone(), note: sentence.clone(), ..self.shared() };
        let names = received.shared.names;
        let thread = self.clone();
        let replier = spawn(self.app, move |reply| {
            let offers = match reply {
                Reply::Offered { offers, .. } => offers,
                Reply::Failed { why, .. } => return thread.answered(Answer::Cannot(why)),
                _ => return,
            };
            let (base, most) = thread.app.share.with_untracked(|share| (share.base.clone(), share.max_length as usize));
            let Some(offer) = best(&offers, most.saturating_sub(n_before(&base))) else {
                return thread.answered(Answer::Cannot(format!("no link has {most} characters or fewer")));
            };
            let said = with_figures(&sentence, received.shared.headline.as_ref(), offer.shared.headline.as_ref());
            let text = format!("{said}\n{}", address(&base, &offer.link));
            let thread = thread.clone();
            leptos::task::spawn_local(async move {
                let is_copied = clipboard::copy(&text).await;
                thread.answered(if is_copied { Answer::Copied(said) } else { Answer::Refused(text) });
            });
        });
        replier.send(Request::SetSource(scenario.source));
        replier.send(Request::Offers { id: 0, shared: Box::new(shared), names });
        self.inner.borrow_mut().replier = Some(replier);
    }

    fn answered(&self, answer: Answer) {
        self.inner.borrow_mut().replier = None;
        self.app.share.update(|share| share.answer = answer);
    }
}
