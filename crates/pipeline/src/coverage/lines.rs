//! Lines and branches that were executed, file by file, as coverage reports have them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// What one or more runs executed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineReport {
    /// By path, as the report writes it.
    pub files: BTreeMap<String, FileLines>,
}

/// One file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileLines {
    /// Lines that can be executed.
    pub statements: Lines,
    /// Those of them that were.
    pub executed: Lines,
    /// Branches by the line where they begin; empty where they were not measured.
    #[serde(default)]
    pub branches: BTreeMap<u32, Branches>,
}

/// The branches of one line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Branches {
    /// How many.
    pub n: u32,
    /// Names of those not taken, as the tool gives them: where they lead to.
    pub missing: BTreeSet<String>,
}

/// Line numbers as ranges, first and last, ascending, with a gap between any two.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lines(Vec<(u32, u32)>);

impl FromIterator<u32> for Lines {
    fn from_iter<T: IntoIterator<Item = u32>>(lines: T) -> Self {
        let mut lines: Vec<u32> = lines.into_iter().collect();
        lines.sort_unstable();
        Self::merged(lines.into_iter().map(|line| (line, line)))
    }
}

impl Lines {
    /// Of ranges, first and last, in any order.
    pub fn of_ranges(mut ranges: Vec<(u32, u32)>) -> Self {
        ranges.sort_unstable();
        Self::merged(ranges.into_iter().filter(|(first, last)| first <= last))
    }

    /// First and last lines, ascending.
    pub fn ranges(&self) -> &[(u32, u32)] {
        &self.0
    }

    /// Of ranges by their first lines.
    fn merged(ranges: impl Iterator<Item = (u32, u32)>) -> Self {
        let mut merged: Vec<(u32, u32)> = Vec::new();
        for (first, last) in ranges {
            match merged.last_mut() {
                Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
                _ => merged.push((first, last)),
            }
        }
        Self(merged)
    }

    /// How many.
    pub fn n(&self) -> u64 {
        self.0.iter().map(|(first, last)| u64::from(last - first) + 1).sum()
    }

    /// Lines of either. Cost: linear in the ranges.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self::of_ranges(self.0.iter().chain(&other.0).copied().collect())
    }
}

impl FileLines {
    fn add(&mut self, other: &Self) {
        self.statements = self.statements.union(&other.statements);
        self.executed = self.executed.union(&other.executed);
        for (line, branches) in &other.branches {
            match self.branches.get_mut(line) {
                // What one run did not take, another may have.
                Some(own) => {
                    own.missing.retain(|branch| branches.missing.contains(branch));
                    own.n = own.n.max(branches.n);
                }
                None => {
                    self.branches.insert(*line, branches.clone());
                }
            }
        }
    }
}

impl LineReport {
    /// What runs executed together. Cost: linear in files and ranges.
    pub fn union<'a>(reports: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut all = Self::default();
        for (path, lines) in reports.into_iter().flat_map(|report| &report.files) {
            all.files.entry(path.clone()).or_default().add(lines);
        }
        all
    }

    /// Whether branches were measured.
    pub fn has_branches(&self) -> bool {
        self.files.values().any(|file| !file.branches.is_empty())
    }

    /// Percent, as coverage.py counts (`coverage/results.py`, `Numbers.pc_covered`): executed lines and taken branches, of all
    /// of both; 100 where there are none.
    pub fn percent(&self) -> f64 {
        let (mut covered, mut all) = (0, 0);
        for file in self.files.values() {
            let n_branches: u64 = file.branches.values().map(|branches| u64::from(branches.n)).sum();
            let n_missing: u64 = file.branches.values().map(|branches| branches.missing.len() as u64).sum();
            covered += file.executed.n() + n_branches.saturating_sub(n_missing);
            all += file.statements.n() + n_branches;
        }
        if all == 0 { 100.0 } else { 100.0 * covered as f64 / all as f64 }
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp)]
mod tests {
    use super::*;

    fn file(statements: std::ops::RangeInclusive<u32>, executed: &[u32]) -> FileLines {
        FileLines {
            statements: statements.collect(),
            executed: executed.iter().copied().collect(),
            ..FileLines::default()
        }
    }

    fn report(files: impl IntoIterator<Item = (&'static str, FileLines)>) -> LineReport {
        LineReport { files: files.into_iter().map(|(path, file)| (path.to_owned(), file)).collect() }
    }

    #[test]
    fn ok_lines_are_ranges() {
        let lines: Lines = [5, 1, 2, 3, 7, 6, 2].into_iter().collect();
        assert_eq!(lines, Lines(vec![(1, 3), (5, 7)]));
        assert_eq!(lines.n(), 6);
        assert_eq!(lines.union(&Lines(vec![(4, 4), (9, 9)])), Lines(vec![(1, 7), (9, 9)]));
    }

    #[test]
    fn ok_two_lanes_cover_what_either_does() {
        let unit = report([("a.py", file(1..=10, &[1, 2, 3, 4])), ("b.py", file(1..=10, &[]))]);
        let heavy = report([("a.py", file(1..=10, &[3, 4, 5])), ("c.py", file(1..=5, &[1, 2]))]);
        assert_eq!([&unit, &heavy].map(LineReport::percent), [20.0, 100.0 / 3.0]);
        assert_eq!(LineReport::union([&unit, &heavy]).percent(), 28.0);
        assert_eq!(LineReport::default().percent(), 100.0);
    }

    #[test]
    fn ok_a_branch_that_either_took_is_taken() {
        let with = |missing: &[&str]| {
            let missing = missing.iter().map(|to| (*to).to_owned()).collect();
            let branches = BTreeMap::from([(1, Branches { n: 2, missing })]);
            report([("a.py", FileLines { branches, ..file(1..=2, &[1, 2]) })])
        };
        let (one, other) = (with(&["2", "exit"]), with(&["2"]));
        assert_eq!([&one, &other].map(LineReport::percent), [50.0, 75.0]);
        assert_eq!(LineReport::union([&one, &other]).percent(), 75.0);
        assert_eq!(LineReport::union([&other, &with(&["exit"])]).percent(), 100.0);
    }
}
