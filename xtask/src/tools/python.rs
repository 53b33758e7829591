//! A Python virtual environment with the packages of the tests, kept in the cache under the fingerprint of their list.

use std::fs;
use std::path::PathBuf;

use super::{debian, fingerprint};
use crate::pins;
use crate::shell::{Failure, cache, output, program, run, say};

/// Its interpreter. A changed list, or another Python, gets an environment of its own.
pub(crate) fn interpreter() -> Result<PathBuf, Failure> {
    let list = pins::PYTHON_REQUIREMENTS;
    let requirements = fs::read_to_string(list).map_err(|error| Failure::new(format!("{list}: {error}")))?;
    let version = output("python3", &["--version"])
        .ok_or_else(|| Failure::new("python3 is not there: install Python 3 (on Debian: apt-get install python3)"))?;
    let folder = cache()?.join(format!("python-{}", fingerprint(format!("{version}\n{requirements}").as_bytes())));
    let python = folder.join("bin").join("python");
    let stamp = folder.join("complete");
    if stamp.is_file() {
        return Ok(python);
    }
    if output("python3", &["-c", "import venv, ensurepip"]).is_none() {
        debian::install("virtual environments of Python", &["python3-venv"])?;
    }
    say(&format!("the Python packages of {list}, kept in {}", folder.display()));
    run(&mut program("python3", &["-m", "venv", "--clear", &folder.to_string_lossy()]))?;
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", list];
    run(&mut program(&python, &install))?;
    fs::write(&stamp, "").map_err(|error| Failure::new(format!("{}: {error}", stamp.display())))?;
    Ok(python)
}

/// The folder of a program that a Python package brings, without the environment of the tests.
pub(crate) fn program_of((package, version): (&str, &str)) -> Result<PathBuf, Failure> {
    let folder = cache()?.join(format!("{package}-{version}"));
    let stamp = folder.join("complete");
    if !stamp.is_file() {
        let (wanted, target) = (format!("{package}=={version}"), folder.to_string_lossy().into_owned());
        let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--upgrade"];
        let python = interpreter()?;
        run(program(&python, &install).args(["--only-binary", ":all:", "--target", &target, &wanted]))?;
        fs::write(&stamp, "").map_err(|error| Failure::new(format!("{}: {error}", stamp.display())))?;
    }
    Ok(folder.join("bin"))
}
