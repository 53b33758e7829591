//! The thread that reads and writes: reports, links, files for others, comments, lessons. Most visits begin without one, so
//! its wasm is another than that of threads that simulate.
//!
//! - [`protocol`]: requests and replies.
//! - [`desk`]: answers requests; pure but for the replies it hands on.

pub mod protocol;

pub mod desk;
