//! Installs what is missing, from package registries alone, into folders named by version. Quick when all is there.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::pins;
use crate::shell::{Failure, cache, complain, is_there, output, program, run, say};

/// All that building the page needs.
pub(crate) fn for_page() -> Result<(), Failure> {
    wasm_target()?;
    wasm_bindgen()?;
    // Without fat link-time optimisation, which the tool's own build asks for, it is there in a third of the time.
    let quick = [
        ("CARGO_PROFILE_RELEASE_LTO", "off"),
        ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
        ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    ];
    cargo_tool("trunk", pins::TRUNK, &quick)?;
    npm_packages()
}

/// What the tests need beyond that.
pub(crate) fn for_tests() -> Result<(), Failure> {
    python()?;
    npm_packages()?;
    chromium().map(|_| ())
}

/// Rust's own part of what the page needs.
pub(crate) fn wasm_target() -> Result<(), Failure> {
    let Some(installed) = output("rustup", &["target", "list", "--installed"]) else {
        complain(&format!("rustup is not there, so it is left to you that Rust can build for {}", pins::WASM_TARGET));
        return Ok(());
    };
    if installed.lines().any(|target| target == pins::WASM_TARGET) {
        return Ok(());
    }
    run(&mut program("rustup", &["target", "add", pins::WASM_TARGET]))
}

/// wasm-bindgen's command line, equal to the library.
pub(crate) fn wasm_bindgen() -> Result<PathBuf, Failure> {
    cargo_tool("wasm-bindgen-cli", pins::WASM_BINDGEN, &[])
}

/// The PATH with the pinned tools first: Trunk takes what it finds there before it downloads anything.
pub(crate) fn path() -> Result<OsString, Failure> {
    let cache = cache()?;
    let cargo_tools = [("trunk", pins::TRUNK), ("wasm-bindgen-cli", pins::WASM_BINDGEN)];
    let mut folders: Vec<PathBuf> =
        cargo_tools.iter().map(|(tool, version)| cache.join(format!("{tool}-{version}")).join("bin")).collect();
    let root = std::env::current_dir().map_err(|error| Failure::new(error.to_string()))?;
    folders.push(root.join("node_modules").join(".bin"));
    let rest = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&rest));
    std::env::join_paths(folders).map_err(|error| Failure::new(format!("PATH: {error}")))
}

/// The Python of a virtual environment with the packages of the tests; a new one for every change of their list.
pub(crate) fn python() -> Result<PathBuf, Failure> {
    let requirements = fs::read(pins::PYTHON_REQUIREMENTS)
        .map_err(|error| Failure::new(format!("{}: {error}", pins::PYTHON_REQUIREMENTS)))?;
    let folder = cache()?.join(format!("python-{:016x}", fnv1a(&requirements)));
    let python = folder.join("bin").join("python");
    let stamp = folder.join("complete");
    if stamp.is_file() {
        return Ok(python);
    }
    say("a Python virtual environment with pytest and pytest-xdist");
    let folder_name = folder.to_string_lossy();
    let made = run(&mut program("python3", &["-m", "venv", "--clear", &folder_name]));
    made.map_err(|error| Failure::new(format!("{error}; on Debian: apt-get install python3 python3-venv")))?;
    run(&mut program(&python, &["-m", "pip", "install", "--quiet", "--requirement", pins::PYTHON_REQUIREMENTS]))?;
    fs::write(&stamp, "").map_err(|error| Failure::new(format!("{}: {error}", stamp.display())))?;
    Ok(python)
}

/// Chromium's path: `CHROME_PATH`, or one on the PATH, or Debian's, installed if we may.
pub(crate) fn chromium() -> Result<PathBuf, Failure> {
    if let Some(path) = std::env::var_os("CHROME_PATH") {
        return Ok(path.into());
    }
    let names = ["chromium", "chromium-browser", "google-chrome"];
    if let Some(name) = names.into_iter().find(|name| is_there(name)) {
        return Ok(output("which", &[name]).unwrap_or_else(|| name.to_owned()).into());
    }
    let is_root = output("id", &["-u"]).as_deref() == Some("0");
    if !is_root || !is_there("apt-get") {
        return Err(Failure::new(
            "the browser tests need Chromium: install it (on Debian: sudo apt-get install chromium), or set CHROME_PATH",
        ));
    }
    say("Chromium, from Debian's packages");
    run(&mut program("apt-get", &["update", "-q"]))?;
    run(program("apt-get", &["install", "-q", "-y", "--no-install-recommends", "chromium"])
        .env("DEBIAN_FRONTEND", "noninteractive"))?;
    Ok("/usr/bin/chromium".into())
}

/// wasm-opt and Playwright, as the lock file says.
fn npm_packages() -> Result<(), Failure> {
    let lock = fs::read("package-lock.json").map_err(|error| Failure::new(format!("package-lock.json: {error}")))?;
    let stamp = Path::new("node_modules").join(".laneway-lock");
    let wanted = format!("{:016x}", fnv1a(&lock));
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    if !is_there("npm") {
        return Err(Failure::new("npm is not there: install Node.js 20 or later, which brings it"));
    }
    run(program("npm", &["ci", "--no-audit", "--no-fund"]).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
    fs::write(&stamp, wanted).map_err(|error| Failure::new(format!("{}: {error}", stamp.display())))
}

fn cargo_tool(tool: &str, version: &str, env: &[(&str, &str)]) -> Result<PathBuf, Failure> {
    let folder = cache()?.join(format!("{tool}-{version}"));
    if folder.join(".crates.toml").is_file() {
        return Ok(folder.join("bin"));
    }
    say(&format!("{tool} {version}, built once (minutes), kept in {}", folder.display()));
    let folder_name = folder.to_string_lossy();
    let mut install: Command =
        program("cargo", &["install", tool, "--version", version, "--locked", "--root", &folder_name]);
    // The tool's own build is to be the same whatever the caller's settings are.
    install.envs(env.iter().copied()).env_remove("CARGO_TARGET_DIR").env_remove("RUSTFLAGS");
    run(&mut install)?;
    Ok(folder.join("bin"))
}

/// A short name for some bytes (FNV-1a, 64 bits).
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
