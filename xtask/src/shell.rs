//! Runs programs, says which and for how long, and fails with what to do.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Why a command of xtask ended early.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    pub(crate) fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Says what is being done.
pub(crate) fn say(text: &str) {
    print(&format!("==> {text}\n"));
}

/// Writes text as it is.
#[expect(clippy::print_stdout, reason = "the one place where xtask speaks")]
pub(crate) fn print(text: &str) {
    print!("{text}");
}

/// Says what went wrong.
#[expect(clippy::print_stderr, reason = "the one place where xtask complains")]
pub(crate) fn complain(text: &str) {
    eprintln!("xtask: {text}");
}

/// Makes the workspace's root the working directory, wherever the command was given.
pub(crate) fn go_to_root() -> Result<(), Failure> {
    // Cargo says it anew at each run; what was compiled in may be that of another clone, with a shared target folder.
    let manifest =
        std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    let root = manifest.parent().unwrap_or(Path::new("."));
    std::env::set_current_dir(root).map_err(|error| Failure::new(format!("{}: {error}", root.display())))
}

/// A program with its arguments.
pub(crate) fn program(name: impl AsRef<Path>, arguments: &[&str]) -> Command {
    let mut command = Command::new(name.as_ref());
    command.args(arguments);
    command
}

/// Runs a program to its end, its output shown. Fails if it is missing or fails.
pub(crate) fn run(command: &mut Command) -> Result<(), Failure> {
    let line = line(command);
    say(&line);
    let start = Instant::now();
    let status = command.status().map_err(|error| Failure::new(format!("`{line}` cannot be started: {error}")))?;
    let secs = start.elapsed().as_secs_f64();
    if status.success() {
        print(&format!("    done in {secs:.1} s\n"));
        Ok(())
    } else {
        Err(Failure::new(format!("`{line}` failed after {secs:.1} s ({status}); its output above says why")))
    }
}

/// What a program prints; `None` if it is missing or fails.
pub(crate) fn output(name: impl AsRef<Path>, arguments: &[&str]) -> Option<String> {
    let output = program(name, arguments).stderr(Stdio::null()).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Where a program is on the PATH.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// The per-user folder for tools.
pub(crate) fn cache() -> Result<PathBuf, Failure> {
    let base = std::env::var_os("XDG_CACHE_HOME").filter(|path| !path.is_empty()).map(PathBuf::from);
    let home = || std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE")).map(PathBuf::from);
    let base = base.or_else(|| home().map(|home| home.join(".cache")));
    base.map(|base| base.join("laneway")).ok_or_else(|| Failure::new("HOME is not set: set it, or XDG_CACHE_HOME"))
}

fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
