//! Pictures of a study: many simulated sessions at once, each as a scene, as a table and as a sentence.
//!
//! Pure: slices of times in, shapes and texts out; nothing here knows how they were simulated. In reading order:
//!
//! - [`series`]: one line of runs, in ascending order, and its quantiles; [`mark`]: what shapes mean; [`table`]: rows of text.
//! - [`ecdf`]: the share of runs that have ended, over time; [`histogram`]: how many end when.
//! - [`speed_up`]: time over worker counts; [`heat_map`]: time over modes and worker counts.
//! - [`intervals`]: a few figures with how sure they are.
//! - [`density`]: a distribution of durations, and what was recorded.
//! - [`verdict`]: what a study says of two sessions.
//! - [`frame`]: axes, key and captions, alike in all of them; `scale`: numbers to pixels; `log_ticks`: marks
//!   on a logarithmic axis.

pub mod series;

pub mod mark;

pub mod table;

pub mod verdict;

pub mod frame;

pub(crate) mod scale;

mod log_ticks;

pub mod ecdf;

pub mod histogram;

pub mod speed_up;

pub mod heat_map;

pub mod intervals;

pub mod density;

#[cfg(test)]
mod laws;

#[cfg(test)]
mod pictures;
