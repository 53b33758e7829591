//! Published cases as whole pipelines: the jobs before and after a change.
//!
//! - [`parts`]: steps and runners that they have in common.
//! - [`lane_split`], [`thread_pools`], [`coverage_twice`]: the rows.

mod parts;

pub(super) mod lane_split;

pub(super) mod thread_pools;

pub(super) mod coverage_twice;

#[cfg(test)]
mod tests;
