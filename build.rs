//! Makes the page one that can be split (`xtask/src/pieces.rs`), where `LANEWAY_PIECES` asks for it.

/// Set by `cargo xtask build`.
const PIECES: &str = "LANEWAY_PIECES";

fn main() {
    println!("cargo::rerun-if-env-changed={PIECES}");
    println!("cargo::rustc-check-cfg=cfg(pieces)");
    if std::env::var_os(PIECES).is_some() {
        println!("cargo::rustc-cfg=pieces");
        // The splitter follows what refers to what by the linker's relocations.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
