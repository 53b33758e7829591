//! A node id from what JUnit XML keeps of it: a dotted class name, a name, and sometimes the file.
//!
//! pytest writes `classname` as the path with dots, then the classes (`_pytest/junitxml.py`, `mangle_test_address`).

/// What a `<testcase>` says of its test.
#[derive(Default)]
pub(super) struct Case {
    pub(super) class_name: String,
    pub(super) name: String,
    pub(super) file: Option<String>,
    pub(super) is_pytest: bool,
}

/// The id, as well as it can be known.
///
/// With a file, what the class name has behind the file's name is the class. Without, the last part that is named like
/// a test module (`test_x`, `x_test`) is the module; else the part before the first capital; else the last part. Names
/// that are no module of Python's stay as they are.
pub(super) fn node_id(case: &Case) -> String {
    let Case { class_name, name, .. } = case;
    if let Some(file) = &case.file {
        let file = file.replace('\\', "/");
        let file = file.strip_prefix("./").unwrap_or(&file);
        return join(file, classes_behind(class_name, file), name);
    }
    if class_name.is_empty() {
        return name.clone();
    }
    let is_test_module = |part: &str| part.starts_with("test_") || part.ends_with("_test");
    let is_class = |part: &str| part.starts_with(|first: char| first.is_uppercase());
    let (mut n_parts, mut module, mut class) = (0, None, None);
    for part in class_name.split('.') {
        n_parts += 1;
        if is_test_module(part) {
            module = Some(n_parts);
        }
        if n_parts > 1 && class.is_none() && is_class(part) {
            class = Some(n_parts - 1);
        }
    }
    let n_module = match module {
        Some(module) => module,
        None if !case.is_pytest => return format!("{class_name}::{name}"),
        None => class.unwrap_or(n_parts),
    };
    let mut id = String::with_capacity(class_name.len() + name.len() + 8);
    for (number, part) in class_name.split('.').enumerate() {
        let separator = match number {
            0 => "",
            number if number < n_module => "/",
            number if number == n_module => ".py::",
            _ => "::",
        };
        id.push_str(separator);
        id.push_str(part);
    }
    id.push_str(if n_module == n_parts { ".py::" } else { "::" });
    id.push_str(name);
    id
}

/// The classes of a dotted class name: what stands behind the file's own name in it, or all where that is not in it.
fn classes_behind<'a>(class_name: &'a str, file: &str) -> impl Iterator<Item = &'a str> {
    let dotted = file.strip_suffix(".py").unwrap_or(file).replace('/', ".");
    let module = dotted.rsplit('.').next().unwrap_or(&dotted);
    let has_prefix = |rest: &str| rest.is_empty() || rest.starts_with('.');
    let rest = class_name.strip_prefix(dotted.as_str()).filter(|rest| has_prefix(rest)).unwrap_or_else(|| {
        // The file may be given from another folder: its last part counts.
        let mut from = 0;
        for part in class_name.split('.') {
            from += part.len();
            if part == module {
                return &class_name[from..];
            }
            from += 1;
        }
        class_name
    });
    let n_parts = if rest.starts_with('.') || rest.is_empty() { usize::MAX } else { 1 };
    rest.splitn(n_parts, '.').filter(|part| !part.is_empty())
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
        check(
            "Project.Api.test_b.test_c.TestD.Inner",
            "test_x",
            None,
            true,
            "Project/Api/test_b/test_c.py::TestD::Inner::test_x",
        );
        check("Checks.check_it.CheckB", "runs", None, true, "Checks/check_it.py::CheckB::runs");
        check("checks.it", "runs", None, true, "checks/it.py::runs");
    }

    #[test]
    fn other_languages_keep_their_names() {
        check("com.example.FooTest", "works", None, false, "com.example.FooTest::works");
        check("", "lonely", None, false, "lonely");
        check("Cart adds", "an item", Some("src/cart.test.js"), false, "src/cart.test.js::Cart adds::an item");
    }
}
