//! Files that lanes leave for the gate: coverage data, in a job's workspace and in artifacts.

use std::sync::Arc;

use crate::coverage::{Collect, Covered, LineReport, Tool};

/// One coverage data file.
#[derive(Clone, Debug)]
pub(crate) struct DataFile {
    /// Its own name, `.coverage.unit`.
    pub(crate) name: String,
    /// The folder that its artifact was unpacked into; `None`: the workspace itself.
    pub(crate) folder: Option<String>,
    /// Whose tests: job, cell, and run. Shards of these together cover all of it.
    pub(crate) of: (usize, String, usize),
    /// How many shards it holds, of how many.
    pub(crate) shards: (u32, u32),
    /// What all shards together cover, percent.
    pub(crate) percent: f64,
    /// The same line by line, where a report says.
    pub(crate) lines: Option<Arc<LineReport>>,
    /// Whether branches were measured.
    pub(crate) has_branches: bool,
    /// The label of the runner that it comes from.
    pub(crate) label: String,
}

impl DataFile {
    /// What a run leaves behind; nothing that coverage.py could combine with slipcover.
    pub(crate) fn of_run(collect: &Collect, of: (usize, String, usize), n_shards: u32, label: &str) -> Option<Self> {
        if collect.tool == Tool::Slipcover {
            return None;
        }
        // Reporting combines the parts into a file of the plain name, and deletes them.
        let name = if collect.reports_first { ".coverage" } else { &collect.data_file };
        let lines = match &collect.covers {
            Covered::Percent(_) => None,
            Covered::Lines(report) => Some(Arc::clone(report)),
        };
        Some(Self {
            name: name.to_owned(),
            folder: None,
            of,
            shards: (1, n_shards),
            percent: collect.covers.percent(),
            lines,
            has_branches: collect.branch,
            label: label.to_owned(),
        })
    }
}

/// Whether a name fits a pattern, in which `*` stands for anything.
pub(crate) fn fits(name: &str, pattern: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.len() >= last.len() && rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_a_star_stands_for_anything() {
        for (name, pattern, expected) in [
            (".coverage.unit", ".coverage*", true),
            (".coverage", ".coverage*", true),
            (".coverage", ".coverage.*", false),
            (".coverage.unit", "*.unit", true),
            ("a-b-c", "a*b*c", true),
            ("a-c-b", "a*b*c", false),
            ("aba", "ab*ba", false),
            ("unit", "unit", true),
            ("unit2", "unit", false),
            ("anything", "*", true),
        ] {
            assert_eq!(fits(name, pattern), expected, "{name} by {pattern}");
        }
    }
}
