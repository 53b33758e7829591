//! Pictures of studies and distributions, drawn within the page.
//!
//! - [`picture`]: a scene as inline SVG as wide as its place, with its sentence, its table and the ways to take it away.
//! - [`numbers`]: the table behind it.
//! - [`take_away`]: copies and saves it.

pub mod picture;

pub mod numbers;

pub mod take_away;
