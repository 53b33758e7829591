//! A node id from what JUnit XML keeps of it: a dotted class name, a name, and sometimes the file.
//!
//! pytest writes `classname` as the path with dots, then the classes (`_pytest/junitxml.py`, `mangle_test_address`).

/// What a `<testcase>` says of its test.
pub(super) struct Case {
    pub(super) class_name: String,
    pub(super) name: String,
    pub(super) file: Option<String>,
    pub(super) is_pytest: bool,
}

/// The id, as well as it can be known. Without a file, a part of the class name that begins with a capital, and all
/// behind it, is a class; what stands before is the file. Names that are no module of Python's stay as they are.
pub(super) fn node_id(case: &Case) -> String {
    let Case { class_name, name, .. } = case;
    if let Some(file) = case.file.as_ref().filter(|file| !file.is_empty()) {
        let file = file.replace('\\', "/");
        let dotted = file.strip_suffix(".py").unwrap_or(&file).replace('/', ".");
        let rest = class_name.strip_prefix(&dotted).unwrap_or_else(|| {
            // The file may be given from another folder: what follows its last part counts.
            let module = dotted.rsplit('.').next().unwrap_or(&dotted);
            let after = class_name.split('.').skip_while(|part| *part != module).nth(1);
            after.and_then(|part| class_name.find(&format!(".{part}"))).map_or("", |at| &class_name[at..])
        });
        return join(&file, rest.split('.').filter(|part| !part.is_empty()), name);
    }
    if class_name.is_empty() {
        return name.clone();
    }
    let parts: Vec<&str> = class_name.split('.').collect();
    let n_module = parts.iter().position(|part| part.starts_with(|first: char| first.is_ascii_uppercase()));
    let n_module = n_module.filter(|n_module| *n_module > 0).unwrap_or(parts.len());
    let is_python =
        case.is_pytest || parts[n_module - 1].starts_with("test_") || parts[n_module - 1].ends_with("_test");
    if is_python {
        join(&format!("{}.py", parts[..n_module].join("/")), parts[n_module..].iter().copied(), name)
    } else {
        format!("{class_name}::{name}")
    }
}

fn join<'a>(file: &str, classes: impl Iterator<Item = &'a str>, name: &str) -> String {
    let mut id = file.to_owned();
    for class in classes {
        id.push_str("::");
        id.push_str(class);
    }
    format!("{id}::{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(class_name: &str, name: &str, file: Option<&str>, is_pytest: bool, id: &str) {
        let file = file.map(str::to_owned);
        let case = Case { class_name: class_name.to_owned(), name: name.to_owned(), file, is_pytest };
        assert_eq!(node_id(&case), id);
    }

    #[test]
    fn a_file_says_where_the_class_begins() {
        let class_name = "pkg.tests.test_a.TestHelpers";
        check(class_name, "test_x", Some(r"pkg\tests\test_a.py"), true, "pkg/tests/test_a.py::TestHelpers::test_x");
        check("tests.test_a", "test_x[1.5]", Some("tests/test_a.py"), true, "tests/test_a.py::test_x[1.5]");
        check("tests.test_a.T.Inner", "test_x", Some("a/tests/test_a.py"), true, "a/tests/test_a.py::T::Inner::test_x");
    }

    #[test]
    fn without_a_file_a_capital_begins_a_class() {
        check("tests.test_a.TestB", "test_x", None, true, "tests/test_a.py::TestB::test_x");
        check("test_dummy", "test_dummy[6.0]", None, true, "test_dummy.py::test_dummy[6.0]");
    }

    #[test]
    fn other_languages_keep_their_names() {
        check("com.example.FooTest", "works", None, false, "com.example.FooTest::works");
        check("", "lonely", None, false, "lonely");
    }
}
