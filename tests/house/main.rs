//! The house in order: what every file of the project obeys, whoever writes it.
//!
//! - [`sources`]: rules on source files: length, first line, names, words, who may call the browser.
//! - [`manifests`]: rules on manifests and locks: each dependency has a reason, each tool an exact version.
//! - [`sizes`]: the page of limits.

mod manifests;
mod sizes;
mod sources;

use std::path::PathBuf;

/// The project's folder.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
