//! What rustup and cargo install: the wasm target, clippy and rustfmt, Trunk, wasm-bindgen, the splitter and cargo-fuzz at their pinned versions.

use std::path::PathBuf;

use crate::pins;
use crate::shell::{Failure, cache, complain, output, program, run, say};

/// What the page and the JavaScript module are compiled to.
pub(crate) fn wasm_target() -> Result<(), Failure> {
    add("target", &[pins::WASM_TARGET])
}

/// clippy and rustfmt, which rustup's smallest profile leaves out.
pub(crate) fn lints_and_format() -> Result<(), Failure> {
    add("component", &["clippy", "rustfmt"])
}

/// The folder with the command line of wasm-bindgen, equal to the library.
pub(crate) fn wasm_bindgen() -> Result<PathBuf, Failure> {
    cargo_tool("wasm-bindgen-cli", pins::WASM_BINDGEN, &[], &[])
}

/// The folder with what splits the page's program.
pub(crate) fn wasm_split() -> Result<PathBuf, Failure> {
    cargo_tool("wasm_split_cli_support", pins::WASM_SPLIT, &["--features", "build-binary"], &[])
}

/// The folder with Trunk.
pub(crate) fn trunk() -> Result<PathBuf, Failure> {
    // Without fat link-time optimisation, which the tool's own build asks for, it is there in a third of the time.
    let quick = [
        ("CARGO_PROFILE_RELEASE_LTO", "off"),
        ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
        ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    ];
    cargo_tool("trunk", pins::TRUNK, &[], &quick)
}

/// The folder with cargo-fuzz.
pub(crate) fn fuzz() -> Result<PathBuf, Failure> {
    let quick = [("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"), ("CARGO_PROFILE_RELEASE_LTO", "off")];
    cargo_tool("cargo-fuzz", pins::CARGO_FUZZ, &[], &quick)
}

/// Adds parts of the tool chain by rustup, where it is there; who has no rustup has another way to bring them.
fn add(kind: &str, names: &[&str]) -> Result<(), Failure> {
    let Some(installed) = output("rustup", &[kind, "list", "--installed"]) else {
        complain(&format!("rustup is not there, so it is left to you that Rust has {}", names.join(", ")));
        return Ok(());
    };
    // A component is listed with its platform: `clippy-x86_64-unknown-linux-gnu`.
    let missing: Vec<&str> =
        names.iter().copied().filter(|name| !installed.lines().any(|line| line.starts_with(name))).collect();
    if missing.is_empty() {
        return Ok(());
    }
    run(program("rustup", &[kind, "add"]).args(missing))
}

fn cargo_tool(tool: &str, version: &str, options: &[&str], env: &[(&str, &str)]) -> Result<PathBuf, Failure> {
    let folder = cache()?.join(format!("{tool}-{version}"));
    // Cargo writes it last, so an interrupted installation is begun again.
    if folder.join(".crates.toml").is_file() {
        return Ok(folder.join("bin"));
    }
    say(&format!("{tool} {version}, built once (minutes), kept in {}", folder.display()));
    let folder_name = folder.to_string_lossy();
    let mut install = program("cargo", &["install", tool, "--version", version, "--locked", "--root", &folder_name]);
    install.args(options);
    // The tool's own build is to be the same whatever the caller's settings are.
    install.envs(env.iter().copied()).env_remove("CARGO_TARGET_DIR").env_remove("RUSTFLAGS");
    run(&mut install)?;
    Ok(folder.join("bin"))
}
