//! Which unit of work a test belongs to under `loadscope`, `loadfile` and `loadgroup`.
//!
//! Mirrors `_split_scope` of pytest-xdist 3.8.0, `xdist/scheduler/{loadscope,loadfile,loadgroup}.py`, and the suffix
//! that `xdist/remote.py` puts on the ids of grouped tests.

use std::borrow::Cow;

use crate::dist_mode::DistMode;
use crate::simulate::names::Names;
use crate::suite::Test;

/// The units of a suite, as numbers in order of first appearance. Of tests with one id only the first is kept, as in
/// xdist's dictionaries.
pub(crate) struct Scopes {
    /// The unit of each test.
    pub(crate) unit_of: Vec<u32>,
    /// The first test with the same id, by test; `None` if all ids differ, as they should.
    first_of: Option<Vec<u32>>,
    /// Tests by unit, in order.
    tests: Vec<u32>,
    /// Where in `tests` each unit begins, and the end.
    starts: Vec<u32>,
}

impl Scopes {
    /// Sorts `tests` into the units of `dist`. Without `sees_groups`, groups count for nothing. Cost: their number.
    pub(crate) fn new<'a>(tests: impl Iterator<Item = &'a Test>, dist: DistMode, sees_groups: bool) -> Self {
        let has_suffix = dist == DistMode::LoadGroup && sees_groups;
        let ids: Vec<Cow<'_, str>> = tests.map(|test| node_id(test, has_suffix)).collect();
        let mut units = Names::with_capacity(ids.len());
        let unit_of: Vec<u32> = ids.iter().map(|id| units.number(split_scope(id, dist))).collect();
        let n_units = units.into_names().len();
        // If there are as many units as tests, no two ids are the same.
        let first_of = if n_units < ids.len() { first_of(&ids) } else { None };
        let mut starts = vec![0; n_units + 1];
        let is_kept = |test: u32| first_of.as_ref().is_none_or(|first_of| first_of[test as usize] == test);
        for (test, &unit) in (0..).zip(&unit_of) {
            starts[unit as usize + 1] += u32::from(is_kept(test));
        }
        for unit in 0..n_units {
            starts[unit + 1] += starts[unit];
        }
        let mut ends = starts.clone();
        let mut by_unit = vec![0; starts[n_units] as usize];
        for (test, &unit) in (0..).zip(&unit_of).filter(|(test, _)| is_kept(*test)) {
            by_unit[ends[unit as usize] as usize] = test;
            ends[unit as usize] += 1;
        }
        Self { unit_of, first_of, tests: by_unit, starts }
    }

    /// How many units there are.
    pub(crate) fn n_units(&self) -> u32 {
        self.starts.len() as u32 - 1
    }

    /// The tests of a unit, in order.
    pub(crate) fn tests(&self, unit: u32) -> &[u32] {
        &self.tests[self.starts[unit as usize] as usize..self.starts[unit as usize + 1] as usize]
    }

    /// The first test with the same id as `test`.
    pub(crate) fn first(&self, test: u32) -> u32 {
        self.first_of.as_ref().map_or(test, |first_of| first_of[test as usize])
    }
}

fn first_of(ids: &[Cow<'_, str>]) -> Option<Vec<u32>> {
    let mut names = Names::with_capacity(ids.len());
    let number_of: Vec<u32> = ids.iter().map(|id| names.number(id)).collect();
    let n_names = names.into_names().len();
    if n_names == ids.len() {
        return None;
    }
    let mut first = vec![u32::MAX; n_names];
    for (test, &number) in (0..).zip(&number_of) {
        first[number as usize] = first[number as usize].min(test);
    }
    Some(number_of.iter().map(|&number| first[number as usize]).collect())
}

/// The id under which a worker reports the test; it has a suffix under a `loadgroup` that sees groups.
pub(crate) fn node_id(test: &Test, has_suffix: bool) -> Cow<'_, str> {
    if !has_suffix || test.groups.is_empty() {
        return Cow::Borrowed(&test.id);
    }
    let mut groups: Vec<&str> = test.groups.iter().map(String::as_str).collect();
    groups.sort_unstable();
    groups.dedup();
    Cow::Owned(format!("{}@{}", test.id, groups.join("_")))
}

/// The unit of an id.
pub(crate) fn split_scope(id: &str, dist: DistMode) -> &str {
    match dist {
        DistMode::LoadScope => id.rsplit_once("::").map_or(id, |(scope, _)| scope),
        DistMode::LoadFile => id.split_once("::").map_or(id, |(file, _)| file),
        // An `@` before a `]` belongs to a parameter.
        _ => match (id.rfind('@'), id.rfind(']')) {
            (Some(at), bracket) if bracket.is_none_or(|bracket| bracket < at) => &id[at + 1..],
            _ => id,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(dist: DistMode, id: &str, scope: &str) {
        assert_eq!(split_scope(id, dist), scope);
    }

    #[test]
    fn a_scope_is_what_stands_before_the_last_colons() {
        check(DistMode::LoadScope, "a.py::test_x", "a.py");
        check(DistMode::LoadScope, "a.py::TestA::test_x", "a.py::TestA");
        check(DistMode::LoadScope, "a.py::test_x[p::q]", "a.py::test_x[p");
        check(DistMode::LoadScope, "plain", "plain");
    }

    #[test]
    fn a_file_is_what_stands_before_the_first_colons() {
        check(DistMode::LoadFile, "a.py::TestA::test_x", "a.py");
        check(DistMode::LoadFile, "plain", "plain");
    }

    #[test]
    fn a_group_stands_after_the_last_at_unless_in_a_parameter() {
        check(DistMode::LoadGroup, "a.py::test_x", "a.py::test_x");
        check(DistMode::LoadGroup, "a.py::test_x@g", "g");
        check(DistMode::LoadGroup, "a.py::test_x[u@h]", "a.py::test_x[u@h]");
        check(DistMode::LoadGroup, "a.py::test_x[u@h]@g", "g");
        check(DistMode::LoadGroup, "v@2/a.py::test_x", "2/a.py::test_x");
        check(DistMode::LoadGroup, "a.py::test_x@odd]", "a.py::test_x@odd]");
    }

    #[test]
    fn several_groups_are_a_sorted_set() {
        let groups = ["b", "a", "b"].map(String::from).to_vec();
        let test = Test { id: "t".to_owned(), groups, ..Test::default() };
        assert_eq!(node_id(&test, true), "t@a_b");
        assert_eq!(node_id(&test, false), "t");
    }
}
