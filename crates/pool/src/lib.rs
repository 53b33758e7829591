//! Threads: what the page asks of them, and what they answer. "Worker" is xdist's word; a browser's worker is a thread.
//!
//! - [`protocol`], [`desk`]: what threads that simulate are asked, and their answers; pure but for the replies handed on.
//! - [`scribe`]: likewise, of threads that read and write.
//! - [`thread`]: the browser's side of both.
//! - [`run_state`]: what the page asks next; only the newest counts.
//! - [`study_run`]: a study on several threads.
//! - `held`: the suite that a thread has.

pub mod protocol;

pub mod desk;

pub mod scribe;

mod held;

pub mod run_state;

pub mod study_run;

pub mod thread;

/// What comes out at the other end of a thread's wire.
#[cfg(test)]
pub(crate) fn over_the_wire<T: serde::Serialize + serde::de::DeserializeOwned>(message: &T) -> T {
    bincode::deserialize(&bincode::serialize(message).expect("a message can be written"))
        .expect("a message can be read")
}

/// What comes of a future that waits for nothing.
#[cfg(test)]
pub(crate) fn at_once<T>(future: impl Future<Output = T>) -> T {
    use std::task::{Context, Poll, Waker};
    match std::pin::pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done,
        Poll::Pending => panic!("it waits"),
    }
}
