//! Pictures as data: an outcome and a viewport become a scene of inert shapes.
//!
//! - [`human`]: times as people say them.

pub mod human;
