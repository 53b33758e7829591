//! Where the slowest files stand: what makes `load` slow is a block of slow tests early in collection order.

use serde::{Deserialize, Serialize};

use crate::suite::Test;

/// The slowest files, put together.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlowBlock {
    /// How many tests its files have at least; the slowest files are taken until they do.
    pub tests: usize,
    /// Where it begins: 0 is the beginning of the order, 1 its end.
    pub at: f64,
}

/// Moves the files with the longest mean duration together; all other files stay in order.
pub(super) fn put(tests: Vec<Test>, block: &SlowBlock) -> Vec<Test> {
    let mean = |file: &&[Test]| {
        let total: u128 = file.iter().map(|test| u128::from(test.duration.0)).sum();
        total / file.len() as u128
    };
    let mut files: Vec<&[Test]> = tests.chunk_by(|one, next| one.file() == next.file()).collect();
    let in_order: Vec<&[Test]> = files.clone();
    // Stable, so that ties stay in order.
    files.sort_by_key(|file| std::cmp::Reverse(mean(file)));
    let mut n_slow = 0;
    let slow = files.iter().take_while(|file| {
        let is_wanted = n_slow < block.tests;
        n_slow += file.len();
        is_wanted
    });
    let slow: std::collections::BTreeSet<&str> = slow.map(|file| file[0].file()).collect();
    let is_slow = |file: &&&[Test]| slow.contains(file[0].file());
    let others: Vec<Test> =
        in_order.iter().filter(|file| !is_slow(file)).flat_map(|file| file.iter().cloned()).collect();
    let cut = cut(&others, block.at);
    let block = in_order.iter().filter(is_slow).flat_map(|file| file.iter().cloned());
    others[..cut].iter().cloned().chain(block).chain(others[cut..].iter().cloned()).collect()
}

/// Where to cut so that no file is split.
fn cut(tests: &[Test], at: f64) -> usize {
    let wanted = ((tests.len() as f64 * at) as usize).min(tests.len());
    (wanted..tests.len()).find(|&cut| cut == 0 || tests[cut].file() != tests[cut - 1].file()).unwrap_or(tests.len())
}
