//! A browser thread: hands requests to a desk, and its replies back.

use gloo_worker::{HandlerId, Worker, WorkerScope};

use crate::desk::Desk;
use crate::protocol::{Reply, Request};

/// The thread, for gloo-worker.
pub struct Thread {
    desk: Desk,
}

impl Worker for Thread {
    type Message = ();
    type Input = Request;
    type Output = Reply;

    fn create(_scope: &WorkerScope<Self>) -> Self {
        Self { desk: Desk::default() }
    }

    fn update(&mut self, _scope: &WorkerScope<Self>, (): ()) {}

    fn received(&mut self, scope: &WorkerScope<Self>, request: Request, id: HandlerId) {
        self.desk.answer(request, &mut |reply| scope.respond(id, reply));
    }
}
