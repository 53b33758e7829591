//! What copies of a file are called: `tests/test_a.py`, `tests/test_a~2.py`, `tests/test_a~3.py`.
//!
//! Neither pytest's ids nor xdist's groups give `~` a meaning. No two copies of different files can share a name, since
//! what stands before the last `~` and behind it says which file and which copy it is.

use std::collections::BTreeSet;

use crate::suite::Test;

/// The names of all copies of each file. `first_tests` is a test of each file, `n_copies` how many copies are wanted.
pub(super) fn of_copies(tests: &[Test], first_tests: &[usize], n_copies: &[u32]) -> Vec<Vec<String>> {
    let files: Vec<&str> = first_tests.iter().map(|test| tests[*test].file()).collect();
    let taken: BTreeSet<&str> = files.iter().copied().collect();
    let names = files.iter().zip(n_copies).map(|(file, n_copies)| {
        let (stem, ending) = split(file);
        let numbered = (2_u32..).map(|number| format!("{stem}~{number}{ending}"));
        let free = numbered.filter(|name| !taken.contains(name.as_str()));
        std::iter::once((*file).to_owned()).chain(free).take(*n_copies as usize).collect()
    });
    names.collect()
}

/// Cuts a path before the last dot of its last part, if it has one.
fn split(file: &str) -> (&str, &str) {
    let last_part = file.rfind('/').map_or(0, |slash| slash + 1);
    let dot = file[last_part..].rfind('.').map_or(file.len(), |dot| last_part + dot);
    file.split_at(dot)
}
