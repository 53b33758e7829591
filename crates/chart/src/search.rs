//! What a search found: its front as a picture, its finalists as a table, and its answer in words.
//!
//! - [`front`]: time against cost. [`table`](mod@table): the finalists. [`words`]: the answer, and what would change it.

pub mod front;

pub mod table;

pub mod words;

#[cfg(test)]
mod sample;
