//! Speeds. No checks: these machines are noisy, and a figure says more than a limit.

use std::path::Path;

use crate::shell::{Failure, program, run, say};
use crate::{build, serve, tools};

/// The page's engine in Chromium, in turns with the same natively.
pub(crate) fn in_page() -> Result<(), Failure> {
    let (native, module) = build::speed()?;
    tools::npm::packages()?;
    let chromium = tools::debian::chromium()?;
    let port = serve::free_port()?.to_string();
    let (native, module) = (native.to_string_lossy(), module.to_string_lossy());
    run(program("node", &["tests/browser/speed.mjs", &native, &module, &port]).env("CHROME_PATH", &chromium))?;
    if !Path::new("dist").join("index.html").is_file() {
        say("dist/index.html is not there, so the page is not clocked: build it first, by `cargo xtask build`");
        return Ok(());
    }
    run(program("node", &["tests/browser/page_speed.mjs", &port]).env("CHROME_PATH", &chromium))?;
    run(program("node", &["tests/browser/search_speed.mjs", &port]).env("CHROME_PATH", chromium))
}

/// The engine, a model in `SimPy`, and the installed pytest-xdist, in turns: one Markdown table.
pub(crate) fn compared(rest: &[&str]) -> Result<(), Failure> {
    let python = tools::python::interpreter()?;
    let floor = build::floor()?;
    run(program(&python, &["benches/compare/measure.py", "--bench", &floor.to_string_lossy()]).args(rest))
}
