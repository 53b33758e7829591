//! The tests of a lesson, several a row.

use laneway_engine::suite::Test;
use laneway_engine::time::Nanos;
use serde::Deserialize;

/// The most tests of a lesson.
pub const MAX_TESTS: usize = 20_000;

/// The most runs of tests that one side of a step may come to: `each` runs every test on every worker.
pub const MAX_RUNS: u64 = 200_000;

/// Some tests of one file that take the same.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Their file.
    pub file: String,
    /// Their class.
    pub class: Option<String>,
    /// What they are called, before their number; without a number if it is one test with a name of its own.
    pub name: Option<String>,
    /// How many.
    #[serde(default = "one")]
    pub n: u32,
    /// How long each takes, in seconds.
    pub secs: f64,
    /// Their `xdist_group`.
    pub group: Option<String>,
}

fn one() -> u32 {
    1
}

/// Why rows make no suite.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum RowError {
    /// A span is no time.
    #[error("tests[{row}].secs: found {secs}, expected seconds from 0 to 1e9")]
    Secs {
        /// Which row, from 0.
        row: usize,
        /// What was found.
        secs: f64,
    },
    /// Too much.
    #[error("the lesson has more than {MAX_TESTS} tests: take a preset, or fewer")]
    TooMany,
}

/// The tests of rows, in order. Tests are numbered through the whole lesson.
///
/// # Errors
/// If a row has no time, or there are too many.
pub fn tests(rows: &[Row]) -> Result<Vec<Test>, RowError> {
    let n_tests: u64 = rows.iter().map(|row| u64::from(row.n)).sum();
    if n_tests > MAX_TESTS as u64 {
        return Err(RowError::TooMany);
    }
    let mut tests = Vec::with_capacity(n_tests as usize);
    for (place, row) in rows.iter().enumerate() {
        let duration = Nanos::from_secs(row.secs).ok_or(RowError::Secs { row: place, secs: row.secs })?;
        for _ in 0..row.n {
            let name = match (&row.name, row.n) {
                (Some(name), 1) => name.clone(),
                (Some(name), _) => format!("{name}_{}", tests.len()),
                (None, _) => format!("test_{}", tests.len()),
            };
            let scope = row.class.as_ref().map(|class| format!("::{class}")).unwrap_or_default();
            let groups = row.group.iter().cloned().collect();
            tests.push(Test { id: format!("{}{scope}::{name}", row.file), duration, groups, ..Test::default() });
        }
    }
    Ok(tests)
}
