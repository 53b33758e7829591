//! Text to everything and back: report readers, replay documents, links.
//!
//! - [`replay`]: one session as a case, and what it came to.

pub mod replay;
