//! Controls that know nothing of the domain.
//!
//! - [`field`]: label left, control right, and a way back to an earlier value.
//! - [`number_field`]: a whole number, typed or stepped; [`slider`]: one to try values with.
//! - [`decimal_field`]: a number with decimals.
//! - [`time_field`]: a span of time, typed as people say it.
//! - [`text_field`]: a short text.
//! - [`typing`]: what stands in such a field while someone types.
//! - [`choice`]: one of several; [`tabs`]: one of two or three, all in sight; [`check`]: yes or no.
//! - [`marked_text`]: a text with code in it.
//! - [`copy_button`]: copies a text; [`said`]: what became of a copied text, or of a saved file.
//! - [`progress_bar`]: how much is done.
//! - [`dialog`]: a question that must be answered first.

pub mod field;

pub mod number_field;

pub mod decimal_field;

pub mod slider;

pub mod time_field;

pub mod text_field;

mod typing;

pub mod choice;

pub mod tabs;

pub mod check;

pub mod marked_text;

pub mod copy_button;

pub mod said;

pub mod progress_bar;

pub mod dialog;
