//! Which unit of work a test belongs to under `loadscope`, `loadfile` and `loadgroup`.
//!
//! Mirrors `_split_scope` of pytest-xdist 3.8.0, `xdist/scheduler/{loadscope,loadfile,loadgroup}.py`, and the suffix
//! that `xdist/remote.py` puts on the ids of grouped tests.

use std::borrow::Cow;

use crate::dist_mode::DistMode;
use crate::simulate::names::Names;
use crate::suite::Test;

/// The units of a suite, as numbers in order of first appearance.
pub(crate) struct Scopes {
    /// The unit of each test.
    pub(crate) unit_of: Vec<u32>,
    /// The first test with the same id, by test; `None` if all ids differ, as they should.
    pub(crate) first_of: Option<Vec<u32>>,
    /// How many units there are.
    pub(crate) n_units: u32,
}

/// Sorts `tests` into the units of `dist`.
pub(crate) fn scopes(tests: &[Test], dist: DistMode) -> Scopes {
    let ids: Vec<Cow<'_, str>> = tests.iter().map(|test| node_id(test, dist)).collect();
    let mut units = Names::default();
    let mut names = Names::default();
    let unit_of: Vec<u32> = ids
        .iter()
        .map(|id| units.number(split_scope(id, dist)))
        .collect();
    let number_of: Vec<u32> = ids.iter().map(|id| names.number(id)).collect();
    let n_names = names.into_names().len();
    let first_of = (n_names < tests.len()).then(|| {
        let mut first = vec![u32::MAX; n_names];
        for (test, &number) in (0..).zip(&number_of) {
            first[number as usize] = first[number as usize].min(test);
        }
        number_of
            .iter()
            .map(|&number| first[number as usize])
            .collect()
    });
    Scopes {
        unit_of,
        first_of,
        n_units: units.into_names().len() as u32,
    }
}

/// The id under which a worker reports the test.
pub(crate) fn node_id(test: &Test, dist: DistMode) -> Cow<'_, str> {
    if dist != DistMode::LoadGroup || test.groups.is_empty() {
        return Cow::Borrowed(&test.id);
    }
    let mut groups: Vec<&str> = test.groups.iter().map(String::as_str).collect();
    groups.sort_unstable();
    groups.dedup();
    Cow::Owned(format!("{}@{}", test.id, groups.join("_")))
}

fn split_scope(id: &str, dist: DistMode) -> &str {
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
        check(
            DistMode::LoadGroup,
            "a.py::test_x[u@h]",
            "a.py::test_x[u@h]",
        );
        check(DistMode::LoadGroup, "a.py::test_x[u@h]@g", "g");
        check(DistMode::LoadGroup, "v@2/a.py::test_x", "2/a.py::test_x");
        check(
            DistMode::LoadGroup,
            "a.py::test_x@odd]",
            "a.py::test_x@odd]",
        );
    }

    #[test]
    fn several_groups_are_a_sorted_set() {
        let groups = ["b", "a", "b"].map(String::from).to_vec();
        let test = Test {
            id: "t".to_owned(),
            groups,
            ..Test::default()
        };
        assert_eq!(node_id(&test, DistMode::LoadGroup), "t@a_b");
        assert_eq!(node_id(&test, DistMode::Load), "t");
    }
}
