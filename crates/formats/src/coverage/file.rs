//! One file of a coverage report while it is read, and what its branches are called.

use std::collections::{BTreeMap, BTreeSet};

use laneway_pipeline::coverage::lines::{Branches, FileLines};

/// More branches than any line has; a report that counts more of one line is refused.
pub(super) const MAX_BRANCHES: u32 = 10_000;

/// Where a branch leads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Destination {
    /// To a line of the file.
    Line(u32),
    /// Out of the function, or wherever the report says.
    Other(String),
}

/// What is known of a file so far.
#[derive(Default)]
pub(super) struct File {
    /// Lines that can be executed, and whether they were.
    lines: BTreeMap<u32, bool>,
    /// By line: where its branches lead, and whether they were taken.
    branches: BTreeMap<u32, BTreeMap<Destination, bool>>,
    /// By line, where the report counts branches and names only those not taken.
    counted: BTreeMap<u32, Branches>,
}

impl File {
    /// A line that can be executed; executed is what it was at least once.
    pub(super) fn add_line(&mut self, line: u32, is_executed: bool) {
        *self.lines.entry(line).or_default() |= is_executed;
    }

    /// A branch; taken is what it was at least once.
    pub(super) fn add_branch(&mut self, line: u32, to: Destination, is_taken: bool) {
        *self.branches.entry(line).or_default().entry(to).or_default() |= is_taken;
    }

    /// How many branches a line has, at most [`MAX_BRANCHES`], how many were taken, and names of those that were not.
    pub(super) fn count_branches<'a>(
        &mut self,
        line: u32,
        n: u32,
        n_taken: u32,
        missing: impl Iterator<Item = &'a str>,
    ) {
        let n_missing = n.saturating_sub(n_taken) as usize;
        let mut names = BTreeSet::new();
        for name in missing.chain(std::iter::repeat("?")).take(n_missing) {
            let mut unique = name.to_owned();
            let mut count = 1;
            while !names.insert(unique.clone()) {
                count += 1;
                unique = format!("{name} ({count})");
            }
        }
        let found = Branches { n, missing: names };
        match self.counted.get_mut(&line) {
            Some(before) if before.missing.len() <= n_missing => {}
            Some(before) => *before = found,
            None => {
                self.counted.insert(line, found);
            }
        }
    }
}

impl From<File> for FileLines {
    fn from(file: File) -> Self {
        let mut branches = file.counted;
        for (line, destinations) in file.branches {
            let n_others = destinations.keys().filter(|to| matches!(to, Destination::Other(_))).count();
            let name = |to: &Destination| match to {
                Destination::Line(to) => to.to_string(),
                // Formats have other words for it; one is unmistakable.
                Destination::Other(_) if n_others == 1 => "exit".to_owned(),
                Destination::Other(name) => name.clone(),
            };
            let missing = destinations.iter().filter(|(_, is_taken)| !**is_taken).map(|(to, _)| name(to)).collect();
            branches.insert(line, Branches { n: destinations.len() as u32, missing });
        }
        let executed = file.lines.iter().filter(|(_, is_executed)| **is_executed).map(|(line, _)| *line);
        Self { executed: executed.collect(), statements: file.lines.keys().copied().collect(), branches }
    }
}
