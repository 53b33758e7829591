//! The source of one file of sleeping tests: classes, functions, marks and parameters. What a test does is in conftest.py.

use laneway_engine::suite::Test;

use super::ids::{Id, source_of};
use crate::python;

/// A file, a class, or a function with its tests.
#[derive(Default)]
struct Scope<'a> {
    classes: Vec<(&'a str, Scope<'a>)>,
    functions: Vec<(&'a str, Vec<(&'a Id, &'a Test)>)>,
    /// Which came first: names in order.
    order: Vec<&'a str>,
}

/// The file, as Python. Tests of a function stand together, whatever the suite's order.
pub(super) fn source(tests: &[(&Id, &Test)]) -> String {
    let mut file = Scope::default();
    for (id, test) in tests {
        file.add(&id.classes, id, test);
    }
    let mut lines = vec!["\"\"\"Generated: sleeps; conftest.py says how long.\"\"\"".to_owned(), String::new()];
    let mut body = Vec::new();
    file.write(0, &mut body);
    if body.iter().any(|line| line.contains("pytest.")) {
        lines.extend(["import pytest".to_owned(), String::new()]);
    }
    lines.extend(body);
    lines.push(String::new());
    lines.join("\n")
}

impl<'a> Scope<'a> {
    fn add(&mut self, classes: &'a [String], id: &'a Id, test: &'a Test) {
        let Some((class, inner)) = classes.split_first() else {
            let name = id.function.as_str();
            if let Some((_, cases)) = self.functions.iter_mut().rev().find(|(other, _)| *other == name) {
                cases.push((id, test));
            } else {
                self.functions.push((name, vec![(id, test)]));
                self.order.push(name);
            }
            return;
        };
        let place = self.classes.iter().rposition(|(name, _)| name == class).unwrap_or_else(|| {
            self.classes.push((class, Scope::default()));
            self.order.push(class);
            self.classes.len() - 1
        });
        self.classes[place].1.add(inner, id, test);
    }

    fn write(&self, depth: usize, lines: &mut Vec<String>) {
        let indent = "    ".repeat(depth);
        for name in &self.order {
            let functions = self.functions.iter().filter(|(other, _)| other == name);
            for (function, cases) in functions {
                let own = if depth > 0 { "self" } else { "" };
                lines.push(String::new());
                let has_cases = cases.iter().any(|(id, _)| id.parameters.is_some());
                if has_cases {
                    lines.push(format!("{indent}@pytest.mark.parametrize("));
                    lines.push(format!("{indent}    \"case\","));
                    lines.push(format!("{indent}    ["));
                    for (number, (id, test)) in cases.iter().enumerate() {
                        let printed = id.parameters.as_deref().unwrap_or_default();
                        let given = python::text(&source_of(printed).unwrap_or_else(|| printed.to_owned()));
                        let marks = marks(test);
                        let marks =
                            if marks.is_empty() { String::new() } else { format!(", marks=[{}]", marks.join(", ")) };
                        lines.push(format!("{indent}        pytest.param({number}, id={given}{marks}),"));
                    }
                    lines.push(format!("{indent}    ],"));
                    lines.push(format!("{indent})"));
                    let arguments = if own.is_empty() { "case".to_owned() } else { format!("{own}, case") };
                    lines.push(format!("{indent}def {function}({arguments}):"));
                } else {
                    lines.extend(cases.iter().flat_map(|(_, test)| marks(test)).map(|mark| format!("{indent}@{mark}")));
                    lines.push(format!("{indent}def {function}({own}):"));
                }
                lines.push(format!("{indent}    pass"));
            }
            for (class, scope) in self.classes.iter().filter(|(other, _)| other == name) {
                lines.push(String::new());
                lines.push(format!("{indent}class {class}:"));
                scope.write(depth + 1, lines);
            }
        }
    }
}

/// Marks that pytest gives a meaning beyond a name.
const FIXED: &[&str] =
    &["skip", "skipif", "xfail", "parametrize", "usefixtures", "filterwarnings", "xdist_group", "tryfirst", "trylast"];

/// Whether a mark can be set on a sleeping test.
pub(super) fn is_mark(mark: &str) -> bool {
    python::is_name(mark) && !mark.starts_with('_') && !FIXED.contains(&mark)
}

fn marks(test: &Test) -> Vec<String> {
    let groups = test.groups.iter().map(|group| format!("pytest.mark.xdist_group({})", python::text(group)));
    let plain = test.marks.iter().filter(|mark| is_mark(mark)).map(|mark| format!("pytest.mark.{mark}"));
    groups.chain(plain).collect()
}
