//! Pictures of studies and distributions, drawn within the page.
//!
//! - [`drawing`]: a scene as inline SVG as wide as its place. [`picture`]: the same with its sentence, its table and the ways
//!   to take it away.
//! - [`numbers`]: the table behind it.
//! - [`take_away`]: copies and saves it.

pub mod drawing;

pub mod picture;

pub mod numbers;

pub mod take_away;
