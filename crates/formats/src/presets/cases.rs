//! Suites of four changes that projects made and wrote about: their sizes and times, as far as they said.
//!
//! The suites themselves are not public. What was published is held to within 5 or 10% by tests; how the durations lie
//! within that is assumed.

pub(super) mod worksteal_switch;

pub(super) mod lane_split;

pub(super) mod thread_pools;

pub(super) mod coverage_twice;
