//! A scenario in an address: short, versioned, and the same answer for sender and receiver.
//!
//! docs/link.md describes every byte. In reading order:
//!
//! - [`shared`]: what a link carries. [`headline`]: what its sender saw.
//! - [`fidelity`]: how much of an imported suite is kept. [`quantised`](mod@quantised): what is left of a scenario then.
//! - [`answer`]: whether that changes the answer, and the shortest link that does not.
//! - [`sending`]: all links that a sender chooses from, with their figures. [`reply`]: what a reader changed, in words.
//! - [`said`]: figures as people read them. [`address`]: what stands before a link.
//! - [`link`]: the letters. [`error`]: why they cannot be opened.
//! - `v1`: version 1 of what they hold. `v0`: what there was before.

pub mod shared;

pub mod headline;

pub mod fidelity;

pub mod quantised;

pub mod answer;

pub mod sending;

pub mod reply;

pub mod said;

pub mod address;

pub mod link;

pub mod error;

mod v1;

mod v0;
