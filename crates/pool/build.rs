//! Names the build after its sources, so that a thread that a browser kept from an earlier one can be told. Makes the program of threads
//! that simulate one that can be split (`xtask/src/pieces.rs`), where `LANEWAY_PIECES` asks for it.

use std::fs;
use std::io;
use std::path::Path;

/// What page and thread must agree on: everything that a message may hold, and what answers it.
const SOURCES: &[&str] = &[
    "../engine/src",
    "../pipeline/src",
    "../advice/src",
    "../chart/src",
    "../formats/src",
    "../lesson/src",
    "../link/src",
    "../export/src",
    "src",
];

/// Set by `cargo xtask build`.
const PIECES: &str = "LANEWAY_PIECES";

/// Set by Cargo for the program that can be split; the page and the scribe hold its functions and never call them.
const THREAD: &str = "CARGO_FEATURE_THREAD";

fn main() -> io::Result<()> {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
        add(Path::new(source), &mut hash)?;
    }
    println!("cargo::rustc-env=LANEWAY_BUILD={hash:016x}");

    println!("cargo::rerun-if-env-changed={PIECES}");
    println!("cargo::rustc-check-cfg=cfg(pieces)");
    if std::env::var_os(PIECES).is_some() && std::env::var_os(THREAD).is_some() {
        println!("cargo::rustc-cfg=pieces");
        // The splitter follows what refers to what by the linker's relocations.
        println!("cargo::rustc-link-arg-bin=laneway-thread=--emit-relocs");
    }
    Ok(())
}

/// Adds a file, or all files of a folder by name: FNV-1a, which is the same everywhere.
fn add(path: &Path, hash: &mut u64) -> io::Result<()> {
    if path.is_dir() {
        let mut entries = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
        entries.sort();
        return entries.iter().try_for_each(|entry| add(entry, hash));
    }
    for byte in fs::read(path)? {
        *hash = (*hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    Ok(())
}
