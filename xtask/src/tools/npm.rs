//! What npm installs, as package-lock.json says: wasm-opt for the build, Playwright and axe for the browser tests, Mermaid.

use std::fs;
use std::path::Path;

use super::fingerprint;
use crate::pins;
use crate::shell::{Failure, output, program, run};

/// The packages, in `node_modules`.
pub(crate) fn packages() -> Result<(), Failure> {
    let lock = fs::read("package-lock.json").map_err(|error| Failure::new(format!("package-lock.json: {error}")))?;
    let stamp = Path::new("node_modules").join(".laneway-lock");
    let wanted = fingerprint(&lock);
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    check_node(output("node", &["--version"]).as_deref())?;
    // The tests take a Chromium that is installed, not one that a package downloads.
    run(program("npm", &["ci", "--no-audit", "--no-fund"]).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
    fs::write(&stamp, wanted).map_err(|error| Failure::new(format!("{}: {error}", stamp.display())))
}

fn check_node(version: Option<&str>) -> Result<(), Failure> {
    let wanted = pins::OLDEST_NODE;
    let Some(version) = version else {
        return Err(Failure::new(format!("node is not there, expected Node {wanted} or newer: install it, with npm")));
    };
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    match major {
        Some(major) if major >= wanted => Ok(()),
        _ => Err(Failure::new(format!("node is `{version}`, expected Node {wanted} or newer: install a newer one"))),
    }
}

#[cfg(test)]
mod tests {
    use super::check_node;

    #[test]
    fn node_is_there_and_new_enough() {
        assert!(check_node(Some("v20.20.2")).is_ok());
        assert!(check_node(Some("v24.0.0")).is_ok());
        for found in [None, Some("v18.19.1"), Some("what")] {
            let error = check_node(found).expect_err("refused").to_string();
            assert!(error.contains("expected Node 20 or newer"), "{error}");
        }
    }
}
