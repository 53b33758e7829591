//! Every sample in `tests/data/reports` obeys the same laws: it reads as its snapshot says, or its message is pinned,
//! in any wrapping, and no change of it makes a reader panic.
//!
//! How the samples were made stands beside them.

#![allow(clippy::needless_pass_by_value, reason = "expectations are passed as expect-test has them")]
#![allow(clippy::needless_raw_string_hashes, reason = "expectations are written as expect-test has them")]

mod recorded;

mod invalid;

mod mutated;

use std::fs;
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/reports"))
}

fn sample(name: &str) -> Vec<u8> {
    fs::read(folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The names of all samples in a folder, sorted; what makes them is none.
fn samples(inside: &str) -> Vec<String> {
    let entries = fs::read_dir(folder().join(inside)).expect("the samples are there");
    let files = entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_file());
    let mut names: Vec<String> =
        files.map(|path| path.file_name().expect("a name").to_string_lossy().into_owned()).collect();
    names.retain(|name| name != "record.sh" && name != "README.md");
    names.sort();
    names
}
