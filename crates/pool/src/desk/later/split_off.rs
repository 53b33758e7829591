//! The functions by which the file that comes later is entered, each of which loads it first.
#![allow(clippy::unnecessary_wraps)] // Loading may fail; what is loaded does not.

use laneway_engine::source::Source;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::NotLoaded;
use crate::held::Held;
use crate::protocol::{Reply, Request};

impl From<SplitLoaderError> for NotLoaded {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// The suite of `source`.
#[wasm_split(later, fallible)]
pub(super) fn make(source: Source) -> Result<Held, NotLoaded> {
    Ok(Held::new(source))
}

/// What [`super::answered`] is about, there.
#[wasm_split(later, fallible, preload(load_file))]
pub(super) fn answer(held: Held, request: Request) -> Result<(Held, Result<Reply, String>), NotLoaded> {
    Ok(super::answered(held, request))
}

/// Loads the file, if it is not there.
pub(super) async fn load() -> Result<(), NotLoaded> {
    Ok(load_file().await?)
}
