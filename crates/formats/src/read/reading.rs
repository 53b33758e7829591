//! What comes out of a report, and how its rows become tests.

use std::collections::HashMap;

use laneway_engine::simulate::MAX_TESTS;
use laneway_engine::suite::{OrderKnown, Recording, SourceKind, Suite, Test};
use laneway_engine::time::Nanos;
use serde::{Deserialize, Serialize};

use super::ReadError;

/// The longest id that is kept, in bytes; a test with a longer one is skipped with a warning.
pub const MAX_ID_BYTES: usize = 4096;

/// How many warnings are kept with their text; the others are counted.
const MAX_WARNINGS: usize = 100;

/// A report that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The tests, and how they were recorded.
    pub suite: Suite,
    /// What was odd.
    pub warnings: Warnings,
    /// Whether the report knows durations; `--collect-only` knows order alone.
    pub has_durations: bool,
    /// Every duration seen of each test, where several runs were joined; else empty.
    pub samples: Vec<Vec<Nanos>>,
}

/// One thing that was odd in a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// Where, from 1.
    pub line: u64,
    /// What was found, what was expected, and what was done.
    pub text: String,
}

/// Things that were odd in a report: the first hundred, and how many in all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warnings {
    /// The first, in order.
    pub shown: Vec<Warning>,
    /// How many there were.
    pub n_all: u64,
}

impl Warnings {
    /// Adds one.
    pub fn push(&mut self, line: u64, text: impl Into<String>) {
        self.n_all += 1;
        if self.shown.len() < MAX_WARNINGS {
            self.shown.push(Warning { line, text: text.into() });
        }
    }

    /// Adds those of another report.
    pub fn append(&mut self, other: Self) {
        let n_free = MAX_WARNINGS.saturating_sub(self.shown.len());
        self.shown.extend(other.shown.into_iter().take(n_free));
        self.n_all += other.n_all;
    }
}

/// What a row means for a test that was there before.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Again {
    /// A further phase of it: durations add up.
    Adds,
    /// A re-run of it: the last one counts.
    Replaces,
}

/// The rows of a report on their way to a suite.
#[derive(Default)]
pub(super) struct Rows {
    tests: Vec<Test>,
    by_id: HashMap<String, u32>,
    /// Where a row says which place its test had in the collection.
    places: Vec<Option<u64>>,
    pub(super) recording: Recording,
    pub(super) warnings: Warnings,
    pub(super) has_no_durations: bool,
}

impl Rows {
    /// Adds a row. Bad durations count as 0 and an id that is empty or too long is skipped, with a warning each.
    /// Returns the position of the test.
    pub(super) fn add(&mut self, line: u64, id: &str, secs: f64, again: Again) -> Result<Option<usize>, ReadError> {
        if id.trim().is_empty() {
            self.warnings.push(line, "the id is empty, expected one such as `tests/test_a.py::test_b`; skipped");
            return Ok(None);
        }
        if id.len() > MAX_ID_BYTES {
            let found = id.len();
            let text = format!("the id has {found} bytes, expected at most {MAX_ID_BYTES}; skipped");
            self.warnings.push(line, text);
            return Ok(None);
        }
        let duration = Nanos::from_secs(secs).unwrap_or_else(|| {
            let text = format!("the time of `{id}` is {secs}, expected seconds from 0 to 1e9; taken as 0");
            self.warnings.push(line, text);
            Nanos::ZERO
        });
        if let Some(&place) = self.by_id.get(id) {
            let test = &mut self.tests[place as usize];
            match again {
                Again::Adds => test.duration += duration,
                Again::Replaces => {
                    test.duration = duration;
                    self.warnings.push(line, format!("`{id}` is here a second time; the last one counts"));
                }
            }
            return Ok(Some(place as usize));
        }
        if self.tests.len() >= MAX_TESTS {
            return Err(ReadError::TooManyTests { line });
        }
        self.by_id.insert(id.to_owned(), self.tests.len() as u32);
        self.tests.push(Test { id: id.to_owned(), duration, groups: Vec::new() });
        self.places.push(None);
        Ok(Some(self.tests.len() - 1))
    }

    /// Whether a test was there before.
    pub(super) fn find(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).map(|&place| place as usize)
    }

    /// Begins a test anew: what was added to it before is forgotten.
    pub(super) fn reset(&mut self, test: usize) {
        self.tests[test].duration = Nanos::ZERO;
    }

    /// Says which place a test had in the collection.
    pub(super) fn place(&mut self, test: usize, place: u64) {
        self.places[test] = Some(place);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.tests.is_empty()
    }

    pub(super) fn into_reading(mut self, name: &str, kind: &'static str) -> Result<Reading, ReadError> {
        if self.tests.is_empty() {
            return Err(ReadError::NoTests { kind });
        }
        if self.places.iter().all(Option::is_some) {
            let mut placed: Vec<(Option<u64>, Test)> = self.places.into_iter().zip(self.tests).collect();
            placed.sort_by_key(|(place, _)| *place);
            self.tests = placed.into_iter().map(|(_, test)| test).collect();
            self.recording.order = OrderKnown::Collected;
        }
        if self.recording.source == SourceKind::TestDurations && is_sorted(&self.tests) {
            self.recording.order = OrderKnown::Sorted;
        }
        for test in &mut self.tests {
            split_group(test);
        }
        Ok(Reading {
            suite: Suite { name: name.to_owned(), tests: self.tests, recording: self.recording },
            warnings: self.warnings,
            has_durations: !self.has_no_durations,
            samples: Vec::new(),
        })
    }
}

/// Whether the ids are in the order of a sort by key, so that the order of collection is lost. A handful may be by chance.
fn is_sorted(tests: &[Test]) -> bool {
    tests.len() > 5 && tests.is_sorted_by(|a, b| a.id <= b.id)
}

/// `loadgroup` puts `@group` behind the id. A function's name cannot have an `@`, so behind the last `]` it is a group.
fn split_group(test: &mut Test) {
    let name_start = test.id.rfind("::").map_or(test.id.len(), |colons| colons + 2);
    let after_parameter = test.id.rfind(']').map_or(name_start, |bracket| bracket.max(name_start));
    if let Some(at) = test.id[after_parameter..].rfind('@') {
        let at = after_parameter + at;
        let group = test.id[at + 1..].to_owned();
        if !group.is_empty() {
            test.id.truncate(at);
            test.groups = vec![group];
        }
    }
}
