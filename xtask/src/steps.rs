//! The checks, in order: the quick ones first.

use std::fmt::Write;
use std::time::Instant;

use crate::shell::{Failure, print, program, run, say};
use crate::{build, pins, tools};

/// One named check.
struct Step {
    name: &'static str,
    about: &'static str,
    run: fn() -> Result<(), Failure>,
}

const STEPS: &[Step] = &[
    Step { name: "format", about: "rustfmt agrees with every file", run: format },
    Step { name: "lint", about: "clippy, warnings as errors, native and wasm", run: lint },
    Step { name: "unit", about: "the tests of all crates, and of the house", run: unit },
    Step { name: "proof", about: "replay against the installed pytest-xdist, native and wasm", run: proof },
    Step { name: "page", about: "the page's release build", run: build::page },
    Step { name: "browser", about: "the page in Chromium", run: browser },
];

/// The steps, for the help.
pub(crate) fn list() -> String {
    let mut list = "\nSteps of `cargo xtask test`:\n".to_owned();
    for step in STEPS {
        let _ = writeln!(list, "  {:8} {}", step.name, step.about);
    }
    list
}

/// Runs the named steps, or all.
pub(crate) fn test(names: &[&str]) -> Result<(), Failure> {
    if let Some(unknown) = names.iter().find(|name| STEPS.iter().all(|step| step.name != **name)) {
        return Err(Failure::new(format!("`{unknown}` is no step of the tests; see `cargo xtask help`")));
    }
    let chosen: Vec<&Step> = STEPS.iter().filter(|step| names.is_empty() || names.contains(&step.name)).collect();
    let start = Instant::now();
    for step in &chosen {
        say(&format!("{}: {}", step.name, step.about));
        (step.run)().map_err(|failure| Failure::new(format!("step {}: {failure}", step.name)))?;
    }
    let names: Vec<&str> = chosen.iter().map(|step| step.name).collect();
    print(&format!("All good in {:.0} s: {}\n", start.elapsed().as_secs_f64(), names.join(", ")));
    print(&format!("{} passed, 0 failed\n", chosen.len()));
    Ok(())
}

fn format() -> Result<(), Failure> {
    run(&mut program("cargo", &["fmt", "--all", "--check"]))
}

fn lint() -> Result<(), Failure> {
    tools::wasm_target()?;
    let native = ["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"];
    run(&mut program("cargo", &native))?;
    let wasm = ["clippy", "--locked", "--target", pins::WASM_TARGET, "--features", "web"];
    let packages = ["-p", "laneway-web", "-p", "laneway-pool", "-p", "laneway-js"];
    run(program("cargo", &wasm).args(packages).args(["--", "-D", "warnings"]))
}

fn unit() -> Result<(), Failure> {
    run(&mut program("cargo", &["test", "--locked", "--workspace"]))
}

fn proof() -> Result<(), Failure> {
    let python = tools::python()?;
    run(&mut program(&python, &["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/xdist"]))?;
    let laneway = build::command_line()?;
    let js = build::js_module()?;
    let (laneway, js) = (laneway.to_string_lossy(), js.to_string_lossy());
    run(&mut program(&python, &["tests/xdist/compare.py", "--laneway", &laneway, "--wasm", &js]))
}

fn browser() -> Result<(), Failure> {
    tools::for_tests()?;
    let chromium = tools::chromium()?;
    run(program("npx", &["--no-install", "playwright", "test"]).env("CHROME_PATH", chromium))
}
