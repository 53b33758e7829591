//! Browser threads: each hands requests to a desk, and its replies back.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use gloo_worker::{HandlerId, Worker, WorkerScope};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen_futures::spawn_local;

use crate::{desk, protocol, scribe};

/// What threads of one kind do.
pub trait Work: Default + 'static {
    /// What they are asked.
    type Request: Serialize + DeserializeOwned + 'static;
    /// What they answer.
    type Reply: Serialize + DeserializeOwned + 'static;
    /// The script that loads their wasm.
    const LOADER: &str;
    /// Asks which build a thread is of.
    const HELLO: Self::Request;

    /// Answers a request; may wait for a part of its own program.
    fn serve(&mut self, request: Self::Request, reply: &mut dyn FnMut(Self::Reply)) -> impl Future<Output = ()>;

    /// The build that a reply names.
    fn build(reply: &Self::Reply) -> Option<&str>;
}

impl Work for desk::Desk {
    type Request = protocol::Request;
    type Reply = protocol::Reply;
    const LOADER: &str = "./laneway-thread_loader.js";
    const HELLO: Self::Request = protocol::Request::Hello;

    async fn serve(&mut self, request: Self::Request, reply: &mut dyn FnMut(Self::Reply)) {
        self.answer(request, reply).await;
    }

    fn build(reply: &Self::Reply) -> Option<&str> {
        if let protocol::Reply::Build(build) = reply { Some(build) } else { None }
    }
}

impl Work for scribe::desk::Desk {
    type Request = scribe::protocol::Request;
    type Reply = scribe::protocol::Reply;
    const LOADER: &str = "./laneway-scribe_loader.js";
    const HELLO: Self::Request = scribe::protocol::Request::Hello;

    async fn serve(&mut self, request: Self::Request, reply: &mut dyn FnMut(Self::Reply)) {
        self.answer(request, reply);
    }

    fn build(reply: &Self::Reply) -> Option<&str> {
        if let scribe::protocol::Reply::Build(build) = reply { Some(build) } else { None }
    }
}

/// A thread that does `W`, for gloo-worker: one request after the other, in the order in which they came.
pub struct ThreadOf<W: Work> {
    state: Rc<State<W>>,
}

/// A thread that simulates.
pub type Thread = ThreadOf<desk::Desk>;

/// A thread that reads and writes.
pub type Scribe = ThreadOf<scribe::desk::Desk>;

struct State<W: Work> {
    /// `None` while it serves.
    work: Cell<Option<W>>,
    waiting: RefCell<VecDeque<(HandlerId, W::Request)>>,
}

impl<W: Work> State<W> {
    /// Serves all that waits, unless that is under way.
    async fn serve(&self, scope: &WorkerScope<ThreadOf<W>>) {
        let Some(mut work) = self.work.take() else { return };
        loop {
            let next = self.waiting.borrow_mut().pop_front();
            let Some((id, request)) = next else { break };
            work.serve(request, &mut |reply| scope.respond(id, reply)).await;
        }
        self.work.set(Some(work));
    }
}

impl<W: Work> Worker for ThreadOf<W> {
    type Message = ();
    type Input = W::Request;
    type Output = W::Reply;

    fn create(_scope: &WorkerScope<Self>) -> Self {
        Self { state: Rc::new(State { work: Cell::new(Some(W::default())), waiting: RefCell::default() }) }
    }

    fn update(&mut self, _scope: &WorkerScope<Self>, (): ()) {}

    fn received(&mut self, scope: &WorkerScope<Self>, request: W::Request, id: HandlerId) {
        self.state.waiting.borrow_mut().push_back((id, request));
        let (state, scope) = (Rc::clone(&self.state), scope.clone());
        spawn_local(async move { state.serve(&scope).await });
    }
}
