//! What Debian's packages bring. Installed where we are root; elsewhere we say what to install.

use std::path::PathBuf;

use crate::shell::{Failure, find, output, program, run, say};

/// Chromium's path: `CHROME_PATH`, or one on the PATH, or Debian's.
pub(crate) fn chromium() -> Result<PathBuf, Failure> {
    if let Some(path) = std::env::var_os("CHROME_PATH").map(PathBuf::from) {
        return if path.is_file() {
            Ok(path)
        } else {
            Err(Failure::new(format!("CHROME_PATH is `{}`, expected the path of Chromium or Chrome", path.display())))
        };
    }
    let installed = || ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(find);
    if let Some(path) = installed() {
        return Ok(path);
    }
    install("Chromium for the browser tests (or CHROME_PATH set to yours)", &["chromium"])?;
    installed().ok_or_else(|| Failure::new("Debian's chromium is installed but not on the PATH: set CHROME_PATH"))
}

/// What gitlab-ci-local copies a project with.
pub(crate) fn rsync() -> Result<(), Failure> {
    if find("rsync").is_some() {
        return Ok(());
    }
    install("rsync for the tests of workflows, which gitlab-ci-local needs", &["rsync"])
}

/// Installs packages, or fails with the command that does.
pub(crate) fn install(purpose: &str, packages: &[&str]) -> Result<(), Failure> {
    let is_root = output("id", &["-u"]).as_deref() == Some("0");
    if !is_root || find("apt-get").is_none() {
        let packages = packages.join(" ");
        return Err(Failure::new(format!(
            "missing: {purpose}; install it, on Debian by `sudo apt-get install --no-install-recommends {packages}`, \
             and give the command again"
        )));
    }
    say(&format!("{purpose}, from Debian's packages"));
    run(&mut program("apt-get", &["update", "-q"]))?;
    let install = ["install", "-q", "-y", "--no-install-recommends"];
    run(program("apt-get", &install).args(packages).env("DEBIAN_FRONTEND", "noninteractive"))
}
