//! Ids of tests in parts, and what parts are called whose names are left out.

use laneway_engine::suite::{class_of, module_of};

/// A node id: file, class within it, and the rest with what parts it from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Id<'a> {
    /// `tests/test_a.py`.
    pub(crate) file: &'a str,
    /// `TestA`, `TestA::TestB`; `None`: a plain function.
    pub(crate) class: Option<&'a str>,
    /// `::test_1[x]`.
    pub(crate) rest: &'a str,
}

impl<'a> Id<'a> {
    /// Its parts; together they are the id again.
    pub(crate) fn of(id: &'a str) -> Self {
        let file = module_of(id);
        match class_of(id) {
            Some(class) => Self { file, class: Some(&class[file.len() + 2..]), rest: &id[class.len()..] },
            None => Self { file, class: None, rest: &id[file.len()..] },
        }
    }
}

/// The id of parts.
pub(crate) fn joined(file: &str, class: Option<&str>, rest: &str) -> String {
    match class {
        Some(class) => format!("{file}::{class}{rest}"),
        None => format!("{file}{rest}"),
    }
}

/// The file with that number, from 0, of all files by their first tests.
pub(crate) fn file_name(number: usize) -> String {
    format!("f{number}.py")
}

/// The class with that number in its file.
pub(crate) fn class_name(number: usize) -> String {
    format!("C{number}")
}

/// The rest of the id of the test with that number in its file.
pub(crate) fn rest_name(number: usize) -> String {
    format!("::t{number}")
}

/// The group, or the mark, with that number.
pub(crate) fn label_name(number: usize) -> String {
    format!("g{number}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_the_id_again() {
        for id in [
            "a.py",
            "a.py::t",
            "a.py::C::t[x::y]",
            "a.py::A::B::t",
            "",
            "[",
            "::",
            "a[b::c]",
            "::::",
            "a::b::",
            "a.py::t[é]",
        ] {
            let Id { file, class, rest } = Id::of(id);
            assert_eq!(joined(file, class, rest), id);
        }
    }
}
