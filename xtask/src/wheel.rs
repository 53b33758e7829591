//! The command line as a wheel, and whether it works for somebody who has Python alone.

use crate::shell::{Failure, program, run};
use crate::{build, tools};

/// Builds it into the target folder, installs it into an environment of its own, and runs it there.
pub(crate) fn wheel() -> Result<(), Failure> {
    let python = tools::python::interpreter()?;
    let folder = build::target_folder().join("wheels");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(|error| Failure::new(format!("{}: {error}", folder.display())))?;
    }
    let wheels = folder.to_string_lossy();
    let maturin =
        ["-m", "maturin", "build", "--manifest-path", "crates/cli/Cargo.toml", "--profile", "fast", "--locked"];
    run(program(&python, &maturin).args(["--out", &wheels]))?;
    run(&mut program(&python, &["tests/wheel/prove.py", "--wheels", &wheels]))
}
