//! Laws that hold of every session, on random ones.
//!
//! - `sessions`: without crashes. `crashes`: with crashes, restarts, fixtures and delays too. `any`: the tests of both.

mod any;

mod sessions;

mod crashes;
