//! A folder for each test, and `laneway` run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use expect_test::Expect;

/// A folder of files for one test; no two tests share a name.
pub(crate) fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).expect("a folder for the test");
    for (name, text) in files {
        fs::write(folder.join(name), text).expect("a file for the test");
    }
    folder
}

/// Runs `laneway` in a folder; its exit code, and all that it prints. A `~` is a blank within a word.
pub(crate) fn laneway(folder: &Path, line: &str) -> (i32, String) {
    let words = line.split_whitespace().map(|word| word.replace('~', " "));
    let output = Command::new(env!("CARGO_BIN_EXE_laneway")).args(words).current_dir(folder).output();
    let output = output.expect("laneway starts");
    let text = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&text).into_owned())
}

/// What `laneway` prints in a folder, and how it ends.
#[allow(clippy::needless_pass_by_value, reason = "expectations are passed as expect-test has them")]
pub(crate) fn check(folder: &Path, line: &str, code: i32, expect: Expect) {
    let (found, text) = laneway(folder, line);
    expect.assert_eq(&text);
    assert_eq!(found, code, "{line}");
}
