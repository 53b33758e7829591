//! The threads that repeat a scenario: as many as the machine has, unless somebody says or one is enough. Each works on a few replications at a time, so that a
//! change never waits long.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_worker::WorkerBridge;
use laneway_engine::source::Source;
use laneway_pool::protocol::{Reply, Request, RequestId};
use laneway_pool::thread::Thread;
use leptos::prelude::WithUntracked;

use super::repeated::{Chunk, Repeat};
use super::spawn;
use crate::browser::timing;
use crate::state::AppState;

/// How long a thread is to be busy with one chunk, ms.
const CHUNK_MS: f64 = 60.0;

/// The threads, and the one job that they do.
#[derive(Clone)]
pub(super) struct Pool {
    app: AppState,
    /// The most threads that it has.
    most: usize,
    inner: Rc<RefCell<Inner>>,
}

#[derive(Default)]
struct Inner {
    members: Vec<Member>,
    newest: RequestId,
    current: Option<Current>,
}

struct Member {
    bridge: WorkerBridge<Thread>,
    /// Where the suite that it has comes from.
    source: Option<Source>,
    /// What it is at.
    work: Option<Under>,
}

/// A chunk that a thread is at.
struct Under {
    job: RequestId,
    ticket: u64,
    n: u32,
    since: f64,
}

struct Current {
    source: Source,
    work: Box<dyn Repeat>,
    began: f64,
    /// What one replication takes, ms; `None` before the first has come back.
    pace: Option<f64>,
}

impl Pool {
    /// As many threads as the user says, else as the machine has.
    pub(super) fn new(app: AppState) -> Self {
        Self { app, most: usize::MAX, inner: Rc::default() }
    }

    /// One thread.
    pub(super) fn of_one(app: AppState) -> Self {
        Self { most: 1, ..Self::new(app) }
    }

    /// How many threads a job begins on.
    fn n_threads(&self) -> usize {
        let chosen = self.app.view.with_untracked(|view| view.n_threads);
        chosen.map_or_else(timing::n_threads, |n_threads| n_threads as usize).clamp(1, self.most)
    }

    /// Begins a job in place of the one before.
    pub(super) fn begin(&self, source: Source, work: Box<dyn Repeat>) {
        let n_threads = self.n_threads();
        let n_members = {
            let mut inner = self.inner.borrow_mut();
            inner.newest += 1;
            inner.current = Some(Current { source, work, began: timing::now(), pace: None });
            inner.members.truncate(n_threads);
            inner.members.len()
        };
        for place in n_members..n_threads {
            let pool = self.clone();
            let bridge = spawn(self.app, move |reply| pool.on_reply(place, reply));
            self.inner.borrow_mut().members.push(Member { bridge, source: None, work: None });
        }
        self.give_work();
    }

    /// Gives the job up. What threads are at is done and forgotten.
    pub(super) fn stop(&self) {
        let mut inner = self.inner.borrow_mut();
        inner.newest += 1;
        inner.current = None;
    }

    /// A thread is gone, and nobody knows which: all threads are given up, and the job with them.
    pub(super) fn lost(&self) {
        self.stop();
        self.inner.borrow_mut().members.clear();
    }

    /// Likewise, but other threads begin the job anew.
    pub(super) fn again(&self) {
        let current = {
            let mut inner = self.inner.borrow_mut();
            inner.members.clear();
            inner.current.take()
        };
        if let Some(Current { source, mut work, .. }) = current {
            work.restart();
            self.begin(source, work);
        }
    }

    fn give_work(&self) {
        let mut inner = self.inner.borrow_mut();
        let Inner { members, newest, current: Some(current) } = &mut *inner else { return };
        for member in members.iter_mut().filter(|member| member.work.is_none()) {
            let n = current.pace.map_or(1, |pace| (CHUNK_MS / pace.max(0.01)).clamp(1.0, 1_000.0) as u32);
            let Some(Chunk { ticket, n, request }) = current.work.next(*newest, n) else { return };
            let source = &current.source;
            if !member.source.as_ref().is_some_and(|known| known.is_same(source)) {
                member.bridge.send(Request::SetSource(source.clone()));
                member.source = Some(source.clone());
            }
            member.bridge.send(request);
            member.work = Some(Under { job: *newest, ticket, n, since: timing::now() });
        }
    }

    fn on_reply(&self, place: usize, reply: Reply) {
        let is_ours = matches!(
            reply,
            Reply::Replicated { .. } | Reply::ReplicatedPipelines { .. } | Reply::Advised { .. } | Reply::Failed { .. }
        );
        if !is_ours {
            return;
        }
        let is_news = {
            let mut inner = self.inner.borrow_mut();
            let newest = inner.newest;
            let work = inner.members.get_mut(place).and_then(|member| member.work.take());
            let Some(Under { job, ticket, n, since }) = work else { return };
            match &mut inner.current {
                Some(current) if job == newest => {
                    current.pace = Some((timing::now() - since) / f64::from(n.max(1)));
                    current.work.take(ticket, reply);
                    true
                }
                _ => false,
            }
        };
        self.give_work();
        if is_news {
            self.tell();
        }
    }

    /// Tells where the job is, and forgets it when it is over. Who is told may begin the next one.
    fn tell(&self) {
        let Some(current) = self.inner.borrow_mut().current.take() else { return };
        let newest = self.inner.borrow().newest;
        let is_over = current.work.tell(timing::now() - current.began);
        let mut inner = self.inner.borrow_mut();
        if inner.newest == newest && !is_over {
            inner.current = Some(current);
        }
    }
}
