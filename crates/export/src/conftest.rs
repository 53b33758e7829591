//! `conftest.py`, where the configuration needs one: groups of tests that must stay together, and the order of collection.
//!
//! pytest-xdist 3.8.0 reads `xdist_group` marks in its own `pytest_collection_modifyitems`: those that a root conftest.py
//! adds count only if its hook comes first. With pytest 9.2.0 they do not count at all, and nothing is said; a test's id
//! without `@` gives that away.

use std::collections::BTreeMap;

use laneway_engine::dist_mode::DistMode;
use laneway_engine::order::Order;
use laneway_engine::suite::Suite;
use laneway_pipeline::pipeline::Pipeline;

use crate::cannot::CannotExpress;
use crate::lane::lanes;
use crate::python;

const ORDER: &str = include_str!("conftest/order.py");
const INTERLEAVE: &str = include_str!("conftest/interleave.py");
const GROUPS: &str = include_str!("conftest/groups.py");

/// A conftest.py, and what it needs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Conftest {
    /// The file; `None`: the side needs none.
    pub text: Option<String>,
    /// Whether it reads `.test_durations`.
    pub reads_durations: bool,
    /// What it cannot do.
    pub cannot: Vec<CannotExpress>,
}

/// The conftest.py of a side, for the root of the project. Costs O(n log n) of the tests.
pub fn conftest(pipeline: &Pipeline, suite: &Suite) -> Conftest {
    let lanes = lanes(pipeline);
    let mut cannot = Vec::new();
    let orders: Vec<Order> = lanes.iter().map(|lane| lane.run.session.order).collect();
    let first = orders.first().copied().unwrap_or_default();
    let order = if orders.iter().all(|order| *order == first) {
        first
    } else {
        let named: Vec<String> =
            lanes.iter().map(|lane| format!("{}: {}", lane.name, lane.run.session.order.info().words)).collect();
        cannot.push(CannotExpress::SeveralOrders { lanes: named.join("; ") });
        Order::Collected
    };
    if order == Order::Random {
        cannot.push(CannotExpress::RandomOrder);
    }
    let is_grouped = lanes.iter().any(|lane| lane.run.session.dist == DistMode::LoadGroup);
    let groups = if is_grouped { groups(suite) } else { Vec::new() };
    let has_recorded_order = matches!(order, Order::SlowestFirst | Order::FastestFirst);
    let mut data = Vec::new();
    let mut parts = Vec::new();
    let mut calls = Vec::new();
    let mut imports = Vec::new();
    let mut is_optional = false;
    match order {
        Order::SlowestFirst | Order::FastestFirst => {
            imports.push("import json");
            data.push(format!("SLOWEST_FIRST = {}\n", if order == Order::SlowestFirst { "True" } else { "False" }));
            parts.push(ORDER);
            calls.push("    _in_recorded_order(items, config.rootpath)\n");
        }
        Order::Interleaved => {
            imports.push("import itertools");
            parts.push(INTERLEAVE);
            calls.push("    _interleaved(items)\n");
        }
        Order::Collected | Order::Random => {}
    }
    if !groups.is_empty() {
        is_optional = true;
        data.push(table(&groups));
        parts.push(GROUPS);
        calls.push("    _mark_groups(items)\n");
    }
    if parts.is_empty() {
        return Conftest { text: None, reads_durations: false, cannot };
    }
    let mut text =
        "\"\"\"Laneway's configuration as it was simulated; belongs into the root of the project.\"\"\"\n\n".to_owned();
    text.push_str("from __future__ import annotations\n\n");
    text.extend(imports.iter().map(|line| format!("{line}\n")));
    text.extend(has_recorded_order.then_some("from pathlib import Path\n"));
    text.extend(is_optional.then_some("from typing import Any\n"));
    text.push_str(if imports.is_empty() && !is_optional { "import pytest\n\n" } else { "\nimport pytest\n\n" });
    text.push_str(&data.concat());
    text.push_str("\n\n");
    text.push_str(&parts.join("\n\n"));
    text.push_str("\n\n# First, so that pytest-xdist sees the marks, and pytest-split the order.\n");
    text.push_str("@pytest.hookimpl(tryfirst=True)\n");
    text.push_str("def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:\n");
    text.push_str(&calls.concat());
    Conftest { text: Some(text), reads_durations: has_recorded_order, cannot }
}

/// Ids or files with their groups, in the order of the suite: a file where all its tests have the same.
fn groups(suite: &Suite) -> Vec<(&str, &[String])> {
    let mut files: BTreeMap<&str, Option<&[String]>> = BTreeMap::new();
    for test in &suite.tests {
        let of_file = files.entry(test.file()).or_insert(Some(&test.groups));
        if of_file.is_some_and(|groups| groups != test.groups.as_slice()) {
            *of_file = None;
        }
    }
    let mut rows: Vec<(&str, &[String])> = Vec::new();
    for test in suite.tests.iter().filter(|test| !test.groups.is_empty()) {
        match files.get_mut(test.file()) {
            Some(Some(groups)) if !groups.is_empty() => rows.push((test.file(), std::mem::take(groups))),
            Some(Some(_)) => {}
            Some(None) | None => rows.push((&test.id, &test.groups)),
        }
    }
    rows
}

fn table(groups: &[(&str, &[String])]) -> String {
    let list = |names: &[String]| names.iter().map(|name| python::text(name)).collect::<Vec<_>>().join(", ");
    let row = |(id, names): &(&str, &[String])| format!("    {}: [{}],\n", python::text(id), list(names));
    let rows: String = groups.iter().map(row).collect();
    format!(
        "# Ids of tests, or of files, with their groups: those with one name run on one worker.\nGROUPS: dict[str, list[str]] = {{\n{rows}}}\n"
    )
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use laneway_engine::session::Session;
    use laneway_engine::suite::Test;

    use super::*;

    fn check(session: Session, ids: &[(&str, &str)], expected: Expect) {
        let test = |(id, group): &(&str, &str)| Test {
            id: (*id).to_owned(),
            groups: group.split_whitespace().map(str::to_owned).collect(),
            ..Test::default()
        };
        let suite = Suite { tests: ids.iter().map(test).collect(), ..Suite::default() };
        let conftest = conftest(&Pipeline::bare(session), &suite);
        let whole = conftest.text.unwrap_or_default();
        let shown = whole.split("\n\n\ndef ").next().unwrap_or_default();
        let cannot: String = conftest.cannot.iter().map(|cannot| format!("{cannot}\n")).collect();
        let hook = whole.rsplit("def ").next().unwrap_or_default();
        expected.assert_eq(&format!("{shown}\n...\n{hook}{cannot}"));
    }

    #[test]
    fn groups_count_under_loadgroup_alone() {
        let ids = [("a.py::x", "g h"), ("a.py::y", "g h"), ("b.py::x", ""), ("b.py::y[\"]", "é")];
        check(
            Session { dist: DistMode::LoadGroup, ..Session::default() },
            &ids,
            expect![[r#"
            """Laneway's configuration as it was simulated; belongs into the root of the project."""

            from __future__ import annotations

            from typing import Any

            import pytest

            # Ids of tests, or of files, with their groups: those with one name run on one worker.
            GROUPS: dict[str, list[str]] = {
                "a.py": ["g", "h"],
                "b.py::y[\"]": ["\xe9"],
            }
            ...
            pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
                _mark_groups(items)
        "#]],
        );
        check(
            Session::default(),
            &ids,
            expect![[r#"

            ...
        "#]],
        );
    }

    #[test]
    fn orders_come_before_groups() {
        let session = |order| Session { dist: DistMode::LoadGroup, order, ..Session::default() };
        check(
            session(Order::SlowestFirst),
            &[("a.py::x", "g"), ("a.py::y", "")],
            expect![[r#"
            """Laneway's configuration as it was simulated; belongs into the root of the project."""

            from __future__ import annotations

            import json
            from pathlib import Path
            from typing import Any

            import pytest

            SLOWEST_FIRST = True
            # Ids of tests, or of files, with their groups: those with one name run on one worker.
            GROUPS: dict[str, list[str]] = {
                "a.py::x": ["g"],
            }
            ...
            pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
                _in_recorded_order(items, config.rootpath)
                _mark_groups(items)
        "#]],
        );
        check(
            session(Order::Interleaved),
            &[],
            expect![[r#"
            """Laneway's configuration as it was simulated; belongs into the root of the project."""

            from __future__ import annotations

            import itertools

            import pytest

            ...
            pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
                _interleaved(items)
        "#]],
        );
        check(
            session(Order::Random),
            &[],
            expect![[r#"

            ...
            a random order cannot be repeated by a conftest.py as it was simulated: install pytest-randomly for another one
        "#]],
        );
    }
}
