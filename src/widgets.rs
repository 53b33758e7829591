//! Controls that know nothing of the domain.
//!
//! - [`number_field`]: a whole number, typed or slid.
//! - [`time_field`]: a span of time, typed as people say it.
//! - [`choice`]: one of several.
//! - [`copy_button`]: copies a text.

pub mod number_field;

pub mod time_field;

pub mod choice;

pub mod copy_button;
