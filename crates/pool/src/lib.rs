//! Threads: what the page asks of them, and what they answer. "Worker" is xdist's word; a browser's worker is a thread.
//!
//! - [`protocol`]: requests and replies.
//! - [`desk`]: answers requests; pure but for the replies it hands on. [`orders`] shuffles what has lost its order.
//! - [`run_state`]: what the page asks next; only the newest counts.
//! - [`thread`]: the browser's side of it.

pub mod protocol;

pub mod desk;

mod orders;

pub mod run_state;

pub mod thread;
