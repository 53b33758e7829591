//! Laws that hold of every session, on random ones.
//!
//! - `sessions`: without crashes. `leap`: the figures alone. `crashes`: with crashes, restarts, fixtures and delays too. `any`: the tests of both.

mod any;

mod leap;

mod sessions;

mod crashes;
