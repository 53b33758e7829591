//! A selection: which tests of a suite one `pytest` runs.

use serde::{Deserialize, Serialize};

use crate::suite::Test;

/// What stands behind `pytest`: paths, `--deselect`, `-m`. Empty: all tests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Selection {
    /// Folders, files, classes or tests, as node ids begin; none: all.
    pub paths: Vec<String>,
    /// The same, left out again: `--ignore`, `--deselect`.
    pub without: Vec<String>,
    /// Names of marks, of which a test has at least one; none: all. An `xdist_group` counts by its own name too.
    pub marked: Vec<String>,
    /// Names of marks, of which it has none.
    pub unmarked: Vec<String>,
}

impl Selection {
    /// Those that both select, as far as paths and marks can say it: of two lists of paths, the deeper one of each pair that
    /// lies in the other; of two lists of marks, the other's.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let both = |one: &[String], other: &[String]| -> Vec<String> {
            let mut all: Vec<String> = one.to_vec();
            all.extend(other.iter().filter(|it| !one.contains(it)).cloned());
            all
        };
        let paths = match (self.paths.as_slice(), other.paths.as_slice()) {
            ([], paths) | (paths, []) => paths.to_vec(),
            (own, others) => {
                let deeper = |one: &str, other: &str| is_under(one, other).then(|| one.to_owned());
                let of_pair = |one: &String, other: &String| deeper(one, other).or_else(|| deeper(other, one));
                let pairs = own.iter().flat_map(|one| others.iter().filter_map(move |other| of_pair(one, other)));
                let mut paths: Vec<String> = pairs.collect();
                // Nothing in common: a path that no test is under.
                if paths.is_empty() {
                    paths.push("::".to_owned());
                }
                paths
            }
        };
        let marked = if other.marked.is_empty() { self.marked.clone() } else { other.marked.clone() };
        Self {
            paths,
            without: both(&self.without, &other.without),
            marked,
            unmarked: both(&self.unmarked, &other.unmarked),
        }
    }

    /// Whether all tests are selected.
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it has that test.
    pub fn has(&self, test: &Test) -> bool {
        self.has_path(test) && self.has_marks(test)
    }

    /// Whether the test is under its paths: what `pytest` collects, before any plugin orders it.
    pub(crate) fn has_path(&self, test: &Test) -> bool {
        (self.paths.is_empty() || self.paths.iter().any(|path| is_under(&test.id, path)))
            && !self.without.iter().any(|path| is_under(&test.id, path))
    }

    /// Whether the marks of the test are right: what `-m` leaves, of tests in their order.
    pub(crate) fn has_marks(&self, test: &Test) -> bool {
        let is_marked = |mark: &String| test.marks.contains(mark) || test.groups.contains(mark);
        (self.marked.is_empty() || self.marked.iter().any(is_marked)) && !self.unmarked.iter().any(is_marked)
    }
}

/// Whether a node id, or another path, is a path's own or below it: it goes on with a separator, or with the parameters of a
/// test. All is under `.`.
pub fn is_under(id: &str, path: &str) -> bool {
    let path = path.strip_prefix("./").unwrap_or(path);
    let path = path.trim_end_matches('/');
    if path.is_empty() || path == "." {
        return true;
    }
    id.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '[']) || rest.starts_with("::"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(paths: &[&str], id: &str, expected: bool) {
        let selection =
            Selection { paths: paths.iter().map(|path| (*path).to_owned()).collect(), ..Selection::default() };
        let test = Test { id: id.to_owned(), ..Test::default() };
        assert_eq!(selection.has(&test), expected, "{id} under {paths:?}");
    }

    #[test]
    fn ok_paths_are_whole_parts_of_an_id() {
        check(&[], "tests/test_a.py::test_1", true);
        check(&["."], "tests/test_a.py::test_1", true);
        check(&["tests"], "tests/test_a.py::test_1", true);
        check(&["./tests/"], "tests/test_a.py::test_1", true);
        check(&["test"], "tests/test_a.py::test_1", false);
        check(&["tests/test_a.py"], "tests/test_a.py::test_1", true);
        check(&["tests/test_a.py::test_1"], "tests/test_a.py::test_1[x]", true);
        check(&["tests/test_a.py::test_1"], "tests/test_a.py::test_12", false);
        check(&["other", "tests/test_a.py::Class"], "tests/test_a.py::Class::test_1", true);
    }

    #[test]
    fn ok_marks_select_and_leave_out() {
        let marks = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let test = Test { marks: marks(&["slow"]), groups: marks(&["serial"]), ..Test::default() };
        let check = |marked: &[&str], unmarked: &[&str], expected: bool| {
            let selection = Selection { marked: marks(marked), unmarked: marks(unmarked), ..Selection::default() };
            assert_eq!(selection.has(&test), expected, "{marked:?} without {unmarked:?}");
        };
        check(&["slow"], &[], true);
        check(&["fast", "serial"], &[], true);
        check(&["fast"], &[], false);
        check(&["slow"], &["serial"], false);
    }
}
