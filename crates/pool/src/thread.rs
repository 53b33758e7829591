//! Browser threads: each hands requests to a desk, and its replies back.

use gloo_worker::{HandlerId, Worker, WorkerScope};
use serde::Serialize;
use serde::de::DeserializeOwned;

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

    /// Answers a request.
    fn serve(&mut self, request: Self::Request, reply: &mut dyn FnMut(Self::Reply));

    /// The build that a reply names.
    fn build(reply: &Self::Reply) -> Option<&str>;
}

impl Work for desk::Desk {
    type Request = protocol::Request;
    type Reply = protocol::Reply;
    const LOADER: &str = "./laneway-thread_loader.js";
    const HELLO: Self::Request = protocol::Request::Hello;

    fn serve(&mut self, request: Self::Request, reply: &mut dyn FnMut(Self::Reply)) {
        self.answer(request, reply);
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

    fn serve(&mut self, request: Self::Request, reply: &mut dyn FnMut(Self::Reply)) {
        self.answer(request, reply);
    }

    fn build(reply: &Self::Reply) -> Option<&str> {
        if let scribe::protocol::Reply::Build(build) = reply { Some(build) } else { None }
    }
}

/// A thread that does `W`, for gloo-worker.
pub struct ThreadOf<W> {
    work: W,
}

/// A thread that simulates.
pub type Thread = ThreadOf<desk::Desk>;

/// A thread that reads and writes.
pub type Scribe = ThreadOf<scribe::desk::Desk>;

impl<W: Work> Worker for ThreadOf<W> {
    type Message = ();
    type Input = W::Request;
    type Output = W::Reply;

    fn create(_scope: &WorkerScope<Self>) -> Self {
        Self { work: W::default() }
    }

    fn update(&mut self, _scope: &WorkerScope<Self>, (): ()) {}

    fn received(&mut self, scope: &WorkerScope<Self>, request: W::Request, id: HandlerId) {
        self.work.serve(request, &mut |reply| scope.respond(id, reply));
    }
}
