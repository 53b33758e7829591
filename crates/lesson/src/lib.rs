//! Lessons: a short text beside the live instrument, a guess asked first, the answer simulated.
//!
//! A lesson is a TOML document (docs/lessons.md). Figures in its text are computed, never written; what it claims is held
//! against the engine whenever it is opened. In reading order:
//!
//! - [`document`]: what an author writes. [`rows`]: its tests. [`change`]: a value of a scenario, by its path.
//! - [`figure`]: what a side of a scenario comes to. [`expression`]: sums of figures, and claims about them.
//! - [`lesson`]: a lesson whose scenarios are simulated, ready to be read. [`guess`]: what is asked, and what is right.
//! - [`control`]: what a reader may change.
//! - [`own`]: the lessons that Laneway has. [`link`]: a lesson in an address.

pub mod document;

pub mod rows;

pub mod change;

pub mod figure;

pub mod expression;

pub mod guess;

pub mod control;

pub mod lesson;

pub mod own;

pub mod link;
