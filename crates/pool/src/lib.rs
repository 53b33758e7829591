//! Threads: what the page asks of them, and what they answer. "Worker" is xdist's word; a browser's worker is a thread.
//!
//! - [`protocol`]: requests and replies.
//! - [`desk`]: answers requests; pure but for the replies it hands on.
//! - [`run_state`]: what the page asks next; only the newest counts.
//! - [`study_run`]: a study on several threads.
//! - [`thread`]: the browser's side of it.

pub mod protocol;

pub mod desk;

pub mod run_state;

pub mod study_run;

pub mod thread;
