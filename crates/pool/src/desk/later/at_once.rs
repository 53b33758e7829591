//! What `split_off` has, where nothing is: native programs, and builds by Trunk alone.
#![allow(clippy::unused_async, clippy::unnecessary_wraps)] // As it is there.

use laneway_engine::source::Source;

use super::NotLoaded;
use crate::held::Held;
use crate::protocol::{Reply, Request};

/// The suite of `source`.
pub(super) async fn make(source: Source) -> Result<Held, NotLoaded> {
    Ok(Held::new(source))
}

/// What [`super::answered`] is about.
pub(super) async fn answer(held: Held, request: Request) -> Result<(Held, Result<Reply, String>), NotLoaded> {
    Ok(super::answered(held, request))
}

/// It is there.
pub(super) async fn load() -> Result<(), NotLoaded> {
    Ok(())
}
