//! Threads: what the page asks of them, and what they answer. "Worker" is xdist's word; a browser's worker is a thread.
//!
//! - [`protocol`]: requests and replies.
//! - [`desk`]: answers requests; pure but for the replies it hands on.
//! - [`run_state`]: what the page asks next; only the newest counts.
//! - [`thread`]: the browser's side of it.

pub mod protocol;

pub mod desk;

pub mod run_state;

pub mod thread;
