//! Ids that a file, classes and functions of Python can have: those of the suite wherever they can, else others like them.
//!
//! pytest 9.2.0, `python.py`: an id is the path, the classes, the function, and the parameters in brackets, which it writes
//! as `unicode_escape` has them.

use std::collections::{BTreeMap, BTreeSet};

use laneway_engine::suite::Suite;

use crate::lane::unique;
use crate::python;

/// A test of the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Id {
    /// `tests/test_a.py`.
    pub(super) file: String,
    /// Outermost first.
    pub(super) classes: Vec<String>,
    /// The function.
    pub(super) function: String,
    /// What stands between brackets, as pytest prints it.
    pub(super) parameters: Option<String>,
}

impl Id {
    /// As pytest prints it.
    pub(super) fn text(&self) -> String {
        let parameters = self.parameters.as_ref().map(|text| format!("[{text}]")).unwrap_or_default();
        format!("{}::{}{parameters}", self.scope(), self.function)
    }

    /// The file, and the classes.
    pub(super) fn scope(&self) -> String {
        std::iter::once(&self.file).chain(&self.classes).cloned().collect::<Vec<_>>().join("::")
    }
}

/// The ids of all tests, in the suite's order: each another one. Costs O(n log n).
pub(super) fn ids(suite: &Suite) -> Vec<Id> {
    let mut names = Names::default();
    suite.tests.iter().map(|test| names.id(&test.id)).collect()
}

/// What was given to whom so far.
#[derive(Default)]
struct Names {
    /// Files, and names in a scope, as the suite has them, with those of the project; functions with parameters apart.
    given: BTreeMap<(String, String, bool), String>,
    /// What is taken in a scope.
    taken: BTreeSet<(String, String)>,
    ids: BTreeSet<String>,
}

impl Names {
    fn id(&mut self, id: &str) -> Id {
        let (base, parameters) = match id.split_once('[') {
            Some((base, rest)) => (base, Some(rest.strip_suffix(']').unwrap_or(rest))),
            None => (id, None),
        };
        let mut parts = base.split("::");
        // A test without a file is one of a file of its own.
        let file = parts.next().filter(|file| file.len() < base.len()).unwrap_or("test_suite.py");
        let mut names: Vec<&str> = parts.collect();
        let function = names.pop().unwrap_or(base);
        let file = self.file(file);
        let mut scope = file.clone();
        let mut classes = Vec::with_capacity(names.len());
        for name in names {
            let class = self.name(&scope, name, false, "Test");
            scope = format!("{scope}::{class}");
            classes.push(class);
        }
        let function = self.name(&scope, function, parameters.is_some(), "test");
        let own = parameters.map(safe_parameters);
        let text = |parameters: &Option<String>| Id {
            file: file.clone(),
            classes: classes.clone(),
            function: function.clone(),
            parameters: parameters.clone(),
        };
        let mut found = text(&own);
        if self.ids.contains(&found.text()) {
            found = if let Some(own) = &own {
                let is_taken = |own: &str| self.ids.contains(&text(&Some(own.to_owned())).text());
                text(&Some(unique(own, &is_taken)))
            } else {
                // The same function a second time.
                let is_taken = |name: &str| self.taken.contains(&(scope.clone(), name.replace('-', "_")));
                let function = unique(&function, &is_taken).replace('-', "_");
                self.taken.insert((scope.clone(), function.clone()));
                Id { function, ..text(&None) }
            };
        }
        self.ids.insert(found.text());
        found
    }

    fn file(&mut self, file: &str) -> String {
        let key = (String::new(), file.to_owned(), false);
        if let Some(given) = self.given.get(&key) {
            return given.clone();
        }
        let safe = if is_file(file) { file.to_owned() } else { safe_file(file) };
        let stem = safe.trim_end_matches(".py").to_owned();
        let is_taken = |stem: &str| self.taken.contains(&(String::new(), format!("{stem}.py").to_ascii_lowercase()));
        let given = format!("{}.py", unique(&stem, &is_taken));
        self.taken.insert((String::new(), given.to_ascii_lowercase()));
        self.given.insert(key, given.clone());
        given
    }

    /// A class or function of a scope. A function with parameters and one without cannot have one name.
    fn name(&mut self, scope: &str, name: &str, has_parameters: bool, prefix: &str) -> String {
        let is_function = prefix == "test";
        let key = (format!("{scope}\n{is_function}"), name.to_owned(), has_parameters);
        if let Some(given) = self.given.get(&key) {
            return given.clone();
        }
        let safe = if python::is_name(name) {
            name.to_owned()
        } else {
            let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
            format!("{prefix}_{}", plain.trim_matches('_'))
        };
        let is_taken = |name: &str| self.taken.contains(&(scope.to_owned(), name.replace('-', "_")));
        let given = unique(&safe, &is_taken).replace('-', "_");
        self.taken.insert((scope.to_owned(), given.clone()));
        self.given.insert(key, given.clone());
        given
    }
}

/// Whether a path is one within the project, plain on every system, and one that Python imports.
fn is_file(path: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || "_-.+~ ".contains(c);
    let is_part = |part: &str| {
        !part.is_empty()
            && part.len() <= 200
            && part.chars().all(is_letter)
            && !part.starts_with(['.', '-', ' '])
            && !part.ends_with(['.', ' '])
    };
    path.len() <= 1_000
        && path.ends_with(".py")
        && path.split('/').all(is_part)
        && !path.split('/').rev().skip(1).any(|folder| folder.ends_with(".py") || folder == "__pycache__")
        && !path.ends_with("conftest.py")
        && !path.ends_with("__init__.py")
}

fn safe_file(path: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let stem: String = path.trim_end_matches(".py").chars().take(100).map(plain).collect();
    format!("other/test_{}.py", stem.trim_matches('_'))
}

/// Parameters that pytest prints as they are: its own escapes may stay.
fn safe_parameters(parameters: &str) -> String {
    let is_printed = parameters.chars().all(|c| (' '..='~').contains(&c));
    if is_printed && source_of(parameters).is_some() {
        return parameters.to_owned();
    }
    let plain = |c: char| if (' '..='~').contains(&c) && c != '\\' { c } else { '_' };
    parameters.chars().map(plain).collect()
}

/// What pytest must be given to print parameters so: its escapes undone. `None` where there is no such text.
pub(super) fn source_of(printed: &str) -> Option<String> {
    let mut source = String::new();
    let mut rest = printed;
    while let Some(c) = rest.chars().next() {
        if c != '\\' {
            source.push(c);
            rest = &rest[1..];
            continue;
        }
        let letter = rest.chars().nth(1)?;
        let n_digits = match letter {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            '\\' | 'n' | 'r' | 't' => 0,
            _ => return None,
        };
        let escape = rest.get(..2 + n_digits)?;
        let c = match letter {
            '\\' => '\\',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => char::from_u32(u32::from_str_radix(&escape[2..], 16).ok()?)?,
        };
        if escaped(c) != escape {
            return None;
        }
        source.push(c);
        rest = &rest[escape.len()..];
    }
    Some(source)
}

/// A character as Python's `unicode_escape` has it.
fn escaped(c: char) -> String {
    match c {
        '\\' => "\\\\".to_owned(),
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        ' '..='~' => c.to_string(),
        c if u32::from(c) < 0x100 => format!("\\x{:02x}", u32::from(c)),
        c if u32::from(c) < 0x1_0000 => format!("\\u{:04x}", u32::from(c)),
        c => format!("\\U{:08x}", u32::from(c)),
    }
}

#[cfg(test)]
mod tests {
    use laneway_engine::suite::Test;

    use super::*;

    fn check(found: &[&str], expected: &[&str]) {
        let test = |id: &&str| Test { id: (*id).to_owned(), ..Test::default() };
        let suite = Suite { tests: found.iter().map(test).collect(), ..Suite::default() };
        assert_eq!(ids(&suite).iter().map(Id::text).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn ok_plain_ids_stay() {
        let plain = [
            "tests/unit/test_a.py::test_x",
            "tests/unit/test_a.py::TestA::Inner::test_x[1-a::b]",
            "a.py::it_works[\\xe9\\u2028 \\\\ \\n]",
            "a b/c-d.py::test_x[[]]]",
        ];
        check(&plain, &plain);
    }

    #[test]
    fn ok_others_get_safe_ones_like_them() {
        check(
            &["../../etc/passwd::x", "/a.py::x", "a.js::does it? [y]", "no file", "a.py::\n:: b[é]", "conftest.py::x"],
            &[
                "other/test_etc_passwd.py::x",
                "other/test_a.py::x",
                "other/test_a_js.py::test_does_it[y]",
                "test_suite.py::test_no_file",
                "a.py::Test_::test_b[_]",
                "other/test_conftest.py::x",
            ],
        );
    }

    #[test]
    fn ok_no_two_are_the_same() {
        check(
            &[
                "a.py::x",
                "a.py::x",
                "a.py::x[1]",
                "a.py::x[1]",
                "a.py::y[]",
                "a.py::y[é]",
                "a.py::y[ü]",
                "A.py::x",
                "a.py::x::z",
            ],
            &[
                "a.py::x",
                "a.py::x_2",
                "a.py::x_3[1]",
                "a.py::x_3[1-2]",
                "a.py::y[]",
                "a.py::y[_]",
                "a.py::y[_-2]",
                "A-2.py::x",
                "a.py::x_4::z",
            ],
        );
    }

    #[test]
    fn law_ids_are_always_different_and_stay_inside() {
        arbtest::arbtest(|u| {
            let given: Vec<String> = u.arbitrary()?;
            let test = |id: &String| Test { id: id.clone(), ..Test::default() };
            let suite = Suite { tests: given.iter().map(test).collect(), ..Suite::default() };
            let found = ids(&suite);
            let different: BTreeSet<String> = found.iter().map(Id::text).collect();
            assert_eq!(different.len(), given.len());
            assert!(found.iter().all(|id| is_file(&id.file) && python::is_name(&id.function)), "{found:?}");
            Ok(())
        });
    }
}
