//! The rows of a report on their way to a suite: one place for what is odd in them.

use std::collections::BTreeMap;
use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};
use laneway_engine::dist_mode::DistMode;
use laneway_engine::simulate::MAX_TESTS;
use laneway_engine::suite::{OrderKnown, Recording, SourceKind, Suite, Test};
use laneway_engine::time::Nanos;

use super::ReadError;
use super::by_file::{is_of_several_workers, put_by_file};
use super::facts::{Facts, Phases, WorkerFacts};
use super::reading::Reading;
use super::warnings::Warnings;

/// The longest id that is kept, in bytes; a test with a longer one is skipped with a warning.
const MAX_ID_BYTES: usize = 4096;

/// How many different markers are kept; a run with more has names that are no markers among them.
const MAX_MARKERS: usize = 256;

/// What a row means for a test that was there before.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Again {
    /// A further phase of it: durations add up.
    Adds,
    /// A re-run of it: the last one counts.
    Replaces,
}

/// How a test ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ending {
    #[default]
    Passed,
    Skipped,
    Failed,
}

/// A phase of a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Phase {
    Setup,
    Call,
    Teardown,
}

impl Phase {
    pub(super) fn from_name(name: &str) -> Option<Self> {
        match name {
            "setup" => Some(Self::Setup),
            "call" => Some(Self::Call),
            "teardown" => Some(Self::Teardown),
            _ => None,
        }
    }
}

/// One test under way.
pub(super) struct Row {
    test: Test,
    /// Its place in the collection, where the report says it.
    pub(super) place: Option<u64>,
    phases: Phases,
    /// Position in `Rows::workers`.
    pub(super) ran_on: Option<u32>,
    /// When it began and ended, in seconds of the report's clock; empty (from infinity) where that is not known.
    span: [f64; 2],
    pub(super) ending: Ending,
}

/// Before anything is known of when a test ran.
const NO_SPAN: [f64; 2] = [f64::INFINITY, f64::NEG_INFINITY];

/// The rows of a report.
#[derive(Default)]
pub(super) struct Rows {
    tests: Vec<Row>,
    /// Positions of the tests by id; the ids themselves stand in `tests` alone.
    by_id: HashTable<u32>,
    hasher: DefaultHashBuilder,
    pub(super) recording: Recording,
    pub(super) warnings: Warnings,
    pub(super) has_no_durations: bool,
    /// What the order by the tests' places is.
    pub(super) order_by_place: OrderKnown,
    /// Whether an `@` behind a test's name may be `loadgroup`'s.
    pub(super) has_no_groups: bool,
    pub(super) has_phases: bool,
    pub(super) workers: Vec<WorkerFacts>,
    pub(super) n_reruns: u32,
    pub(super) wall: Option<Nanos>,
    /// When the session began by the report's clock; `None`: it knows no earlier time than its first test's.
    pub(super) origin: Option<f64>,
    pub(super) dist: Option<DistMode>,
    pub(super) cpu: Option<Nanos>,
    markers: BTreeMap<String, Vec<u32>>,
}

impl Rows {
    /// Adds a row. Bad durations count as 0 and an id that is empty or too long is skipped, with a warning each.
    /// Returns the position of the test.
    pub(super) fn add(&mut self, line: u64, id: &str, secs: f64, again: Again) -> Result<Option<usize>, ReadError> {
        let (id, group) = if self.has_no_groups { (id, None) } else { split_group(id) };
        if id.trim().is_empty() {
            self.warnings.push(line, "the id is empty, expected one such as `tests/test_a.py::test_b`; skipped");
            return Ok(None);
        }
        if id.len() > MAX_ID_BYTES {
            let begin: String = id.chars().take(40).collect();
            let text = format!("the id `{begin}...` has {} bytes, expected at most {MAX_ID_BYTES}; skipped", id.len());
            self.warnings.push(line, text);
            return Ok(None);
        }
        let duration = self.duration(line, id, secs);
        if let Some(position) = self.position(id) {
            let test = &mut self.tests[position].test;
            match again {
                Again::Adds => test.duration = sum(test.duration, duration),
                Again::Replaces => {
                    test.duration = duration;
                    self.n_reruns += 1;
                    self.warnings.push(line, format!("`{id}` is here a second time; the last one counts"));
                }
            }
            return Ok(Some(position));
        }
        if self.tests.len() >= MAX_TESTS {
            return Err(ReadError::TooManyTests { line });
        }
        let test = Test {
            id: id.to_owned(),
            duration,
            groups: group.into_iter().map(str::to_owned).collect(),
            ..Test::default()
        };
        let (phases, ending) = (Phases::default(), Ending::default());
        self.tests.push(Row { test, place: None, phases, ran_on: None, span: NO_SPAN, ending });
        let position = self.tests.len() - 1;
        let (tests, hasher) = (&self.tests, &self.hasher);
        let hash = |&position: &u32| hasher.hash_one(&tests[position as usize].test.id);
        self.by_id.insert_unique(hash(&(position as u32)), position as u32, hash);
        Ok(Some(position))
    }

    fn position(&self, id: &str) -> Option<usize> {
        let is_it = |&position: &u32| self.tests[position as usize].test.id == id;
        self.by_id.find(self.hasher.hash_one(id), is_it).map(|&position| position as usize)
    }

    /// Adds a phase of a test to its duration.
    pub(super) fn add_phase(
        &mut self,
        line: u64,
        id: &str,
        phase: Phase,
        secs: f64,
    ) -> Result<Option<usize>, ReadError> {
        self.has_phases = true;
        let before = self.find(id).map_or(Nanos::ZERO, |test| self.tests[test].test.duration);
        let Some(test) = self.add(line, id, secs, Again::Adds)? else { return Ok(None) };
        let row = &mut self.tests[test];
        let added = Nanos(row.test.duration.0 - before.0);
        let span = match phase {
            Phase::Setup => &mut row.phases.setup,
            Phase::Call => &mut row.phases.call,
            Phase::Teardown => &mut row.phases.teardown,
        };
        *span = sum(*span, added);
        Ok(Some(test))
    }

    /// The position of a test that was there before.
    pub(super) fn find(&self, id: &str) -> Option<usize> {
        let (id, _) = if self.has_no_groups { (id, None) } else { split_group(id) };
        self.position(id)
    }

    pub(super) fn row(&mut self, test: usize) -> &mut Row {
        &mut self.tests[test]
    }

    /// Begins a test anew: what its runs before came to is forgotten.
    pub(super) fn begin_again(&mut self, test: usize) {
        self.n_reruns += 1;
        let row = &mut self.tests[test];
        row.test.duration = Nanos::ZERO;
        row.phases = Phases::default();
        row.span = NO_SPAN;
        row.ending = Ending::default();
    }

    /// Says that a test was running then, by the report's clock.
    pub(super) fn ran(&mut self, test: usize, start: f64, stop: f64) {
        let span = &mut self.tests[test].span;
        *span = [span[0].min(start), span[1].max(stop)];
    }

    /// Forgets when tests ran: several clocks were running.
    pub(super) fn forget_spans(&mut self) {
        self.tests.iter_mut().for_each(|row| row.span = NO_SPAN);
    }

    /// When each test ran, in the order of the rows, since the session or its first test began.
    fn spans(rows: &[(u32, Row)], origin: Option<f64>) -> Vec<Option<(Nanos, Nanos)>> {
        let first = rows.iter().map(|(_, row)| row.span[0]).fold(f64::INFINITY, f64::min);
        if first.is_infinite() {
            return Vec::new();
        }
        let origin = origin.unwrap_or(first);
        let since = |secs: f64| Nanos::from_secs(secs - origin);
        let span = |row: &Row| since(row.span[0]).zip(since(row.span[1])).filter(|(start, stop)| start <= stop);
        rows.iter().map(|(_, row)| span(row)).collect()
    }

    /// Says that a test carries a marker.
    pub(super) fn mark(&mut self, test: usize, marker: &str) {
        if let Some(tests) = self.markers.get_mut(marker) {
            tests.push(test as u32);
        } else if self.markers.len() < MAX_MARKERS {
            self.markers.insert(marker.to_owned(), vec![test as u32]);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.tests.is_empty()
    }

    pub(super) fn has_groups(&self) -> bool {
        self.tests.iter().any(|row| !row.test.groups.is_empty())
    }

    /// Seconds of a row; what is no duration counts as 0, with a warning.
    fn duration(&mut self, line: u64, id: &str, secs: f64) -> Nanos {
        Nanos::from_secs(secs).unwrap_or_else(|| {
            let found = match secs {
                _ if secs.is_nan() => "not a number".to_owned(),
                // Not with its hundreds of zeros.
                _ if secs.abs() >= 1e15 => format!("{secs:e}"),
                _ => secs.to_string(),
            };
            let text = format!("the time of `{id}` is {found}, expected seconds from 0 to 1e9; taken as 0");
            self.warnings.push(line, text);
            Nanos::ZERO
        })
    }

    pub(super) fn into_reading(mut self, name: &str, kind: &'static str) -> Result<Reading, ReadError> {
        if self.tests.is_empty() {
            return Err(ReadError::NoTests { kind, first_warning: self.warnings.shown.into_iter().next() });
        }
        let mut order: Vec<u32> = (0..self.tests.len() as u32).collect();
        if self.tests.iter().all(|row| row.place.is_some()) {
            order.sort_by_key(|&test| self.tests[test as usize].place);
            self.recording.order = self.order_by_place;
        }
        if self.recording.source == SourceKind::TestDurations && is_sorted(&self.tests) {
            self.recording.order = OrderKnown::Sorted;
        }
        if self.recording.order == OrderKnown::Finished {
            let in_order = order.iter().map(|&test| &self.tests[test as usize].test);
            if is_of_several_workers(in_order, self.recording.workers, self.wall) {
                self.recording.order = OrderKnown::Sorted;
            }
        }
        if self.recording.order == OrderKnown::Sorted {
            put_by_file(&mut order, |test| &self.tests[test as usize].test);
        }
        let mut new_position = vec![0; order.len()];
        for (position, &test) in (0..).zip(&order) {
            new_position[test as usize] = position;
        }
        let n_with = |ending| self.tests.iter().filter(|row| row.ending == ending).count() as u32;
        let n_tests = self.tests.len();
        let mut facts = Facts {
            n_failed: n_with(Ending::Failed),
            n_skipped: n_with(Ending::Skipped),
            n_reruns: self.n_reruns,
            wall: self.wall,
            is_whole: self.origin.is_some(),
            dist: self.dist,
            cpu: self.cpu,
            ..Facts::default()
        };
        for (marker, mut tests) in self.markers {
            for test in &mut tests {
                *test = new_position[*test as usize];
            }
            tests.sort_unstable();
            tests.dedup();
            if tests.len() < n_tests {
                facts.markers.insert(marker, tests);
            }
        }
        let mut rows: Vec<(u32, Row)> = new_position.into_iter().zip(self.tests).collect();
        rows.sort_by_key(|(position, _)| *position);
        if self.has_phases {
            facts.phases = rows.iter().map(|(_, row)| row.phases).collect();
        }
        facts.spans = Self::spans(&rows, self.origin);
        if !self.workers.is_empty() {
            facts.ran_on = rows.iter().map(|(_, row)| row.ran_on).collect();
        }
        facts.workers = self.workers;
        // The names of groups are known apart, where they are.
        for (marker, marked) in facts.markers.iter().filter(|(marker, _)| *marker != "xdist_group") {
            marked.iter().for_each(|&test| rows[test as usize].1.test.marks.push(marker.clone()));
        }
        self.warnings.name_file(name);
        let tests = rows.into_iter().map(|(_, row)| row.test).collect();
        let suite = Suite { name: name.to_owned(), tests, recording: self.recording };
        let has_durations = !self.has_no_durations;
        Ok(Reading { suite, facts, warnings: self.warnings, has_durations, samples: Vec::new() })
    }
}

/// A sum that stays within what is accepted.
fn sum(a: Nanos, b: Nanos) -> Nanos {
    (a + b).min(Nanos::MAX_INPUT)
}

/// Whether the ids are in the order of a sort by key, so that the order of collection is lost. A handful may be by chance.
fn is_sorted(rows: &[Row]) -> bool {
    rows.len() > 5 && rows.is_sorted_by(|a, b| a.test.id <= b.test.id)
}

/// `loadgroup` puts `@group` behind the id: xdist takes the last `@` that stands behind the last `]`. Here the name of
/// the function before it must also be one of Python's.
fn split_group(id: &str) -> (&str, Option<&str>) {
    let Some(at) = id.rfind('@').filter(|&at| id.rfind(']').is_none_or(|bracket| bracket < at)) else {
        return (id, None);
    };
    let (before, group) = (&id[..at], &id[at + 1..]);
    let function = before.split('[').next().unwrap_or(before).rsplit_once("::").map_or("", |(_, name)| name);
    let is_name = !function.is_empty() && function.chars().all(|char| char.is_alphanumeric() || char == '_');
    if is_name && !group.is_empty() { (before, Some(group)) } else { (id, None) }
}

#[cfg(test)]
mod tests {
    use super::split_group;

    #[test]
    fn a_group_stands_behind_the_last_at_sign() {
        assert_eq!(split_group("a.py::test_x@db"), ("a.py::test_x", Some("db")));
        assert_eq!(split_group("a.py::test_x[a@b]@db"), ("a.py::test_x[a@b]", Some("db")));
        assert_eq!(split_group("a.py::test_x[a@b]"), ("a.py::test_x[a@b]", None));
        assert_eq!(split_group("v@2/a.py::test_x"), ("v@2/a.py::test_x", None));
        assert_eq!(split_group("mail::sends to a@b.c"), ("mail::sends to a@b.c", None));
    }
}
