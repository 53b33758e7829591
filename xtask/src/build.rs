//! Builds the page with Trunk, and the JavaScript module with wasm-bindgen.

use std::path::{Path, PathBuf};

use crate::shell::{Failure, output, program, run};
use crate::{pieces, pins, publish, tools};

/// The page, optimised, into dist/.
pub(crate) fn page() -> Result<(), Failure> {
    tools::for_page()?;
    let mut trunk = program("trunk", &["build", "--release", "--locked"]);
    run(trunk.env("PATH", tools::path()?).env(pieces::ASKED.0, pieces::ASKED.1).env_remove("NO_COLOR"))?;
    let dist = Path::new("dist");
    pieces::split(dist)?;
    publish::finish(dist).map_err(|error| Failure::new(format!("dist/ cannot be made ready for a host: {error}")))
}

/// The JavaScript module for Node; the folder that it is in.
pub(crate) fn js_module() -> Result<PathBuf, Failure> {
    tools::rust::wasm_target()?;
    let wasm_bindgen = tools::rust::wasm_bindgen()?.join("wasm-bindgen");
    let build = ["build", "--profile", "fast", "--locked", "--target", pins::WASM_TARGET, "--package", "laneway-js"];
    run(&mut program("cargo", &build))?;
    let target = target_folder();
    let wasm = target.join(pins::WASM_TARGET).join("fast").join("laneway_js.wasm");
    let out = target.join("js");
    run(&mut program(
        wasm_bindgen,
        &["--target", "nodejs", "--out-dir", &out.to_string_lossy(), &wasm.to_string_lossy()],
    ))?;
    Ok(out)
}

/// For the comparison of speeds: the native program, and the folder of the module for the web with an empty page.
pub(crate) fn speed() -> Result<(PathBuf, PathBuf), Failure> {
    tools::rust::wasm_target()?;
    let wasm_bindgen = tools::rust::wasm_bindgen()?.join("wasm-bindgen");
    run(&mut program("cargo", &["build", "--release", "--locked", "--package", "laneway-js", "--example", "speed"]))?;
    let build = ["build", "--release", "--locked", "--target", pins::WASM_TARGET, "--package", "laneway-js", "--lib"];
    run(&mut program("cargo", &build))?;
    let target = target_folder();
    let wasm = target.join(pins::WASM_TARGET).join("release").join("laneway_js.wasm");
    let out = target.join("speed");
    run(&mut program(
        wasm_bindgen,
        &["--target", "web", "--out-dir", &out.to_string_lossy(), &wasm.to_string_lossy()],
    ))?;
    // As the page has it of Trunk, for its threads.
    tools::npm::packages()?;
    let module = out.join("laneway_js_bg.wasm").to_string_lossy().into_owned();
    run(&mut program("npx", &["--no-install", "wasm-opt", "-O3", &module, "-o", &module]))?;
    let page = out.join("speed.html");
    std::fs::write(&page, "<!doctype html><title>Speed</title>\n")
        .map_err(|error| Failure::new(format!("{}: {error}", page.display())))?;
    Ok((target.join("release").join("examples").join("speed"), out))
}

/// The command line, optimised; its path.
pub(crate) fn command_line() -> Result<PathBuf, Failure> {
    run(&mut program("cargo", &["build", "--profile", "fast", "--locked", "--package", "laneway-cli"]))?;
    Ok(target_folder().join("fast").join("laneway"))
}

/// The program that writes workflows for tests, optimised; its path.
pub(crate) fn workflows() -> Result<PathBuf, Failure> {
    let package = ["build", "--profile", "fast", "--locked", "--package", "laneway-export", "--example", "workflows"];
    run(&mut program("cargo", &package))?;
    Ok(target_folder().join("fast").join("examples").join("workflows"))
}

/// The engine's benchmark against the least that any simulator does, which also answers other programs; its path.
pub(crate) fn floor() -> Result<PathBuf, Failure> {
    let bench = ["bench", "--no-run", "--locked", "--package", "laneway-engine", "--bench", "floor"];
    run(&mut program("cargo", &bench))?;
    let messages = output("cargo", &[&bench[..], &["--message-format", "json"]].concat());
    let messages = messages.ok_or_else(|| Failure::new("cargo does not say where the benchmark is"))?;
    let paths = messages.lines().filter(|line| line.contains("\"name\":\"floor\""));
    let path = paths.filter_map(|line| line.split_once("\"executable\":\"")?.1.split('"').next()).next_back();
    path.map(PathBuf::from).ok_or_else(|| Failure::new("cargo does not say where the benchmark `floor` is"))
}

/// Where Cargo builds.
pub(crate) fn target_folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from)
}
