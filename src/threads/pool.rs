//! The threads that repeat a scenario: as many as the machine has. Each works on a few replications at a time, so that a
//! change never waits long.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use gloo_worker::WorkerBridge;
use laneway_engine::session::Session;
use laneway_engine::source::Source;
use laneway_engine::study::StudySpec;
use laneway_pool::protocol::{Reply, Request, RequestId};
use laneway_pool::study_run::{Replication, StudyRun};
use laneway_pool::thread::Thread;

use super::spawn;
use crate::browser::timing;
use crate::state::AppState;

/// How long a thread is to be busy with one chunk, ms.
const CHUNK_MS: f64 = 60.0;

/// What is repeated.
pub(super) struct Job {
    pub(super) source: Source,
    pub(super) sessions: Vec<Session>,
    pub(super) spec: StudySpec,
}

/// How far the job is, each time that something has come back.
pub(super) struct News<'a> {
    /// What is done, by number, without a gap.
    pub(super) done: &'a [Replication],
    pub(super) n_done: u32,
    pub(super) n_all: u32,
    /// Since the job began, ms.
    pub(super) elapsed: f64,
    pub(super) is_over: bool,
}

type OnNews = Rc<dyn Fn(News<'_>)>;

/// The threads, and the one job that they do.
#[derive(Clone)]
pub(super) struct Pool {
    app: AppState,
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
    /// The job and the replications that it is at, and since when.
    work: Option<(RequestId, Range<u32>, f64)>,
}

struct Current {
    job: Job,
    run: StudyRun,
    began: f64,
    /// What one replication takes, ms; `None` before the first has come back.
    pace: Option<f64>,
    on_news: OnNews,
}

impl Pool {
    pub(super) fn new(app: AppState) -> Self {
        Self { app, inner: Rc::default() }
    }

    /// Begins a job on `n_threads` threads, in place of the one before.
    pub(super) fn begin(&self, job: Job, n_threads: usize, on_news: impl Fn(News<'_>) + 'static) {
        let n_members = {
            let mut inner = self.inner.borrow_mut();
            inner.newest += 1;
            let run = StudyRun::new(&job.spec);
            let (began, on_news) = (timing::now(), Rc::new(on_news));
            inner.current = Some(Current { job, run, began, pace: None, on_news });
            inner.members.truncate(n_threads.max(1));
            inner.members.len()
        };
        for place in n_members..n_threads.max(1) {
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

    /// A thread is gone, and nobody knows which: all begin anew with what they were at.
    pub(super) fn lost(&self) {
        let job = {
            let mut inner = self.inner.borrow_mut();
            let n_threads = inner.members.len();
            inner.members.clear();
            inner.current.take().map(|current| (current.job, n_threads, current.on_news))
        };
        if let Some((job, n_threads, on_news)) = job {
            self.begin(job, n_threads, move |news| on_news(news));
        }
    }

    fn give_work(&self) {
        let mut inner = self.inner.borrow_mut();
        let Inner { members, newest, current: Some(current) } = &mut *inner else { return };
        for member in members.iter_mut().filter(|member| member.work.is_none()) {
            let n = current.pace.map_or(1, |pace| (CHUNK_MS / pace.max(0.01)).clamp(1.0, 1_000.0) as u32);
            let Some(chunk) = current.run.next_chunk(n) else { return };
            let Job { source, sessions, spec } = &current.job;
            if !member.source.as_ref().is_some_and(|known| known.is_same(source)) {
                member.bridge.send(Request::SetSource(source.clone()));
                member.source = Some(source.clone());
            }
            member.bridge.send(Request::Replicate {
                id: *newest,
                sessions: sessions.clone(),
                spec: spec.clone(),
                first: chunk.start,
                n: chunk.end - chunk.start,
            });
            member.work = Some((*newest, chunk, timing::now()));
        }
    }

    fn on_reply(&self, place: usize, reply: Reply) {
        let replications = match reply {
            Reply::Replicated { replications, .. } => Some(replications),
            // The answer to the scenario says why.
            Reply::Failed { .. } => None,
            _ => return,
        };
        let on_news = {
            let mut inner = self.inner.borrow_mut();
            let newest = inner.newest;
            let work = inner.members.get_mut(place).and_then(|member| member.work.take());
            let Some((id, chunk, since)) = work else { return };
            match (&mut inner.current, replications) {
                (Some(current), Some(replications)) if id == newest => {
                    current.pace = Some((timing::now() - since) / f64::from(chunk.end - chunk.start));
                    current.run.take(chunk.start, replications);
                    Some(Rc::clone(&current.on_news))
                }
                (Some(current), None) if id == newest => {
                    current.run.fail();
                    Some(Rc::clone(&current.on_news))
                }
                _ => None,
            }
        };
        self.give_work();
        if let Some(on_news) = on_news {
            self.tell(&on_news);
        }
    }

    /// Tells where the job is, and forgets it when it is over. Who is told may begin the next one.
    fn tell(&self, on_news: &OnNews) {
        let Some(current) = self.inner.borrow_mut().current.take() else { return };
        let newest = self.inner.borrow().newest;
        let is_over = current.run.is_over();
        on_news(News {
            done: current.run.done(),
            n_done: current.run.n_done(),
            n_all: current.run.n_all(),
            elapsed: timing::now() - current.began,
            is_over,
        });
        let mut inner = self.inner.borrow_mut();
        if inner.newest == newest && !is_over {
            inner.current = Some(current);
        }
    }
}
