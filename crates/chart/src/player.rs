//! A session step by step: what happens in order, where every test is at any moment, and each decision in words.
//!
//! - [`moments`]: everything that happens, in order.
//! - [`queues`]: where every test is.
//! - [`replay`]: both made ready, so that one can go to any moment at once; [`apply`]: what each moment does.
//! - [`say`]: decisions in words. [`tell`]: everything else. [`row`]: a queue as a row of blocks.

pub mod moments;

pub mod queues;

pub mod replay;

mod apply;

pub mod say;

pub mod tell;

pub mod row;

#[cfg(test)]
mod laws;

#[cfg(test)]
mod pictures;
